#include "values/relationship.h"

#include "values/naming.h"

namespace joinery {

QString Relationship::title(Side side) const
{
    const End &each = end(side);
    if (isSelf())
        return each.alias;
    return plural(humanized(each.table.name));
}

Relationship narrowed(Relationship relationship, const QList<RowKey> &thirdEnds, const Table &joinTable)
{
    for (qsizetype i = 0; i < relationship.others.size(); ++i) {
        const QStringList &columns = relationship.others[i].columns;
        const RowKey key = thirdEnds.value(i);
        // A column that another end has too holds what that end says.
        for (qsizetype at = 0; at < key.values.size() && at < columns.size(); ++at) {
            if (!relationship.left.columns.contains(columns[at]) && !relationship.right.columns.contains(columns[at]))
                relationship.scope.insert(columns[at], key.values[at]);
        }
    }
    relationship.unique = joinTable.isUnique(relationship.left.columns + relationship.right.columns
                                             + relationship.scope.keys());
    return relationship;
}

} // namespace joinery
