#include "values/schema.h"

#include <QSet>

namespace joinery {

QStringList ForeignKey::from() const
{
    QStringList names;
    for (const ColumnPair &pair : columns)
        names += pair.from;
    return names;
}

QStringList ForeignKey::to() const
{
    QStringList names;
    for (const ColumnPair &pair : columns)
        names += pair.to;
    return names;
}

const Column *Table::column(const QString &columnName) const
{
    const Column *loose = nullptr;
    for (const Column &candidate : columns) {
        if (candidate.name == columnName)
            return &candidate;
        if (!loose && candidate.name.compare(columnName, Qt::CaseInsensitive) == 0)
            loose = &candidate;
    }
    return loose;
}

QStringList Table::columnNames() const
{
    QStringList names;
    for (const Column &each : columns)
        names += each.name;
    return names;
}

QStringList Table::primaryKey() const
{
    return !uniqueKeys.isEmpty() && uniqueKeys.first().primary ? uniqueKeys.first().columns : QStringList();
}

bool Table::isUnique(const QStringList &keyColumns) const
{
    const QSet<QString> wanted(keyColumns.begin(), keyColumns.end());
    for (const UniqueKey &key : uniqueKeys) {
        if (wanted.contains(QSet<QString>(key.columns.begin(), key.columns.end())))
            return true;
    }
    return false;
}

const Table *Schema::table(const TableName &name) const
{
    for (const Table &candidate : tables) {
        if (candidate.name == name)
            return &candidate;
    }
    for (const Table &candidate : tables) {
        if (candidate.name.name.compare(name.name, Qt::CaseInsensitive) == 0
            && candidate.name.schema.compare(name.schema, Qt::CaseInsensitive) == 0) {
            return &candidate;
        }
    }
    return nullptr;
}

QList<std::pair<const Table *, const ForeignKey *>> Schema::referencesTo(const TableName &name) const
{
    QList<std::pair<const Table *, const ForeignKey *>> found;
    for (const Table &candidate : tables) {
        for (const ForeignKey &key : candidate.foreignKeys) {
            if (key.table == name)
                found.append({&candidate, &key});
        }
    }
    return found;
}

} // namespace joinery
