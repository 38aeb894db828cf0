#include "mainwindow.h"
#include "relationshipeditor.h"
#include "session/editorstate.h"
#include "statepage.h"
#include "tables/entitymodel.h"
#include "tables/linkmodel.h"
#include "testdatabase.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QProcess>
#include <QRandomGenerator>
#include <QSettings>

#include <sys/stat.h>
#include <unistd.h>

using namespace joinery;

namespace {

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// What a person finds of a file: a sentence why it cannot be opened, or its rows and perhaps a sentence why they cannot be changed.
struct Found
{
    bool opened = false;
    QStringList sentences;
};

/// Reads every list of every relationship to its end.
void readAll(Session &session, Found &found)
{
    for (const Relationship &relationship : session.catalog()->relationships) {
        EditorState state(session, relationship);
        EntityModel left(state, Side::Left);
        EntityModel right(state, Side::Right);
        LinkModel links(state);
        const auto note = [&](const Error &error) { found.sentences += error.summary; };
        int orders = 0;
        const auto count = [&] { ++orders; };
        for (EntityModel *model : {&left, &right}) {
            QObject::connect(model, &EntityModel::failed, &state, note);
            QObject::connect(model, &EntityModel::orderRead, &state, count);
        }
        QObject::connect(&links, &LinkModel::failed, &state, note);
        QObject::connect(&links, &LinkModel::orderRead, &state, count);
        links.setScope(LinkModel::Scope::All);
        QVERIFY(QTest::qWaitFor([&] { return orders >= 3 && !links.isLoading(); }, 30'000));
        for (QAbstractItemModel *model : std::initializer_list<QAbstractItemModel *>{&left, &right, &links}) {
            for (int row = 0; row < model->rowCount(); ++row) {
                for (int column = 0; column < model->columnCount(); ++column)
                    model->index(row, column).data(Qt::DisplayRole);
            }
        }
        QVERIFY(
            QTest::qWaitFor([&] { return !left.isFetching() && !right.isFetching() && !links.isFetching(); }, 30'000));
    }
}

Found look(const QString &path)
{
    Found found;
    Session session(DatabaseLocation{path});
    bool ended = false;
    QObject::connect(&session, &Session::loaded, &session, [&] { ended = found.opened = true; });
    QObject::connect(&session, &Session::failed, &session, [&](const Error &error) {
        ended = true;
        found.sentences += error.summary;
    });
    session.load();
    if (!QTest::qWaitFor([&] { return ended; }, 30'000))
        return found;
    if (found.opened) {
        readAll(session, found);
        if (!session.readOnlyReason().isEmpty())
            found.sentences += session.readOnlyReason();
    }
    return found;
}

QString write(const QTemporaryDir &folder, const QByteArray &content)
{
    QString path = folder.filePath(QStringLiteral("bad.sqlite"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(content) != content.size())
        qFatal("cannot write the test's file");
    return path;
}

/// A database as programs leave it: several pages a table, an index, a trigger, freed pages.
QByteArray realDatabase()
{
    TestDatabase database(TestDatabase::favoritesScript());
    database.exec(QStringLiteral("WITH n(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 300) "
                                 "INSERT INTO users (id, name) SELECT i, printf('user %d of many', i) FROM n"));
    database.exec(QStringLiteral(
        "INSERT INTO user_favorites (user_id, show_id, note) SELECT u.id, s.id, printf('%.*c', u.id % 90, 'x') "
        "FROM users u JOIN shows s ON (u.id + s.id) % 3 = 0 WHERE u.id > 9"));
    database.exec(QStringLiteral("CREATE VIEW busy AS SELECT user_id, count(*) AS n FROM user_favorites GROUP BY 1"));
    database.exec(QStringLiteral(
        "CREATE TRIGGER keep AFTER DELETE ON shows BEGIN DELETE FROM user_favorites WHERE show_id = old.id; END"));
    database.exec(QStringLiteral("DELETE FROM user_favorites WHERE user_id % 7 = 0"));
    return bytesOf(database.path());
}

struct Ran
{
    bool whole = false; ///< it ended by itself
    QString out;
};

Ran run(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    const bool ended = process.waitForFinished(60'000) && process.exitStatus() == QProcess::NormalExit
                    && process.exitCode() == 0;
    return {ended, QString::fromUtf8(process.readAllStandardOutput())};
}

Ran runOpener(const QStringList &arguments)
{
    return run(QStringLiteral(JOINERY_DRIVER_DIR "/driver_opener"), arguments);
}

/// Runs `script` by the shell with `arguments` as $1, $2, …, where it may mount file systems that nobody else sees.
Ran runWithMounts(const QString &script, const QStringList &arguments)
{
    return run(QStringLiteral("unshare"),
               QStringList{QStringLiteral("--map-root-user"), QStringLiteral("--mount"), QStringLiteral("sh"),
                           QStringLiteral("-c"), QStringLiteral("set -e\n") + script, QStringLiteral("sh")}
                   + arguments);
}

bool canMount()
{
    const QTemporaryDir place;
    return runWithMounts(QStringLiteral("mount -t tmpfs -o size=64k none \"$1\""), {place.path()}).whole;
}

/// Everything in the folder, by name: what lies beside a database counts too.
QMap<QString, QByteArray> contents(const QString &folder)
{
    QMap<QString, QByteArray> found;
    QDirIterator files(folder, QDir::Files | QDir::Hidden | QDir::System);
    while (files.hasNext()) {
        const QString path = files.next();
        found.insert(files.fileName(), QCryptographicHash::hash(bytesOf(path), QCryptographicHash::Sha1));
    }
    return found;
}

} // namespace

/// Files that are cut, overwritten, empty, forbidden, full or gone: each opens to a clear state or a sentence, nothing crashes, and no
/// file is changed by being looked at.
class TestBadFiles : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void truncated();
    void overwritten();
    void overwrittenInTheWindow();
    void wholeFileIsFine();
    void unusable_data();
    void unusable();
    void forbidden_data();
    void forbidden();
    void full();
    void fullFileSystem_data();
    void fullFileSystem();
    void readOnlyMount_data();
    void readOnlyMount();
    void deletedWhileOpen();
    void replacedWhileOpen();

private:
    QTemporaryDir m_settings;
    QByteArray m_database;
};

void TestBadFiles::initTestCase()
{
    QCoreApplication::setOrganizationName(QStringLiteral("joinery-test"));
    QCoreApplication::setApplicationName(QStringLiteral("tst_badfiles"));
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings.path());
    m_database = realDatabase();
    QVERIFY(m_database.size() > 30'000);
}

void TestBadFiles::wholeFileIsFine()
{
    const QTemporaryDir folder;
    const Found found = look(write(folder, m_database));
    QVERIFY(found.opened);
    QCOMPARE(found.sentences, QStringList());
}

void TestBadFiles::truncated()
{
    QList<qsizetype> lengths{0, 1, 15, 16, 50, 99, 100, 101, 511, 512, 1'023, 4'095, 4'096, 4'097};
    for (qsizetype length = 6'000; length < m_database.size(); length += 1'777)
        lengths += length;
    for (const qsizetype length : std::as_const(lengths)) {
        const QTemporaryDir folder;
        const QString path = write(folder, m_database.first(length));
        const auto before = contents(folder.path());
        const Found found = look(path);
        QVERIFY2(!found.sentences.isEmpty(), qPrintable(QStringLiteral("nothing was said at %1 bytes").arg(length)));
        QVERIFY2(contents(folder.path()) == before, qPrintable(QString::number(length)));
    }
}

void TestBadFiles::overwritten()
{
    QRandomGenerator chance(20'260'101);
    int refused = 0;
    int said = 0;
    for (int copy = 0; copy < 300; ++copy) {
        QByteArray content = m_database;
        const int places = 1 + chance.bounded(40);
        for (int place = 0; place < places; ++place) {
            // Every fourth hits the head and the schema, where the most depends on a byte.
            const qsizetype at = chance.bounded(copy % 4 == 0 ? 4'096 : int(content.size()));
            const qsizetype length = qMin<qsizetype>(1 + chance.bounded(200), content.size() - at);
            for (qsizetype i = 0; i < length; ++i)
                content[at + i] = char(chance.bounded(256));
        }
        const QTemporaryDir folder;
        const QString path = write(folder, content);
        const auto before = contents(folder.path());
        const Found found = look(path);
        refused += found.opened ? 0 : 1;
        said += found.sentences.isEmpty() ? 0 : 1;
        QVERIFY2(found.opened || !found.sentences.isEmpty(), qPrintable(QString::number(copy)));
        for (const QString &sentence : found.sentences)
            QVERIFY2(!sentence.trimmed().isEmpty(), qPrintable(QString::number(copy)));
        QVERIFY2(contents(folder.path()) == before, qPrintable(QString::number(copy)));
        if (QTest::currentTestFailed())
            return;
    }
    // The copies are bad enough to mean something, and not so bad that none opens.
    QVERIFY(said > 150);
    QVERIFY(refused > 20 && refused < 290);
    qInfo("%d of 300 refused, of %d something was said", refused, said);
}

void TestBadFiles::overwrittenInTheWindow()
{
    QRandomGenerator chance(7);
    const QTemporaryDir folder;
    MainWindow window;
    window.show();
    for (int copy = 0; copy < 25; ++copy) {
        QByteArray content = m_database;
        for (int place = 0; place < 12; ++place) {
            const qsizetype at = 100 + chance.bounded(int(content.size()) - 300);
            for (qsizetype i = 0; i < 150; ++i)
                content[at + i] = char(chance.bounded(256));
        }
        const QString path = write(folder, content);
        QSignalSpy ready(&window, &MainWindow::editorReady);
        QSignalSpy failed(&window, &MainWindow::openFailed);
        window.open(path);
        const auto state = [&] {
            return QStringLiteral("copy %1: ready %2, failed %3, session busy %4, editor %5, opening page: %6")
                .arg(copy)
                .arg(ready.size())
                .arg(failed.size())
                .arg(window.session() && window.session()->isBusy())
                .arg(window.editor() ? (window.editor()->isReady() ? 2 : 1) : 0)
                .arg(window.findChild<StatePage *>()->headline());
        };
        QTRY_VERIFY2_WITH_TIMEOUT(ready.size() + failed.size() > 0 && window.isSettled(), qPrintable(state()), 30'000);
        if (window.editor()) {
            window.editor()->state().setSelection(Side::Left, KeyList{RowKey{{1LL}}});
            QVERIFY(QTest::qWaitFor([&] { return window.isSettled(); }, 20'000));
            window.grab();
        } else {
            QVERIFY(!window.findChild<StatePage *>()->headline().isEmpty());
        }
    }
}

void TestBadFiles::unusable_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("says");
    QTest::newRow("zero bytes") << QStringLiteral("zeros") << QStringLiteral("not an SQLite database");
    QTest::newRow("empty") << QStringLiteral("empty") << QStringLiteral("is empty");
    QTest::newRow("a directory") << QStringLiteral("folder") << QStringLiteral("is a folder");
    QTest::newRow("a link to nothing") << QStringLiteral("link") << QStringLiteral("There is no file");
    QTest::newRow("a pipe") << QStringLiteral("pipe") << QStringLiteral("is no file");
}

void TestBadFiles::unusable()
{
    QFETCH(QString, kind);
    QFETCH(QString, says);
    const QTemporaryDir folder;
    QString path = folder.filePath(QStringLiteral("bad.sqlite"));
    if (kind == QLatin1String("zeros"))
        path = write(folder, QByteArray(20'000, '\0'));
    else if (kind == QLatin1String("empty"))
        path = write(folder, {});
    else if (kind == QLatin1String("folder"))
        QVERIFY(QDir().mkdir(path));
    else if (kind == QLatin1String("link"))
        QVERIFY(QFile::link(folder.filePath(QStringLiteral("nothing")), path));
    else
        QCOMPARE(mkfifo(qPrintable(path), 0600), 0);
    const Found found = look(path);
    QVERIFY(!found.opened);
    QVERIFY2(found.sentences.join(u'\n').contains(says), qPrintable(found.sentences.join(u'\n')));
}

void TestBadFiles::forbidden_data()
{
    QTest::addColumn<int>("file");
    QTest::addColumn<int>("folder");
    QTest::addColumn<QString>("says");
    QTest::newRow("nothing allowed") << 0 << 0755 << QStringLiteral("failed: %1 may not be read");
    QTest::newRow("file read-only") << 0444 << 0777 << QStringLiteral("opened: The file is write-protected");
    QTest::newRow("folder read-only") << 0666 << 0555 << QStringLiteral("opened: The file's folder is write-protected");
}

void TestBadFiles::forbidden()
{
    QFETCH(int, file);
    QFETCH(int, folder);
    QFETCH(QString, says);
    const QTemporaryDir home;
    QVERIFY(QFile::setPermissions(home.path(), QFile::Permissions(0x7755)));
    const QString inner = home.filePath(QStringLiteral("inner"));
    QVERIFY(QDir().mkdir(inner));
    const QString path = inner + QStringLiteral("/bad.sqlite");
    QVERIFY(QFile::rename(write(home, m_database), path));
    QCOMPARE(chmod(qPrintable(path), mode_t(file)), 0);
    QCOMPARE(chmod(qPrintable(inner), mode_t(folder)), 0);
    const QStringList names = QDir(inner).entryList(QDir::Files);
    // root may do everything, so someone else looks.
    QStringList arguments{path, QStringLiteral("--link"), QStringLiteral("1"), QStringLiteral("2")};
    if (geteuid() == 0)
        arguments += {QStringLiteral("--user"), QStringLiteral("65534")};
    const Ran ran = runOpener(arguments);
    QCOMPARE(chmod(qPrintable(inner), 0755), 0);
    QCOMPARE(chmod(qPrintable(path), 0644), 0);
    QVERIFY(ran.whole);
    QVERIFY2(ran.out.contains(says.contains(QLatin1String("%1")) ? says.arg(path) : says), qPrintable(ran.out));
    QVERIFY2(!ran.out.contains(QLatin1String("linked to")), qPrintable(ran.out));
    QVERIFY(bytesOf(path) == m_database);
    QCOMPARE(QDir(inner).entryList(QDir::Files), names);
}

void TestBadFiles::full()
{
    const QTemporaryDir folder;
    const QString path = write(folder, m_database);
    const QStringList link{path, QStringLiteral("--link"), QStringLiteral("1"), QStringLiteral("2")};
    // With no room for the journal, and with room for some of it.
    for (const char *room : {"0", "512", "4096", "8192"}) {
        const Ran ran = runOpener(link + QStringList{QStringLiteral("--room"), QString::fromLatin1(room)});
        QVERIFY2(ran.whole, room);
        QVERIFY2(ran.out.contains(QLatin1String("gesture: The disk is full"))
                     || ran.out.contains(QLatin1String("gesture: The file could not be read or written")),
                 qPrintable(QString::fromLatin1(room) + u' ' + ran.out));
        const Found found = look(path); // what a journal holds is rolled back by opening
        QVERIFY(found.opened && found.sentences.isEmpty());
        QVERIFY2(bytesOf(path) == m_database, room);
    }
    const Ran ran = runOpener(link);
    QVERIFY2(ran.out.contains(QLatin1String("gesture: The Wire linked to Ada")), qPrintable(ran.out));
}

void TestBadFiles::fullFileSystem_data()
{
    QTest::addColumn<int>("room");
    for (const int room : {0, 4'096, 8'192, 12'288})
        QTest::addRow("%d bytes free", room) << room;
}

void TestBadFiles::fullFileSystem()
{
    if (!canMount())
        QSKIP("file systems cannot be mounted here");
    QFETCH(int, room);
    const QTemporaryDir folder;
    const QTemporaryDir place;
    const QString path = write(folder, m_database);
    // Filled to the last page, but for the room; then looked at as it is without a journal that was begun.
    const Ran ran = runWithMounts(
        QStringLiteral("mount -t tmpfs -o size=1m none \"$2\"\n"
                       "cp \"$1\" \"$2/bad.sqlite\"\n"
                       "head -c \"$4\" /dev/zero > \"$2/kept\"\n"
                       "cat /dev/zero > \"$2/filling\" 2>/dev/null || true\n"
                       "rm \"$2/kept\"\n"
                       "\"$3\" \"$2/bad.sqlite\" --link 1 2\n"
                       "rm \"$2/filling\"\n"
                       "\"$3\" \"$2/bad.sqlite\"\n"
                       "cmp \"$1\" \"$2/bad.sqlite\" && echo unchanged\n"
                       "ls \"$2\"\n"),
        {path, place.path(), QStringLiteral(JOINERY_DRIVER_DIR "/driver_opener"), QString::number(room)});
    QVERIFY2(ran.whole, qPrintable(ran.out));
    QVERIFY2(ran.out.contains(QLatin1String("gesture: The disk is full. Nothing was changed")), qPrintable(ran.out));
    QVERIFY2(ran.out.endsWith(QLatin1String("opened: \nunchanged\nbad.sqlite\n")), qPrintable(ran.out));
}

void TestBadFiles::readOnlyMount_data()
{
    QTest::addColumn<QString>("journal");
    QTest::addColumn<QString>("says");
    QTest::newRow("as it is") << QStringLiteral("delete") << QStringLiteral("opened: The file is write-protected.\n");
    QTest::newRow("with a write-ahead log")
        << QStringLiteral("wal") << QStringLiteral("failed: bad.sqlite uses a write-ahead log");
}

void TestBadFiles::readOnlyMount()
{
    if (!canMount())
        QSKIP("file systems cannot be mounted here");
    QFETCH(QString, journal);
    QFETCH(QString, says);
    const QTemporaryDir place;
    TestDatabase database(TestDatabase::favoritesScript());
    database.exec(QStringLiteral("PRAGMA journal_mode = ") + journal);
    const Ran ran = runWithMounts(QStringLiteral("mount -t tmpfs -o size=1m none \"$2\"\n"
                                                 "cp \"$1\" \"$2/bad.sqlite\"\n"
                                                 "mount -o remount,ro \"$2\"\n"
                                                 "\"$3\" \"$2/bad.sqlite\" --link 1 2\n"
                                                 "cmp \"$1\" \"$2/bad.sqlite\" && echo unchanged\n"
                                                 "ls \"$2\"\n"),
                                  {database.path(), place.path(), QStringLiteral(JOINERY_DRIVER_DIR "/driver_opener")});
    QVERIFY2(ran.whole, qPrintable(ran.out));
    QVERIFY2(ran.out.contains(says), qPrintable(ran.out));
    QVERIFY2(!ran.out.contains(QLatin1String("linked to")), qPrintable(ran.out));
    QVERIFY2(ran.out.endsWith(QLatin1String("unchanged\nbad.sqlite\n")), qPrintable(ran.out));
}

void TestBadFiles::deletedWhileOpen()
{
    const QTemporaryDir folder;
    const QString path = write(folder, m_database);
    MainWindow window;
    window.show();
    QSignalSpy ready(&window, &MainWindow::editorReady);
    window.open(path);
    QTRY_COMPARE(ready.size(), 1);
    QVERIFY(QFile::remove(path));
    const Relationship relationship = window.editor()->state().relationship();
    const Report report = finish(*window.session(), [&] {
        window.session()->perform(linkGesture(relationship, Side::Right, {RowKey{{2LL}}}, {RowKey{{1LL}}}, {}));
    });
    QCOMPARE(report.kind, Report::Kind::Failed);
    QVERIFY2(report.text.contains(QStringLiteral("moved, replaced or deleted")), qPrintable(report.text));
    window.editor()->reload();
    QVERIFY(QTest::qWaitFor([&] { return window.isSettled(); }, 20'000));
    QVERIFY(QDir(folder.path()).isEmpty()); // nothing makes it anew
}

void TestBadFiles::replacedWhileOpen()
{
    const QTemporaryDir folder;
    const QString path = write(folder, m_database);
    Session session(DatabaseLocation{path});
    QVERIFY(load(session));
    const QString other = path + QStringLiteral(".new");
    QVERIFY(QFile::copy(path, other));
    QVERIFY(QFile::remove(path) && QFile::rename(other, path));
    const Relationship relationship = session.catalog()->relationships.first();
    const Report report = finish(session, [&] {
        session.perform(linkGesture(relationship, Side::Right, {RowKey{{2LL}}}, {RowKey{{1LL}}}, {}));
    });
    QCOMPARE(report.kind, Report::Kind::Failed);
    QVERIFY2(report.text.contains(QStringLiteral("moved, replaced or deleted")), qPrintable(report.text));
    QVERIFY(bytesOf(path) == m_database);
}

QTEST_MAIN(TestBadFiles)

#include "tst_badfiles.moc"
