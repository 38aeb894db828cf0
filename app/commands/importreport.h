#pragma once

#include "commands/command.h"
#include "import/importplan.h"

namespace joinery {

/// The account as one JSON object, keys in the order that other programs rely on.
CommandResult<void> putAccount(QIODevice &device, const ImportAccount &account);

/// The account for a person: what was read, then what became of it, line by line.
QString describeAccount(const ImportAccount &account, const ImportPlan &plan, const QString &rejectsFile);

} // namespace joinery
