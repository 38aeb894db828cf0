#include "links/rowedit.h"

#include "database/columntraits.h"
#include "database/dialect.h"
#include "database/transaction.h"
#include "links/checkrules.h"
#include "links/linkstamps.h"
#include "relationships/timestamps.h"

#include <QCoreApplication>

namespace joinery {

namespace {

constexpr qsizetype mostRefusalsKept = 100;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::RowEdit)
};

} // namespace

RowEdit::RowEdit(Connection &connection, const Table &table, RowKeeper &keeper, QStringList key, QStringList columns,
                 const QVariantMap &stamps)
    : m_connection(connection)
    , m_table(table)
    , m_keeper(keeper)
    , m_key(std::move(key))
    , m_columns(std::move(columns))
    , m_stamps(stamps)
{}

Result<void> RowEdit::start()
{
    for (KeptRows *rows : {&m_before, &m_after}) {
        const auto started = m_keeper.start();
        if (!started)
            return tl::unexpected(started.error());
        *rows = *started;
    }
    return {};
}

QString RowEdit::isKeptRow(const QVariantList &newValues, QVariantList *bound) const
{
    QStringList terms;
    for (const QString &column : m_keeper.identity().columns) {
        const qsizetype set = newValues.isEmpty() ? -1 : m_columns.indexOf(column);
        if (set >= 0) {
            terms += QStringLiteral("j.%1 IS ?").arg(Dialect::quoted(column));
            *bound += newValues[set];
        } else {
            terms += QStringLiteral("j.%1 IS (SELECT k.%2 FROM %3 AS k WHERE k.rowid = ?)")
                         .arg(Dialect::quoted(column), m_keeper.columnOf(column), RowKeeper::tableOf(m_before));
            *bound += m_place;
        }
    }
    return terms.join(QStringLiteral(" AND "));
}

Result<qint64> RowEdit::copyRow(const KeptRows &into, const QString &where, const QVariantList &bound)
{
    QStringList names{QStringLiteral("rowid")};
    for (const QString &column : m_keeper.stored())
        names += m_keeper.columnOf(column);
    auto kept = m_connection.exec(QStringLiteral("INSERT INTO %1 (%2) SELECT ?, %3 FROM %4 AS j WHERE %5")
                                      .arg(RowKeeper::tableOf(into), names.join(QStringLiteral(", ")),
                                           Dialect::quotedList(m_keeper.stored(), QStringLiteral("j")),
                                           Dialect::quoted(m_table.name), where),
                                  QVariantList{m_place} + bound);
    if (!kept)
        return tl::unexpected(kept.error());
    return kept->numRowsAffected();
}

Result<bool> RowEdit::heldAlready(const QVariantList &values)
{
    // Kept values compare byte by byte, whatever the column's collation takes for equal; 0 and 0.0 are told apart where a column can hold
    // both.
    QStringList terms;
    QVariantList compared;
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        const QString kept = QStringLiteral("k.") + m_keeper.columnOf(m_columns[i]);
        terms += kept + QStringLiteral(" IS ?");
        compared += values[i];
        const Column *column = m_table.column(m_columns[i]);
        if (column && affinityOf(column->type) == Affinity::Blob) {
            terms += QStringLiteral("typeof(%1) = typeof(?)").arg(kept);
            compared += values[i];
        }
    }
    const auto same = m_connection.value(QStringLiteral("SELECT %1 FROM %2 AS k WHERE k.rowid = ?")
                                             .arg(terms.join(QStringLiteral(" AND ")), RowKeeper::tableOf(m_before)),
                                         compared + QVariantList{m_place});
    if (!same)
        return tl::unexpected(same.error());
    return same->toBool();
}

Result<bool> RowEdit::set(const RowKey &row, const QVariantList &values)
{
    ++m_place;
    // What is refused is as it was, also where a trigger refuses with FAIL, which leaves what has been done of the row; and is not kept.
    auto savepoint = Savepoint::begin(m_connection);
    if (!savepoint)
        return tl::unexpected(savepoint.error());
    QStringList named;
    for (const QString &column : m_key)
        named += QStringLiteral("j.%1 IS ?").arg(Dialect::quoted(column));
    const auto kept = copyRow(m_before, named.join(QStringLiteral(" AND ")), row.values);
    if (!kept)
        return tl::unexpected(kept.error());
    if (*kept != 1) {
        return failure(Error::Kind::Stale, Text::tr("A row was changed or removed by someone else in the meantime. "
                                                    "Nothing was changed."));
    }
    const auto same = heldAlready(values);
    if (!same)
        return tl::unexpected(same.error());
    if (*same)
        return false;
    QStringList assignments;
    QVariantList bound;
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        assignments += QStringLiteral("%1 = ?").arg(Dialect::quoted(m_columns[i]));
        bound += values[i];
    }
    for (auto it = m_stamps.begin(); it != m_stamps.end(); ++it) {
        assignments += QStringLiteral("%1 = ?").arg(Dialect::quoted(it.key()));
        bound += it.value();
    }
    const QString where = isKeptRow({}, &bound);
    const auto updated = m_connection.exec(
        QStringLiteral("%1 AS j SET %2 WHERE %3")
            .arg(Dialect::update(m_table), assignments.join(QStringLiteral(", ")), where),
        bound);
    if (!updated)
        return tl::unexpected(updated.error());
    if (updated->numRowsAffected() != 1) {
        return failure(Error::Kind::Failed,
                       Text::tr("The database changed another number of rows than meant. Nothing was changed."),
                       QString::number(updated->numRowsAffected()));
    }
    QVariantList now;
    const QString isNow = isKeptRow(values, &now); // a key column that was set is looked up by its new value
    const auto after = copyRow(m_after, isNow, now);
    if (!after)
        return tl::unexpected(after.error());
    if (*after != 1) {
        return failure(Error::Kind::Failed,
                       Text::tr("The database changed the row while it was set (a trigger does that). Nothing was "
                                "changed."));
    }
    if (auto released = savepoint->release(); !released)
        return tl::unexpected(released.error());
    ++m_before.count;
    ++m_after.count;
    return true;
}

TableChange RowEdit::change() const
{
    return {m_table.name, {}, {}, m_before, m_after, m_columns + m_stamps.keys()};
}

Result<void> editRows(Connection &connection, const Table &table, RowKeeper &keeper, const QStringList &key,
                      const KeyList &keys, const QStringList &columns, const QList<QVariantList> &values,
                      LinkOutcome &outcome)
{
    QStringList stamped = changeTimestamps(table);
    for (const QString &column : columns)
        stamped.removeAll(column);
    const auto stamps = stampsFor(connection, table, stamped);
    if (!stamps)
        return tl::unexpected(stamps.error());
    RowEdit edit(connection, table, keeper, key, columns, *stamps);
    if (auto started = edit.start(); !started)
        return started;
    for (qsizetype i = 0; i < keys.size(); ++i) {
        const RowKey row = keys.at(i);
        const auto done = edit.set(row, values.size() == 1 ? values.first() : values.at(i));
        if (done) {
            (*done ? outcome.edited : outcome.unchanged) += 1;
        } else if (done.error().kind == Error::Kind::Refused) {
            ++outcome.refusedCount;
            if (outcome.refused.size() < mostRefusalsKept)
                outcome.refused += Refusal{{}, {}, withRule(connection, table, done.error()), row};
        } else {
            return tl::unexpected(done.error());
        }
    }
    outcome.change.add(edit.change());
    return {};
}

} // namespace joinery
