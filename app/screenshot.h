#pragma once

#include "call.h"

namespace joinery {

/// Draws the window as the call describes it into a PNG file and returns the exit status. Makes the application object,
/// needs no display, and neither reads nor changes this person's preferences.
int runScreenshot(int &argc, char **argv, const ScreenshotCall &call);

} // namespace joinery
