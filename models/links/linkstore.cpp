#include "links/linkstore.h"

#include "database/dialect.h"
#include "database/transaction.h"
#include "relationships/timestamps.h"

#include <QCoreApplication>

namespace joinery {

namespace {

constexpr qsizetype mostRefusalsKept = 100;
constexpr qsizetype mostAddedKept = 1000;

const QString leftKeys = QStringLiteral("gesture_left");
const QString rightKeys = QStringLiteral("gesture_right");
const QString linkKeys = QStringLiteral("gesture_links");
const QString candidates = QStringLiteral("gesture_candidates");

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::LinkStore)
};

QStringList keyColumns(int width)
{
    QStringList columns;
    for (int i = 0; i < width; ++i)
        columns += QStringLiteral("k%1").arg(i);
    return columns;
}

QStringList columnsOfPair(const Relationship &relationship)
{
    QStringList columns = relationship.left.columns;
    for (const QString &column : relationship.right.columns + relationship.scope.keys()) {
        if (!columns.contains(column))
            columns += column;
    }
    return columns;
}

/// `FROM temp.keys AS k JOIN entity AS e ON e.key IS k.…`: the entity's own spelling of its keys.
QString entityOf(const QString &keys, const End &end, const QString &keyAlias, const QString &alias)
{
    return QStringLiteral("%1 AS %2 JOIN %3 AS %4 ON %5")
        .arg(Dialect::temporary(keys), keyAlias, Dialect::quoted(end.table), alias,
             Dialect::equal(alias, end.key, keyAlias, keyColumns(int(end.key.size()))));
}

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
    , m_table(&tableOf(schema, relationship))
    , m_keeper(connection, schema, *m_table)
    , m_pairColumns(columnsOfPair(relationship))
{}

Result<void> LinkStore::checkWritable() const
{
    if (!m_relationship.readOnlyReason.isEmpty())
        return failure(Error::Kind::ReadOnly, m_relationship.readOnlyReason);
    return {};
}

Result<void> LinkStore::checkSeen()
{
    if (m_seenVersion < 0 || !identityOf(*m_table).implicit)
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

QString LinkStore::candidateColumn(const QString &column) const
{
    return QStringLiteral("c%1").arg(m_columns.indexOf(column));
}

QString LinkStore::candidateColumns(const QStringList &columns, const QString &alias) const
{
    QStringList list;
    for (const QString &column : columns)
        list += alias + u'.' + candidateColumn(column);
    return list.join(QStringLiteral(", "));
}

QString LinkStore::pairMatches(const QString &candidate) const
{
    // The plus strips the candidate of its column's (lack of) affinity, so that the join table's applies: https://www.sqlite.org/datatype3.html#comparisons
    QStringList terms;
    for (const QString &column : m_pairColumns)
        terms += QStringLiteral("j.%1 = +%2.%3").arg(Dialect::quoted(column), candidate, candidateColumn(column));
    return terms.join(QStringLiteral(" AND "));
}

Result<void> LinkStore::startCandidates(const QStringList &payloadColumns)
{
    m_columns = m_pairColumns + payloadColumns;
    QStringList names;
    for (const QString &column : std::as_const(m_columns))
        names += candidateColumn(column);
    const QString drop = QStringLiteral("DROP TABLE IF EXISTS ") + Dialect::temporary(candidates);
    for (const QString &sql : {drop, Dialect::createTemporary(candidates, names)}) {
        if (auto done = m_connection.exec(sql); !done)
            return tl::unexpected(done.error());
    }
    return {};
}

Result<QVariantMap> LinkStore::timestamps(const Payload &given)
{
    QVariantMap values;
    for (const TimestampColumn &stamp : keptTimestamps(*m_table)) {
        if (given.contains(stamp.column))
            continue;
        const QString column = Dialect::quoted(stamp.column);
        const auto example = m_connection.value(QStringLiteral("SELECT %1 FROM %2 WHERE %1 IS NOT NULL LIMIT 1")
                                                    .arg(column, Dialect::quoted(m_table->name)));
        if (!example)
            return tl::unexpected(example.error());
        values.insert(stamp.column, timestampLike(*example, QDateTime::currentDateTimeUtc()));
    }
    return values;
}

Result<qint64> LinkStore::collectPairs(const KeyList &left, const KeyList &right, const Payload &payload)
{
    const auto stamps = timestamps(payload);
    if (!stamps)
        return tl::unexpected(stamps.error());
    QVariantMap constants = *stamps;
    for (auto it = payload.begin(); it != payload.end(); ++it)
        constants.insert(it.key(), it.value());
    if (auto done = startCandidates(constants.keys()); !done)
        return tl::unexpected(done.error());
    for (const auto &[name, keys] : {std::pair{leftKeys, &left}, std::pair{rightKeys, &right}}) {
        if (auto done = m_connection.fillKeyTable(name, *keys); !done)
            return tl::unexpected(done.error());
    }

    // A column that both ends share (a tenant's) must hold the same on both sides; else the two cannot be linked.
    QStringList values;
    QStringList shared;
    QVariantList bound;
    for (const QString &column : std::as_const(m_columns)) {
        const qsizetype inLeft = m_relationship.left.columns.indexOf(column);
        const qsizetype inRight = m_relationship.right.columns.indexOf(column);
        if (inLeft >= 0 && inRight >= 0) {
            shared += QStringLiteral("a.%1 = b.%2")
                          .arg(Dialect::quoted(m_relationship.left.key[inLeft]),
                               Dialect::quoted(m_relationship.right.key[inRight]));
        }
        if (inLeft >= 0) {
            values += QStringLiteral("a.") + Dialect::quoted(m_relationship.left.key[inLeft]);
        } else if (inRight >= 0) {
            values += QStringLiteral("b.") + Dialect::quoted(m_relationship.right.key[inRight]);
        } else {
            values += QStringLiteral("?");
            bound += m_relationship.scope.contains(column) ? m_relationship.scope.value(column)
                                                           : constants.value(column);
        }
    }
    const QString where = shared.isEmpty() ? QString()
                                           : QStringLiteral(" WHERE ") + shared.join(QStringLiteral(" AND "));
    auto filled = m_connection.exec(
        QStringLiteral("INSERT INTO %1 SELECT %2 FROM %3 CROSS JOIN %4%5")
            .arg(Dialect::temporary(candidates), values.join(QStringLiteral(", ")),
                 entityOf(leftKeys, m_relationship.left, QStringLiteral("l"), QStringLiteral("a")),
                 entityOf(rightKeys, m_relationship.right, QStringLiteral("r"), QStringLiteral("b")), where),
        bound);
    if (!filled)
        return tl::unexpected(filled.error());
    return filled->numRowsAffected();
}

Result<LinkOutcome> LinkStore::link(const KeyList &left, const KeyList &right, const Payload &payload)
{
    if (auto fine = checkWritable(); !fine)
        return tl::unexpected(fine.error());
    auto transaction = Transaction::begin(m_connection);
    if (!transaction)
        return tl::unexpected(transaction.error());
    if (auto collected = collectPairs(left, right, payload); !collected)
        return tl::unexpected(collected.error());
    auto outcome = insertCandidates(left.size() * right.size());
    if (!outcome)
        return outcome;
    if (auto done = transaction->commit(); !done)
        return tl::unexpected(done.error());
    return outcome;
}

Result<LinkOutcome> LinkStore::insertCandidates(qint64 asked)
{
    LinkOutcome outcome;
    const auto possible = m_connection.value(QStringLiteral("SELECT count(*) FROM ") + Dialect::temporary(candidates));
    if (!possible)
        return tl::unexpected(possible.error());
    outcome.missing = asked - possible->toLongLong();
    if (auto done = dropLinkedCandidates(outcome); !done)
        return tl::unexpected(done.error());

    // Links that the pairs have already must not be taken for new ones; where pairs are unique there are none.
    const QString before = QStringLiteral("gesture_before");
    const QStringList identity = identityOf(*m_table).columns;
    const QString existing = QStringLiteral("SELECT %1 FROM %2 AS j WHERE EXISTS (SELECT 1 FROM %3 AS c WHERE %4)")
                                 .arg(Dialect::quotedList(identity, QStringLiteral("j")),
                                      Dialect::quoted(m_table->name), Dialect::temporary(candidates),
                                      pairMatches(QStringLiteral("c")));
    const auto old = m_relationship.unique ? KeyList(int(identity.size()))
                                           : m_connection.keys(existing, int(identity.size()));
    if (!old)
        return tl::unexpected(old.error());
    if (auto done = m_connection.fillKeyTable(before, *old); !done)
        return tl::unexpected(done.error());

    if (auto done = insertRows(outcome); !done)
        return tl::unexpected(done.error());
    const QString isNew = QStringLiteral("AS j JOIN %1 AS c ON %2 WHERE NOT EXISTS (SELECT 1 FROM %3 AS b WHERE %4)")
                              .arg(Dialect::temporary(candidates), pairMatches(QStringLiteral("c")),
                                   Dialect::temporary(before),
                                   Dialect::identical(QStringLiteral("j"), identity, QStringLiteral("b"),
                                                      keyColumns(int(identity.size()))));
    auto kept = m_keeper.keep(isNew);
    if (!kept)
        return tl::unexpected(kept.error());
    if (kept->count != outcome.linked) {
        return failure(
            Error::Kind::Failed,
            Text::tr(
                "The database changed the new links while they were made (a trigger does that). Nothing was changed."),
            QStringLiteral("%1 ≠ %2").arg(kept->count).arg(outcome.linked));
    }
    const auto added = m_keeper.keys(*kept, linkKeyColumns(*m_table, m_relationship), mostAddedKept);
    if (!added)
        return tl::unexpected(added.error());
    outcome.added = *added;
    outcome.change = {m_table->name, *kept, {}};
    return outcome;
}

Result<void> LinkStore::dropLinkedCandidates(LinkOutcome &outcome)
{
    if (!m_relationship.unique)
        return {};
    const QString table = Dialect::temporary(candidates);
    const QString twins = QStringLiteral(
                              "DELETE FROM %1 WHERE rowid NOT IN (SELECT min(c.rowid) FROM %1 AS c GROUP BY %2)")
                              .arg(table, candidateColumns(m_pairColumns, QStringLiteral("c")));
    const QString linked = QStringLiteral("DELETE FROM %1 AS c WHERE EXISTS (SELECT 1 FROM %2 AS j WHERE %3)")
                               .arg(table, Dialect::quoted(m_table->name), pairMatches(QStringLiteral("c")));
    for (const QString &sql : {twins, linked}) {
        const auto dropped = m_connection.exec(sql);
        if (!dropped)
            return tl::unexpected(dropped.error());
        outcome.alreadyLinked += dropped->numRowsAffected();
    }
    return {};
}

Result<void> LinkStore::insertRows(LinkOutcome &outcome)
{
    // All at once first; only when a row is refused does it matter which.
    {
        auto savepoint = Savepoint::begin(m_connection);
        if (!savepoint)
            return tl::unexpected(savepoint.error());
        const auto inserted = m_connection.exec(
            QStringLiteral("INSERT INTO %1 (%2) SELECT %3 FROM %4 AS c ORDER BY c.rowid")
                .arg(Dialect::quoted(m_table->name), Dialect::quotedList(m_columns),
                     candidateColumns(m_columns, QStringLiteral("c")), Dialect::temporary(candidates)));
        if (inserted) {
            outcome.linked = inserted->numRowsAffected();
            return savepoint->release();
        }
        if (inserted.error().kind != Error::Kind::Refused)
            return tl::unexpected(inserted.error());
    }
    return insertOneByOne(outcome);
}

RowKey LinkStore::candidateKey(const QVariantList &values, const End &end) const
{
    RowKey key;
    for (const QString &column : end.columns)
        key.values += values[m_columns.indexOf(column)];
    return key;
}

Result<void> LinkStore::insertOneByOne(LinkOutcome &outcome)
{
    const QString table = Dialect::temporary(candidates);
    const auto rowIds = m_connection.keys(QStringLiteral("SELECT rowid FROM %1 ORDER BY rowid").arg(table), 1);
    if (!rowIds)
        return tl::unexpected(rowIds.error());
    const QString row = QStringLiteral("SELECT %1 FROM %2 AS c WHERE c.rowid = ?")
                            .arg(candidateColumns(m_columns, QStringLiteral("c")), table);
    auto insert = m_connection.prepare(QStringLiteral("INSERT INTO %1 (%2) %3")
                                           .arg(Dialect::quoted(m_table->name), Dialect::quotedList(m_columns), row));
    if (!insert)
        return tl::unexpected(insert.error());
    for (qsizetype i = 0; i < rowIds->size(); ++i) {
        const QVariantList id = rowIds->at(i).values;
        const auto inserted = m_connection.run(*insert, id);
        if (inserted) {
            outcome.linked += insert->numRowsAffected();
            continue;
        }
        if (inserted.error().kind != Error::Kind::Refused)
            return inserted;
        ++outcome.refusedCount;
        if (outcome.refused.size() < mostRefusalsKept) {
            auto query = m_connection.exec(row, id);
            if (query && query->next()) {
                QVariantList values;
                for (qsizetype column = 0; column < m_columns.size(); ++column)
                    values += query->value(int(column));
                outcome.refused += Refusal{candidateKey(values, m_relationship.left),
                                           candidateKey(values, m_relationship.right), inserted.error()};
            }
        }
        if (auto dropped = m_connection.exec(QStringLiteral("DELETE FROM %1 WHERE rowid = ?").arg(table), id); !dropped)
            return tl::unexpected(dropped.error());
    }
    return {};
}

Result<KeptRows> LinkStore::keepLinks(const KeyList &links)
{
    const QStringList columns = linkKeyColumns(*m_table, m_relationship);
    if (auto filled = m_connection.fillKeyTable(linkKeys, links); !filled)
        return tl::unexpected(filled.error());
    auto kept = m_keeper.keep(
        QStringLiteral("AS j JOIN %1 AS k ON %2")
            .arg(Dialect::temporary(linkKeys), Dialect::identical(QStringLiteral("j"), columns, QStringLiteral("k"),
                                                                  keyColumns(int(columns.size())))));
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
    outcome.change.joinTable = m_table->name;
    outcome.change.removed = rows;
    return {};
}

Result<LinkOutcome> LinkStore::unlinkPairs(const KeyList &left, const KeyList &right, qint64 most)
{
    if (auto fine = checkWritable(); !fine)
        return tl::unexpected(fine.error());
    auto transaction = Transaction::begin(m_connection);
    if (!transaction)
        return tl::unexpected(transaction.error());
    for (const auto &[name, keys] : {std::pair{leftKeys, &left}, std::pair{rightKeys, &right}}) {
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
        ends.arg(
            Dialect::quoted(leftEnd.table),
            Dialect::equal(QStringLiteral("a"), leftEnd.key, QStringLiteral("j"), leftEnd.columns),
            Dialect::temporary(leftKeys),
            Dialect::equal(QStringLiteral("a"), leftEnd.key, QStringLiteral("l"), keyColumns(int(leftEnd.key.size()))),
            Dialect::quoted(rightEnd.table),
            Dialect::equal(QStringLiteral("b"), rightEnd.key, QStringLiteral("j"), rightEnd.columns),
            Dialect::temporary(rightKeys),
            Dialect::equal(QStringLiteral("b"), rightEnd.key, QStringLiteral("r"),
                           keyColumns(int(rightEnd.key.size()))))
            + scope,
        bound);
    if (!kept)
        return tl::unexpected(kept.error());
    LinkOutcome outcome;
    if (auto removed = removeRows(*kept, most, outcome); !removed)
        return tl::unexpected(removed.error());
    if (auto done = transaction->commit(); !done)
        return tl::unexpected(done.error());
    return outcome;
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
    if (!kept)
        return tl::unexpected(kept.error());
    LinkOutcome outcome;
    if (auto removed = removeRows(*kept, most, outcome); !removed)
        return tl::unexpected(removed.error());
    if (auto done = transaction->commit(); !done)
        return tl::unexpected(done.error());
    return outcome;
}

Result<qint64> LinkStore::collectCopies(const KeptRows &source, Side side, const KeyList &targets)
{
    const auto stamps = timestamps({});
    if (!stamps)
        return tl::unexpected(stamps.error());
    QStringList payload;
    const QStringList identity = identityOf(*m_table).columns;
    for (const Column &column : m_table->columns) {
        const bool surrogate = identity.size() == 1 && identity.first() == column.name;
        if (!m_pairColumns.contains(column.name) && !column.generated && !surrogate)
            payload += column.name;
    }
    if (auto done = startCandidates(payload); !done)
        return tl::unexpected(done.error());
    if (auto done = m_connection.fillKeyTable(leftKeys, targets); !done)
        return tl::unexpected(done.error());
    const End &end = m_relationship.end(side);
    QStringList values;
    QVariantList bound;
    for (const QString &column : std::as_const(m_columns)) {
        const qsizetype inTarget = end.columns.indexOf(column);
        if (inTarget >= 0) {
            values += QStringLiteral("a.") + Dialect::quoted(end.key[inTarget]);
        } else if (stamps->contains(column)) {
            values += QStringLiteral("?");
            bound += stamps->value(column);
        } else {
            values += QStringLiteral("s.") + m_keeper.columnOf(column);
        }
    }
    auto filled = m_connection.exec(QStringLiteral("INSERT INTO %1 SELECT %2 FROM %3 AS s CROSS JOIN %4")
                                        .arg(Dialect::temporary(candidates), values.join(QStringLiteral(", ")),
                                             RowKeeper::tableOf(source),
                                             entityOf(leftKeys, end, QStringLiteral("l"), QStringLiteral("a"))),
                                    bound);
    if (!filled)
        return tl::unexpected(filled.error());
    return filled->numRowsAffected();
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
    if (auto collected = collectCopies(*source, side, targets); !collected)
        return tl::unexpected(collected.error());
    auto outcome = insertCandidates(links.size() * targets.size());
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
        const QStringList columns = linkKeyColumns(*m_table, m_relationship);
        const auto kept = m_keeper.keep(
            QStringLiteral("AS j JOIN %1 AS k ON %2 WHERE NOT EXISTS (SELECT 1 FROM %3 WHERE %4)")
                .arg(Dialect::temporary(linkKeys),
                     Dialect::identical(QStringLiteral("j"), columns, QStringLiteral("k"),
                                        keyColumns(int(columns.size()))),
                     entityOf(leftKeys, end, QStringLiteral("l"), QStringLiteral("a")),
                     Dialect::equal(QStringLiteral("a"), end.key, QStringLiteral("j"), end.columns)));
        if (!kept)
            return tl::unexpected(kept.error());
        if (auto removed = removeRows(*kept, kept->count, *outcome); !removed)
            return tl::unexpected(removed.error());
    }
    if (auto done = transaction->commit(); !done)
        return tl::unexpected(done.error());
    return outcome;
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
    if (auto restored = m_keeper.restore(toRestore, &outcome.overwritten); !restored)
        return tl::unexpected(restored.error());
    outcome.unlinked = toRemove.count;
    outcome.linked = toRestore.count;
    const auto added = m_keeper.keys(toRestore, linkKeyColumns(*m_table, m_relationship),
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
}

} // namespace joinery
