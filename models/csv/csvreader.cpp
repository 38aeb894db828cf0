#include "csv/csvreader.h"

#include <QCoreApplication>
#include <QIODevice>

#include <cstring>

namespace joinery {

namespace {

constexpr qsizetype smallestChunk = qsizetype(256) * 1024;
constexpr qint64 fewestBytes = 4096; // where a device does not know how many it has

bool isLineEnd(char c)
{
    return c == '\n' || c == '\r';
}

/// How many lines end in the text; CRLF ends one.
qint64 lineEnds(const char *begin, const char *end)
{
    qint64 count = 0;
    for (const char *at = begin; at < end; ++at) {
        if (*at == '\n' || (*at == '\r' && (at + 1 == end || at[1] != '\n')))
            ++count;
    }
    return count;
}

const char *findLineEnd(const char *begin, const char *end)
{
    while (begin < end && !isLineEnd(*begin))
        ++begin;
    return begin;
}

} // namespace

CsvReader::CsvReader(QIODevice &device, const CsvDialect &dialect)
    : m_device(device)
    , m_encoding(dialect.encoding.value())
    , m_delimiter(dialect.delimiter.value())
    , m_quote(dialect.quote.value())
    , m_chunk(smallestChunk)
    , m_separatorLine(dialect.separatorLine)
{}

Result<bool> CsvReader::refill()
{
    if (m_atEnd)
        return false;
    m_buffer.remove(0, m_at);
    m_at = 0;
    // Twice as much each time, so that a long record is not read over and over.
    m_chunk = qMax(smallestChunk, m_buffer.size());
    const QByteArray piece = m_device.read(qMin(m_chunk, qMax(m_device.bytesAvailable(), fewestBytes)));
    if (piece.isEmpty() && !m_device.atEnd()) {
        return failure(Error::Kind::Failed,
                       QCoreApplication::translate("joinery::CsvReader", "The file could not be read: %1.")
                           .arg(m_device.errorString()),
                       m_device.errorString());
    }
    m_atEnd = piece.isEmpty();
    m_bytesRead += piece.size();
    if (!m_decoder)
        m_decoder.emplace(withByteOrder(m_encoding, piece));
    m_decoder->decode(piece, m_buffer, m_atEnd);
    return true;
}

void CsvReader::endField(qsizetype begin, qsizetype end)
{
    m_places.push_back({begin, end - begin, false, false});
}

CsvReader::Scan CsvReader::scanQuoted(qsizetype &at)
{
    const char *data = m_buffer.constData();
    const qsizetype size = m_buffer.size();
    const qsizetype open = at;
    Place place{at + 1, 0, true, false};
    qsizetype piece = at + 1;
    const auto unescape = [&](qsizetype end) {
        if (!place.unescaped) {
            place.unescaped = true;
            place.begin = m_unescaped.size();
        }
        m_unescaped.append(data + piece, end - piece);
    };
    qsizetype close = piece;
    for (;;) {
        const void *found = close < size ? std::memchr(data + close, m_quote, size_t(size - close)) : nullptr;
        if (!found) {
            const bool tooFar = size - m_at > mostBytes;
            return m_atEnd || tooFar ? Scan::Unclosed : Scan::Cut;
        }
        close = static_cast<const char *>(found) - data;
        if (close + 1 == size && !m_atEnd)
            return Scan::Cut;
        if (close + 1 == size || data[close + 1] != m_quote)
            break;
        unescape(close + 1);
        piece = close + 2;
        close = piece;
    }
    const qint64 lines = lineEnds(data + open, data + close);
    at = close + 1;
    const bool ends = at == size || data[at] == m_delimiter || isLineEnd(data[at]);
    if (!ends && lines > 0)
        return Scan::Unclosed;
    m_linesPassed += lines;
    if (!ends) {
        unescape(close);
        piece = at;
        while (at < size && data[at] != m_delimiter && !isLineEnd(data[at]))
            ++at;
        unescape(at);
    } else if (place.unescaped) {
        unescape(close);
    }
    place.size = place.unescaped ? m_unescaped.size() - place.begin : close - place.begin;
    m_places.push_back(place);
    return Scan::Whole;
}

CsvReader::Scan CsvReader::scan(bool quotes)
{
    m_places.clear();
    m_unescaped.resize(0);
    m_linesPassed = 0;
    const char *data = m_buffer.constData();
    const qsizetype size = m_buffer.size();
    qsizetype at = m_at;
    for (;;) {
        if (quotes && at < size && data[at] == m_quote && m_quote != '\0') {
            if (const Scan scanned = scanQuoted(at); scanned != Scan::Whole)
                return scanned;
        } else {
            const qsizetype begin = at;
            while (at < size && data[at] != m_delimiter && !isLineEnd(data[at]))
                ++at;
            endField(begin, at);
        }
        if (at == size && !m_atEnd)
            return Scan::Cut;
        if (at < size && data[at] == m_delimiter) {
            ++at;
            continue;
        }
        m_textEnd = at;
        if (!passLineEnd(at))
            return Scan::Cut;
        m_end = at;
        return Scan::Whole;
    }
}

bool CsvReader::passLineEnd(qsizetype &at)
{
    const qsizetype size = m_buffer.size();
    if (at == size)
        return m_atEnd;
    const bool isReturn = m_buffer.at(at) == '\r';
    ++at;
    if (isReturn && at == size && !m_atEnd)
        return false; // a line feed may follow
    if (isReturn && at < size && m_buffer.at(at) == '\n')
        ++at;
    return true;
}

void CsvReader::skipLine()
{
    const char *data = m_buffer.constData();
    qsizetype at = findLineEnd(data + m_at, data + m_buffer.size()) - data;
    m_at = at;
    if (passLineEnd(at)) {
        m_at = at;
        m_skipping = false;
        ++m_line;
    }
}

void CsvReader::deliver(CsvRecord &record, CsvRecord::Fault fault)
{
    record.line = m_line;
    record.fault = fault;
    record.fields.clear();
    for (const Place &place : m_places) {
        const QByteArray &text = place.unescaped ? m_unescaped : m_buffer;
        record.fields.push_back({QByteArrayView(text.constData() + place.begin, place.size), place.quoted});
    }
}

Result<bool> CsvReader::next(CsvRecord &record)
{
    for (;;) {
        if (m_skipping)
            skipLine();
        Scan scanned = m_skipping ? Scan::Cut : scan(true);
        CsvRecord::Fault fault = CsvRecord::Fault::None;
        if (scanned == Scan::Unclosed) {
            scanned = scan(false);
            fault = CsvRecord::Fault::UnclosedQuote;
        }
        if (scanned == Scan::Cut && !m_skipping && m_buffer.size() - m_at > mostBytes) {
            m_at = m_buffer.size();
            m_skipping = true;
            deliver(record, CsvRecord::Fault::TooLong);
            return true;
        }
        if (scanned == Scan::Cut) {
            if (auto filled = refill(); !filled)
                return tl::unexpected(filled.error());
            continue;
        }
        const qsizetype begin = m_at;
        m_at = m_end;
        if (begin == m_textEnd) { // nothing on the line
            if (begin == m_end)
                return false;
            ++m_line;
            ++m_blankLines;
            continue;
        }
        if (std::exchange(m_separatorLine, false)) {
            ++m_line;
            continue;
        }
        if (fault == CsvRecord::Fault::None && !isUtf8(QByteArrayView(m_buffer).sliced(begin, m_textEnd - begin)))
            fault = CsvRecord::Fault::BadEncoding;
        deliver(record, fault);
        m_line += 1 + m_linesPassed;
        return true;
    }
}

} // namespace joinery
