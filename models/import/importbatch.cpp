#include "import/importbatch.h"

#include <QtEndian>

#include <algorithm>
#include <compare>
#include <cstring>

namespace joinery {

namespace {

constexpr size_t mostRows = 1 << 20;
constexpr size_t mostBytes = 64 << 20;
constexpr size_t rowsAhead = 8;

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

ImportBatch::ImportBatch(size_t payload, bool keepRecords, qint64 expected)
    : m_payload(payload)
    , m_keepRecords(keepRecords)
{
    const size_t rows = std::min(size_t(qMax(expected, qint64(0))), mostRows);
    m_rows.reserve(rows);
    m_values.reserve(std::min(rows * payload, mostBytes / sizeof(Packed)));
}

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
    if (m_keepRecords)
        m_records.push_back(m_record);
    const auto place = quint32(m_rows.size());
    m_rows.push_back(
        {row.left.number, row.right.number, quint64(record.line), row.left.isNew, row.right.isNew, place, place});
    m_makesEntities |= row.left.isNew || row.right.isNew;
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
    m_records.clear();
    m_makesEntities = false;
    m_recordLine = 0;
}

CellValue ImportBatch::value(quint32 place, int column) const
{
    const Packed &packed = m_values[place * m_payload + size_t(column)];
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
    // Rows in another order than the file's have their values all over memory.
    if (m_payload > 0 && i + rowsAhead < m_rows.size())
        __builtin_prefetch(&m_values[m_rows[i + rowsAhead].place * m_payload]);
    for (size_t column = 0; column < m_payload; ++column)
        values[column] = value(m_rows[i].place, int(column));
}

std::vector<CsvField> ImportBatch::record(size_t i) const
{
    const char *at = m_bytes.data() + m_records[m_rows[i].place];
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

std::weak_ordering ImportBatch::comparePayload(quint32 a, quint32 b, const QList<int> &identifying) const
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

bool ImportBatch::isBefore(const Row &a, const Row &b, const QList<int> &identifying) const
{
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
        if (std::is_neq(order))
            return std::is_lt(order);
    }
    return a.place < b.place;
}

void ImportBatch::sortByLink(const QList<int> &identifying)
{
    const auto before = [&](const Row &a, const Row &b) { return isBefore(a, b, identifying); };
    if (!std::is_sorted(m_rows.begin(), m_rows.end(), before))
        std::sort(m_rows.begin(), m_rows.end(), before);
}

void ImportBatch::sortWithin(Side side)
{
    const auto asInFile = [](const Row &a, const Row &b) { return a.place < b.place; };
    if (side == Side::Right) {
        std::sort(m_rows.begin(), m_rows.end(), [&](const Row &a, const Row &b) {
            const auto order = a.end(Side::Right) <=> b.end(Side::Right);
            return std::is_eq(order) ? asInFile(a, b) : std::is_lt(order);
        });
        return;
    }
    // They are together by the left row already.
    for (auto begin = m_rows.begin(); begin != m_rows.end();) {
        const auto end = std::find_if(begin, m_rows.end(),
                                      [&](const Row &row) { return row.end(Side::Left) != begin->end(Side::Left); });
        std::sort(begin, end, asInFile);
        begin = end;
    }
}

/// The rows are in the order of their links.
void ImportBatch::tellFirst(const QList<int> &identifying)
{
    for (size_t i = 1; i < m_rows.size(); ++i) {
        if (isSame(m_rows[i - 1], m_rows[i], identifying))
            m_rows[i].first = m_rows[i - 1].first;
    }
}

void ImportBatch::arrange(WriteOrder order, const std::optional<QList<int>> &identifying)
{
    if (order == WriteOrder::File && !identifying)
        return;
    sortByLink(identifying.value_or(QList<int>()));
    if (identifying)
        tellFirst(*identifying);
    if (order == WriteOrder::WithinLeft || order == WriteOrder::WithinRight)
        sortWithin(order == WriteOrder::WithinLeft ? Side::Left : Side::Right);
    if (order == WriteOrder::File)
        putBack();
}

/// Puts each row into its own place.
void ImportBatch::putBack()
{
    for (size_t i = 0; i < m_rows.size(); ++i) {
        while (m_rows[i].place != i)
            std::swap(m_rows[i], m_rows[m_rows[i].place]);
    }
}

bool ImportBatch::isSame(const Row &a, const Row &b, const QList<int> &identifying) const
{
    if (a.left != b.left || a.right != b.right || a.newLeft != b.newLeft || a.newRight != b.newRight)
        return false;
    // To a key, NULL is the same as nothing.
    return std::none_of(identifying.begin(), identifying.end(),
                        [&](int column) { return value(a.place, column).isNull(); })
        && std::is_eq(comparePayload(a.place, b.place, identifying));
}

QByteArray ImportBatch::linkBytes(size_t i, const QList<int> &identifying) const
{
    const Row &row = m_rows[i];
    QByteArray bytes;
    for (const Side side : {Side::Left, Side::Right}) {
        bytes.append(char(row.end(side).isNew));
        appendRaw(bytes, ordered(row.end(side).number));
    }
    for (const int column : identifying) {
        const CellValue each = value(row.place, column);
        bytes.append(char(each.type));
        appendRaw(bytes, each.integer);
        appendRaw(bytes, each.real);
        appendRaw(bytes, each.bytes.size());
        bytes.append(each.bytes.data(), each.bytes.size());
    }
    return bytes;
}

} // namespace joinery
