#include "tables/linkquery.h"

#include "database/dialect.h"
#include "links/endjoin.h"
#include "links/rowlabel.h"
#include "relationships/entitylabel.h"

namespace joinery {

namespace {

const QString j = QStringLiteral("j");
const QString focusAlias = QStringLiteral("f");
const QString otherAlias = QStringLiteral("o");
const QString selectionTable = QStringLiteral("shown_selection");

} // namespace

QString LinkQuery::joinEnd(Side side, const QString &alias, const QString &kind) const
{
    const End &end = relationship.end(side);
    return QStringLiteral("%1 %2 AS %3 ON %4")
        .arg(kind, Dialect::quoted(end.table), alias, endJoin(catalog->schema, relationship, end, alias, j));
}

QString LinkQuery::label(Side side, const QString &alias) const
{
    const End &end = relationship.end(side);
    return labelExpression(catalog->table(end.table), end.key, alias);
}

QString LinkQuery::payloadExpression(qsizetype i, QStringList *joins) const
{
    const QString column = payload[i];
    const auto [key, related] = reference(column);
    if (!key)
        return Dialect::quotedList({column}, j);
    const QString alias = QStringLiteral("p%1").arg(i);
    *joins += QStringLiteral("LEFT JOIN %1 AS %2 ON %3")
                  .arg(Dialect::quoted(key->table), alias, Dialect::equal(alias, key->to(), j, key->from()));
    return labelExpression(*related, key->to(), alias);
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
        if (reference(column).first)
            columns += column;
    }
    return columns;
}

Result<QList<QVariantList>> LinkQuery::readPage(Connection &connection, const KeyList &keys) const
{
    QStringList joins{joinEnd(focus, focusAlias, QStringLiteral("LEFT JOIN")),
                      joinEnd(otherSide(focus), otherAlias, QStringLiteral("LEFT JOIN"))};
    QStringList columns{Dialect::quotedList(keyColumns, j), label(otherSide(focus), otherAlias),
                        label(focus, focusAlias)};
    for (qsizetype i = 0; i < payload.size(); ++i)
        columns += payloadExpression(i, &joins);
    columns += Dialect::quotedList(relationship.left.columns, j);
    columns += Dialect::quotedList(relationship.right.columns, j);
    const QStringList stored = labelled();
    if (!stored.isEmpty())
        columns += Dialect::quotedList(stored, j);

    // The identity alone finds the row; the rest of the key then tells whether it still is the same link.
    const QStringList identity = identityOf(joinTable()).columns;
    QVariantList values;
    for (qsizetype i = 0; i < keys.size(); ++i)
        values += keys.at(i).values.mid(0, identity.size());
    auto query = connection.exec(QStringLiteral("SELECT %1 FROM %2 AS j %3 WHERE %4")
                                     .arg(columns.join(QStringLiteral(", ")), Dialect::quoted(relationship.joinTable),
                                          joins.join(u' '), Dialect::inKeys(j, identity, keys.size())),
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
    const End &end = relationship.end(focus);
    if (!order.all) {
        if (order.selection.isEmpty())
            return ordered;
        ordered.selectionLabel = describeRows(connection, catalog->schema, relationship, focus, order.selection).text;
        if (auto done = connection.ensureKeyTable(selectionTable, order.selection); !done)
            return tl::unexpected(done.error());
    }
    const bool needsLabels = !order.find.isEmpty() || !order.all || order.column < LinkModel::FirstPayloadColumn;
    QStringList joins;
    if (!order.all) {
        joins += joinEnd(focus, focusAlias, QStringLiteral("JOIN"));
        joins += QStringLiteral("JOIN %1 AS s ON %2")
                     .arg(Dialect::temporary(selectionTable),
                          Dialect::equal(focusAlias, end.key, QStringLiteral("s"),
                                         Connection::keyTableColumns(int(end.key.size()))));
    } else if (needsLabels) {
        joins += joinEnd(focus, focusAlias, QStringLiteral("LEFT JOIN"));
    }
    if (needsLabels)
        joins += joinEnd(otherSide(focus), otherAlias, QStringLiteral("LEFT JOIN"));

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
    if (!order.find.isEmpty()) {
        const auto total = connection.value(QStringLiteral("SELECT count(*) FROM %1 AS j %2%3")
                                                .arg(Dialect::quoted(relationship.joinTable), joins.join(u' '), where),
                                            values);
        if (!total)
            return tl::unexpected(total.error());
        ordered.total = total->toLongLong();
        where += QStringLiteral(" AND ") + Dialect::containsText(searched);
        values += order.find;
    }
    const QString direction = order.direction == Qt::AscendingOrder ? QStringLiteral("ASC") : QStringLiteral("DESC");
    const QString key = Dialect::quotedList(keyColumns, j);
    auto keys = connection.keys(QStringLiteral("SELECT %1 FROM %2 AS j %3%4 ORDER BY %5 %6, %1")
                                    .arg(key, Dialect::quoted(relationship.joinTable), joins.join(u' '), where,
                                         Dialect::sortKey(sortBy), direction),
                                int(keyColumns.size()), values);
    if (!keys)
        return tl::unexpected(keys.error());
    ordered.keys = std::move(*keys);
    if (order.find.isEmpty())
        ordered.total = ordered.keys.size();
    return ordered;
}

} // namespace joinery
