#include "relationships/keytraits.h"

#include <algorithm>

namespace joinery {

bool isTaken(const QList<Reference> &found, const QString &column)
{
    return std::any_of(found.begin(), found.end(),
                       [&](const Reference &each) { return each.columns().contains(column); });
}

bool isInWideKey(const Table &table, const QString &column)
{
    return std::any_of(table.uniqueKeys.begin(), table.uniqueKeys.end(),
                       [&](const UniqueKey &key) { return key.columns.size() > 1 && key.columns.contains(column); });
}

bool isThin(const Table &table)
{
    return std::count_if(
               table.columns.begin(), table.columns.end(),
               [&](const Column &column) { return !isQuiet(column) && table.primaryKey() != QStringList(column.name); })
        <= 2;
}

bool isOwnKey(const Table &table, const QString &column)
{
    return table.primaryKey() == QStringList(column);
}

Reference referenceTo(const Table &parent, const QString &key, const QString &column)
{
    Reference reference;
    reference.key.table = parent.name;
    reference.key.columns = {{column, key}};
    return reference;
}

} // namespace joinery
