#include "tables/entityquery.h"

#include "database/dialect.h"
#include "database/transaction.h"
#include "links/endjoin.h"
#include "links/linksource.h"
#include "relationships/entitylabel.h"

namespace joinery {

namespace {

const QString selectionTable = QStringLiteral("shown_selection");

RowKey keyFrom(const QSqlQuery &query, int width)
{
    RowKey key;
    for (int i = 0; i < width; ++i)
        key.values += query.value(i);
    return key;
}

/// The keys as a condition: the usual ones in one IN, those with a NULL inside each by itself.
QString keysCondition(const QString &alias, const QStringList &columns, const KeyList &keys, QVariantList *values)
{
    QVariantList plain;
    QVariantList special;
    QStringList terms;
    qsizetype count = 0;
    for (qsizetype i = 0; i < keys.size(); ++i) {
        const RowKey key = keys.at(i);
        if (key.hasNull()) {
            terms += u'(' + Dialect::isKey(alias, columns) + u')';
            special += key.values;
        } else {
            plain += key.values;
            ++count;
        }
    }
    terms.prepend(Dialect::inKeys(alias, columns, count));
    *values = plain + special;
    return terms.join(QStringLiteral(" OR "));
}

} // namespace

QString EntityQuery::scopeCondition() const
{
    QString condition;
    for (auto it = relationship.scope.begin(); it != relationship.scope.end(); ++it)
        condition += QStringLiteral(" AND j.%1 IS ?").arg(Dialect::quoted(it.key()));
    return condition;
}

QString EntityQuery::links() const
{
    return linkSource(relationship, catalog->table(relationship.joinTable));
}

QString EntityQuery::seenJoin(Side which, const QString &entity, const QString &link) const
{
    const Relationship seen = seenFromEnds(relationship);
    return endJoin(catalog->schema, seen, seen.end(which), entity, link);
}

Result<QList<QVariantList>> EntityQuery::readPage(Connection &connection, const KeyList &keys) const
{
    if (withStates && !selection.isEmpty()) {
        if (auto done = connection.ensureKeyTable(selectionTable, selection); !done)
            return tl::unexpected(done.error());
    }
    // One snapshot for rows and counts, whatever the writer does meanwhile.
    auto snapshot = Savepoint::begin(connection);
    if (!snapshot)
        return tl::unexpected(snapshot.error());
    const int width = int(end().key.size());
    const int behind = width + int(stored.size()); // key and stored values stand before the model's columns
    // The model selects from its table by name; its columns are addressed by that name too.
    const QString tableAlias = Dialect::quoted(end().table);
    const QString sql = QStringLiteral("SELECT %1, %2 WHERE %3");
    QVariantList values;
    const QString condition = keysCondition(tableAlias, end().key, keys, &values);
    auto query = connection.exec(sql.arg(Dialect::quotedList(end().key + stored, tableAlias), select.mid(7), condition),
                                 values);
    if (!query)
        return tl::unexpected(query.error());
    struct Row
    {
        QVariantList shown;
        QVariantList stored;
    };
    QMultiHash<RowKey, Row> rows;
    while (query->next()) {
        Row row;
        for (qsizetype i = 0; i < columnCount; ++i)
            row.shown += query->value(int(i) + behind);
        for (int i = width; i < behind; ++i)
            row.stored += query->value(i);
        rows.insert(keyFrom(*query, width), row);
    }
    QHash<RowKey, QVariantList> counts;
    if (auto done = addCounts(connection, keys, counts); !done)
        return tl::unexpected(done.error());

    QList<QVariantList> page;
    for (qsizetype i = 0; i < keys.size(); ++i) {
        const RowKey key = keys.at(i);
        Row row = rows.take(key); // rows with the same NULL in their key are handed out one by one
        if (!row.shown.isEmpty()) {
            const QVariantList extra = counts.value(key);
            row.shown += extra.isEmpty() ? QVariantList(ExtraCount, 0) : extra;
            row.shown += row.stored;
        }
        page += row.shown;
    }
    if (auto released = snapshot->release(); !released)
        return tl::unexpected(released.error());
    return page;
}

Result<void> EntityQuery::addCounts(Connection &connection, const KeyList &keys,
                                    QHash<RowKey, QVariantList> &counts) const
{
    const int width = int(end().key.size());
    const QString key = Dialect::quotedList(end().key, QStringLiteral("e"));
    QVariantList values;
    const QString condition = keysCondition(QStringLiteral("e"), end().key, keys, &values);
    const QString from = QStringLiteral("FROM %1 AS e JOIN %2 AS j ON %3")
                             .arg(Dialect::quoted(end().table), links(),
                                  seenJoin(side, QStringLiteral("e"), QStringLiteral("j")));
    const QVariantList scope = relationship.scope.values();
    auto linkCounts = connection.exec(
        QStringLiteral("SELECT %1, count(*) %2 WHERE (%3)%4 GROUP BY %1").arg(key, from, condition, scopeCondition()),
        values + scope);
    if (!linkCounts)
        return tl::unexpected(linkCounts.error());
    while (linkCounts->next())
        counts[keyFrom(*linkCounts, width)] = {linkCounts->value(width), 0, 0};
    if (!withStates || selection.isEmpty())
        return {};

    const int otherWidth = int(other().key.size());
    const QStringList selectionKey = Connection::keyTableColumns(otherWidth);
    // Two steps, so that "all of the selection" counts each of its rows once, however often the pair is linked.
    auto pairCounts = connection.exec(
        QStringLiteral("SELECT %1, sum(n), count(*) FROM (SELECT %2, s.rowid AS row_of_selection, count(*) AS n %3 "
                       "JOIN %4 AS o ON %5 JOIN %6 AS s ON %7 WHERE (%8)%9 GROUP BY %2, s.rowid) AS e GROUP BY %1")
            .arg(key, key, from, Dialect::quoted(other().table),
                 seenJoin(otherSide(side), QStringLiteral("o"), QStringLiteral("j")),
                 Dialect::temporary(selectionTable),
                 Dialect::equal(QStringLiteral("o"), other().key, QStringLiteral("s"), selectionKey), condition,
                 scopeCondition()),
        values + scope);
    if (!pairCounts)
        return tl::unexpected(pairCounts.error());
    while (pairCounts->next()) {
        QVariantList &count = counts[keyFrom(*pairCounts, width)];
        count[PairCount] = pairCounts->value(width);
        count[LinkedCount] = pairCounts->value(width + 1);
    }
    return {};
}

Result<EntityQuery::Ordered> EntityQuery::readOrder(Connection &connection, const Order &order) const
{
    const QString alias = QStringLiteral("e");
    const QString anyLink = QStringLiteral("SELECT 1 FROM %1 AS j").arg(links());
    QStringList joins;
    QStringList searched;
    for (const Column &column : table().columns) {
        if (!quietColumns(table(), end().key).contains(column.name)
            && !column.type.contains(QLatin1String("BLOB"), Qt::CaseInsensitive))
            searched += Dialect::quotedList({column.name}, alias);
    }
    if (searched.isEmpty())
        searched = QStringList(Dialect::quotedList(end().key, alias).split(QStringLiteral(", ")));

    QString sortBy = Dialect::quotedList({order.column}, alias);
    if (order.column.isEmpty()) {
        joins += QStringLiteral("LEFT JOIN (SELECT %1, count(*) AS n FROM %2 AS j WHERE 1%3 GROUP BY %1) AS c ON %4")
                     .arg(Dialect::quotedList(seenFromEnds(relationship).end(side).columns, QStringLiteral("j")),
                          links(), scopeCondition(), seenJoin(side, alias, QStringLiteral("c")));
        sortBy = QStringLiteral("COALESCE(c.n, 0)");
    }
    for (const ForeignKey &key : table().foreignKeys) {
        if (key.columns.size() != 1 || key.columns.first().from != order.column || order.relatedLabel.isEmpty())
            continue;
        joins += QStringLiteral("LEFT JOIN %1 AS related ON %2")
                     .arg(Dialect::quoted(key.table),
                          Dialect::equal(QStringLiteral("related"), key.to(), alias, key.from()));
        sortBy = QStringLiteral("related.") + Dialect::quoted(order.relatedLabel);
        break;
    }

    QStringList conditions;
    QVariantList values;
    if (order.column.isEmpty())
        values += relationship.scope.values();
    if (!order.find.isEmpty()) {
        conditions += Dialect::containsText(searched);
        values += order.find;
    }
    if (order.filter != EntityModel::Filter::All) {
        QString linked =
            QStringLiteral("%1 WHERE %2%3").arg(anyLink, seenJoin(side, alias, QStringLiteral("j")), scopeCondition());
        if (!selection.isEmpty()) {
            if (auto done = connection.ensureKeyTable(selectionTable, selection); !done)
                return tl::unexpected(done.error());
            linked += QStringLiteral(" AND EXISTS (SELECT 1 FROM %1 AS o JOIN %2 AS s ON %3 WHERE %4)")
                          .arg(Dialect::quoted(other().table), Dialect::temporary(selectionTable),
                               Dialect::equal(QStringLiteral("o"), other().key, QStringLiteral("s"),
                                              Connection::keyTableColumns(int(other().key.size()))),
                               seenJoin(otherSide(side), QStringLiteral("o"), QStringLiteral("j")));
        }
        conditions += QStringLiteral("%1EXISTS (%2)")
                          .arg(order.filter == EntityModel::Filter::NotLinked ? QStringLiteral("NOT ") : QString(),
                               linked);
        values += relationship.scope.values();
    }
    const QString where = conditions.isEmpty() ? QString()
                                               : QStringLiteral(" WHERE ") + conditions.join(QStringLiteral(" AND "));
    const QString direction = order.direction == Qt::AscendingOrder ? QStringLiteral("ASC") : QStringLiteral("DESC");
    const QString key = Dialect::quotedList(end().key, alias);
    auto keys = connection.keys(
        QStringLiteral("SELECT %1 FROM %2 AS e %3%4 ORDER BY %5 %6, %1")
            .arg(key, Dialect::quoted(end().table), joins.join(u' '), where, Dialect::sortKey(sortBy), direction),
        int(end().key.size()), values);
    if (!keys)
        return tl::unexpected(keys.error());
    Ordered ordered;
    ordered.total = keys->size();
    ordered.keys = std::move(*keys);
    if (!conditions.isEmpty()) {
        const auto total = connection.value(QStringLiteral("SELECT count(*) FROM ") + Dialect::quoted(end().table));
        if (!total)
            return tl::unexpected(total.error());
        ordered.total = total->toLongLong();
    }
    return ordered;
}

} // namespace joinery
