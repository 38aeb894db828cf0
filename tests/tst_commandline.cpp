#include "program.h"
#include "testdatabase.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace joinery;

/// The program itself, as another program calls it.
class TestCommandLine : public QObject
{
    Q_OBJECT

private slots:
    void wrongCalls_data();
    void wrongCalls();
    void helpAndVersion_data();
    void helpAndVersion();
    void refusals_data();
    void refusals();
    void damagedFileIsNamed_data();
    void damagedFileIsNamed();
    void links_data();
    void links();
    void outputFileIsWholeOrUntouched();
    void relationshipsAsJson();
    void relationshipsAsText();
    void emptyDatabaseHasNoRelationships();
    void sample();
    void missingDatabaseIsNotMade();
    void exactBytesInAnyLocale();
    void screenshot_data();
    void screenshot();
    void screenshotRefusals_data();
    void screenshotRefusals();
    void windowNeedsADisplay();
};

void TestCommandLine::wrongCalls_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<QString>("part");
    const auto row = [](const char *name, const char *call, const char *part) {
        QTest::newRow(name) << QString::fromUtf8(call) << QString::fromUtf8(part);
    };
    row("unknown command", "conjoin|DB|-r|Favorites", "nknown command");
    row("misspelt command alone", "relationship", "nknown command");
    row("unknown option", "links|DB|-r|Favorites|--bogus", "--bogus");
    row("unknown option of the window", "--bogus", "--bogus");
    row("option of another command", "links|DB|-r|Favorites|--all", "--all");
    row("no database", "relationships", "relationships DATABASE");
    row("two databases", "DB|DB", "One DATABASE");
    row("too many words", "link|DB|-r|Favorites|1|2|3", "link DATABASE");
    row("too few words", "link|DB|-r|Favorites|1", "link DATABASE");
    row("no relationship named", "links|DB", "-r NAME");
    row("unknown relationship", "links|DB|-r|Nothing", "\"Favorites\"");
    row("value missing", "links|DB|-r", "NAME");
    row("option twice", "links|DB|-r|Favorites|-r|Favorites", "twice");
    row("both filters", "links|DB|-r|Favorites|--left|1|--right|1", "not both");
    row("unknown format", "links|DB|-r|Favorites|--format|xml", "xml");
    row("a flag with a value", "relationships|DB|--json=yes", "--json");
    row("unknown column", "link|DB|-r|Favorites|4|5|--set|stars=5", "stars");
    row("an end's column", "link|DB|-r|Favorites|4|5|--set|user_id=5", "user_id");
    row("a column twice", "link|DB|-r|Favorites|4|5|--set|note=a|--set|NOTE=b", "note");
    row("postgresql", "links|postgresql://ada:secret@host:5432/db|-r|x", "not supported");
    row("mysql", "relationships|mysql://ada@host/db", "not supported");
    row("a server for the window", "mysql://ada@host/db", "not supported");
    row("unknown sample", "sample|nothing|DB", "favorites");
    row("sample without file", "sample|favorites", "FILE");
    row("screenshot without file", "--screenshot", "FILE.png");
    row("screenshot's option alone", "DB|--dark", "--screenshot");
    row("size", "--screenshot|x.png|--size|big", "--size");
    row("size below the window's least", "--screenshot|DB.png|DB|--size|859x480", "860x480");
    row("size above the largest picture", "--screenshot|DB.png|DB|--size|50000x50000", "16384x16384");
    row("size beyond a number", "--screenshot|DB.png|DB|--size|99999999999x800", "--size");
    row("a picture of another kind", "--screenshot|DB.jpg|DB", ".png");
    row("side", "--screenshot|x.png|--select|middle|1", "--select");
    row("focus", "--screenshot|x.png|--focus|middle", "--focus");
}

void TestCommandLine::wrongCalls()
{
    TestDatabase database(TestDatabase::favoritesScript());
    const QStringList before = database.rows(QStringLiteral("SELECT * FROM user_favorites"));
    QFETCH(QString, call);
    QFETCH(QString, part);
    const Ended ended = run(words(call, database));
    compareFailure(ended, 2, part);
    QVERIFY(!ended.err.contains("secret"));
    QCOMPARE(database.rows(QStringLiteral("SELECT * FROM user_favorites")), before);
}

void TestCommandLine::helpAndVersion_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<QByteArray>("part");
    QTest::newRow("version") << QStringLiteral("--version") << QByteArray("joinery " JOINERY_VERSION "\n");
    QTest::newRow("help") << QStringLiteral("--help") << QByteArray("joinery links DATABASE -r NAME");
    QTest::newRow("help of the screenshot") << QStringLiteral("-h") << QByteArray("--size WxH");
    for (const char *command : {"relationships", "links", "link", "unlink", "import", "sample"})
        QTest::newRow(command) << QString::fromLatin1(command) + QStringLiteral("|--help")
                               << QByteArray("joinery ") + command + ' ';
}

void TestCommandLine::helpAndVersion()
{
    QFETCH(QString, call);
    QFETCH(QByteArray, part);
    const Ended ended = run(call.split(u'|'));
    QCOMPARE(ended.status, 0);
    QVERIFY2(ended.out.contains(part), ended.out.constData());
    QCOMPARE(ended.err, QByteArray());
}

void TestCommandLine::refusals_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<QString>("part");
    const auto row = [](const char *name, const char *call, const char *part) {
        QTest::newRow(name) << QString::fromUtf8(call) << QString::fromUtf8(part);
    };
    row("missing file", "relationships|DB.nowhere", "no file");
    row("a folder", "relationships|/", "folder");
    row("unknown key", "link|DB|-r|Favorites|99|1", "99");
    row("unknown name", "link|DB|-r|Favorites|name=Nobody|1", "Nobody");
    row("ambiguous name", "link|DB|-r|Favorites|1|year=2022", "1; 7");
    row("a check refuses", "link|DB|-r|Favorites|4|5|--set|rating=9", "rating BETWEEN 1 AND 5");
    row("NULL where none may be", "link|DB|-r|Favorites|4|5|--set|since", "since");
    row("not linked", "unlink|DB|-r|Favorites|4|5", "not linked");
    row("unknown filter", "links|DB|-r|Favorites|--left|99", "99");
    row("output in a missing folder", "links|DB|-r|Favorites|-o|DB/x.csv", "could not be written");
    row("sample over a file", "sample|favorites|DB", "already");
}

void TestCommandLine::refusals()
{
    TestDatabase database(TestDatabase::favoritesScript());
    database.exec(QStringLiteral("INSERT INTO shows VALUES (7, 'Severance again', 2022, NULL)"));
    const QStringList before = database.rows(QStringLiteral("SELECT * FROM user_favorites"));
    QFETCH(QString, call);
    QFETCH(QString, part);
    compareFailure(run(words(call, database)), 3, part);
    QCOMPARE(database.rows(QStringLiteral("SELECT * FROM user_favorites")), before);
}

void TestCommandLine::damagedFileIsNamed_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<bool>("schemaToo");
    for (const bool schemaToo : {true, false}) {
        const char *where = schemaToo ? "schema" : "rows";
        QTest::addRow("links, damage in the %s", where) << QStringLiteral("links|DB|-r|Favorites") << schemaToo;
        QTest::addRow("link, damage in the %s", where) << QStringLiteral("link|DB|-r|Favorites|4|5") << schemaToo;
        QTest::addRow("unlink, damage in the %s", where) << QStringLiteral("unlink|DB|-r|Favorites|1|1") << schemaToo;
    }
    QTest::newRow("relationships") << QStringLiteral("relationships|DB") << true;
    QTest::newRow("screenshot") << QStringLiteral("--screenshot|DB.png|DB") << true;
}

void TestCommandLine::damagedFileIsNamed()
{
    QFETCH(QString, call);
    QFETCH(bool, schemaToo);
    TestDatabase database(TestDatabase::favoritesScript());
    const qint64 page = database.value(QStringLiteral("PRAGMA page_size")).toLongLong();
    QFile file(database.path());
    QVERIFY(file.open(QIODevice::ReadWrite));
    // The header stays whole; what follows on the first page is the schema.
    const qint64 from = schemaToo ? 100 : page;
    QVERIFY(file.seek(from));
    file.write(QByteArray(int(schemaToo ? page - from : file.size() - from), '\xff'));
    file.close();
    compareFailure(run(words(call, database)), 3, database.path());
}

void TestCommandLine::links_data()
{
    QTest::addColumn<QString>("options");
    QTest::addColumn<QByteArray>("out");
    const QByteArray header("user_id,show_id,since,rating,note,left_label,right_label\n");
    QTest::newRow("csv is the default")
        << QString()
        << header
               + "1,1,2026-03-01,4,slow and good,Ada,Severance\n1,3,2026-04-12,5,,Ada,Dark\n2,2,2025-01-05,,,Alan,The Wire\n"
                 "3,1,2025-02-06,3,\"\",Grace,Severance\n3,2,2025-02-07,2,,Grace,The Wire\n";
    QTest::newRow("of one left row") << QStringLiteral("--left|name=Alan")
                                     << header + "2,2,2025-01-05,,,Alan,The Wire\n";
    QTest::newRow("of one right row") << QStringLiteral("--right=3|--format=csv")
                                      << header + "1,3,2026-04-12,5,,Ada,Dark\n";
    QTest::newRow("tsv") << QStringLiteral("--format|tsv|--left|4")
                         << QByteArray("user_id\tshow_id\tsince\trating\tnote\tleft_label\tright_label\n");
    QTest::newRow("json")
        << QStringLiteral("--format|json|--left|2")
        << QByteArray("[{\"user_id\": 2, \"show_id\": 2, \"since\": \"2025-01-05\", \"rating\": null, \"note\": null, "
                      "\"left_label\": \"Alan\", \"right_label\": \"The Wire\"}]\n");
    QTest::newRow("nested")
        << QStringLiteral("--format|nested|--right|3")
        << QByteArray(
               "[{\"id\": 1, \"name\": \"Ada\", \"Favorites\": [{\"id\": 3, \"title\": \"Dark\", \"year\": 2017, "
               "\"network_id\": 2, \"user_favorites\": {\"user_id\": 1, \"show_id\": 3, \"since\": "
               "\"2026-04-12\", \"rating\": 5, \"note\": null}}]}]\n");
}

void TestCommandLine::links()
{
    TestDatabase database(TestDatabase::favoritesScript());
    QFETCH(QString, options);
    QFETCH(QByteArray, out);
    compareDone(run(QStringList{QStringLiteral("links"), database.path(), QStringLiteral("-r"),
                                QStringLiteral("user_favorites")}
                    + options.split(u'|', Qt::SkipEmptyParts)),
                out);
}

void TestCommandLine::outputFileIsWholeOrUntouched()
{
    TestDatabase database(TestDatabase::favoritesScript());
    const QString path = database.path() + QStringLiteral(".csv");
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("old");
    file.close();
    const auto content = [&file] {
        const bool open = file.open(QIODevice::ReadOnly);
        QByteArray bytes = open ? file.readAll() : QByteArray();
        file.close();
        return bytes;
    };
    compareFailure(run(words(QStringLiteral("links|DB|-r|Favorites|--left|99|-o|DB.csv"), database)), 3,
                   QStringLiteral("99"));
    QCOMPARE(content(), QByteArray("old"));
    compareDone(run(words(QStringLiteral("links|DB|-r|Favorites|-o|DB.csv"), database)), {});
    QCOMPARE(content(), run(words(QStringLiteral("links|DB|-r|Favorites"), database)).out);
}

void TestCommandLine::relationshipsAsJson()
{
    TestDatabase database(TestDatabase::favoritesScript());
    compareDone(
        run(words(QStringLiteral("relationships|DB|--json"), database)),
        "{\"database\": \"test.sqlite\", \"relationships\": [{\"name\": \"Favorites\", \"joinTable\": \"user_favorites\", \"kind\": "
        "\"pair\", \"left\": {\"alias\": \"Users\", \"table\": \"users\", \"columns\": [\"user_id\"], \"key\": [\"id\"]}, \"right\": "
        "{\"alias\": \"Favorites\", \"table\": \"shows\", \"columns\": [\"show_id\"], \"key\": [\"id\"]}, \"others\": [], "
        "\"payload\": [\"since\", \"rating\", \"note\"], \"scope\": {}, \"unique\": true, \"declared\": true, \"suggested\": false, "
        "\"reasons\": [\"two foreign keys\", \"together they are the primary key\"]}]}\n");
}

void TestCommandLine::relationshipsAsText()
{
    TestDatabase database(TestDatabase::favoritesScript());
    const Ended ended = run(words(QStringLiteral("relationships|DB"), database));
    QCOMPARE(ended.status, 0);
    for (const char *part : {"Favorites", "user_favorites", "show_id", "rating", "together they are the primary key"})
        QVERIFY2(ended.out.contains(part), part);
}

void TestCommandLine::emptyDatabaseHasNoRelationships()
{
    TestDatabase database(QStringLiteral("CREATE TABLE lonely (id INTEGER PRIMARY KEY);\n"));
    compareDone(run(words(QStringLiteral("relationships|DB|--json"), database)),
                "{\"database\": \"test.sqlite\", \"relationships\": []}\n");
    const Ended text = run(words(QStringLiteral("relationships|DB"), database));
    QCOMPARE(text.status, 0);
    QCOMPARE(text.out, QByteArray());
    QVERIFY(text.err.contains("No relationship"));
}

void TestCommandLine::sample()
{
    compareDone(run({QStringLiteral("sample")}), "favorites\n");
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("s.sqlite"));
    compareDone(run({QStringLiteral("sample"), QStringLiteral("favorites"), path}), {});
    const Ended found = run({QStringLiteral("relationships"), path, QStringLiteral("--json")});
    const QJsonObject first = QJsonDocument::fromJson(found.out)[QStringLiteral("relationships")][0].toObject();
    QCOMPARE(first[QStringLiteral("name")].toString(), QStringLiteral("Favorites"));
}

void TestCommandLine::missingDatabaseIsNotMade()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("typo.sqlite"));
    for (const QStringList &call :
         {QStringList{QStringLiteral("relationships"), path},
          QStringList{QStringLiteral("link"), path, QStringLiteral("-r"), QStringLiteral("x"), QStringLiteral("1"),
                      QStringLiteral("1")},
          QStringList{QStringLiteral("--screenshot"), folder.filePath(QStringLiteral("x.png")), path}}) {
        compareFailure(run(call), 3, path);
        QVERIFY(QDir(folder.path()).isEmpty());
    }
}

void TestCommandLine::exactBytesInAnyLocale()
{
    TestDatabase database(TestDatabase::favoritesScript());
    const QStringList call = words(QStringLiteral("link|DB|-r|Favorites|4|title=Élite"), database);
    for (const char *locale : {"C", "POSIX", "C.UTF-8", "nonsense"}) {
        compareDone(run(call, QString::fromLatin1(locale)), "Élite linked to Edsger\n");
        database.exec(QStringLiteral("DELETE FROM user_favorites WHERE user_id = 4"));
    }
}

void TestCommandLine::screenshot_data()
{
    QTest::addColumn<QString>("options");
    QTest::addColumn<QSize>("size");
    QTest::newRow("as a window opens") << QString() << QSize(1280, 800);
    QTest::newRow("sized and dark") << QStringLiteral("--dark|--size|1400x900") << QSize(1400, 900);
    QTest::newRow("as small as can be") << QStringLiteral("--size|860x480") << QSize(860, 480);
    QTest::newRow("a selection on each side")
        << QStringLiteral("-r|Favorites|--select|left|name=Ada|--select|right|1|--focus|right") << QSize(1280, 800);
}

void TestCommandLine::screenshot()
{
    TestDatabase database(TestDatabase::favoritesScript());
    QFETCH(QString, options);
    compareDone(run(words(QStringLiteral("--screenshot|DB.png|DB|") + options, database)), {});
    const QImage picture(database.path() + QStringLiteral(".png"), "PNG");
    QTEST(picture.size(), "size");
    const QColor corner = picture.pixelColor(4, picture.height() - 4);
    QCOMPARE(corner.lightness() < 128, options.contains(QLatin1String("--dark")));
}

void TestCommandLine::screenshotRefusals_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<int>("status");
    QTest::newRow("unknown key") << QStringLiteral("--screenshot|DB.png|DB|--select|left|99") << 3;
    QTest::newRow("unknown relationship") << QStringLiteral("--screenshot|DB.png|DB|-r|Nothing") << 2;
    QTest::newRow("missing folder") << QStringLiteral("--screenshot|DB/x.png|DB") << 3;
}

void TestCommandLine::screenshotRefusals()
{
    TestDatabase database(TestDatabase::favoritesScript());
    QFETCH(QString, call);
    QFETCH(int, status);
    compareFailure(run(words(call, database)), status, {});
    QVERIFY(!QFile::exists(database.path() + QStringLiteral(".png")));
}

void TestCommandLine::windowNeedsADisplay()
{
    TestDatabase database(TestDatabase::favoritesScript());
    compareFailure(run({database.path()}), 3, QStringLiteral("--screenshot"));
}

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_commandline.moc"
