#pragma once

#include "links/keptrows.h"
#include "values/keylist.h"
#include "values/relationship.h"
#include "values/result.h"

namespace joinery {

/// Values for a new join row's payload and third ends, by column.
using Payload = QMap<QString, QVariant>;

/// A pair that the database refused to link.
struct Refusal
{
    RowKey left;
    RowKey right;
    Error error;
};

/// Entities that came with links.
struct CreatedRows
{
    TableName table;
    KeptRows rows;
};

/// What a gesture really did to a join table: enough to undo and to redo it, as long as the writer's connection lives.
struct LinkChange
{
    TableName joinTable;
    KeptRows added;
    KeptRows removed;
    QList<CreatedRows> created = {}; ///< an import makes entities that are not there

    bool isEmpty() const { return added.isEmpty() && removed.isEmpty() && created.isEmpty(); }
};

/// A gesture's account. linked + alreadyLinked + refused + missing = the pairs that were asked for.
struct LinkOutcome
{
    LinkChange change;
    qint64 linked = 0;
    qint64 alreadyLinked = 0;
    qint64 unlinked = 0;
    qint64 refusedCount = 0;
    qint64 missing = 0; ///< pairs of which one row is no longer there
    QList<Refusal> refused; ///< the first hundred of refusedCount
    QStringList overwritten; ///< columns in which a trigger put other values than those restored
    KeyList added; ///< the first thousand new links' keys
};

} // namespace joinery
