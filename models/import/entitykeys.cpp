#include "import/entitykeys.h"

#include <cstring>

namespace joinery {

namespace {

/// A value's type and bytes, so that different values never look alike.
void encode(const CellValue &value, QByteArray &bytes)
{
    bytes.append(char(value.type));
    const auto appendRaw = [&](const auto &raw) { bytes.append(reinterpret_cast<const char *>(&raw), sizeof raw); };
    switch (value.type) {
    case CellValue::Type::Integer:
        appendRaw(value.integer);
        break;
    case CellValue::Type::Real:
        appendRaw(value.real);
        break;
    case CellValue::Type::Text:
    case CellValue::Type::Blob:
        appendRaw(value.bytes.size());
        bytes.append(value.bytes.data(), value.bytes.size());
        break;
    case CellValue::Type::Null:
        break;
    }
}

} // namespace

qint64 EntityKeys::numberOf(std::span<const CellValue> key)
{
    if (m_areIntegers)
        return key[0].integer;
    QByteArray encoded;
    for (const CellValue &value : key)
        encode(value, encoded);
    if (const auto known = m_numbers.find(encoded))
        return known->entity;
    const qint64 number = m_numbers.size();
    m_numbers.add(encoded, number);
    for (CellValue value : key) {
        const auto at = qint64(m_bytes.size());
        m_bytes.insert(m_bytes.end(), value.bytes.begin(), value.bytes.end());
        // The bytes may move as more are added: where they begin is kept beside them, in what text and blobs do not use.
        if (value.type == CellValue::Type::Text || value.type == CellValue::Type::Blob)
            value.integer = at;
        m_values.push_back(value);
    }
    return number;
}

void EntityKeys::keyOf(qint64 number, CellValue *key) const
{
    if (m_areIntegers) {
        *key = CellValue::ofInteger(number);
        return;
    }
    for (int i = 0; i < m_width; ++i) {
        key[i] = m_values[size_t(number * m_width + i)];
        if (key[i].type == CellValue::Type::Text || key[i].type == CellValue::Type::Blob) {
            key[i].bytes = QByteArrayView(m_bytes.data() + key[i].integer, key[i].bytes.size());
            key[i].integer = 0;
        }
    }
}

} // namespace joinery
