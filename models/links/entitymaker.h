#pragma once

#include "database/statement.h"
#include "links/keptrows.h"
#include "links/linkoutcome.h"
#include "values/relationship.h"

#include <span>

namespace joinery {

/// Makes entities, such as those that an import names and that are not there, inside a transaction of the caller's. Timestamps that frameworks
/// keep are set to now. Writer's thread; what it was made from outlives it.
class EntityMaker
{
public:
    /// `columns`: those that make() gives values.
    static Result<EntityMaker> prepare(Connection &connection, const Schema &schema, const End &end,
                                       const QStringList &columns);

    /// Makes one entity. Returns its key, whose bytes live until the next call. Fails with Refused when the database says no.
    Result<std::vector<CellValue>> make(std::span<const CellValue> values);
    /// Those made since the last call stay.
    void confirm();
    /// Those made since the last confirm() have been rolled back.
    void forget() { m_unconfirmed.clear(); }
    /// Keeps what has been made, for undo.
    Result<TableChange> keep(Connection &connection, const Schema &schema) const;

private:
    EntityMaker(const Table &table, const End &end, Statement insert);

    const Table *m_table;
    QStringList m_identity;
    int m_keyWidth;
    Statement m_insert;
    std::vector<HeldValue> m_key;
    QList<RowKey> m_unconfirmed; // by m_identity
    KeyList m_made;
    std::vector<HeldValue> m_stamps;
};

} // namespace joinery
