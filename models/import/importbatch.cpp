#include "import/importbatch.h"

#include <QtEndian>

#include <algorithm>
#include <cstring>
#include <numeric>

namespace joinery {

namespace {

constexpr size_t mostRows = 1 << 20;
constexpr size_t mostBytes = 64 << 20;

void appendRaw(QByteArray &bytes, const auto &raw)
{
    bytes.append(reinterpret_cast<const char *>(&raw), sizeof raw);
}

/// So that bytes in order are numbers in order.
quint64 ordered(qint64 number)
{
    return qToBigEndian(quint64(number) ^ quint64(1) << 63);
}

} // namespace

void ImportBatch::appendRecord(const CsvRecord &record)
{
    m_record = m_bytes.size();
    m_recordLine = record.line;
    const auto append = [&](const void *from, size_t size) {
        const auto *bytes = static_cast<const char *>(from);
        m_bytes.insert(m_bytes.end(), bytes, bytes + size);
    };
    const auto count = quint32(record.fields.size());
    append(&count, sizeof count);
    for (const CsvField &field : record.fields) {
        const auto size = quint32(field.text.size()) << 1 | quint32(field.quoted);
        append(&size, sizeof size);
        append(field.text.data(), size_t(field.text.size()));
    }
}

void ImportBatch::add(const Judge::Row &row, const CsvRecord &record)
{
    if (m_keepRecords && m_recordLine != record.line)
        appendRecord(record);
    m_rows.push_back({record.line, row.left, row.right, m_record});
    for (const CellValue &value : row.payload) {
        Packed packed{value.type, quint32(value.bytes.size()), {value.integer}};
        if (value.type == CellValue::Type::Real)
            packed.real = value.real;
        if (value.type == CellValue::Type::Text || value.type == CellValue::Type::Blob) {
            packed.at = m_bytes.size();
            m_bytes.insert(m_bytes.end(), value.bytes.begin(), value.bytes.end());
        }
        m_values.push_back(packed);
    }
}

bool ImportBatch::isFull() const
{
    return m_rows.size() >= mostRows || m_bytes.size() + m_values.size() * sizeof(Packed) >= mostBytes;
}

void ImportBatch::clear()
{
    m_rows.clear();
    m_values.clear();
    m_bytes.clear();
    m_recordLine = 0;
}

CellValue ImportBatch::value(size_t row, int column) const
{
    const Packed &packed = m_values[row * m_payload + size_t(column)];
    switch (packed.type) {
    case CellValue::Type::Integer:
        return CellValue::ofInteger(packed.integer);
    case CellValue::Type::Real:
        return CellValue::ofReal(packed.real);
    case CellValue::Type::Text:
        return CellValue::ofText(QByteArrayView(m_bytes.data() + packed.at, packed.size));
    case CellValue::Type::Blob:
        return CellValue::ofBlob(QByteArrayView(m_bytes.data() + packed.at, packed.size));
    case CellValue::Type::Null:
        break;
    }
    return {};
}

void ImportBatch::payload(size_t i, CellValue *values) const
{
    for (size_t column = 0; column < m_payload; ++column)
        values[column] = value(i, int(column));
}

std::vector<CsvField> ImportBatch::record(size_t i) const
{
    const char *at = m_bytes.data() + m_rows[i].record;
    const auto number = [&] {
        quint32 read = 0;
        std::memcpy(&read, at, sizeof read);
        at += sizeof read;
        return read;
    };
    std::vector<CsvField> fields(number());
    for (CsvField &field : fields) {
        const quint32 size = number();
        field = {QByteArrayView(at, size >> 1), (size & 1) != 0};
        at += size >> 1;
    }
    return fields;
}

std::weak_ordering ImportBatch::comparePayload(size_t a, size_t b, const QList<int> &identifying) const
{
    for (const int column : identifying) {
        const CellValue one = value(a, column);
        const CellValue other = value(b, column);
        if (one.type != other.type)
            return one.type <=> other.type;
        if (one.integer != other.integer)
            return one.integer <=> other.integer;
        if (one.real != other.real)
            return one.real < other.real ? std::weak_ordering::less : std::weak_ordering::greater;
        if (const int order = one.bytes.compare(other.bytes); order != 0)
            return order <=> 0;
    }
    return std::weak_ordering::equivalent;
}

std::vector<quint32> ImportBatch::inOrder(const QList<int> &identifying) const
{
    struct Item
    {
        qint64 left;
        qint64 right;
        quint32 place;
        bool newLeft;
        bool newRight;
    };
    std::vector<Item> items;
    items.reserve(m_rows.size());
    for (const Row &row : m_rows)
        items.push_back({row.left.number, row.right.number, quint32(items.size()), row.left.isNew, row.right.isNew});
    const auto isBefore = [&](const Item &a, const Item &b) {
        if (a.newLeft != b.newLeft)
            return b.newLeft;
        if (a.left != b.left)
            return a.left < b.left;
        if (a.newRight != b.newRight)
            return b.newRight;
        if (a.right != b.right)
            return a.right < b.right;
        if (!identifying.isEmpty()) {
            const auto order = comparePayload(a.place, b.place, identifying);
            if (order != 0)
                return order < 0;
        }
        return a.place < b.place;
    };
    if (!std::is_sorted(items.begin(), items.end(), isBefore))
        std::sort(items.begin(), items.end(), isBefore);
    std::vector<quint32> order;
    order.reserve(items.size());
    for (const Item &item : items)
        order.push_back(item.place);
    return order;
}

bool ImportBatch::sameLink(size_t a, size_t b, const QList<int> &identifying) const
{
    const auto isNull = [&](int column) { return value(a, column).isNull(); };
    // To a key, NULL is the same as nothing.
    return m_rows[a].left == m_rows[b].left && m_rows[a].right == m_rows[b].right
        && std::none_of(identifying.begin(), identifying.end(), isNull) && comparePayload(a, b, identifying) == 0;
}

QByteArray ImportBatch::linkBytes(size_t i, const QList<int> &identifying) const
{
    const Row &row = m_rows[i];
    QByteArray bytes;
    for (const EndRef &end : {row.left, row.right}) {
        bytes.append(char(end.isNew));
        appendRaw(bytes, ordered(end.number));
    }
    for (const int column : identifying) {
        const CellValue each = value(i, column);
        bytes.append(char(each.type));
        appendRaw(bytes, each.integer);
        appendRaw(bytes, each.real);
        appendRaw(bytes, each.bytes.size());
        bytes.append(each.bytes.data(), each.bytes.size());
    }
    return bytes;
}

} // namespace joinery
