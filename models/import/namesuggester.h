#pragma once

#include "database/connection.h"
#include "values/relationship.h"

namespace joinery {

/// A row that a name may mean.
struct Suggestion
{
    RowKey key;
    QString label;
    QString detail; ///< what tells rows of one label apart: the key, further columns
};

/// The rows of an end that `name` may mean, those with the nearest spelling first, `most` of them; with `find`, only those that contain it.
/// `columns`: those that names are matched with. Spelling is compared without regard to case and accents. Reads the whole
/// table; stops with Cancelled when the connection's token says so.
Result<QList<Suggestion>> suggestRows(Connection &connection, const Schema &schema, const End &end,
                                      const QStringList &columns, const QString &name, const QString &find = {},
                                      qsizetype most = 50);

/// How far apart two folded texts are: 0 for the same, 1 for nothing in common. Words in another order are near.
double spellingDistance(const QString &a, const QString &b);

} // namespace joinery
