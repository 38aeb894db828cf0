#include "database/idset.h"

#include "database/dialect.h"
#include "database/statement.h"

#include <algorithm>

namespace joinery {

namespace {

constexpr quint64 wordBits = 64;

} // namespace

IdSet::IdSet(std::vector<qint64> ids) : m_ids(std::move(ids))
{
    if (m_ids.empty())
        return;
    m_lowest = m_ids.front();
    const quint64 span = quint64(m_ids.back()) - quint64(m_lowest);
    if (span / wordBits > m_ids.size())
        return;
    m_bits.resize(span / wordBits + 1);
    for (const qint64 id : m_ids) {
        const quint64 place = quint64(id) - quint64(m_lowest);
        m_bits[place / wordBits] |= quint64(1) << place % wordBits;
    }
    m_ids = {};
}

Result<IdSet> IdSet::read(Connection &connection, const TableName &table, const QString &column)
{
    auto statement = Statement::prepare(
        connection,
        QStringLiteral("SELECT %1 FROM %2 ORDER BY 1").arg(Dialect::quoted(column), Dialect::quoted(table)));
    if (!statement)
        return tl::unexpected(statement.error());
    std::vector<qint64> ids;
    for (;;) {
        const auto row = statement->step();
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            return IdSet(std::move(ids));
        ids.push_back(statement->column(0).integer);
    }
}

bool IdSet::contains(qint64 id) const
{
    if (m_bits.empty())
        return std::binary_search(m_ids.begin(), m_ids.end(), id);
    const quint64 place = quint64(id) - quint64(m_lowest);
    return place / wordBits < m_bits.size() && (m_bits[place / wordBits] >> place % wordBits & 1);
}

} // namespace joinery
