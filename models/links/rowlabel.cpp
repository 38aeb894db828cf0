#include "links/rowlabel.h"

#include "database/dialect.h"
#include "relationships/entitylabel.h"
#include "values/naming.h"

#include <QLocale>

namespace joinery {

QString labelExpression(const Table &table, const QStringList &key, const QString &alias)
{
    const QStringList columns = labelColumns(table, key);
    if (columns.size() == 1)
        return Dialect::quotedList(columns, alias);
    QStringList parts;
    for (const QString &column : columns)
        parts += QStringLiteral("COALESCE(%1, '')").arg(Dialect::quotedList({column}, alias));
    return QStringLiteral("trim(%1)").arg(parts.join(QStringLiteral(" || ' ' || ")));
}

QString rowLabel(Connection &connection, const Schema &schema, const End &end, const RowKey &key)
{
    const Table *table = schema.table(end.table);
    if (!table)
        return key.text();
    const QString alias = QStringLiteral("e");
    const auto label = connection.value(
        QStringLiteral("SELECT %1 FROM %2 AS e WHERE %3 LIMIT 1")
            .arg(labelExpression(*table, end.key, alias), Dialect::quoted(end.table), Dialect::isKey(alias, end.key)),
        key.values);
    const QString text = label ? label->toString() : QString();
    return text.isEmpty() ? key.text() : text;
}

RowWords describeRows(Connection &connection, const Schema &schema, const Relationship &relationship, Side side,
                      const KeyList &keys)
{
    if (keys.size() == 1)
        return {rowLabel(connection, schema, relationship.end(side), keys.at(0)), true};
    return {QLocale().toString(keys.size()) + u' ' + countedNoun(relationship.title(side), keys.size()), false};
}

} // namespace joinery
