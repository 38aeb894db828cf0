#pragma once

#include "links/change.h"
#include "values/keylist.h"
#include "values/relationship.h"
#include "values/result.h"

namespace joinery {

/// Values for a new join row's payload and third ends, by column.
using Payload = QMap<QString, QVariant>;

/// Rows to be made in an entity table: values for `columns`, a list a row.
struct NewRows
{
    QStringList columns;
    QList<QVariantList> values;
};

/// A pair that the database refused to link.
struct Refusal
{
    RowKey left;
    RowKey right;
    Error error;
    RowKey row = {}; ///< of an edit: the edited row's key
};

/// Entities that undo or redo brought back.
struct RestoredRows
{
    TableName table;
    QStringList keyColumns;
    KeyList keys; ///< values of `keyColumns`
};

/// A gesture's account. linked + alreadyLinked + refused + missing = the pairs that were asked for.
struct LinkOutcome
{
    Change change;
    qint64 linked = 0;
    qint64 alreadyLinked = 0;
    qint64 unlinked = 0;
    qint64 edited = 0; ///< rows of which columns were set
    qint64 unchanged = 0; ///< rows that held these values already
    qint64 refusedCount = 0;
    qint64 missing = 0; ///< pairs of which one row is no longer there
    QList<Refusal> refused; ///< the first hundred of refusedCount
    QStringList overwritten; ///< columns in which a trigger put other values than those restored
    KeyList added; ///< the first thousand new links' keys
    KeyList created; ///< the keys of new entities, in the order of their values
    QList<RestoredRows> restored; ///< of undo and redo: entities of the ends, where they are a thousand at most
};

} // namespace joinery
