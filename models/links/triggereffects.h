#pragma once

#include "links/change.h"
#include "links/linktriggers.h"

namespace joinery {

/// How many rows this connection has inserted, changed and deleted, triggers and foreign keys counted.
Result<qint64> changesSoFar(Connection &connection);

/// True when running `program`, a statement that changes rows of `table`, may make a trigger write into another table. Nothing is run.
Result<bool> writesElsewhere(Connection &connection, const Table &table, const QString &program);

/// Exchanges a change's rows (see RowKeeper::exchange()). False when a trigger has written on the way, and may have done so into other tables.
Result<bool> exchangeAlone(Connection &connection, RowKeeper &keeper, const Table &table, const TableChange &change);

/// True when a CHECK or a unique index of its own may refuse one of the writes, depending on what has been written before.
Result<bool> mayBeRefused(Connection &connection, const QList<LinkTriggers::Write> &writes);

/// True when a row may be refused and something stay of what has been done of it: where a trigger of the database says FAIL
/// (https://www.sqlite.org/lang_createtrigger.html#raise), or may write into a table that says so, or into a strict one, which refuses types but
/// takes nothing back.
bool mayFailHalfway(const Schema &schema);

/// The rows that a change does not concern, in those of its tables that have triggers. Writer's thread; inside a transaction of the
/// caller's, who goes back to where it was afterwards.
class Bystanders
{
public:
    Bystanders(Connection &connection, const Schema &schema);

    /// Keeps them. The change has been done.
    Result<void> keep(const Change &change);
    /// False when one of them has changed since, or when taking the change back may have written into other tables.
    Result<bool> areUntouched(const Change &change);

private:
    Connection &m_connection;
    const Schema &m_schema;
    QList<std::pair<const Table *, KeptRows>> m_rows;
};

} // namespace joinery
