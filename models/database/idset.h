#pragma once

#include "database/connection.h"
#include "values/schema.h"

#include <vector>

namespace joinery {

/// Which integers are there: one bit each where they lie close together, eight bytes each otherwise.
class IdSet
{
public:
    /// `ids` in ascending order, each once.
    explicit IdSet(std::vector<qint64> ids = {});
    /// Every value of `column`, the table's row id by its own name. Fails as the connection's queries do.
    static Result<IdSet> read(Connection &connection, const TableName &table, const QString &column);

    bool contains(qint64 id) const;

private:
    qint64 m_lowest = 0;
    std::vector<quint64> m_bits; // empty: m_ids answers
    std::vector<qint64> m_ids;
};

} // namespace joinery
