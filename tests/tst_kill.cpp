#include "testdatabase.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QThread>

#include <functional>

using namespace joinery;

/// kill -9 in the middle of gestures: the file is whole, no gesture is half done, and nothing is lost that had been shown as done.
class TestKill : public QObject
{
    Q_OBJECT

private slots:
    void killedInTheMiddle();

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

QTEST_GUILESS_MAIN(TestKill)

#include "tst_kill.moc"
