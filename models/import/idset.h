#pragma once

#include <QtGlobal>

#include <vector>

namespace joinery {

/// Which integers are there: one bit each where they lie close together, eight bytes each otherwise.
class IdSet
{
public:
    /// `ids` in ascending order, each once.
    explicit IdSet(std::vector<qint64> ids = {});

    bool contains(qint64 id) const;

private:
    qint64 m_lowest = 0;
    std::vector<quint64> m_bits; // empty: m_ids answers
    std::vector<qint64> m_ids;
};

} // namespace joinery
