#include "csv/recordblock.h"

namespace joinery {

namespace {

constexpr size_t mostRecords = 64;
constexpr qsizetype enoughBytes = qsizetype(256) * 1024;

} // namespace

Result<bool> RecordBlock::read(CsvReader &reader)
{
    m_records.resize(mostRecords);
    m_text.resize(0);
    for (m_count = 0; m_count < mostRecords && m_text.size() < enoughBytes; ++m_count) {
        const auto read = reader.next(m_records[m_count]);
        if (!read)
            return tl::unexpected(read.error());
        if (!*read)
            break;
        for (const CsvField &field : m_records[m_count].fields)
            m_text.append(field.text);
    }
    // The reader's own text is gone; the copy does not move any more.
    const char *at = m_text.constData();
    for (size_t i = 0; i < m_count; ++i) {
        for (CsvField &field : m_records[i].fields) {
            field.text = QByteArrayView(at, field.text.size());
            at += field.text.size();
        }
    }
    return m_count > 0;
}

} // namespace joinery
