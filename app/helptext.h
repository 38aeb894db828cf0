#pragma once

#include "commands/command.h"

namespace joinery {

/// The options of `joinery --screenshot FILE.png …`, that one included.
QList<Option> screenshotOptions();

/// What `joinery --help` says.
QString helpText();
/// What `joinery COMMAND --help` says.
QString helpText(const Command &command);

} // namespace joinery
