#include "import/rejectswriter.h"

#include <algorithm>

namespace joinery {

namespace {

QByteArray fieldText(QByteArrayView text, bool quoted)
{
    const auto needsQuotes = [](char c) { return c == ',' || c == '"' || c == '\n' || c == '\r'; };
    if (!quoted && std::none_of(text.begin(), text.end(), needsQuotes))
        return text.toByteArray();
    return '"' + text.toByteArray().replace("\"", "\"\"") + '"';
}

} // namespace

Result<std::unique_ptr<RejectsWriter>> RejectsWriter::open(const QString &path, const QStringList &inUse,
                                                           const QStringList &header, qsizetype columns)
{
    auto file = OutputFile::open(path, inUse);
    if (!file)
        return tl::unexpected(file.error());
    std::unique_ptr<RejectsWriter> writer(new RejectsWriter(std::move(*file)));
    writer->m_output.write("line,reason");
    QStringList names = header;
    while (names.size() < columns)
        names += QString::number(names.size() + 1);
    for (const QString &name : std::as_const(names)) {
        writer->m_output.write(',');
        writer->m_output.write(fieldText(name.toUtf8(), false));
    }
    writer->m_output.write('\n');
    return writer;
}

QByteArray RejectsWriter::text(qint64 line, const QString &reason, const std::vector<CsvField> &fields)
{
    QByteArray row = QByteArray::number(line) + ',' + fieldText(reason.toUtf8(), false);
    for (const CsvField &each : fields)
        row += ',' + fieldText(each.text, each.quoted);
    return row + '\n';
}

Result<void> RejectsWriter::finish()
{
    return m_output.finish() ? Result<void>() : m_file->failed();
}

} // namespace joinery
