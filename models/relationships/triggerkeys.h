#pragma once

#include "values/schema.h"

namespace joinery {

/// A foreign key that a trigger enforces instead of a declaration.
struct TriggerKey
{
    QString column;
    QString parent;
    QString key;
};

/// What the triggers of a table check new rows against: `RAISE` where `(SELECT id FROM parent WHERE id = NEW.column)` finds nothing,
/// or where `NEW.column NOT IN (SELECT id FROM parent)`.
QList<TriggerKey> keysOfTriggers(const Table &table);

} // namespace joinery
