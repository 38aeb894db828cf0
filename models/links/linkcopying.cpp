#include "database/dialect.h"
#include "database/transaction.h"
#include "links/endjoin.h"
#include "links/entitycopy.h"
#include "links/gesturetables.h"
#include "links/linkstore.h"

#include <QCoreApplication>

// How links come to other rows: the part of LinkStore that copies, moves and duplicates.

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::LinkStore)
};

} // namespace

Result<LinkOutcome> LinkStore::copy(const KeyList &links, Side side, const KeyList &targets, bool move,
                                    const KeyList &from)
{
    if (auto fine = checkWritable(); !fine)
        return tl::unexpected(fine.error());
    auto transaction = Transaction::begin(m_connection);
    if (!transaction)
        return tl::unexpected(transaction.error());
    if (auto fine = checkSeen(); !fine)
        return tl::unexpected(fine.error());
    const auto source = keepLinks(links);
    if (!source)
        return tl::unexpected(source.error());
    if (m_relationship.symmetric && !from.isEmpty()) {
        if (auto turned = turn(*source, side, from); !turned)
            return tl::unexpected(turned.error());
    }
    if (auto collected = m_inserter.collectCopies(*source, side, targets); !collected)
        return tl::unexpected(collected.error());
    auto outcome = m_inserter.insert(links.size() * targets.size());
    if (!outcome)
        return outcome;
    RowKeeper::drop(m_connection, *source);
    if (move) {
        if (outcome->refusedCount > 0) {
            return failure(Error::Kind::Refused,
                           Text::tr("The links were not moved: the database refuses one of them. %1")
                               .arg(outcome->refused.first().error.summary),
                           outcome->refused.first().error.detail);
        }
        // A link that already belongs to a target stays: it has nowhere to go.
        QString belongs;
        for (const Side each : {side, otherSide(side)}) {
            if (each != side && !m_relationship.symmetric)
                continue;
            const End &end = m_relationship.end(each);
            belongs += QStringLiteral(" AND NOT EXISTS (SELECT 1 FROM %1 WHERE %2)")
                           .arg(GestureTables::entityOf(GestureTables::left, end, QStringLiteral("l"),
                                                        QStringLiteral("a")),
                                endJoin(m_schema, m_relationship, end, QStringLiteral("a"), QStringLiteral("j")));
        }
        const QStringList columns = linkKeyColumns(m_table, m_relationship);
        const auto kept = m_keeper.keep(QStringLiteral("AS j JOIN %1 AS k ON %2 WHERE 1%3")
                                            .arg(Dialect::temporary(GestureTables::links),
                                                 Dialect::identical(QStringLiteral("j"), columns, QStringLiteral("k"),
                                                                    Connection::keyTableColumns(int(columns.size()))),
                                                 belongs));
        if (!kept)
            return tl::unexpected(kept.error());
        if (auto removed = removeRows(*kept, kept->count, *outcome); !removed)
            return tl::unexpected(removed.error());
    }
    if (auto done = transaction->commit(); !done)
        return tl::unexpected(done.error());
    return outcome;
}

Result<void> LinkStore::turn(const KeptRows &links, Side side, const KeyList &from)
{
    if (auto filled = m_connection.fillKeyTable(GestureTables::right, from); !filled)
        return filled;
    const End &near = m_relationship.end(side);
    const End &far = m_relationship.end(otherSide(side));
    const auto isFrom = [this](const End &end) {
        QStringList same;
        for (qsizetype i = 0; i < end.key.size(); ++i)
            same += QStringLiteral("a.%1 = s.%2").arg(Dialect::quoted(end.key[i]), m_keeper.columnOf(end.columns[i]));
        return QStringLiteral("EXISTS (SELECT 1 FROM %1 WHERE %2)")
            .arg(GestureTables::entityOf(GestureTables::right, end, QStringLiteral("k"), QStringLiteral("a")),
                 same.join(QStringLiteral(" AND ")));
    };
    QStringList swapped;
    for (qsizetype i = 0; i < near.columns.size(); ++i) {
        const QString here = m_keeper.columnOf(near.columns[i]);
        const QString there = m_keeper.columnOf(far.columns[far.key.indexOf(near.key[i])]);
        swapped += QStringLiteral("%1 = %2").arg(here, there);
        swapped += QStringLiteral("%1 = %2").arg(there, here);
    }
    const auto done = m_connection.exec(
        QStringLiteral("UPDATE %1 AS s SET %2 WHERE NOT %3 AND %4")
            .arg(RowKeeper::tableOf(links), swapped.join(QStringLiteral(", ")), isFrom(near), isFrom(far)));
    if (!done)
        return tl::unexpected(done.error());
    return {};
}

Result<KeptRows> LinkStore::keepLinksOf(Side side, const RowKey &key)
{
    QStringList linked;
    QVariantList bound;
    for (const Side each : {side, otherSide(side)}) {
        if (each != side && !m_relationship.symmetric)
            continue;
        const End &end = m_relationship.end(each);
        linked += QStringLiteral("EXISTS (SELECT 1 FROM %1 AS e WHERE %2 AND %3)")
                      .arg(Dialect::quoted(end.table),
                           endJoin(m_schema, m_relationship, end, QStringLiteral("e"), QStringLiteral("j")),
                           Dialect::isKey(QStringLiteral("e"), end.key));
        bound += key.values;
    }
    QString where = QStringLiteral("AS j WHERE (%1)").arg(linked.join(QStringLiteral(" OR ")));
    for (auto it = m_relationship.scope.begin(); it != m_relationship.scope.end(); ++it) {
        where += QStringLiteral(" AND j.%1 IS ?").arg(Dialect::quoted(it.key()));
        bound += it.value();
    }
    auto kept = m_keeper.keep(where, bound);
    if (kept && !kept->isEmpty() && m_relationship.symmetric) {
        if (auto turned = turn(*kept, side, KeyList{key}); !turned)
            return tl::unexpected(turned.error());
    }
    return kept;
}

Result<LinkOutcome> LinkStore::duplicate(Side side, const KeyList &keys, bool withLinks)
{
    if (auto fine = withLinks ? checkWritable() : Result<void>(); !fine)
        return tl::unexpected(fine.error());
    auto transaction = Transaction::begin(m_connection);
    if (!transaction)
        return tl::unexpected(transaction.error());
    // Before any copy is linked: where two of the rows are linked with each other, the links of one are links of the other's copy too.
    QList<KeptRows> sources;
    for (qsizetype i = 0; withLinks && i < keys.size(); ++i) {
        const auto kept = keepLinksOf(side, keys.at(i));
        if (!kept)
            return tl::unexpected(kept.error());
        sources += *kept;
    }
    auto outcome = copyEntities(m_connection, m_schema, m_relationship.end(side), keys);
    if (!outcome)
        return outcome;
    for (qsizetype i = 0; i < sources.size(); ++i) {
        const KeptRows &source = sources[i];
        if (source.isEmpty())
            continue;
        if (auto collected = m_inserter.collectCopies(source, side, {outcome->created.at(i)}); !collected)
            return tl::unexpected(collected.error());
        auto copied = m_inserter.insert(source.count);
        RowKeeper::drop(m_connection, source);
        if (!copied)
            return copied;
        if (copied->linked != source.count) {
            return failure(Error::Kind::Refused,
                           Text::tr("Not duplicated: the database takes the copy, but not all of its links. Duplicate "
                                    "it without its links."),
                           copied->refused.isEmpty() ? QString() : copied->refused.first().error.summary);
        }
        outcome->linked += copied->linked;
        outcome->change.parts += copied->change.parts;
        outcome->added = copied->added;
    }
    if (auto done = transaction->commit(); !done)
        return tl::unexpected(done.error());
    return outcome;
}

} // namespace joinery
