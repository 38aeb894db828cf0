#include "links/pairinserter.h"

#include "database/dialect.h"
#include "database/transaction.h"
#include "links/endjoin.h"
#include "links/gesturetables.h"
#include "links/linkstamps.h"

#include <QCoreApplication>

namespace joinery {

namespace {

constexpr qsizetype mostRefusalsKept = 100;
constexpr qsizetype mostAddedKept = 1000;
constexpr qint64 batch = 20'000; // candidates in one statement: progress is told, and a cancel obeyed, between them

using GestureTables::candidates;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::PairInserter)
};

QStringList columnsOfPair(const Relationship &relationship)
{
    QStringList columns = relationship.left.columns;
    for (const QString &column : relationship.right.columns + relationship.scope.keys()) {
        if (!columns.contains(column))
            columns += column;
    }
    return columns;
}

} // namespace

PairInserter::PairInserter(Connection &connection, const Schema &schema, const Relationship &relationship,
                           const Table &table, RowKeeper &keeper)
    : m_connection(connection)
    , m_schema(schema)
    , m_relationship(relationship)
    , m_table(table)
    , m_keeper(keeper)
    , m_pairColumns(columnsOfPair(relationship))
{}

QString PairInserter::candidateColumn(const QString &column) const
{
    return QStringLiteral("c%1").arg(m_columns.indexOf(column));
}

QString PairInserter::candidateColumns(const QStringList &columns, const QString &alias) const
{
    QStringList list;
    for (const QString &column : columns)
        list += alias + u'.' + candidateColumn(column);
    return list.join(QStringLiteral(", "));
}

QString PairInserter::pairMatches(const QString &candidate, bool swapped) const
{
    // The plus strips the candidate of its column's (lack of) affinity, so that the join table's applies: https://www.sqlite.org/datatype3.html#comparisons
    const QStringList &left = m_relationship.left.columns;
    const QStringList &right = m_relationship.right.columns;
    QStringList terms;
    for (const QString &column : m_pairColumns) {
        QString held = column;
        if (swapped && left.contains(column))
            held = right[left.indexOf(column)];
        else if (swapped && right.contains(column))
            held = left[right.indexOf(column)];
        terms += QStringLiteral("j.%1 = +%2.%3").arg(Dialect::quoted(column), candidate, candidateColumn(held));
    }
    return terms.join(QStringLiteral(" AND "));
}

Result<void> PairInserter::start(const QStringList &payloadColumns)
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

Result<qint64> PairInserter::collectPairs(const KeyList &left, const KeyList &right, const Payload &payload)
{
    const auto stamps = newRowStamps(m_connection, m_table, payload.keys());
    if (!stamps)
        return tl::unexpected(stamps.error());
    QVariantMap constants = *stamps;
    for (auto it = payload.begin(); it != payload.end(); ++it)
        constants.insert(it.key(), it.value());
    m_ownCopies = 0;
    if (auto done = start(constants.keys()); !done)
        return tl::unexpected(done.error());
    for (const auto &[name, keys] : {std::pair{GestureTables::left, &left}, std::pair{GestureTables::right, &right}}) {
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
    if (m_relationship.isSelf() && !m_relationship.selfLinks && m_relationship.left.key == m_relationship.right.key) {
        shared += QStringLiteral("NOT (%1)")
                      .arg(Dialect::identical(QStringLiteral("a"), m_relationship.left.key, QStringLiteral("b"),
                                              m_relationship.right.key));
    }
    const QString where = shared.isEmpty() ? QString()
                                           : QStringLiteral(" WHERE ") + shared.join(QStringLiteral(" AND "));
    auto filled = m_connection.exec(QStringLiteral("INSERT INTO %1 SELECT %2 FROM %3 CROSS JOIN %4%5")
                                        .arg(Dialect::temporary(candidates), values.join(QStringLiteral(", ")),
                                             GestureTables::entityOf(GestureTables::left, m_relationship.left,
                                                                     QStringLiteral("l"), QStringLiteral("a")),
                                             GestureTables::entityOf(GestureTables::right, m_relationship.right,
                                                                     QStringLiteral("r"), QStringLiteral("b")),
                                             where),
                                    bound);
    if (!filled)
        return tl::unexpected(filled.error());
    return filled->numRowsAffected();
}

Result<qint64> PairInserter::collectCopies(const KeptRows &source, Side side, const KeyList &targets)
{
    const auto stamps = newRowStamps(m_connection, m_table, {});
    if (!stamps)
        return tl::unexpected(stamps.error());
    QStringList payload;
    const QStringList identity = identityOf(m_table).columns;
    const QStringList primary = m_table.primaryKey();
    for (const Column &column : m_table.columns) {
        const bool surrogate = identity == QStringList(column.name) || primary == QStringList(column.name);
        if (!m_pairColumns.contains(column.name) && !column.generated && !surrogate)
            payload += column.name;
    }
    if (auto done = start(payload); !done)
        return tl::unexpected(done.error());
    if (auto done = m_connection.fillKeyTable(GestureTables::left, targets); !done)
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
    // A column that both ends share (a tenant's) must hold the same for the target; and a link that belongs to the target
    // already is not copied onto it.
    QStringList shared{QStringLiteral("1")};
    QStringList own;
    for (qsizetype i = 0; i < end.columns.size(); ++i) {
        const QString same =
            QStringLiteral("a.%1 IS s.%2").arg(Dialect::quoted(end.key[i]), m_keeper.columnOf(end.columns[i]));
        own += same;
        if (m_relationship.end(otherSide(side)).columns.contains(end.columns[i]))
            shared += same;
    }
    const QString target = GestureTables::entityOf(GestureTables::left, end, QStringLiteral("l"), QStringLiteral("a"));
    const QString pairs = QStringLiteral("%1 AS s CROSS JOIN %2 WHERE %3")
                              .arg(RowKeeper::tableOf(source), target, shared.join(QStringLiteral(" AND ")));
    const QString isOwn = own.join(QStringLiteral(" AND "));
    const auto ownCopies = m_connection.value(QStringLiteral("SELECT count(*) FROM %1 AND %2").arg(pairs, isOwn));
    if (!ownCopies)
        return tl::unexpected(ownCopies.error());
    m_ownCopies = ownCopies->toLongLong();
    auto filled = m_connection.exec(
        QStringLiteral("INSERT INTO %1 SELECT %2 FROM %3 AND NOT (%4)")
            .arg(Dialect::temporary(candidates), values.join(QStringLiteral(", ")), pairs, isOwn),
        bound);
    if (!filled)
        return tl::unexpected(filled.error());
    return filled->numRowsAffected();
}

Result<LinkOutcome> PairInserter::insert(qint64 asked)
{
    LinkOutcome outcome;
    const auto possible = m_connection.value(QStringLiteral("SELECT count(*) FROM ") + Dialect::temporary(candidates));
    if (!possible)
        return tl::unexpected(possible.error());
    outcome.alreadyLinked = m_ownCopies;
    outcome.missing = asked - m_ownCopies - possible->toLongLong();
    if (auto done = dropLinked(outcome); !done)
        return tl::unexpected(done.error());

    // Links that the pairs have already must not be taken for new ones; where pairs are unique there are none.
    const QString before = QStringLiteral("gesture_before");
    const QStringList identity = identityOf(m_table).columns;
    const QString existing = QStringLiteral("SELECT %1 FROM %2 AS j WHERE EXISTS (SELECT 1 FROM %3 AS c WHERE %4)")
                                 .arg(Dialect::quotedList(identity, QStringLiteral("j")), Dialect::quoted(m_table.name),
                                      Dialect::temporary(candidates), pairMatches(QStringLiteral("c")));
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
                                                      Connection::keyTableColumns(int(identity.size()))));
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
    const auto added = m_keeper.keys(*kept, linkKeyColumns(m_table, m_relationship), mostAddedKept);
    if (!added)
        return tl::unexpected(added.error());
    outcome.added = *added;
    outcome.change.add({m_table.name, *kept, {}});
    return outcome;
}

Result<void> PairInserter::insertRows(LinkOutcome &outcome)
{
    // ABORT, whatever the table's own ON CONFLICT clause says: a REPLACE would take other rows away unseen.
    auto range = m_connection.exec(QStringLiteral("SELECT min(rowid), max(rowid), count(*) FROM ")
                                   + Dialect::temporary(candidates));
    if (!range)
        return tl::unexpected(range.error());
    range->next();
    const qint64 last = range->value(1).toLongLong();
    qint64 first = range->value(0).toLongLong();
    if (m_progress)
        m_progress->total = range->value(2).toLongLong();
    range->finish();
    auto insert = m_connection.prepare(
        QStringLiteral("%1 (%2) SELECT %3 FROM %4 AS c WHERE c.rowid BETWEEN ? AND ? ORDER BY c.rowid")
            .arg(Dialect::insertInto(m_table), Dialect::quotedList(m_columns),
                 candidateColumns(m_columns, QStringLiteral("c")), Dialect::temporary(candidates)));
    if (!insert)
        return tl::unexpected(insert.error());
    for (; first != 0 && first <= last; first += batch) {
        const qint64 end = qMin(last, first + batch - 1);
        auto inserted = insertWhole(*insert, {first, end});
        // Only when a row is refused does it matter which.
        if (!inserted && inserted.error().kind == Error::Kind::Refused)
            inserted = insertOneByOne(first, end, outcome);
        if (!inserted)
            return tl::unexpected(inserted.error());
        outcome.linked += *inserted;
        if (m_progress)
            m_progress->done = outcome.linked + outcome.refusedCount;
    }
    return {};
}

RowKey PairInserter::candidateKey(const QVariantList &values, const End &end) const
{
    RowKey key;
    for (const QString &column : end.columns)
        key.values += values[m_columns.indexOf(column)];
    return key;
}

/// All of the statement or nothing, also where a trigger refuses with FAIL, which leaves what has been done.
Result<qint64> PairInserter::insertWhole(QSqlQuery &insert, const QVariantList &values)
{
    auto savepoint = Savepoint::begin(m_connection);
    if (!savepoint)
        return tl::unexpected(savepoint.error());
    if (auto inserted = m_connection.run(insert, values); !inserted)
        return tl::unexpected(inserted.error());
    const qint64 count = insert.numRowsAffected();
    if (auto released = savepoint->release(); !released)
        return tl::unexpected(released.error());
    return count;
}

Result<qint64> PairInserter::insertOneByOne(qint64 first, qint64 last, LinkOutcome &outcome)
{
    qint64 count = 0;
    const QString table = Dialect::temporary(candidates);
    const auto rowIds = m_connection.keys(
        QStringLiteral("SELECT rowid FROM %1 WHERE rowid BETWEEN ? AND ? ORDER BY rowid").arg(table), 1, {first, last});
    if (!rowIds)
        return tl::unexpected(rowIds.error());
    const QString row = QStringLiteral("SELECT %1 FROM %2 AS c WHERE c.rowid = ?")
                            .arg(candidateColumns(m_columns, QStringLiteral("c")), table);
    auto insert = m_connection.prepare(
        QStringLiteral("%1 (%2) %3").arg(Dialect::insertInto(m_table), Dialect::quotedList(m_columns), row));
    if (!insert)
        return tl::unexpected(insert.error());
    for (qsizetype i = 0; i < rowIds->size(); ++i) {
        const QVariantList id = rowIds->at(i).values;
        const auto inserted = insertWhole(*insert, id);
        if (inserted) {
            count += *inserted;
            continue;
        }
        if (inserted.error().kind != Error::Kind::Refused)
            return tl::unexpected(inserted.error());
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
    return count;
}

} // namespace joinery
