#pragma once

#include "csv/csvdialect.h"
#include "csv/csvrecord.h"
#include "csv/textencoding.h"
#include "values/result.h"

#include <optional>

class QIODevice;

namespace joinery {

/// Reads delimited text record by record, in bounded memory: RFC 4180 and what really occurs. A pull parser; any thread.
///
/// - A line ends with LF, CRLF or CR, in any mixture. A line with nothing on it is blank: counted, and no record.
/// - A quote at the beginning of a field opens it; anywhere else it is a character like others. Inside, two quotes stand for one, and
///   delimiters and line ends are text. What stands between the closing quote and the next delimiter is added to the field.
/// - A field is not trimmed, and NUL is a character like others.
/// - A quoted field that goes over a line's end must close before a delimiter, a line's end or the end of the file, and within
///   mostBytes. Where it does not, its quote was a stray one: the record is its first line alone, with the fault
///   UnclosedQuote, and reading goes on with the next line. So one stray quote costs one record, not the rest of the file.
class CsvReader
{
public:
    /// What a record may hold at most.
    static constexpr qsizetype mostBytes = qsizetype(4) * 1024 * 1024;

    /// `device` is open for reading at the file's beginning and outlives the reader.
    CsvReader(QIODevice &device, const CsvDialect &dialect);

    /// Reads the next record into `record`, whose fields live until the next call. False at the end; fails when the device does.
    Result<bool> next(CsvRecord &record);

    /// How many blank lines have been passed.
    qint64 blankLines() const { return m_blankLines; }
    /// How far the device has been read.
    qint64 bytesRead() const { return m_bytesRead; }

private:
    enum class Scan {
        Whole, ///< a record with its line's end, or the file's
        Cut, ///< the buffer ends inside it
        Unclosed, ///< a quoted field that can never close
    };
    struct Place // of a field, while its record is being read
    {
        qsizetype begin;
        qsizetype size;
        bool quoted;
        bool unescaped; // in m_unescaped rather than in the buffer
    };

    Scan scan(bool quotes);
    Scan scanQuoted(qsizetype &at);
    void endField(qsizetype begin, qsizetype end);
    bool passLineEnd(qsizetype &at);
    void skipLine();
    Result<bool> refill();
    void deliver(CsvRecord &record, CsvRecord::Fault fault);
    void take(CsvRecord &record, CsvRecord::Fault fault);

    QIODevice &m_device;
    const QByteArray m_encoding;
    const char m_delimiter;
    const char m_quote;
    std::optional<TextDecoder> m_decoder;
    QByteArray m_buffer;
    qsizetype m_at = 0; // the next record's beginning
    qsizetype m_end = 0; // the end of the record that scan() has passed, line end included
    qsizetype m_textEnd = 0; // the same without its line end
    qint64 m_line = 1;
    qint64 m_linesPassed = 0; // line ends inside that record
    qint64 m_blankLines = 0;
    qint64 m_bytesRead = 0;
    qsizetype m_chunk;
    bool m_atEnd = false; // the device holds no more
    bool m_skipping = false; // the rest of a line that is too long
    bool m_separatorLine;
    std::vector<Place> m_places;
    QByteArray m_unescaped;
};

} // namespace joinery
