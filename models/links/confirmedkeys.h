#pragma once

#include "database/idset.h"
#include "values/relationship.h"

#include <array>

namespace joinery {

/// Foreign keys that are checked at once: for an import each of whose ends has been found in the transaction that writes the links,
/// so that no row need be looked up in its parents again. The whole table is looked over before the commit: by itself where the keys are
/// row ids, which takes one pass over each table, and otherwise, or where a link is not plainly fine, by SQLite, which has the last word
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

    /// The row ids of each side's end, as they have been since begin(); null: not known.
    using KnownIds = std::array<const IdSet *, 2>;

    /// Fails with Refused when a link refers to what is not there.
    Result<void> confirm(const KnownIds &known = {});

private:
    ConfirmedKeys(Connection &connection, const Table &table, const Relationship &relationship)
        : m_connection(connection)
        , m_table(table)
        , m_relationship(relationship)
    {}

    Result<bool> areAllFound(const KnownIds &known);
    Result<const IdSet *> parentsOf(const ForeignKey &key, const KnownIds &known, IdSet &read);

    Connection &m_connection;
    const Table &m_table;
    const Relationship &m_relationship;
    bool m_areRowIds = false; // every foreign key is one column that refers to a row id
};

} // namespace joinery
