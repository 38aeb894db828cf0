#pragma once

#include "links/change.h"

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
    Result<void> dropBefore();

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

} // namespace joinery
