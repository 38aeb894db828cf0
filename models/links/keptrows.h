#pragma once

#include "database/connection.h"
#include "links/rowidentity.h"

namespace joinery {

/// Full rows of a join table, kept exactly in an untyped temporary table of the writer's connection. They live as long as that
/// connection, spill to disk by themselves, and never pass through QVariant, which would change some values.
struct KeptRows
{
    quint64 id = 0;
    qint64 count = 0;

    bool isEmpty() const { return count == 0; }
};

/// Keeps, removes and restores whole rows of one table. Writer's thread; inside a transaction of the caller's.
/// Every write is checked: another number of rows than meant is an error, and the caller's transaction rolls back.
class RowKeeper
{
public:
    RowKeeper(Connection &connection, const Schema &schema, const Table &table);

    /// Keeps the rows that `fromWhere` selects: "AS j … WHERE …", to follow "FROM table". Each row once.
    Result<KeptRows> keep(const QString &fromWhere, const QVariantList &values = {});
    /// Starts a keep that is filled row by row: with what keepStatement() gives, run with the values of its `fromWhere`.
    Result<KeptRows> start();
    QString keepStatement(const KeptRows &rows, const QString &fromWhere) const;
    /// Removes exactly the kept rows; Stale when any of them is gone or no longer holds the same values.
    /// Refused when rows of other tables would change along by a foreign key's action.
    Result<void> remove(const KeptRows &rows);
    /// Puts the kept rows back. A value that a trigger wrote over is kept anew, so that a later remove() finds the row;
    /// such columns are added to `overwritten`.
    Result<void> restore(const KeptRows &rows, QStringList *overwritten = nullptr);
    /// Sets `columns` of the rows, which must be as in `from`, to what they are in `to`, where each row stands at the same place; Stale
    /// otherwise. A value that a trigger wrote over is kept anew in `to`; such columns are added to `overwritten`.
    Result<void> exchange(const KeptRows &from, const KeptRows &to, const QStringList &columns,
                          QStringList *overwritten = nullptr);
    /// Forgets kept rows.
    static void drop(Connection &connection, const KeptRows &rows);
    /// The kept rows' keys: `columns` of the table.
    Result<KeyList> keys(const KeptRows &rows, const QStringList &columns, qsizetype most);

    /// How the temporary table is addressed, and its column for a column of the table.
    static QString tableOf(const KeptRows &rows);
    QString columnOf(const QString &column) const;
    /// The table's columns that are kept, and what tells its rows apart.
    const QStringList &stored() const { return m_stored; }
    const RowIdentity &identity() const { return m_identity; }

private:
    Result<void> fill(const KeptRows &rows, const QString &fromWhere, const QVariantList &values, qint64 *count);
    Result<void> checkUnchanged(const KeptRows &rows);
    Result<void> checkActions(const KeptRows &rows);
    Result<void> keepOverwritten(const KeptRows &rows, QStringList *overwritten);
    QString matching(const KeptRows &rows, const QStringList &columns) const;

    Connection &m_connection;
    const Schema &m_schema;
    const Table &m_table;
    const RowIdentity m_identity;
    QStringList
        m_stored; // what a row is made of: the implicit row id where that is the identity, and every column not computed
};

} // namespace joinery
