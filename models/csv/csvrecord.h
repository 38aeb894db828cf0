#pragma once

#include <QByteArray>

#include <vector>

namespace joinery {

/// One field, UTF-8, without its quotes. Lives as long as the reader stands at its record.
struct CsvField
{
    QByteArrayView text;
    bool quoted = false;

    /// An empty field that is not quoted says nothing at all.
    bool isNull() const { return text.isEmpty() && !quoted; }
};

/// One record as it stands in the file.
struct CsvRecord
{
    enum class Fault {
        None,
        BadEncoding, ///< it holds bytes that are no text in the file's encoding
        UnclosedQuote, ///< a quote opens and does not close; the record is its first line, the quote taken as it stands
        TooLong, ///< longer than CsvReader::mostBytes; its fields are those of the beginning
    };

    qint64 line = 0; ///< the physical line that it starts on, from 1
    Fault fault = Fault::None;
    std::vector<CsvField> fields;
};

} // namespace joinery
