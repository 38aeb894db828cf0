#include "links/linkstore.h"

#include "database/dialect.h"
#include "database/transaction.h"
#include "links/endjoin.h"
#include "links/gesturetables.h"

#include <QCoreApplication>

namespace joinery {

namespace {

constexpr qsizetype mostAddedKept = 1000;

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
    , m_inserter(connection, relationship, m_table, m_keeper)
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
        return failure(Error::Kind::NeedsConfirmation, Text::tr("%1 links would be removed.").arg(rows.count),
                       QString::number(rows.count));
    if (auto removed = m_keeper.remove(rows); !removed)
        return removed;
    outcome.unlinked = rows.count;
    outcome.change.joinTable = m_table.name;
    outcome.change.removed = rows;
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

Result<void> LinkStore::revertCreated(const CreatedRows &created, bool again, LinkOutcome &outcome)
{
    const Table *table = m_schema.table(created.table);
    if (!table)
        return failure(Error::Kind::Stale, Text::tr("The table %1 is no longer there.").arg(created.table.text()));
    RowKeeper keeper(m_connection, m_schema, *table);
    return again ? keeper.restore(created.rows, &outcome.overwritten) : keeper.remove(created.rows);
}

Result<LinkOutcome> LinkStore::revert(const LinkChange &change, bool again)
{
    auto transaction = Transaction::begin(m_connection);
    if (!transaction)
        return tl::unexpected(transaction.error());
    LinkOutcome outcome;
    outcome.change = change;
    const KeptRows &toRemove = again ? change.removed : change.added;
    const KeptRows &toRestore = again ? change.added : change.removed;
    if (auto removed = m_keeper.remove(toRemove); !removed)
        return tl::unexpected(removed.error());
    for (const CreatedRows &created : change.created) {
        if (auto done = revertCreated(created, again, outcome); !done)
            return tl::unexpected(done.error());
    }
    if (auto restored = m_keeper.restore(toRestore, &outcome.overwritten); !restored)
        return tl::unexpected(restored.error());
    outcome.unlinked = toRemove.count;
    outcome.linked = toRestore.count;
    const auto added = m_keeper.keys(toRestore, linkKeyColumns(m_table, m_relationship),
                                     toRestore.isEmpty() ? 0 : mostAddedKept);
    if (toRestore.id != 0 && !added)
        return tl::unexpected(added.error());
    if (toRestore.id != 0)
        outcome.added = *added;
    if (auto done = transaction->commit(); !done)
        return tl::unexpected(done.error());
    return outcome;
}

void LinkStore::forget(Connection &connection, const LinkChange &change)
{
    RowKeeper::drop(connection, change.added);
    RowKeeper::drop(connection, change.removed);
    for (const CreatedRows &created : change.created)
        RowKeeper::drop(connection, created.rows);
}

} // namespace joinery
