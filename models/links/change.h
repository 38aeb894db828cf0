#pragma once

#include "links/keptrows.h"

namespace joinery {

/// What a gesture did to the rows of one table.
struct TableChange
{
    TableName table;
    KeptRows added;
    KeptRows removed;
    /// Rows of which `columns` were set: as they were, and as they became, each row at the same place in both.
    KeptRows before = {};
    KeptRows after = {};
    QStringList columns = {};

    bool isEmpty() const { return added.isEmpty() && removed.isEmpty() && before.isEmpty(); }
};

/// What a gesture really did, table by table in the order in which it was done: enough to undo and to redo it, as long as the
/// writer's connection lives.
struct Change
{
    QList<TableChange> parts;

    Change() = default;
    Change(std::initializer_list<TableChange> changes);

    bool isEmpty() const { return parts.isEmpty(); }
    /// Adds a part that did something.
    void add(TableChange part);
    /// The tables whose rows came, went or changed, each once.
    QList<TableName> tables() const;
    /// Those of them of which rows were only set, so that none came or went.
    QList<TableName> editedTables() const;
};

/// Takes a change back, or (`again`) does it once more. Writer's thread; inside a transaction of the caller's. Stale when the rows are no
/// longer as the change left them. Columns in which a trigger put other values than those restored are added to `overwritten`.
Result<void> revert(Connection &connection, const Schema &schema, const Change &change, bool again,
                    QStringList *overwritten);

/// Forgets the rows that a change keeps.
void forget(Connection &connection, const Change &change);

} // namespace joinery
