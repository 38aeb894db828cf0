#pragma once

#include "commands/command.h"
#include "links/linkoutcome.h"
#include "values/relationship.h"

namespace joinery {

/// Reads `--set COLUMN=VALUE`, or `COLUMN` for NULL, into `payload`. A column's name may hold an equals sign itself.
CommandResult<void> setColumn(Payload &payload, const QString &assignment, const Table &table,
                              const QStringList &settable);

} // namespace joinery
