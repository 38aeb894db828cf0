#pragma once

#include "database/connection.h"

namespace joinery {

/// A writing transaction; a destructor without commit() rolls everything back.
class Transaction
{
public:
    static Result<Transaction> begin(Connection &connection);
    Transaction(Transaction &&other) noexcept : m_connection(std::exchange(other.m_connection, nullptr)) {}
    Transaction &operator=(Transaction &&) = delete;
    ~Transaction();

    Result<void> commit();

private:
    explicit Transaction(Connection &connection) : m_connection(&connection) {}

    Connection *m_connection;
};

/// A savepoint inside a transaction; a destructor without release() goes back to it.
class Savepoint
{
public:
    static Result<Savepoint> begin(Connection &connection);
    Savepoint(Savepoint &&other) noexcept : m_connection(std::exchange(other.m_connection, nullptr)) {}
    Savepoint &operator=(Savepoint &&) = delete;
    ~Savepoint();

    Result<void> release();

private:
    explicit Savepoint(Connection &connection) : m_connection(&connection) {}

    Connection *m_connection;
};

} // namespace joinery
