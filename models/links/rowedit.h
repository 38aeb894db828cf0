#pragma once

#include "links/linkoutcome.h"

namespace joinery {

/// Sets the same columns of rows of one table, row by row, and keeps the rows as they were and as they became. Writer's thread, inside a
/// transaction of the caller's.
class RowEdit
{
public:
    /// `key`: the columns by which rows are named. `stamps` are set besides `columns` in every row that changes.
    RowEdit(Connection &connection, const Table &table, RowKeeper &keeper, QStringList key, QStringList columns,
            const QVariantMap &stamps);

    Result<void> start();
    /// Sets one row's columns. False when it held these values already. Stale when the row is not there; Refused when a constraint or a
    /// trigger says no, and then the row is as it was.
    Result<bool> set(const RowKey &row, const QVariantList &values);
    /// What has been done so far.
    TableChange change() const;

private:
    /// The condition that `j` is the row kept last, by its identity; with `newValues`, as it is after they were set.
    QString isKeptRow(const QVariantList &newValues, QVariantList *bound) const;
    Result<qint64> copyRow(const KeptRows &into, const QString &where, const QVariantList &bound);
    Result<bool> heldAlready(const QVariantList &values);

    Connection &m_connection;
    const Table &m_table;
    RowKeeper &m_keeper;
    const QStringList m_key;
    const QStringList m_columns;
    const QVariantMap m_stamps;
    KeptRows m_before;
    KeptRows m_after;
    qint64 m_place = 0;
};

/// Sets `columns` of the rows that `keys` name by `key`: to the one row of `values`, or each row to one of its own; besides them only the
/// update timestamps that a framework keeps. Adds what it did to `outcome`. Rows that hold the values already are left alone; one that a
/// constraint or trigger refuses does not hinder the others. Stale when a row is gone. Writer's thread, inside a transaction of the
/// caller's.
Result<void> editRows(Connection &connection, const Table &table, RowKeeper &keeper, const QStringList &key,
                      const KeyList &keys, const QStringList &columns, const QList<QVariantList> &values,
                      LinkOutcome &outcome);

} // namespace joinery
