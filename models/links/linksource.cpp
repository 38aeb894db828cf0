#include "links/linksource.h"

#include "database/dialect.h"
#include "links/rowidentity.h"

namespace joinery {

namespace {

QStringList seenColumns(const QString &side, qsizetype count)
{
    QStringList columns;
    for (qsizetype i = 0; i < count; ++i)
        columns += QStringLiteral("joinery %1 %2").arg(side).arg(i);
    return columns;
}

QString named(const QStringList &columns, const QStringList &names)
{
    QString list;
    for (qsizetype i = 0; i < columns.size(); ++i)
        list += QStringLiteral(", t.%1 AS %2").arg(Dialect::quoted(columns[i]), Dialect::quoted(names[i]));
    return list;
}

} // namespace

Relationship seenFromEnds(Relationship relationship)
{
    if (!relationship.symmetric)
        return relationship;
    relationship.left.columns = seenColumns(QStringLiteral("left"), relationship.left.columns.size());
    relationship.right.columns = seenColumns(QStringLiteral("right"), relationship.right.columns.size());
    return relationship;
}

QString linkSource(const Relationship &relationship, const Table &joinTable)
{
    QString table = Dialect::quoted(relationship.joinTable);
    if (!relationship.symmetric)
        return table;
    QStringList columns = joinTable.columnNames();
    for (const QString &column : identityOf(joinTable).columns) {
        if (!columns.contains(column))
            columns += column;
    }
    QString all;
    for (const QString &column : std::as_const(columns))
        all += QStringLiteral(", t.%1 AS %1").arg(Dialect::quoted(column));
    const Relationship seen = seenFromEnds(relationship);
    const QStringList &left = relationship.left.columns;
    const QStringList &right = relationship.right.columns;
    const QString t = QStringLiteral("t");
    // A row that is linked with itself has one link, not two.
    return QStringLiteral("(SELECT %1%2%3 FROM %4 AS t UNION ALL SELECT %1%5%6 FROM %4 AS t WHERE NOT (%7))")
        .arg(all.mid(2), named(left, seen.left.columns), named(right, seen.right.columns), table,
             named(right, seen.left.columns), named(left, seen.right.columns), Dialect::identical(t, left, t, right));
}

} // namespace joinery
