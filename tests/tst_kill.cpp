#include "testdatabase.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QThread>

#include <functional>

using namespace joinery;

/// kill -9 in the middle of gestures: the file is whole, no gesture is half done, and nothing is lost that had been shown as done.
class TestKill : public QObject
{
    Q_OBJECT

private slots:
    void killedInTheMiddle();
    void killedWhileImporting();

private:
    enum class Moment { Now, Announced, Writing, Committing };

    static void waitFor(const std::function<bool()> &condition);
};

/// Without a pause, which would outlast what is waited for.
void TestKill::waitFor(const std::function<bool()> &condition)
{
    const QDeadlineTimer limit(30'000);
    while (!condition() && !limit.hasExpired())
        QThread::yieldCurrentThread();
}

void TestKill::killedInTheMiddle()
{
    const int rounds = 200;
    QRandomGenerator random(42);
    int interrupted = 0;
    int halfWritten = 0;
    for (int round = 0; round < rounds; ++round) {
        TestDatabase database(QStringLiteral(
            "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);\nCREATE TABLE shows (id INTEGER PRIMARY KEY, name TEXT);\n"
            "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40) INSERT INTO users SELECT i, 'u' || i FROM n;\n"
            "INSERT INTO shows SELECT id, name FROM users;\n"
            "CREATE TABLE favorites (user_id INTEGER NOT NULL REFERENCES users, show_id INTEGER NOT NULL REFERENCES shows, PRIMARY KEY (user_id, show_id));\n"));
        QProcess driver;
        driver.start(QStringLiteral(JOINERY_DRIVER_DIR "/driver_gestures"),
                     {database.path(), QString::number(random.generate())});
        QVERIFY(driver.waitForStarted());
        const int gestures = random.bounded(1, 12);
        QByteArray lastTried;
        QByteArray lastDone;
        int done = 0;
        const auto read = [&] {
            while (driver.canReadLine()) {
                const QByteArray line = driver.readLine().trimmed();
                if (line.startsWith("try"))
                    lastTried = line.mid(3).trimmed();
                else if (line.startsWith("done")) {
                    lastDone = line.mid(4).trimmed();
                    ++done;
                }
            }
        };
        while (done < gestures) {
            QVERIFY2(driver.canReadLine() || driver.waitForReadyRead(30'000),
                     driver.readAllStandardError().constData());
            read();
        }
        // At different moments of the next gesture: when it is announced, while it writes, as it commits; or wherever it is now.
        const auto moment = Moment(round % 4);
        const QString journal = database.path() + QStringLiteral("-journal");
        const int before = done;
        const auto announced = [&] {
            if (driver.waitForReadyRead(0) || driver.canReadLine())
                read();
            return done > before || lastTried != lastDone;
        };
        const auto writes = [&] { return (announced() && done > before) || QFile::exists(journal); };
        const auto hasWritten = [&] { return (announced() && done > before) || !QFile::exists(journal); };
        if (moment != Moment::Now)
            waitFor(announced);
        if (moment == Moment::Writing || moment == Moment::Committing)
            waitFor(writes);
        if (moment == Moment::Committing)
            waitFor(hasWritten);
        driver.kill();
        QVERIFY(driver.waitForFinished());
        halfWritten += QFile::exists(journal);
        read();

        QByteArray held;
        for (const QString &row :
             database.rows(QStringLiteral("SELECT user_id || ':' || show_id FROM favorites ORDER BY user_id, show_id")))
            held += row.toLatin1() + ',';
        QVERIFY2(held == lastDone || held == lastTried,
                 qPrintable(QStringLiteral("round %1:\nheld  %2\ndone  %3\ntried %4")
                                .arg(round)
                                .arg(QString::fromLatin1(held), QString::fromLatin1(lastDone),
                                     QString::fromLatin1(lastTried))));
        interrupted += lastDone != lastTried;
        QCOMPARE(database.rows(QStringLiteral("PRAGMA integrity_check")), QStringList(QStringLiteral("ok")));
        QCOMPARE(database.rows(QStringLiteral("PRAGMA foreign_key_check")), QStringList());
    }
    QVERIFY2(interrupted > 0, "no gesture was in flight when its process was killed");
    qInfo("%d of %d kills met a gesture in flight, %d of them while it wrote", interrupted, rounds, halfWritten);
}

void TestKill::killedWhileImporting()
{
    const int rounds = 100;
    const int rows = 20'000;
    const TestDatabase original(QStringLiteral(
        "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);\nCREATE TABLE shows (id INTEGER PRIMARY KEY, name TEXT);\n"
        "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200) INSERT INTO users SELECT i, 'u' || i FROM n;\n"
        "INSERT INTO shows SELECT id, name FROM users;\n"
        "CREATE TABLE favorites (user_id INTEGER NOT NULL REFERENCES users, show_id INTEGER NOT NULL REFERENCES shows, PRIMARY KEY (user_id, show_id));\n"
        "CREATE INDEX by_show ON favorites (show_id);\nINSERT INTO favorites VALUES (200, 200);\n"));
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("copy.sqlite"));
    const QString text = folder.filePath(QStringLiteral("rows.csv"));
    QFile file(text);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("user,show\n");
    for (int i = 0; i < rows; ++i)
        file.write("u" + QByteArray::number(i / 200 + 1) + ",u" + QByteArray::number(i % 200 + 1) + '\n');
    file.close();
    const QStringList call{QStringLiteral("import"), path, QStringLiteral("-r"), QStringLiteral("favorites"), text};
    QRandomGenerator random(43);
    int whole = 0;
    int interrupted = 0;
    qint64 duration = 0;
    for (int round = 0; round <= rounds; ++round) {
        for (const char *rest : {"", "-journal"})
            QFile::remove(path + QString::fromLatin1(rest));
        QVERIFY(QFile::copy(original.path(), path));
        QProcess import;
        QElapsedTimer timer;
        timer.start();
        import.start(QStringLiteral(JOINERY_BINARY), call);
        QVERIFY(import.waitForStarted());
        if (round == 0) { // to its end, to know how long that takes
            QVERIFY(import.waitForFinished());
            QCOMPARE(import.exitCode(), 0);
            duration = timer.elapsed();
        } else {
            // While it writes the file, or anywhere else.
            if (round % 2 == 0)
                waitFor([&] { return QFile::exists(path + QStringLiteral("-journal")); });
            else
                (void)import.waitForFinished(random.bounded(int(duration) + 1));
            import.kill();
            QVERIFY(import.waitForFinished() || import.state() == QProcess::NotRunning);
        }
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("killed"));
        {
            database.setDatabaseName(path);
            QVERIFY(database.open());
            QSqlQuery query(database);
            QVERIFY(query.exec(QStringLiteral("SELECT count(*) FROM favorites")) && query.next());
            const int held = query.value(0).toInt();
            QVERIFY2(held == 1 || held == rows + 1, qPrintable(QString::number(held)));
            ++(held == 1 ? interrupted : whole);
            QVERIFY(query.exec(QStringLiteral("PRAGMA integrity_check")) && query.next());
            QCOMPARE(query.value(0).toString(), QStringLiteral("ok"));
        }
        database.close();
        database = {};
        QSqlDatabase::removeDatabase(QStringLiteral("killed"));
    }
    QVERIFY2(interrupted > 0, "no import was in flight when its process was killed");
    qInfo("%d of %d imports were interrupted", interrupted, rounds);
}

QTEST_GUILESS_MAIN(TestKill)

#include "tst_kill.moc"
