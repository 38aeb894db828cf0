#pragma once

#include "call.h"

class QApplication;

namespace joinery {

/// Gives the application its names, texts and icon: whatever a window needs before it is made.
void prepareApplication(QApplication &application);

/// Where the call's database is: its own, or this person's copy of the sample, which is made where it is missing.
Result<QString> databaseOrSample(const QString &database);

/// Opens the window and runs until it is closed; returns the exit status. Makes the application object.
int runWindow(int &argc, char **argv, const WindowCall &call);

} // namespace joinery
