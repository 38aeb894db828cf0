#include "tables/linkquery.h"

#include "database/dialect.h"
#include "links/endjoin.h"
#include "links/linksource.h"
#include "links/rowlabel.h"
#include "relationships/entitylabel.h"

namespace joinery {

namespace {

const QString j = QStringLiteral("j");
const QString focusAlias = QStringLiteral("f");
const QString otherAlias = QStringLiteral("o");
const QString selectionTable = QStringLiteral("shown_selection");

} // namespace

QString LinkQuery::joinEnd(const Relationship &seen, Side side, const QString &alias, const QString &kind) const
{
    const End &end = seen.end(side);
    return QStringLiteral("%1 %2 AS %3 ON %4")
        .arg(kind, Dialect::quoted(end.table), alias, endJoin(catalog->schema, seen, end, alias, j));
}

QString LinkQuery::joinSelection(const QString &kind) const
{
    const QStringList &key = relationship.end(focus).key;
    return QStringLiteral("%1 %2 AS s ON %3")
        .arg(kind, Dialect::temporary(selectionTable),
             Dialect::equal(focusAlias, key, QStringLiteral("s"), Connection::keyTableColumns(int(key.size()))));
}

QString LinkQuery::label(Side side, const QString &alias) const
{
    const End &end = relationship.end(side);
    return labelExpression(catalog->table(end.table), end.key, alias);
}

QString LinkQuery::payloadExpression(qsizetype i, QStringList *joins) const
{
    const QString column = payload[i];
    const QString alias = QStringLiteral("p%1").arg(i);
    if (const End *other = thirdEnd(column)) {
        *joins += QStringLiteral("LEFT JOIN %1 AS %2 ON %3")
                      .arg(Dialect::quoted(other->table), alias,
                           endJoin(catalog->schema, relationship, *other, alias, j));
        return labelExpression(catalog->table(other->table), other->key, alias);
    }
    const auto [key, related] = reference(column);
    if (!key)
        return Dialect::quotedList({column}, j);
    *joins += QStringLiteral("LEFT JOIN %1 AS %2 ON %3")
                  .arg(Dialect::quoted(key->table), alias, Dialect::equal(alias, key->to(), j, key->from()));
    return labelExpression(*related, key->to(), alias);
}

const End *LinkQuery::thirdEnd(const QString &column) const
{
    for (const End &other : relationship.others) {
        // The label stands for the whole key, in the column that is the end's own.
        if (!other.columns.isEmpty() && other.columns.last() == column && catalog->schema.table(other.table)
            && !other.key.isEmpty())
            return &other;
    }
    return nullptr;
}

std::pair<const ForeignKey *, const Table *> LinkQuery::reference(const QString &column) const
{
    for (const ForeignKey &key : joinTable().foreignKeys) {
        const Table *related = catalog->schema.table(key.table);
        if (key.columns.size() == 1 && key.columns.first().from == column && key.fault.isEmpty() && related)
            return {&key, related};
    }
    return {nullptr, nullptr};
}

QStringList LinkQuery::labelled() const
{
    QStringList columns;
    for (const QString &column : payload) {
        if (thirdEnd(column) || reference(column).first)
            columns += column;
    }
    return columns;
}

Result<QList<QVariantList>> LinkQuery::readPage(Connection &connection, const KeyList &keys) const
{
    // A link that counts from either of its rows is shown from the one that is selected.
    const bool bothWays = relationship.symmetric && !selection.isEmpty();
    const Relationship seen = bothWays ? seenFromEnds(relationship) : relationship;
    const QString source = bothWays ? linkSource(relationship, joinTable()) : Dialect::quoted(relationship.joinTable);
    QStringList joins{joinEnd(seen, focus, focusAlias, QStringLiteral("LEFT JOIN")),
                      joinEnd(seen, otherSide(focus), otherAlias, QStringLiteral("LEFT JOIN"))};
    if (bothWays) {
        if (auto done = connection.ensureKeyTable(selectionTable, selection); !done)
            return tl::unexpected(done.error());
        joins += joinSelection(QStringLiteral("LEFT JOIN"));
    }
    QStringList columns{Dialect::quotedList(keyColumns, j), label(otherSide(focus), otherAlias),
                        label(focus, focusAlias)};
    for (qsizetype i = 0; i < payload.size(); ++i)
        columns += payloadExpression(i, &joins);
    columns += Dialect::quotedList(seen.left.columns, j);
    columns += Dialect::quotedList(seen.right.columns, j);
    const QStringList stored = labelled();
    if (!stored.isEmpty())
        columns += Dialect::quotedList(stored, j);

    // The identity alone finds the row; the rest of the key then tells whether it still is the same link.
    const QStringList identity = identityOf(joinTable()).columns;
    QVariantList values;
    for (qsizetype i = 0; i < keys.size(); ++i)
        values += keys.at(i).values.mid(0, identity.size());
    const QString order = bothWays ? QStringLiteral(" ORDER BY s.rowid IS NULL") : QString();
    auto query = connection.exec(QStringLiteral("SELECT %1 FROM %2 AS j %3 WHERE %4%5")
                                     .arg(columns.join(QStringLiteral(", ")), source, joins.join(u' '),
                                          Dialect::inKeys(j, identity, keys.size()), order),
                                 values);
    if (!query)
        return tl::unexpected(query.error());
    const qsizetype width = keyColumns.size();
    const qsizetype count = 2 + payload.size() + relationship.left.columns.size() + relationship.right.columns.size()
                          + stored.size();
    QHash<RowKey, QVariantList> rows;
    while (query->next()) {
        RowKey key;
        for (qsizetype i = 0; i < width; ++i)
            key.values += query->value(int(i));
        QVariantList row;
        for (qsizetype i = 0; i < count; ++i)
            row += query->value(int(i + width));
        if (!rows.contains(key))
            rows.insert(key, row);
    }
    QList<QVariantList> page;
    for (qsizetype i = 0; i < keys.size(); ++i)
        page += rows.value(keys.at(i));
    return page;
}

Result<LinkQuery::Ordered> LinkQuery::readOrder(Connection &connection, const Order &order) const
{
    Ordered ordered{KeyList(int(keyColumns.size())), 0, {}};
    const bool bothWays = relationship.symmetric && !order.all;
    const Relationship seen = bothWays ? seenFromEnds(relationship) : relationship;
    const QString source = bothWays ? linkSource(relationship, joinTable()) : Dialect::quoted(relationship.joinTable);
    if (!order.all) {
        if (selection.isEmpty())
            return ordered;
        ordered.selectionLabel = describeRows(connection, catalog->schema, relationship, focus, selection).text;
        if (auto done = connection.ensureKeyTable(selectionTable, selection); !done)
            return tl::unexpected(done.error());
    }
    const bool needsLabels = !order.find.isEmpty() || !order.all || order.column < LinkModel::FirstPayloadColumn;
    QStringList joins;
    if (!order.all) {
        joins += joinEnd(seen, focus, focusAlias, QStringLiteral("JOIN"));
        joins += joinSelection(QStringLiteral("JOIN"));
    } else if (needsLabels) {
        joins += joinEnd(seen, focus, focusAlias, QStringLiteral("LEFT JOIN"));
    }
    if (needsLabels)
        joins += joinEnd(seen, otherSide(focus), otherAlias, QStringLiteral("LEFT JOIN"));

    QString sortBy = label(otherSide(focus), otherAlias);
    QStringList searched{label(otherSide(focus), otherAlias), label(focus, focusAlias)};
    if (order.column == LinkModel::FocusColumn)
        sortBy = label(focus, focusAlias);
    for (qsizetype i = 0; i < payload.size(); ++i) {
        const bool sorts = order.column == LinkModel::FirstPayloadColumn + int(i);
        if (!sorts && order.find.isEmpty())
            continue;
        const QString expression = payloadExpression(i, &joins);
        searched += expression;
        if (sorts)
            sortBy = expression;
    }
    QString where = QStringLiteral(" WHERE 1");
    QVariantList values;
    for (auto it = relationship.scope.begin(); it != relationship.scope.end(); ++it) {
        where += QStringLiteral(" AND j.%1 IS ?").arg(Dialect::quoted(it.key()));
        values += it.value();
    }
    const QString key = Dialect::quotedList(keyColumns, j);
    // A link between two rows that are both selected is one link.
    const QString once = bothWays ? QStringLiteral(" GROUP BY ") + key : QString();
    if (!order.find.isEmpty()) {
        const auto total = connection.value(QStringLiteral("SELECT count(*) FROM (SELECT 1 FROM %1 AS j %2%3%4)")
                                                .arg(source, joins.join(u' '), where, once),
                                            values);
        if (!total)
            return tl::unexpected(total.error());
        ordered.total = total->toLongLong();
        where += QStringLiteral(" AND ") + Dialect::containsText(searched);
        values += order.find;
    }
    const QString direction = order.direction == Qt::AscendingOrder ? QStringLiteral("ASC") : QStringLiteral("DESC");
    auto keys = connection.keys(
        QStringLiteral("SELECT %1 FROM %2 AS j %3%4%5 ORDER BY %6 %7, %1")
            .arg(key, source, joins.join(u' '), where, once, Dialect::sortKey(sortBy), direction),
        int(keyColumns.size()), values);
    if (!keys)
        return tl::unexpected(keys.error());
    ordered.keys = std::move(*keys);
    if (order.find.isEmpty())
        ordered.total = ordered.keys.size();
    return ordered;
}

} // namespace joinery
