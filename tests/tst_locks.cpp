#include "database/transaction.h"
#include "mainwindow.h"
#include "messagebar.h"
#include "panels/elidedlabel.h"
#include "relationshipeditor.h"
#include "testdatabase.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QProcess>
#include <QSettings>
#include <QToolButton>

#include <semaphore>
#include <thread>

using namespace joinery;

namespace {

/// Another program, on a thread of its own, that takes the lock and holds it until it is let go.
class Holder
{
public:
    Holder(const QString &path, const QString &begin) : m_thread([this, path, begin] { hold(path, begin); })
    {
        m_held.acquire();
    }
    ~Holder()
    {
        letGo();
        m_thread.join();
    }
    Q_DISABLE_COPY_MOVE(Holder)

    void letGo()
    {
        if (!std::exchange(m_gone, true))
            m_end.release();
    }

private:
    void hold(const QString &path, const QString &begin)
    {
        static std::atomic<int> counter = 0;
        const QString name = QStringLiteral("holder-%1").arg(++counter);
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
            database.setDatabaseName(path);
            const bool held = database.open() && QSqlQuery(database).exec(begin);
            if (!held)
                qFatal("the lock could not be taken");
            m_held.release();
            m_end.acquire();
            QSqlQuery(database).exec(QStringLiteral("COMMIT"));
            database.close();
        }
        QSqlDatabase::removeDatabase(name);
    }

    std::binary_semaphore m_held{0};
    std::binary_semaphore m_end{0};
    bool m_gone = false;
    std::thread m_thread;
};

/// How long the window's thread did not answer, at its longest, in milliseconds, and how often it took more than 100.
class Pulse
{
public:
    Pulse()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        m_clock.start();
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
            const qint64 gap = m_clock.restart();
            m_longest = qMax(m_longest, gap);
            m_late += gap > 100 ? 1 : 0;
            ++m_beats;
        });
        m_timer.start(10);
    }

    qint64 longest() const { return m_longest; }
    double lateShare() const { return double(m_late) / double(qMax(1, m_beats)); }

private:
    QTimer m_timer;
    QElapsedTimer m_clock;
    qint64 m_longest = 0;
    int m_late = 0;
    int m_beats = 0;
};

QString busyText(const MainWindow &window)
{
    for (const ElidedLabel *label : window.findChild<MessageBar *>()->findChildren<ElidedLabel *>()) {
        if (label->isVisible() && label->fullText().startsWith(QLatin1String("Waiting for another program")))
            return label->fullText();
    }
    return {};
}

QToolButton *cancelButton(const MainWindow &window)
{
    for (QToolButton *button : window.findChild<MessageBar *>()->findChildren<QToolButton *>()) {
        if (button->text() == QLatin1String("Cancel"))
            return button;
    }
    return nullptr;
}

QString message(const MainWindow &window)
{
    return window.findChild<MessageBar *>()->text();
}

int links(TestDatabase &database)
{
    return database.value(QStringLiteral("SELECT count(*) FROM user_favorites")).toInt();
}

} // namespace

/// Another program holds the lock, or changes rows: the window answers, the gesture waits and says so, and is then done or not done.
class TestLocks : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void waits_data();
    void waits();
    void cancelled();
    void readsWhileLocked();
    void openingAgainKeepsTheLock();
    void othersChangesKeepSelectionAndPlace();

private:
    bool openIn(MainWindow &window, const QString &path);
    void linkTheWire(MainWindow &window);

    QTemporaryDir m_settings;
};

void TestLocks::initTestCase()
{
    QCoreApplication::setOrganizationName(QStringLiteral("joinery-test"));
    QCoreApplication::setApplicationName(QStringLiteral("tst_locks"));
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings.path());
}

bool TestLocks::openIn(MainWindow &window, const QString &path)
{
    window.show();
    QSignalSpy ready(&window, &MainWindow::editorReady);
    window.open(path);
    return QTest::qWaitFor([&] { return ready.size() == 1 && window.isSettled(); }, 20'000);
}

void TestLocks::linkTheWire(MainWindow &window)
{
    window.editor()->state().setSelection(Side::Left, KeyList{RowKey{{1LL}}});
    window.editor()->state().setSelection(Side::Right, KeyList{RowKey{{2LL}}});
    QVERIFY(QTest::qWaitFor([&] { return window.isSettled(); }));
    window.editor()->link();
}

void TestLocks::waits_data()
{
    QTest::addColumn<int>("seconds");
    QTest::newRow("1 second") << 1;
    // Longer ones wait in the long run only.
    if (qEnvironmentVariableIntValue("JOINERY_LONG_LOCKS") > 0) {
        QTest::newRow("5 seconds") << 5;
        QTest::newRow("30 seconds") << 30;
    }
}

void TestLocks::waits()
{
    QFETCH(int, seconds);
    TestDatabase database(TestDatabase::favoritesScript());
    MainWindow window;
    QVERIFY(openIn(window, database.path()));
    Holder other(database.path(), QStringLiteral("BEGIN IMMEDIATE"));
    linkTheWire(window);
    const Pulse pulse;
    QTimer::singleShot(seconds * 1'000, &window, [&other] { other.letGo(); });
    QTRY_VERIFY2(!busyText(window).isEmpty(), qPrintable(message(window)));
    QVERIFY(cancelButton(window)->isVisible());
    QVERIFY(window.session()->isBusy());
    QCOMPARE(links(database), 5);
    // The window is for more than waiting: other rows can be looked at.
    window.editor()->state().setSelection(Side::Left, KeyList{RowKey{{3LL}}});
    QTRY_COMPARE(window.editor()->linkPanel()->model().rowCount(), 2);
    QTRY_VERIFY2_WITH_TIMEOUT(message(window).contains(QStringLiteral("The Wire linked to Ada")),
                              qPrintable(message(window)), (seconds + 10) * 1'000);
    QCOMPARE(busyText(window), QString());
    QCOMPARE(links(database), 6);
    // A machine that is busy with other things may be late now and then; a window that waits for the lock itself always is.
    QVERIFY2(pulse.lateShare() < 0.05, qPrintable(QString::number(pulse.lateShare())));
    QVERIFY2(pulse.longest() < 700, qPrintable(QString::number(pulse.longest())));
    qInfo("longest pause of the window: %lld ms", pulse.longest());
}

void TestLocks::cancelled()
{
    TestDatabase database(TestDatabase::favoritesScript());
    MainWindow window;
    QVERIFY(openIn(window, database.path()));
    Holder other(database.path(), QStringLiteral("BEGIN IMMEDIATE"));
    linkTheWire(window);
    QTRY_VERIFY(!busyText(window).isEmpty());
    QElapsedTimer clock;
    clock.start();
    cancelButton(window)->click();
    QTRY_VERIFY(!window.session()->isBusy());
    QVERIFY2(clock.elapsed() < 1'000, qPrintable(QString::number(clock.elapsed())));
    QVERIFY2(message(window).contains(QStringLiteral("Cancelled")), qPrintable(message(window)));
    QCOMPARE(busyText(window), QString());
    other.letGo();
    QCOMPARE(links(database), 5);
    window.editor()->link(); // and it can be done after all
    QTRY_COMPARE(links(database), 6);
}

void TestLocks::readsWhileLocked()
{
    // A lock that shuts out readers too: what is asked for meanwhile comes when it has gone.
    TestDatabase database(TestDatabase::favoritesScript());
    MainWindow window;
    QVERIFY(openIn(window, database.path()));
    Holder other(database.path(), QStringLiteral("BEGIN EXCLUSIVE"));
    const Pulse pulse;
    window.editor()->state().setSelection(Side::Left, KeyList{RowKey{{3LL}}});
    QTimer::singleShot(1'000, &window, [&other] { other.letGo(); });
    QTRY_COMPARE(window.editor()->linkPanel()->model().rowCount(), 2);
    QVERIFY2(pulse.longest() < 700, qPrintable(QString::number(pulse.longest())));
}

/// Whoever closes a file gives up all locks that its process has on it, those of SQLite's own descriptor, too.
void TestLocks::openingAgainKeepsTheLock()
{
    const TestDatabase database(TestDatabase::favoritesScript());
    const QString link = QFileInfo(database.path()).absolutePath() + QStringLiteral("/link.db");
    QVERIFY(QFile::link(database.path(), link));
    const auto writer = Connection::open(database.location());
    QVERIFY(writer);
    const auto transaction = Transaction::begin(**writer);
    QVERIFY(transaction);
    QVERIFY(Connection::open(database.location()));
    QVERIFY(Connection::open({link}));
    QProcess another;
    another.start(QStringLiteral("sqlite3"), {database.path(), QStringLiteral("BEGIN IMMEDIATE")});
    QVERIFY(another.waitForFinished());
    QVERIFY2(another.exitCode() != 0, "another program could begin to write beside us");
    QVERIFY(another.readAllStandardError().contains("locked"));
}

void TestLocks::othersChangesKeepSelectionAndPlace()
{
    TestDatabase database(TestDatabase::favoritesScript());
    database.exec(QStringLiteral("WITH n(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 400) "
                                 "INSERT INTO users (id, name) SELECT i, printf('user %03d', i) FROM n"));
    MainWindow window;
    QVERIFY(openIn(window, database.path()));
    const KeyList chosen{RowKey{{200LL}}, RowKey{{210LL}}};
    window.editor()->state().setSelection(Side::Left, chosen);
    QVERIFY(QTest::qWaitFor([&] { return window.isSettled(); }));
    RowTable *table = window.editor()->panel(Side::Left)->table();
    const auto topKey = [&] {
        const QModelIndex top = table->indexAt({4, 4});
        return top.data(EntityModel::KeyRole).value<RowKey>();
    };
    const RowKey before = topKey();
    QVERIFY(!before.isEmpty());
    QSignalSpy reset(table->model(), &QAbstractItemModel::modelReset);
    database.exec(QStringLiteral("INSERT INTO users (id, name) SELECT id + 1000, 'another ' || id FROM users"));
    database.exec(QStringLiteral("DELETE FROM users WHERE id = 210"));
    QTRY_VERIFY_WITH_TIMEOUT(window.session()->outsideChanges() >= 1 && reset.size() >= 1 && window.isSettled()
                                 && window.editor()->panel(Side::Left)->model().totalCount() == 791,
                             15'000);
    QCOMPARE(table->selectedKeys(), KeyList{RowKey{{200LL}}}); // the row that is gone is selected no more
    QCOMPARE(topKey(), before);
    QVERIFY2(message(window).contains(QStringLiteral("Another program changed the database")),
             qPrintable(message(window)));
}

QTEST_MAIN(TestLocks)

#include "tst_locks.moc"
