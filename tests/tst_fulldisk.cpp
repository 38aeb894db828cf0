#include "program.h"

#include <QDir>
#include <QFile>
#include <QProcess>

using namespace joinery;

namespace {

const QString everything = QStringLiteral("SELECT * FROM ab ORDER BY a_id, b_id");

/// 600 rows on each side, linked with one another a little; notes make links large.
QString script()
{
    return QStringLiteral(
        "CREATE TABLE a (id INTEGER PRIMARY KEY);\nCREATE TABLE b (id INTEGER PRIMARY KEY);\n"
        "CREATE TABLE ab (a_id INTEGER REFERENCES a, b_id INTEGER REFERENCES b, note TEXT, PRIMARY KEY (a_id, b_id));\n"
        "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600) INSERT INTO a SELECT i FROM n;\n"
        "INSERT INTO b SELECT id FROM a;\n"
        "INSERT INTO ab SELECT a.id, b.id, 'before' FROM a JOIN b ON b.id < 5;\n");
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray manyLinks()
{
    QByteArray text("a_id,b_id,note\n");
    for (int i = 0; i < 150'000; ++i)
        text += QByteArray::number(i / 500 + 1) + ',' + QByteArray::number(i % 500 + 10) + ",a note of some length\n";
    return text;
}

/// Runs the shell script `line` in the folder, where "$J" is the program.
Ended shell(const QString &folder, const QString &line, const QStringList &before = {})
{
    QProcess process;
    process.setWorkingDirectory(folder);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("J"), QStringLiteral(JOINERY_BINARY));
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    process.setProcessEnvironment(environment);
    const QStringList call = before + QStringList{QStringLiteral("sh"), QStringLiteral("-c"), line};
    process.start(call.first(), call.mid(1));
    if (!process.waitForFinished(60'000) || process.exitStatus() != QProcess::NormalExit)
        return {-1, {}, process.readAllStandardError()};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

const QStringList ownMounts{QStringLiteral("unshare"), QStringLiteral("-rm")};

} // namespace

/// A disk that fills up: a file system of a few megabytes where one may be mounted, and a limit on the size of files everywhere.
class TestFullDisk : public QObject
{
    Q_OBJECT

private slots:
    void duringImport_data();
    void duringImport();
    void duringExport_data();
    void duringExport();

private:
    bool runs(const QString &small, const QString &line, Ended *ended);
    void compareRefused(const Ended &ended, const QStringList &parts);

    QTemporaryDir m_folder;
};

/// Runs the line in a place that holds little: "disk" is a small file system, "limit" takes no large file. False where there can be none.
bool TestFullDisk::runs(const QString &small, const QString &line, Ended *ended)
{
    const QString folder = m_folder.path();
    QDir(folder + QStringLiteral("/small")).removeRecursively();
    QDir(folder).mkdir(QStringLiteral("small"));
    if (small == QLatin1String("limit")) {
        *ended = shell(folder, QStringLiteral("ulimit -f 2000; trap '' XFSZ; cd small; ") + line);
        return true;
    }
    const QString mount = QStringLiteral("mount -t tmpfs -o size=1m none small && ");
    if (shell(folder, mount + QStringLiteral("true"), ownMounts).status != 0)
        return false;
    *ended = shell(folder, mount + QStringLiteral("cd small; ") + line, ownMounts);
    return true;
}

void TestFullDisk::compareRefused(const Ended &ended, const QStringList &parts)
{
    QVERIFY2(ended.status == 3, ended.err.constData());
    QCOMPARE(ended.out, QByteArray());
    QCOMPARE(ended.err.count('\n'), 1);
    for (const QString &part : parts)
        QVERIFY2(ended.err.contains(part.toUtf8()), ended.err.constData());
}

void TestFullDisk::duringImport_data()
{
    QTest::addColumn<QString>("small");
    QTest::addColumn<QString>("options");
    QTest::addColumn<QString>("part");
    QTest::newRow("disk") << QStringLiteral("disk") << QString() << QStringLiteral("The disk is full.");
    QTest::newRow("limit") << QStringLiteral("limit") << QString() << QStringLiteral("could not be read or written.");
    QTest::newRow("disk, rejects") << QStringLiteral("disk")
                                   << QStringLiteral(" --on-conflict reject --rejects rejects.csv")
                                   << QStringLiteral("The disk is full.");
}

void TestFullDisk::duringImport()
{
    QFETCH(QString, small);
    QFETCH(QString, options);
    QFETCH(QString, part);
    TestDatabase database(script());
    const QStringList before = database.rows(everything);
    const QString csv = m_folder.filePath(QStringLiteral("links.csv"));
    write(csv, manyLinks());
    const QString after = m_folder.filePath(QStringLiteral("after"));
    QFile::remove(after);
    Ended ended;
    const bool isSmall = runs(
        small,
        QStringLiteral(
            "cp %1 db && \"$J\" import db -r ab ../links.csv%2; status=$?; cp db ../after; ls > ../left; exit $status")
            .arg(database.path(), options),
        &ended);
    if (!isSmall)
        QSKIP("no file system may be mounted here");
    compareRefused(ended, {part, QStringLiteral("Nothing was changed")});
    // What another program finds then: the old links, no journal, no half of a file.
    QCOMPARE(contents(m_folder.filePath(QStringLiteral("left"))), QByteArray("db\n"));
    database.exec(QStringLiteral("ATTACH ? AS after"), {after});
    QCOMPARE(database.rows(QStringLiteral("SELECT * FROM after.ab ORDER BY a_id, b_id")), before);
    QCOMPARE(database.rows(QStringLiteral("PRAGMA after.integrity_check")), QStringList(QStringLiteral("ok")));
    QCOMPARE(database.rows(QStringLiteral("PRAGMA after.foreign_key_check")), QStringList());
}

void TestFullDisk::duringExport_data()
{
    QTest::addColumn<QString>("small");
    QTest::addColumn<QString>("format");
    for (const char *small : {"disk", "limit"}) {
        for (const char *format : {"csv", "tsv", "json", "nested"})
            QTest::addRow("%s, %s", small, format) << QString::fromLatin1(small) << QString::fromLatin1(format);
    }
}

void TestFullDisk::duringExport()
{
    QFETCH(QString, small);
    QFETCH(QString, format);
    TestDatabase database(script());
    database.exec(QStringLiteral(
        "INSERT INTO ab SELECT a.id, b.id, 'a note of some length' FROM a JOIN b ON b.id BETWEEN 10 AND 150"));
    Ended ended;
    const bool isSmall = runs(
        small,
        QStringLiteral("echo old > out; \"$J\" links %1 -r ab --format %2 -o out; status=$?; cat out > ../after; ls > "
                       "../left; exit $status")
            .arg(database.path(), format),
        &ended);
    if (!isSmall)
        QSKIP("no file system may be mounted here");
    compareRefused(ended, {QStringLiteral("out could not be written"), small == QLatin1String("disk")
                                                                           ? QStringLiteral("No space left on device")
                                                                           : QStringLiteral("File too large")});
    QCOMPARE(contents(m_folder.filePath(QStringLiteral("after"))), QByteArray("old\n"));
    QVERIFY(contents(m_folder.filePath(QStringLiteral("left"))).startsWith("out\n"));
    QCOMPARE(contents(m_folder.filePath(QStringLiteral("left"))).count('\n'), 1);
}

QTEST_GUILESS_MAIN(TestFullDisk)

#include "tst_fulldisk.moc"
