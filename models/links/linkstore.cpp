#include "links/linkstore.h"

#include "database/dialect.h"
#include "database/transaction.h"
#include "links/endjoin.h"
#include "links/gesturetables.h"
#include "links/linkstamps.h"
#include "links/rowedit.h"
#include "relationships/timestamps.h"

#include <QCoreApplication>

namespace joinery {

namespace {

constexpr qsizetype mostAddedKept = 1000;
constexpr qsizetype mostRefusalsKept = 100;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::LinkStore)
};

const Table &tableOf(const Schema &schema, const Relationship &relationship)
{
    const Table *table = schema.table(relationship.joinTable);
    Q_ASSERT(table);
    return *table;
}

} // namespace

LinkStore::LinkStore(Connection &connection, const Schema &schema, const Relationship &relationship)
    : m_connection(connection)
    , m_schema(schema)
    , m_relationship(relationship)
    , m_table(tableOf(schema, relationship))
    , m_keeper(connection, schema, m_table)
    , m_inserter(connection, schema, relationship, m_table, m_keeper)
{}

Result<void> LinkStore::checkWritable() const
{
    if (!m_relationship.readOnlyReason.isEmpty())
        return failure(Error::Kind::ReadOnly, m_relationship.readOnlyReason);
    return {};
}

Result<void> LinkStore::checkSeen()
{
    if (m_seenVersion < 0 || !identityOf(m_table).implicit)
        return {};
    const auto version = m_connection.value(QStringLiteral("PRAGMA data_version"));
    if (!version)
        return tl::unexpected(version.error());
    if (version->toLongLong() != m_seenVersion) {
        return failure(Error::Kind::Stale,
                       Text::tr("The database was just changed by someone else. Look at the links again, then "
                                "repeat what you did. Nothing was changed."));
    }
    return {};
}

Result<LinkOutcome> LinkStore::link(const KeyList &left, const KeyList &right, const Payload &payload)
{
    if (auto fine = checkWritable(); !fine)
        return tl::unexpected(fine.error());
    auto transaction = Transaction::begin(m_connection);
    if (!transaction)
        return tl::unexpected(transaction.error());
    if (auto collected = m_inserter.collectPairs(left, right, payload); !collected)
        return tl::unexpected(collected.error());
    auto outcome = m_inserter.insert(left.size() * right.size());
    if (!outcome)
        return outcome;
    if (auto done = transaction->commit(); !done)
        return tl::unexpected(done.error());
    return outcome;
}

Result<KeptRows> LinkStore::keepLinks(const KeyList &links)
{
    const QStringList columns = linkKeyColumns(m_table, m_relationship);
    if (auto filled = m_connection.fillKeyTable(GestureTables::links, links); !filled)
        return tl::unexpected(filled.error());
    auto kept = m_keeper.keep(QStringLiteral("AS j JOIN %1 AS k ON %2")
                                  .arg(Dialect::temporary(GestureTables::links),
                                       Dialect::identical(QStringLiteral("j"), columns, QStringLiteral("k"),
                                                          Connection::keyTableColumns(int(columns.size())))));
    if (kept && kept->count != links.size()) {
        return failure(Error::Kind::Stale,
                       Text::tr("Some of these links were changed or removed by someone else in the meantime. "
                                "Nothing was changed."));
    }
    return kept;
}

Result<void> LinkStore::removeRows(const KeptRows &rows, qint64 most, LinkOutcome &outcome)
{
    if (rows.count > most)
        return failure(Error::Kind::NeedsConfirmation, Text::tr("%L1 links would be removed.").arg(rows.count),
                       QString::number(rows.count));
    if (auto removed = m_keeper.remove(rows); !removed)
        return removed;
    outcome.unlinked = rows.count;
    outcome.change.add({m_table.name, {}, rows});
    return {};
}

Result<LinkOutcome> LinkStore::commitRemoval(Transaction &transaction, const Result<KeptRows> &rows, qint64 most)
{
    if (!rows)
        return tl::unexpected(rows.error());
    LinkOutcome outcome;
    if (auto removed = removeRows(*rows, most, outcome); !removed)
        return tl::unexpected(removed.error());
    if (auto done = transaction.commit(); !done)
        return tl::unexpected(done.error());
    return outcome;
}

Result<LinkOutcome> LinkStore::unlinkPairs(const KeyList &left, const KeyList &right, qint64 most)
{
    if (auto fine = checkWritable(); !fine)
        return tl::unexpected(fine.error());
    auto transaction = Transaction::begin(m_connection);
    if (!transaction)
        return tl::unexpected(transaction.error());
    for (const auto &[name, keys] : {std::pair{GestureTables::left, &left}, std::pair{GestureTables::right, &right}}) {
        if (auto done = m_connection.fillKeyTable(name, *keys); !done)
            return tl::unexpected(done.error());
    }
    const QString ends = QStringLiteral(
        "AS j JOIN %1 AS a ON %2 JOIN %3 AS l ON %4 JOIN %5 AS b ON %6 JOIN %7 AS r ON %8");
    QString scope = QStringLiteral(" WHERE 1");
    QVariantList bound;
    for (auto it = m_relationship.scope.begin(); it != m_relationship.scope.end(); ++it) {
        scope += QStringLiteral(" AND j.%1 IS ?").arg(Dialect::quoted(it.key()));
        bound += it.value();
    }
    const End &leftEnd = m_relationship.left;
    const End &rightEnd = m_relationship.right;
    const auto kept = m_keeper.keep(
        ends.arg(Dialect::quoted(leftEnd.table),
                 endJoin(m_schema, m_relationship, leftEnd, QStringLiteral("a"), QStringLiteral("j")),
                 Dialect::temporary(GestureTables::left),
                 Dialect::equal(QStringLiteral("a"), leftEnd.key, QStringLiteral("l"),
                                Connection::keyTableColumns(int(leftEnd.key.size()))),
                 Dialect::quoted(rightEnd.table),
                 endJoin(m_schema, m_relationship, rightEnd, QStringLiteral("b"), QStringLiteral("j")),
                 Dialect::temporary(GestureTables::right),
                 Dialect::equal(QStringLiteral("b"), rightEnd.key, QStringLiteral("r"),
                                Connection::keyTableColumns(int(rightEnd.key.size()))))
            + scope,
        bound);
    return commitRemoval(*transaction, kept, most);
}

Result<LinkOutcome> LinkStore::unlink(const KeyList &links, qint64 most)
{
    if (auto fine = checkWritable(); !fine)
        return tl::unexpected(fine.error());
    auto transaction = Transaction::begin(m_connection);
    if (!transaction)
        return tl::unexpected(transaction.error());
    if (auto fine = checkSeen(); !fine)
        return tl::unexpected(fine.error());
    const auto kept = keepLinks(links);
    return commitRemoval(*transaction, kept, most);
}

Result<LinkOutcome> LinkStore::copy(const KeyList &links, Side side, const KeyList &targets, bool move)
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
        const End &end = m_relationship.end(side);
        const QStringList columns = linkKeyColumns(m_table, m_relationship);
        const auto kept = m_keeper.keep(
            QStringLiteral("AS j JOIN %1 AS k ON %2 WHERE NOT EXISTS (SELECT 1 FROM %3 WHERE %4)")
                .arg(Dialect::temporary(GestureTables::links),
                     Dialect::identical(QStringLiteral("j"), columns, QStringLiteral("k"),
                                        Connection::keyTableColumns(int(columns.size()))),
                     GestureTables::entityOf(GestureTables::left, end, QStringLiteral("l"), QStringLiteral("a")),
                     endJoin(m_schema, m_relationship, end, QStringLiteral("a"), QStringLiteral("j"))));
        if (!kept)
            return tl::unexpected(kept.error());
        if (auto removed = removeRows(*kept, kept->count, *outcome); !removed)
            return tl::unexpected(removed.error());
    }
    if (auto done = transaction->commit(); !done)
        return tl::unexpected(done.error());
    return outcome;
}

Result<std::unique_ptr<LinkLoader>> LinkStore::load(const LoadPlan &plan)
{
    if (auto fine = checkWritable(); !fine)
        return tl::unexpected(fine.error());
    return LinkLoader::begin(m_connection, m_schema, m_relationship, plan);
}

Result<LinkOutcome> LinkStore::setPayload(const KeyList &links, const QStringList &columns,
                                          const QList<QVariantList> &values)
{
    if (auto fine = checkWritable(); !fine)
        return tl::unexpected(fine.error());
    auto transaction = Transaction::begin(m_connection);
    if (!transaction)
        return tl::unexpected(transaction.error());
    if (auto fine = checkSeen(); !fine)
        return tl::unexpected(fine.error());
    QStringList stamped = changeTimestamps(m_table);
    for (const QString &column : columns)
        stamped.removeAll(column);
    const auto stamps = stampsFor(m_connection, m_table, stamped);
    if (!stamps)
        return tl::unexpected(stamps.error());
    RowEdit edit(m_connection, m_table, m_keeper, linkKeyColumns(m_table, m_relationship), columns, *stamps);
    if (auto started = edit.start(); !started)
        return tl::unexpected(started.error());
    LinkOutcome outcome;
    for (qsizetype i = 0; i < links.size(); ++i) {
        const RowKey link = links.at(i);
        const auto done = edit.set(link, values.size() == 1 ? values.first() : values.at(i));
        if (done) {
            (*done ? outcome.edited : outcome.unchanged) += 1;
        } else if (done.error().kind == Error::Kind::Refused) {
            ++outcome.refusedCount;
            if (outcome.refused.size() < mostRefusalsKept)
                outcome.refused += Refusal{{}, {}, done.error(), link};
        } else {
            return tl::unexpected(done.error());
        }
    }
    outcome.change.add(edit.change());
    if (auto done = transaction->commit(); !done)
        return tl::unexpected(done.error());
    return outcome;
}

Result<LinkOutcome> LinkStore::revert(const Change &change, bool again)
{
    auto transaction = Transaction::begin(m_connection);
    if (!transaction)
        return tl::unexpected(transaction.error());
    LinkOutcome outcome;
    outcome.change = change;
    if (auto done = joinery::revert(m_connection, m_schema, change, again, &outcome.overwritten); !done)
        return tl::unexpected(done.error());
    for (const TableChange &part : change.parts) {
        if (part.table != m_table.name)
            continue;
        const KeptRows &restored = again ? part.added : part.removed;
        outcome.unlinked += (again ? part.removed : part.added).count;
        outcome.linked += restored.count;
        outcome.edited += part.before.count;
        const auto added = m_keeper.keys(restored, linkKeyColumns(m_table, m_relationship), mostAddedKept);
        if (!added)
            return tl::unexpected(added.error());
        if (!added->isEmpty())
            outcome.added = *added;
    }
    if (auto done = transaction->commit(); !done)
        return tl::unexpected(done.error());
    return outcome;
}

} // namespace joinery
