#pragma once

#include "links/keptrows.h"

namespace joinery {

struct TableRows
{
    const Table *table = nullptr;
    KeptRows rows = {};
};

/// Removes exactly these kept rows, in this order, which should put rows before those that they refer to. Writer's thread; inside a
/// transaction of the caller's, who rolls back when it fails. Stale when any of them is gone or no longer holds the same values; Refused
/// when other rows than these would change along by a foreign key's action.
Result<void> removeTogether(Connection &connection, const Schema &schema, const QList<TableRows> &rows);

} // namespace joinery
