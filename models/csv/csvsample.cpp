#include "csv/csvsample.h"

#include "csv/csvreader.h"

#include <QIODevice>
#include <QMap>

namespace joinery {

namespace {

qsizetype mostFrequent(const QMap<qsizetype, int> &counts)
{
    qsizetype best = 0;
    for (auto it = counts.begin(); it != counts.end(); ++it) {
        if (best == 0 || it.value() >= counts.value(best))
            best = it.key();
    }
    return best;
}

} // namespace

Result<CsvSample> readSample(QIODevice &file, const CsvDialect &dialect, qsizetype most)
{
    file.seek(0);
    CsvReader reader(file, dialect);
    CsvSample sample;
    CsvRecord record;
    QMap<qsizetype, int> counts;
    qint64 bytes = 0;
    bool isFirst = true;
    while (sample.rows.size() < most) {
        const auto read = reader.next(record);
        if (!read)
            return tl::unexpected(read.error());
        if (!*read) {
            sample.isWhole = true;
            break;
        }
        sample.faults += record.fault != CsvRecord::Fault::None;
        if (std::exchange(isFirst, false) && dialect.header.value()) {
            for (const CsvField &field : record.fields)
                sample.header += QString::fromUtf8(field.text);
            continue;
        }
        QList<CsvSample::Field> row;
        for (const CsvField &field : record.fields) {
            row += {field.text.toByteArray(), field.quoted};
            bytes += field.text.size() + 1;
        }
        if (record.fault == CsvRecord::Fault::None)
            ++counts[row.size()];
        sample.rows += row;
    }
    sample.columns = sample.header.isEmpty() ? mostFrequent(counts) : sample.header.size();
    if (!sample.rows.isEmpty())
        sample.bytesPerRow = double(bytes) / double(sample.rows.size());
    file.seek(0);
    return sample;
}

} // namespace joinery
