#pragma once

#include "call.h"

namespace joinery {

/// Runs a call that needs no window, with standard output and standard error; returns the exit status. Needs a
/// QCoreApplication.
int runConsole(const Call &call);

/// Says on standard error why the program ends, and returns the exit status.
int reportFailure(const CommandFailure &failure);

/// Gives Qt a locale whose encoding is UTF-8, without which it warns on standard error. Before any application object.
void useUtf8Locale();

/// Installs the program's own texts (English plurals among them) and Qt's. They live as long as the application.
void installTranslations();

} // namespace joinery
