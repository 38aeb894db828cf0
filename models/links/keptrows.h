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
    /// Stale when any of the kept rows is gone or no longer holds the same values.
    Result<void> checkUnchanged(const KeptRows &rows);
    /// Deletes the kept rows by their identity; of rows that refer to each other, those first that none refers to. Returns how many.
    /// See removeTogether().
    Result<qint64> erase(const KeptRows &rows);
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
    /// `kept AS k JOIN table AS j ON …`: kept rows with the table's row that is the same in `columns`.
    QString matching(const KeptRows &rows, const QStringList &columns) const;
    /// The columns of `alias` that identify a row, as one value, and the kept rows' values of it.
    QString identityOf(const QString &alias) const;
    QString keptIdentities(const KeptRows &rows) const;
    /// The table's columns that are kept, and what tells its rows apart.
    const QStringList &stored() const { return m_stored; }
    const RowIdentity &identity() const { return m_identity; }

private:
    Result<void> fill(const KeptRows &rows, const QString &fromWhere, const QVariantList &values, qint64 *count);
    Result<void> keepOverwritten(const KeptRows &rows, QStringList *overwritten);

    Connection &m_connection;
    const Schema &m_schema;
    const Table &m_table;
    const RowIdentity m_identity;
    QStringList
        m_stored; // what a row is made of: the implicit row id where that is the identity, and every column not computed
};

} // namespace joinery
