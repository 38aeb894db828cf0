#pragma once

#include "database/cellvalue.h"
#include "import/nametable.h"

#include <span>

namespace joinery {

/// The keys of entities, each under a number of its own. A key that is one integer is its own number; others are kept here, each
/// distinct key once.
class EntityKeys
{
public:
    /// `areIntegers`: every key is one integer.
    EntityKeys(int width, bool areIntegers) : m_width(width), m_areIntegers(areIntegers) {}

    bool areIntegers() const { return m_areIntegers; }
    int width() const { return m_width; }
    /// The number of a key; the same for the same key.
    qint64 numberOf(std::span<const CellValue> key);
    /// Writes the key of that number to `key`; its bytes live until the next numberOf().
    void keyOf(qint64 number, CellValue *key) const;

private:
    const int m_width;
    const bool m_areIntegers;
    NameTable m_numbers; // by the key's bytes
    std::vector<CellValue> m_values; // m_width a key; their bytes are places in m_bytes
    std::vector<char> m_bytes;
};

} // namespace joinery
