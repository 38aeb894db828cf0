#include "database/transaction.h"

#include "database/dialect.h"

namespace joinery {

Result<Transaction> Transaction::begin(Connection &connection)
{
    if (auto begun = connection.exec(Dialect::beginWriting()); !begun)
        return tl::unexpected(begun.error());
    connection.setInTransaction(true);
    return Transaction(connection);
}

Transaction::~Transaction()
{
    if (!m_connection)
        return;
    // A cancelled or failed transaction must still be rolled back, so the token is out of the way here. A full
    // disk has made SQLite roll back by itself; then this fails and there is nothing left to do.
    m_connection->setCancelToken({});
    m_connection->setInTransaction(false);
    (void)m_connection->exec(QStringLiteral("ROLLBACK"));
}

Result<void> Transaction::commit()
{
    if (auto done = m_connection->exec(QStringLiteral("COMMIT")); !done)
        return tl::unexpected(done.error());
    m_connection->setInTransaction(false);
    m_connection = nullptr;
    return {};
}

Result<Savepoint> Savepoint::begin(Connection &connection)
{
    if (auto begun = connection.exec(QStringLiteral("SAVEPOINT joinery_step")); !begun)
        return tl::unexpected(begun.error());
    return Savepoint(connection);
}

Savepoint::~Savepoint()
{
    if (!m_connection)
        return;
    (void)m_connection->exec(QStringLiteral("ROLLBACK TO joinery_step"));
    (void)m_connection->exec(QStringLiteral("RELEASE joinery_step"));
}

Result<void> Savepoint::release()
{
    if (auto done = m_connection->exec(QStringLiteral("RELEASE joinery_step")); !done)
        return tl::unexpected(done.error());
    m_connection = nullptr;
    return {};
}

} // namespace joinery
