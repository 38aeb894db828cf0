#include "importing.h"

#include <QBuffer>
#include <QDirIterator>
#include <QFile>
#include <QSet>
#include <QStringDecoder>

using namespace joinery;

namespace {

struct Field
{
    QString text;
    bool quoted = false;

    bool isNull() const { return text.isEmpty() && !quoted; }
};

using Record = QList<Field>;

QString textOf(const QByteArray &bytes)
{
    if (const auto encoding = QStringConverter::encodingForData(bytes))
        return QStringDecoder(*encoding).decode(bytes);
    QStringDecoder utf8(QStringDecoder::Utf8);
    const QString text = utf8.decode(bytes);
    return utf8.hasError() ? QString::fromLatin1(bytes) : text;
}

/// A second opinion on what a CSV file holds: slow, whole and simple. A blank line is an empty record.
QList<Record> recordsIn(const QString &text, QChar delimiter)
{
    QList<Record> records;
    Record record;
    Field field;
    bool inQuotes = false;
    bool isEmptyLine = true;
    const auto endField = [&] { record += std::exchange(field, {}); };
    const auto endRecord = [&] {
        if (!isEmptyLine)
            endField();
        records += std::exchange(record, {});
        isEmptyLine = true;
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (inQuotes && c == u'"' && i + 1 < text.size() && text[i + 1] == u'"') {
            field.text += text[++i];
        } else if (inQuotes) {
            inQuotes = c != u'"';
            if (inQuotes)
                field.text += c;
        } else if (c == u'\n' || c == u'\r') {
            i += c == u'\r' && i + 1 < text.size() && text[i + 1] == u'\n';
            endRecord();
        } else {
            isEmptyLine = false;
            if (c == delimiter)
                endField();
            else if (c == u'"' && field.text.isEmpty())
                inQuotes = field.quoted = true;
            else
                field.text += c;
        }
    }
    if (!isEmptyLine)
        endRecord();
    return records;
}

} // namespace

/// Real files, each judged a second time in the simplest way there is: the account adds up, and nothing is missing.
class TestImportFiles : public QObject
{
    Q_OBJECT

private slots:
    void everyRowIsAccountedFor_data();
    void everyRowIsAccountedFor();
};

void TestImportFiles::everyRowIsAccountedFor_data()
{
    QTest::addColumn<QString>("path");
    const QString data = qEnvironmentVariable("JOINERY_DATA");
    for (const char *part : {"/csv/csv-spectrum", "/csv/csvkit", "/joinrows"}) {
        QDirIterator files(data + QLatin1String(part), {QStringLiteral("*.csv"), QStringLiteral("*.tsv")}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (!data.isEmpty() && files.hasNext()) {
            const QString path = files.next();
            QTest::newRow(qPrintable(files.fileName())) << path;
        }
    }
    if (data.isEmpty())
        QTest::newRow("none") << QString();
}

void TestImportFiles::everyRowIsAccountedFor()
{
    QFETCH(QString, path);
    if (path.isEmpty())
        QSKIP("JOINERY_DATA names no folder with csv");
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    TestDatabase database(QStringLiteral(
        "CREATE TABLE a (id INTEGER PRIMARY KEY, name TEXT);\nCREATE TABLE b (id INTEGER PRIMARY KEY, name TEXT);\n"
        "CREATE TABLE ab (a_id INTEGER REFERENCES a, b_id INTEGER REFERENCES b, PRIMARY KEY (a_id, b_id));\n"));
    Importing import(database);
    import.wishes.left = {{}, {0}, {QStringLiteral("name")}, {}, true, {}};
    import.wishes.right = {{}, {1}, {QStringLiteral("name")}, {}, true, {}};
    file.seek(0);
    auto plan = planImport(file, import.connection(), import.catalog().schema, import.relationship(), import.wishes);
    const bool isOneColumn = !plan;
    if (isOneColumn) {
        import.wishes.right.places = {0};
        plan = planImport(file, import.connection(), import.catalog().schema, import.relationship(), import.wishes);
    }
    QVERIFY2(plan, plan ? "" : qPrintable(plan.error().summary));

    QList<Record> records = recordsIn(textOf(bytes), QLatin1Char(plan->dialect.delimiter.value()));
    ImportAccount expected;
    expected.written = true;
    expected.blankLines = records.removeIf([](const Record &record) { return record.isEmpty(); });
    const qsizetype columns = records.isEmpty() ? 0 : records.first().size();
    if (plan->dialect.header.value() && !records.isEmpty())
        records.removeFirst();
    QSet<QString> lefts;
    QSet<QString> rights;
    QSet<std::pair<QString, QString>> pairs;
    for (const Record &record : std::as_const(records)) {
        if (record.size() != columns) {
            expected.count(Verdict::Malformed);
            continue;
        }
        const Field &left = record.first();
        const Field &right = isOneColumn ? left : record[1];
        if (left.isNull() || right.isNull()) {
            expected.count(left.isNull() ? Verdict::UnknownLeft : Verdict::UnknownRight);
            continue;
        }
        const std::pair pair{left.text, right.text};
        expected.count(pairs.contains(pair) ? Verdict::DuplicateInFile : Verdict::Linked);
        pairs.insert(pair);
        lefts.insert(left.text);
        rights.insert(right.text);
    }
    expected.createdLeft = lefts.size();
    expected.createdRight = rights.size();
    QCOMPARE(import.account(bytes), Importing::inWords(expected));
    QSet<std::pair<QString, QString>> linked;
    auto query = import.connection().exec(
        QStringLiteral("SELECT a.name, b.name FROM ab JOIN a ON a.id = a_id JOIN b ON b.id = b_id"));
    QVERIFY(query);
    while (query->next())
        linked.insert({query->value(0).toString(), query->value(1).toString()});
    QCOMPARE(linked, pairs);
}

QTEST_GUILESS_MAIN(TestImportFiles)

#include "tst_importfiles.moc"
