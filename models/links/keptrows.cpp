#include "links/keptrows.h"

#include "database/dialect.h"
#include "links/endjoin.h"

#include <QCoreApplication>

#include <atomic>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::RowKeeper)
};

const QString rowIdColumn = QStringLiteral("row_id"); // of a temporary table

/// The implicit row id of a table whose rows are told apart by something else. It is kept beside, and given back where it is free; empty where
/// there is none.
QString rowIdBeside(const Table &table, const RowIdentity &identity)
{
    return identity.implicit || !table.rowIdColumn.isEmpty() ? QString() : table.rowId;
}

QString nameOf(const KeptRows &rows)
{
    return QStringLiteral("kept_%1").arg(rows.id);
}

tl::unexpected<Error> stale()
{
    return failure(Error::Kind::Stale,
                   Text::tr("The database was changed by someone else in the meantime: these rows are no longer as "
                            "they were. Nothing was changed."));
}

} // namespace

RowKeeper::RowKeeper(Connection &connection, const Schema &schema, const Table &table)
    : m_connection(connection)
    , m_schema(schema)
    , m_table(table)
    , m_identity(joinery::identityOf(table))
{
    if (m_identity.implicit)
        m_stored += m_identity.columns;
    for (const Column &column : table.columns) {
        if (!column.generated)
            m_stored += column.name;
    }
}

QString RowKeeper::tableOf(const KeptRows &rows)
{
    return Dialect::temporary(nameOf(rows));
}

QString RowKeeper::columnOf(const QString &column) const
{
    return QStringLiteral("c%1").arg(m_stored.indexOf(column));
}

Result<void> RowKeeper::fill(const KeptRows &rows, const QString &fromWhere, const QVariantList &values, qint64 *count)
{
    auto filled = m_connection.exec(keepStatement(rows, fromWhere), values);
    if (!filled)
        return tl::unexpected(filled.error());
    *count = filled->numRowsAffected();
    return {};
}

QString RowKeeper::keepStatement(const KeptRows &rows, const QString &fromWhere) const
{
    QStringList columns = m_stored;
    if (const QString rowId = rowIdBeside(m_table, m_identity); !rowId.isEmpty())
        columns += rowId;
    return QStringLiteral("INSERT INTO %1 SELECT DISTINCT %2 FROM %3 %4")
        .arg(tableOf(rows), Dialect::quotedList(columns, QStringLiteral("j")), Dialect::quoted(m_table.name),
             fromWhere);
}

Result<KeptRows> RowKeeper::start()
{
    static std::atomic<quint64> lastId = 0;
    KeptRows rows;
    rows.id = ++lastId;
    QStringList columns;
    for (const QString &column : std::as_const(m_stored))
        columns += columnOf(column);
    if (!rowIdBeside(m_table, m_identity).isEmpty())
        columns += rowIdColumn;
    if (auto made = m_connection.exec(Dialect::createTemporary(nameOf(rows), columns)); !made)
        return tl::unexpected(made.error());
    return rows;
}

Result<KeptRows> RowKeeper::keep(const QString &fromWhere, const QVariantList &values)
{
    auto started = start();
    if (!started)
        return started;
    KeptRows rows = *started;
    if (auto filled = fill(rows, fromWhere, values, &rows.count); !filled)
        return tl::unexpected(filled.error());
    if (rows.isEmpty()) {
        drop(m_connection, rows);
        rows.id = 0;
    }
    return rows;
}

QString RowKeeper::matching(const KeptRows &rows, const QStringList &columns) const
{
    // Kept values have no affinity, so IS compares them as stored; the identity comes first because an index serves it.
    QStringList terms;
    for (const QString &column : columns) {
        // The left side's collation decides: the table's own for the identity, byte by byte for all the rest.
        const QString same = m_identity.columns.contains(column) ? QStringLiteral("j.%1 IS k.%2")
                                                                 : QStringLiteral("k.%2 IS j.%1");
        terms += same.arg(Dialect::quoted(column), columnOf(column));
    }
    return QStringLiteral("%1 AS k JOIN %2 AS j ON %3")
        .arg(tableOf(rows), Dialect::quoted(m_table.name), terms.join(QStringLiteral(" AND ")));
}

Result<void> RowKeeper::checkUnchanged(const KeptRows &rows)
{
    QStringList columns = m_identity.columns;
    for (const QString &column : std::as_const(m_stored)) {
        if (!columns.contains(column))
            columns += column;
    }
    const auto same = m_connection.value(QStringLiteral("SELECT count(*) FROM ") + matching(rows, columns));
    if (!same)
        return tl::unexpected(same.error());
    if (same->toLongLong() != rows.count)
        return stale();
    return {};
}

QString RowKeeper::identityOf(const QString &alias) const
{
    return QStringLiteral("(%1)").arg(Dialect::quotedList(m_identity.columns, alias));
}

QString RowKeeper::keptIdentities(const KeptRows &rows) const
{
    QStringList kept;
    for (const QString &column : m_identity.columns)
        kept += columnOf(column);
    return QStringLiteral("SELECT %1 FROM %2").arg(kept.join(QStringLiteral(", ")), tableOf(rows));
}

Result<qint64> RowKeeper::erase(const KeptRows &rows)
{
    const QString all = QStringLiteral("DELETE FROM %1 WHERE %2 IN (%3)")
                            .arg(Dialect::quoted(m_table.name), identityOf({}), keptIdentities(rows));
    QStringList unreferred;
    for (const ForeignKey &key : m_table.foreignKeys) {
        const bool own = key.table == m_table.name && key.fault.isEmpty();
        // A cascade takes along what is to go anyway, and what is only checked is checked when the statement has ended.
        if (!own || key.onDelete == ForeignKey::Action::None || key.onDelete == ForeignKey::Action::Cascade)
            continue;
        unreferred += QStringLiteral("NOT EXISTS (SELECT 1 FROM %1 AS c WHERE %2 AND %3 IS NOT %4)")
                          .arg(Dialect::quoted(m_table.name),
                               referenceJoin(&m_table, key.to(), QStringLiteral("j"), &m_table, key.from(),
                                             QStringLiteral("c")),
                               identityOf(QStringLiteral("c")), identityOf(QStringLiteral("j")));
    }
    const QString leaves = QStringLiteral("DELETE FROM %1 WHERE %2 IN (SELECT %3 FROM %4 WHERE %5)")
                               .arg(Dialect::quoted(m_table.name), identityOf({}),
                                    Dialect::quotedList(m_identity.columns, QStringLiteral("j")),
                                    matching(rows, m_identity.columns), unreferred.join(QStringLiteral(" AND ")));
    qint64 erased = 0;
    for (bool leavesLeft = !unreferred.isEmpty(); leavesLeft;) {
        const auto removed = m_connection.exec(leaves);
        if (!removed)
            return tl::unexpected(removed.error());
        leavesLeft = removed->numRowsAffected() > 0;
        erased += removed->numRowsAffected();
    }
    const auto removed = m_connection.exec(all);
    if (!removed)
        return tl::unexpected(removed.error());
    return erased + removed->numRowsAffected();
}

Result<void> RowKeeper::restore(const KeptRows &rows, QStringList *overwritten)
{
    if (rows.isEmpty())
        return {};
    QStringList columns = m_stored;
    QStringList values;
    for (const QString &column : std::as_const(m_stored))
        values += columnOf(column);
    QString first; // those that get their row ids back, so that these are not given to others of them
    if (const QString rowId = rowIdBeside(m_table, m_identity); !rowId.isEmpty()) {
        const QString taken = QStringLiteral("EXISTS (SELECT 1 FROM %1 AS j WHERE j.%2 = k.%3)")
                                  .arg(Dialect::quoted(m_table.name), rowId, rowIdColumn);
        columns += rowId;
        values += QStringLiteral("CASE WHEN %1 THEN NULL ELSE k.%2 END").arg(taken, rowIdColumn);
        first = taken + QStringLiteral(", ");
    }
    const auto inserted = m_connection.exec(QStringLiteral("%1 (%2) SELECT %3 FROM %4 AS k ORDER BY %5k.rowid")
                                                .arg(Dialect::insertInto(m_table), Dialect::quotedList(columns),
                                                     values.join(QStringLiteral(", ")), tableOf(rows), first));
    if (!inserted)
        return tl::unexpected(inserted.error());
    const auto there = m_connection.value(QStringLiteral("SELECT count(*) FROM ") + matching(rows, m_identity.columns));
    if (!there)
        return tl::unexpected(there.error());
    if (inserted->numRowsAffected() != rows.count || there->toLongLong() != rows.count) {
        return failure(
            Error::Kind::Failed, Text::tr("The database did not take back the rows as they were. Nothing was changed."),
            QStringLiteral("%1, %2 ≠ %3").arg(inserted->numRowsAffected()).arg(there->toLongLong()).arg(rows.count));
    }
    return keepOverwritten(rows, overwritten);
}

Result<void> RowKeeper::exchange(const KeptRows &from, const KeptRows &to, const QStringList &columns,
                                 QStringList *overwritten)
{
    if (from.isEmpty())
        return {};
    if (auto fine = checkUnchanged(from); !fine)
        return fine;
    QStringList values;
    for (const QString &column : columns)
        values += QStringLiteral("t.") + columnOf(column);
    QStringList same;
    QStringList kept;
    for (const QString &column : m_identity.columns) {
        same += QStringLiteral("j.%1 IS k.%2").arg(Dialect::quoted(column), columnOf(column));
        kept += columnOf(column);
    }
    const auto updated = m_connection.exec(
        QStringLiteral("%1 AS j SET (%2) = (SELECT %3 FROM %4 AS k JOIN %5 AS t ON t.rowid = k.rowid WHERE "
                       "%6) WHERE (%7) IN (SELECT %8 FROM %4)")
            .arg(Dialect::update(m_table), Dialect::quotedList(columns), values.join(QStringLiteral(", ")),
                 tableOf(from), tableOf(to), same.join(QStringLiteral(" AND ")),
                 Dialect::quotedList(m_identity.columns), kept.join(QStringLiteral(", "))));
    if (!updated)
        return tl::unexpected(updated.error());
    const auto there = m_connection.value(QStringLiteral("SELECT count(*) FROM ") + matching(to, m_identity.columns));
    if (!there)
        return tl::unexpected(there.error());
    if (updated->numRowsAffected() != from.count || there->toLongLong() != from.count) {
        return failure(
            Error::Kind::Failed,
            Text::tr("The database changed another number of rows than meant. Nothing was changed."),
            QStringLiteral("%1, %2 ≠ %3").arg(updated->numRowsAffected()).arg(there->toLongLong()).arg(from.count));
    }
    return keepOverwritten(to, overwritten);
}

Result<void> RowKeeper::keepOverwritten(const KeptRows &rows, QStringList *overwritten)
{
    // A trigger may have written over a column; what the row holds now is what it must be recognised by later.
    for (const QString &column : std::as_const(m_stored)) {
        const QString difference = QStringLiteral("SELECT count(*) FROM %1 WHERE k.%3 IS NOT j.%2")
                                       .arg(matching(rows, m_identity.columns), Dialect::quoted(column),
                                            columnOf(column));
        const auto different = m_connection.value(difference);
        if (!different)
            return tl::unexpected(different.error());
        if (different->toLongLong() == 0)
            continue;
        QStringList identity;
        for (const QString &key : m_identity.columns)
            identity += QStringLiteral("j.%1 IS %2").arg(Dialect::quoted(key), columnOf(key));
        const auto refreshed = m_connection.exec(
            QStringLiteral("UPDATE %1 SET %2 = (SELECT j.%3 FROM %4 AS j WHERE %5)")
                .arg(tableOf(rows), columnOf(column), Dialect::quoted(column), Dialect::quoted(m_table.name),
                     identity.join(QStringLiteral(" AND "))));
        if (!refreshed)
            return tl::unexpected(refreshed.error());
        if (overwritten)
            *overwritten += column;
    }
    return {};
}

void RowKeeper::drop(Connection &connection, const KeptRows &rows)
{
    if (rows.id != 0)
        (void)connection.exec(QStringLiteral("DROP TABLE IF EXISTS ") + tableOf(rows));
}

Result<KeyList> RowKeeper::keys(const KeptRows &rows, const QStringList &columns, qsizetype most)
{
    if (rows.isEmpty())
        return KeyList(int(columns.size()));
    QStringList kept;
    for (const QString &column : columns)
        kept += columnOf(column);
    return m_connection.keys(
        QStringLiteral("SELECT %1 FROM %2 LIMIT %3").arg(kept.join(QStringLiteral(", ")), tableOf(rows)).arg(most),
        int(columns.size()));
}

} // namespace joinery
