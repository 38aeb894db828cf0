#include "links/linkstore.h"

#include "database/dialect.h"
#include "database/transaction.h"
#include "links/endjoin.h"
#include "links/entityrows.h"
#include "links/gesturetables.h"
#include "links/removal.h"
#include "links/rowedit.h"

#include <QCoreApplication>

#include <algorithm>

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
    auto outcome = linkPairs(left, right, payload);
    if (!outcome)
        return outcome;
    if (auto done = transaction->commit(); !done)
        return tl::unexpected(done.error());
    return outcome;
}

Result<LinkOutcome> LinkStore::linkPairs(const KeyList &left, const KeyList &right, const Payload &payload)
{
    qint64 asked = left.size() * right.size();
    if (m_relationship.isSelf() && !m_relationship.selfLinks) {
        const QSet<RowKey> both = left.toSet().intersect(right.toSet());
        asked -= both.size();
        if (asked == 0)
            return failure(Error::Kind::Refused, Text::tr("A row is not linked with itself. Nothing was changed."));
    }
    if (auto collected = m_inserter.collectPairs(left, right, payload); !collected)
        return tl::unexpected(collected.error());
    return m_inserter.insert(asked);
}

Result<LinkOutcome> LinkStore::createAndLink(Side side, const NewRows &rows, const KeyList &found, const KeyList &with,
                                             const Payload &payload)
{
    if (auto fine = checkWritable(); !fine)
        return tl::unexpected(fine.error());
    auto transaction = Transaction::begin(m_connection);
    if (!transaction)
        return tl::unexpected(transaction.error());
    auto made = makeEntities(m_connection, m_schema, m_relationship.end(side), rows);
    if (!made)
        return made;
    KeyList many = found;
    for (qsizetype i = 0; i < made->created.size(); ++i)
        many.append(made->created.at(i));
    auto outcome = side == Side::Left ? linkPairs(many, with, payload) : linkPairs(with, many, payload);
    if (!outcome)
        return outcome;
    if (outcome->linked == 0 && outcome->refusedCount > 0)
        return tl::unexpected(
            outcome->refused.first().error); // new rows that nothing is linked to are not what was asked for
    outcome->created = made->created;
    outcome->change.parts = made->change.parts + outcome->change.parts;
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
    if (auto removed = removeTogether(m_connection, m_schema, {{&m_table, rows}}); !removed)
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
    QString scope;
    QVariantList bound;
    for (auto it = m_relationship.scope.begin(); it != m_relationship.scope.end(); ++it) {
        scope += QStringLiteral(" AND j.%1 IS ?").arg(Dialect::quoted(it.key()));
        bound += it.value();
    }
    const auto has = [this](const End &end, const QString &keys) {
        return QStringLiteral("EXISTS (SELECT 1 FROM %1 WHERE %2)")
            .arg(GestureTables::entityOf(keys, end, QStringLiteral("k"), QStringLiteral("e")),
                 endJoin(m_schema, m_relationship, end, QStringLiteral("e"), QStringLiteral("j")));
    };
    const End &leftEnd = m_relationship.left;
    const End &rightEnd = m_relationship.right;
    if (m_relationship.symmetric) {
        const QString either = QStringLiteral("AS j WHERE ((%1 AND %2) OR (%3 AND %4))")
                                   .arg(has(leftEnd, GestureTables::left), has(rightEnd, GestureTables::right),
                                        has(leftEnd, GestureTables::right), has(rightEnd, GestureTables::left));
        return commitRemoval(*transaction, m_keeper.keep(either + scope, bound), most);
    }
    const auto joined = [this](const End &end, const QString &entity, const QString &keys, const QString &alias) {
        return QStringLiteral("JOIN %1 AS %2 ON %3 JOIN %4 AS %5 ON %6")
            .arg(Dialect::quoted(end.table), entity,
                 endJoin(m_schema, m_relationship, end, entity, QStringLiteral("j")), Dialect::temporary(keys), alias,
                 Dialect::equal(entity, end.key, alias, Connection::keyTableColumns(int(end.key.size()))));
    };
    const QString fromWhere = QStringLiteral("AS j %1 %2 WHERE 1")
                                  .arg(
                                      joined(leftEnd, QStringLiteral("a"), GestureTables::left, QStringLiteral("l")),
                                      joined(rightEnd, QStringLiteral("b"), GestureTables::right, QStringLiteral("r")));
    return commitRemoval(*transaction, m_keeper.keep(fromWhere + scope, bound), most);
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
    LinkOutcome outcome;
    if (auto done = editRows(m_connection, m_table, m_keeper, linkKeyColumns(m_table, m_relationship), links, columns,
                             values, outcome);
        !done)
        return tl::unexpected(done.error());
    if (auto done = transaction->commit(); !done)
        return tl::unexpected(done.error());
    return outcome;
}

Result<QList<RestoredRows>> LinkStore::restoredRows(const Change &change, bool again)
{
    QList<RestoredRows> restored;
    for (const End &end : {m_relationship.left, m_relationship.right}) {
        const Table *table = m_schema.table(end.table);
        if (!table || end.key.isEmpty())
            continue;
        RowKeeper keeper(m_connection, m_schema, *table);
        const bool keepsKey = std::all_of(end.key.begin(), end.key.end(), [&keeper](const QString &column) {
            return keeper.stored().contains(column);
        });
        for (const TableChange &part : change.parts) {
            const KeptRows &rows = again ? part.added : part.removed;
            if (part.table != end.table || rows.isEmpty() || rows.count > mostAddedKept || !keepsKey)
                continue;
            const auto keys = keeper.keys(rows, end.key, mostAddedKept);
            if (!keys)
                return tl::unexpected(keys.error());
            restored += {end.table, end.key, *keys};
        }
    }
    return restored;
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
    auto restored = restoredRows(change, again);
    if (!restored)
        return tl::unexpected(restored.error());
    outcome.restored = *std::move(restored);
    if (auto done = transaction->commit(); !done)
        return tl::unexpected(done.error());
    return outcome;
}

} // namespace joinery
