#include "links/rowidentity.h"

#include <algorithm>

namespace joinery {

RowIdentity identityOf(const Table &table)
{
    if (!table.rowIdColumn.isEmpty())
        return {{table.rowIdColumn}, false};
    for (const UniqueKey &key : table.uniqueKeys) {
        const bool neverNull = std::all_of(key.columns.begin(), key.columns.end(), [&](const QString &name) {
            const Column *column = table.column(name);
            return column && column->notNull;
        });
        if (neverNull)
            return {key.columns, false};
    }
    if (!table.rowId.isEmpty())
        return {{table.rowId}, true};
    return {};
}

QStringList linkKeyColumns(const Table &joinTable, const Relationship &relationship)
{
    QStringList columns = identityOf(joinTable).columns;
    for (const QString &column : relationship.left.columns + relationship.right.columns + relationship.scope.keys()) {
        if (!columns.contains(column))
            columns += column;
    }
    return columns;
}

} // namespace joinery
