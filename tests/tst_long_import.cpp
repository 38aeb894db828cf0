#include "importing.h"

#include "session/importgesture.h"

#include <QBuffer>
#include <QCryptographicHash>
#include <QFile>

using namespace joinery;

namespace {

constexpr int rows = 1'000'000;
constexpr int entities = 200'000;
constexpr qint64 mostMebibytes = 300; // however many rows there are

/// The most resident memory of this process so far; 0 where the system does not tell.
qint64 peakMebibytes()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = status.readAll();
    const QByteArray key("VmHWM:");
    const qsizetype at = text.indexOf(key);
    return at < 0 ? 0 : text.mid(at + key.size(), 16).trimmed().split(' ').first().toLongLong() / 1024;
}

} // namespace

/// An import of a million rows, taken back and brought back.
class TestLongImport : public QObject
{
    Q_OBJECT

private slots:
    void undoRestoresTheTable_data();
    void undoRestoresTheTable();
};

void TestLongImport::undoRestoresTheTable_data()
{
    QTest::addColumn<QString>("table");
    QTest::addColumn<QString>("id");
    QTest::newRow("without rowid") << QStringLiteral(
        "CREATE TABLE ab (a_id INTEGER NOT NULL REFERENCES a, b_id INTEGER NOT NULL REFERENCES b, note TEXT, "
        "PRIMARY KEY (a_id, b_id)) WITHOUT ROWID;\nCREATE INDEX by_b ON ab (b_id);\n")
                                   << QStringLiteral("1");
    QTest::newRow("surrogate id") << QStringLiteral(
        "CREATE TABLE ab (id INTEGER PRIMARY KEY, a_id INTEGER NOT NULL REFERENCES a, b_id INTEGER NOT NULL REFERENCES "
        "b, note TEXT, UNIQUE (a_id, b_id));\n")
                                  << QStringLiteral("id");
}

void TestLongImport::undoRestoresTheTable()
{
    QFETCH(QString, table);
    QFETCH(QString, id);
    TestDatabase database(
        QStringLiteral(
            "CREATE TABLE a (id INTEGER PRIMARY KEY, name TEXT UNIQUE);\nCREATE TABLE b (id INTEGER PRIMARY KEY, name TEXT UNIQUE);\n"
            "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %1) INSERT INTO a SELECT i, 'a ' || i FROM n;\n"
            "INSERT INTO b SELECT id, 'b ' || id FROM a;\n")
            .arg(entities)
        + table
        + QStringLiteral("INSERT INTO ab (a_id, b_id, note) SELECT id, id, 'before' FROM a WHERE id % 2 = 0;\n"));
    const QString path = database.path() + QStringLiteral(".csv");
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("a,b,note\n");
        for (qint64 i = 0; i < rows; ++i) {
            // Each pair once, in no order; each fifth goes from a row to itself, and half of those are linked already.
            const qint64 a = i * 7919 % entities + 1;
            const qint64 b = (a - 1 + i / entities * 31) % entities + 1;
            file.write("a " + QByteArray::number(a) + ",b " + QByteArray::number(b) + ",new\n");
        }
    }
    // Every value of every row, in the table's own order.
    const auto content = [&] {
        QCryptographicHash hash(QCryptographicHash::Sha1);
        auto connection = Connection::open(database.location());
        auto query =
            (*connection)->exec(QStringLiteral("SELECT %1, a_id, b_id, note FROM ab ORDER BY a_id, b_id").arg(id));
        qint64 count = 0;
        for (; query->next(); ++count) {
            for (int column = 0; column < 4; ++column)
                hash.addData(query->value(column).toString().toUtf8() + '\n');
        }
        return QByteArray::number(count) + ' ' + hash.result().toHex();
    };
    const QByteArray before = content();
    Session session(database.location());
    QVERIFY(load(session));
    const Relationship relationship = session.catalog()->relationships.first();
    const ImportSource source = ImportSource::ofFile(path);
    ImportPlan plan;
    {
        Importing planner(database);
        planner.wishes.onConflict = OnConflict::Update;
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        plan = *planImport(file, planner.connection(), planner.catalog().schema, relationship, planner.wishes);
    }
    const auto run = std::make_shared<ImportRun>();
    const auto wait = [&](const std::function<void()> &gesture) {
        QSignalSpy spy(&session, &Session::reported);
        gesture();
        return spy.wait(600'000) ? spy.last().first().value<Report>() : Report{Report::Kind::Failed, {}, {}};
    };
    QElapsedTimer timer;
    timer.start();
    const Report report = wait([&] { session.perform(importGesture(relationship, source, plan, {}, run)); });
    QVERIFY2(report.kind == Report::Kind::Done && report.undoable, qPrintable(report.text + report.detail));
    QCOMPARE(Importing::inWords(run->account), QStringLiteral("read 1000000: linked 900000, updated 100000"));
    qInfo("imported in %lld ms, at most %lld MiB", timer.restart(), peakMebibytes());
    const QByteArray after = content();
    QVERIFY(after.startsWith("1000000 ") && after != before);
    for (int i = 0; i < 2; ++i) {
        timer.restart();
        const Report undone = wait([&] { session.undo(); });
        QVERIFY2(undone.kind == Report::Kind::Done, qPrintable(undone.text + undone.detail));
        qInfo("undone in %lld ms", timer.elapsed());
        QCOMPARE(content(), before);
        timer.restart();
        const Report redone = wait([&] { session.redo(); });
        QVERIFY2(redone.kind == Report::Kind::Done, qPrintable(redone.text + redone.detail));
        qInfo("redone in %lld ms", timer.elapsed());
        QCOMPARE(content(), after);
    }
    QCOMPARE(database.rows(QStringLiteral("PRAGMA integrity_check")), QStringList(QStringLiteral("ok")));
    qInfo("at most %lld MiB", peakMebibytes());
    QVERIFY(peakMebibytes() < mostMebibytes);
}

QTEST_GUILESS_MAIN(TestLongImport)

#include "tst_long_import.moc"
