#pragma once

#include "database/connection.h"
#include "values/relationship.h"

#include <optional>

namespace joinery {

/// Foreign keys that are checked at once: for an import each of whose ends has been found in the transaction that writes the links,
/// so that no row need be looked up in its parents again. SQLite looks over the whole table before the commit and has the last word
/// (https://www.sqlite.org/pragma.html#pragma_foreign_key_check). While one lives, the connection checks no foreign key by itself.
class ConfirmedKeys
{
public:
    /// Outside a transaction. Nothing where finding the ends is not provably the same check as the join table's foreign keys make, or
    /// where `rows` links are too few beside those that are there for it to be worth while.
    static Result<std::unique_ptr<ConfirmedKeys>> begin(Connection &connection, const Schema &schema,
                                                        const Relationship &relationship, qint64 rows);
    /// Outside a transaction again.
    ~ConfirmedKeys();
    Q_DISABLE_COPY_MOVE(ConfirmedKeys)

    /// Fails with Refused when a link refers to what is not there.
    Result<void> confirm();

private:
    ConfirmedKeys(Connection &connection, const TableName &table) : m_connection(connection), m_table(table) {}

    Connection &m_connection;
    const TableName m_table;
};

} // namespace joinery
