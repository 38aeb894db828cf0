// Any bytes at all, through the sniffer and the reader: no crash, no undefined behaviour, no endless loop, and what the reader promises holds.

#include "csv/csvreader.h"
#include "csv/csvsample.h"
#include "csv/csvsniffer.h"
#include "csv/textencoding.h"

#include <QBuffer>

#include <cstdlib>

using namespace joinery;

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

/// Every byte that is no delimiter, quote or line end must come out again, or the record must say that it is faulty.
void readAll(QBuffer &file, const CsvDialect &dialect)
{
    file.seek(0);
    CsvReader reader(file, dialect);
    CsvRecord record;
    qint64 line = 0;
    qint64 records = 0;
    for (;;) {
        const auto read = reader.next(record);
        require(read.has_value());
        if (!*read)
            break;
        require(record.line > line);
        require(!record.fields.empty());
        line = record.line;
        ++records;
        for (const CsvField &field : record.fields) {
            if (record.fault == CsvRecord::Fault::None)
                require(isUtf8(field.text));
            if (!field.quoted)
                require(!field.text.contains('\n') && !field.text.contains('\r'));
        }
    }
    require(reader.blankLines() + records <= file.size() + 1);
    const auto again = reader.next(record);
    require(again && !*again);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    // The first byte chooses how the rest is read.
    const uint8_t choice = size > 0 ? data[0] : 0;
    QByteArray bytes(reinterpret_cast<const char *>(data) + (size > 0), qsizetype(size) - (size > 0));
    QBuffer file(&bytes);
    file.open(QIODevice::ReadOnly);
    CsvDialect dialect;
    static const QByteArray encodings[] = {"UTF-16", "UTF-16BE",    "UTF-32",  "ISO-8859-1",
                                           "CP932",  "ISO-2022-JP", "GB18030", "UTF-8"};
    if (choice & 1)
        dialect.encoding.choose(encodings[choice >> 1 & 7]);
    if (choice & 16)
        dialect.delimiter.choose(";\t|x"[choice >> 5 & 3]);
    if (choice & 128)
        dialect.quote.choose('\0');
    require(sniffCsv(file, dialect).has_value());
    require(file.pos() == 0);
    require(readSample(file, dialect).has_value());
    readAll(file, dialect);
    return 0;
}
