#include "csv/csvsniffer.h"

#include "csv/csvsample.h"
#include "csv/encodingsniffer.h"
#include "csv/textencoding.h"

#include <QBuffer>
#include <QMap>
#include <QRegularExpression>

#include <algorithm>

namespace joinery {

namespace {

constexpr qsizetype sampleBytes = qsizetype(256) * 1024;
constexpr qsizetype sampleRows = 1000;

using Rows = QList<QList<CsvSample::Field>>;

/// The file's beginning as UTF-8, up to a line's end.
QByteArray beginning(QIODevice &file, const QByteArray &encoding)
{
    file.seek(0);
    const QByteArray bytes = file.read(qMin(sampleBytes, file.size()));
    const bool isWhole = file.atEnd();
    file.seek(0);
    QByteArray text;
    TextDecoder(withByteOrder(encoding, bytes)).decode(bytes, text, isWhole);
    const qsizetype end = qMax(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
    if (!isWhole && end > 0)
        text.truncate(end);
    return text;
}

CsvSample sampleOf(QByteArray text, CsvDialect dialect, bool header)
{
    QBuffer buffer(&text);
    buffer.open(QIODevice::ReadOnly);
    dialect.encoding.choose("UTF-8");
    dialect.header.choose(header);
    return *readSample(buffer, dialect, sampleRows); // memory can always be read
}

/// How well a delimiter explains the text: the share of records with the most frequent number of fields, where that is more than one.
/// A first record of another width counts against it, for it is mostly the header and tidy.
double consistency(const CsvSample &sample, const QStringList &names)
{
    QMap<qsizetype, int> counts;
    for (const auto &row : sample.rows) {
        if (row.size() > 1)
            ++counts[row.size()];
    }
    const auto best = std::max_element(counts.begin(), counts.end());
    if (best == counts.end())
        return 0;
    const bool firstFits = sample.rows.first().size() == best.key();
    double score = double(best.value() - sample.faults) / double(sample.rows.size()) * (firstFits ? 1.0 : 0.5);
    // More fields explain more.
    score += 0.001 * double(qMin<qsizetype>(best.key(), 50));
    const auto isThere = [&](const QString &name) {
        return std::any_of(sample.rows.first().begin(), sample.rows.first().end(),
                           [&](const CsvSample::Field &field) { return field.text == name.toUtf8(); });
    };
    if (!names.isEmpty() && std::all_of(names.begin(), names.end(), isThere))
        score += 1;
    return score;
}

void sniffDelimiter(const QByteArray &text, CsvDialect &dialect, const CsvHints &hints)
{
    double best = 0;
    for (const char candidate : {',', ';', '\t', '|'}) {
        if (hints.notDelimiters.contains(candidate))
            continue;
        CsvDialect trial = dialect;
        trial.delimiter.choose(candidate);
        const double score = consistency(sampleOf(text, trial, false), hints.names);
        if (score > best) {
            best = score;
            dialect.delimiter.guess(candidate);
        }
    }
    if (best == 0)
        dialect.delimiter.guess(',');
}

/// Numbers and dates are data; headers are words.
bool looksLikeData(const QByteArray &text)
{
    static const QRegularExpression form(
        QStringLiteral("^\\s*[-+]?(\\d+([.,]\\d+)?([eE][-+]?\\d+)?|\\d{1,4}[-/.]\\d{1,2}[-/.]\\d{1,4}.*)\\s*$"));
    return form.match(QString::fromUtf8(text)).hasMatch();
}

bool looksLikeHeader(const Rows &rows, const CsvHints &hints)
{
    if (rows.isEmpty())
        return true;
    const auto &first = rows.first();
    const auto known = [&](const QStringList &names) {
        return std::count_if(first.begin(), first.end(), [&](const CsvSample::Field &field) {
            return names.contains(QString::fromUtf8(field.text), Qt::CaseInsensitive);
        });
    };
    if (known(hints.names) > 0 || known(hints.likely) > 1)
        return true;
    return std::none_of(first.begin(), first.end(),
                        [](const CsvSample::Field &field) { return looksLikeData(field.text); });
}

} // namespace

Result<void> sniffCsv(QIODevice &file, CsvDialect &dialect, const CsvHints &hints)
{
    if (!dialect.encoding.isPersons()) {
        auto encoding = sniffEncoding(file);
        if (!encoding)
            return tl::unexpected(encoding.error());
        dialect.encoding.guess(*encoding);
    }
    const QByteArray text = beginning(file, dialect.encoding.value());
    static const QRegularExpression separator(QStringLiteral("^sep=(.)\\r?\\n"));
    const QRegularExpressionMatch said = separator.match(QString::fromUtf8(text.left(8)));
    dialect.separatorLine = said.hasMatch();
    const auto named = delimiterNamed(said.captured(1).toUtf8());
    if (dialect.separatorLine && named)
        dialect.delimiter.guess(*named);
    else
        sniffDelimiter(text, dialect, hints);
    dialect.header.guess(looksLikeHeader(sampleOf(text, dialect, false).rows, hints));
    return {};
}

} // namespace joinery
