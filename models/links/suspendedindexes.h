#pragma once

#include "database/connection.h"
#include "values/schema.h"

#include <memory>

namespace joinery {

/// Indexes of the join table that an import drops before it writes and makes anew, by their own SQL, before it commits: sorting all rows
/// once costs a fraction of putting each into its place. In one transaction, so that they are never seen missing; but others see that the
/// schema was changed.
class SuspendedIndexes
{
public:
    /// Inside the transaction. Null where it does not pay for `rows` links, and where something would show: indexes that keep rows apart
    /// stay, as do all where triggers may use them or statistics of them would be lost (https://www.sqlite.org/lang_analyze.html).
    static Result<std::unique_ptr<SuspendedIndexes>> begin(Connection &connection, const Table &table, qint64 rows);

    /// Makes them anew, in their own order.
    Result<void> restore();

private:
    SuspendedIndexes(Connection &connection, const QStringList &statements)
        : m_connection(connection)
        , m_statements(statements)
    {}

    Connection &m_connection;
    const QStringList m_statements;
};

} // namespace joinery
