#include "program.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

using namespace joinery;

namespace {

const QString all = QStringLiteral("SELECT * FROM user_favorites ORDER BY user_id, show_id");

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

/// The favorites, and beside the database a file for import: DB.csv in a call.
struct Favorites
{
    explicit Favorites(const QByteArray &text) : database(TestDatabase::favoritesScript())
    {
        database.exec(QStringLiteral("INSERT INTO shows VALUES (7, 'Twin', 2001, NULL), (8, 'Twin', 2002, NULL)"));
        write(database.path() + QStringLiteral(".csv"), text);
    }

    Ended import(const QString &options = {})
    {
        return run(words(QStringLiteral("import|DB|-r|Favorites|DB.csv|") + options, database));
    }

    TestDatabase database;
};

QByteArray account(std::initializer_list<int> numbers, const QByteArray &written = "true")
{
    static const QByteArrayList names = {
        "read",        "linked",       "alreadyLinked", "updated",        "duplicateInFile",
        "unknownLeft", "unknownRight", "ambiguousLeft", "ambiguousRight", "malformed",
        "refused",     "blankLines",   "createdLeft",   "createdRight"};
    QByteArray text = "{";
    qsizetype i = 0;
    for (const int number : numbers)
        text += '"' + names[i++] + "\": " + QByteArray::number(number) + ", ";
    return text + "\"written\": " + written + "}\n";
}

} // namespace

class TestImportCommand : public QObject
{
    Q_OBJECT

private slots:
    void theAccount();
    void readableSummary();
    void allOrNothing();
    void dryRun();
    void rejects();
    void options_data();
    void options();
    void wrongCalls_data();
    void wrongCalls();
    void refusals_data();
    void refusals();
    void standardInput();
    void pokeapi_data();
    void pokeapi();
    void naughtyStringsComeOutAsTheyWentIn();
    void filesInUseAreNotWrittenOver_data();
    void filesInUseAreNotWrittenOver();
    void pipesAreWrittenInto();
    void aBadKeyIsOneRow();
    void idsInLists();
    void unusedColumnsAreNamed();
};

void TestImportCommand::theAccount()
{
    Favorites favorites(
        "user,show,rating\nAda,Severance,1\nAda,Borgen,2\nAlan,Dark,\nEve,Dark,1\n\nAda,Nope,1\nAda,Twin,1\n"
        "Ada,Dark,x\nAda,Borgen,3\nGrace,Dark,3\nGrace,Borgen,9\n");
    const Ended ended = favorites.import(QStringLiteral("--json"));
    QCOMPARE(ended.out, account({10, 3, 1, 0, 1, 1, 1, 0, 1, 1, 1, 1, 0, 0}));
    QCOMPARE(ended.err, QByteArray());
    QCOMPARE(ended.status, 1);
    QCOMPARE(favorites.database.value(QStringLiteral("SELECT count(*) FROM user_favorites")).toInt(), 8);
}

void TestImportCommand::readableSummary()
{
    Favorites favorites("user,show\nAda,Borgen\nAda,Nope\n");
    const Ended ended = favorites.import();
    QCOMPARE(ended.status, 1);
    QCOMPARE(ended.err, QByteArray());
    QCOMPARE(ended.out, QByteArray("2 rows read\n           1  linked\n           1  unknown on the right (rejected)\n"
                                   "--rejects FILE saves the rejected rows with their reasons.\n"));
}

void TestImportCommand::allOrNothing()
{
    Favorites favorites("user,show\nAda,Borgen\nAda,Nope\n");
    const QStringList before = favorites.database.rows(all);
    const Ended ended = favorites.import(QStringLiteral("--all-or-nothing|--json|--rejects|DB.rejects"));
    QCOMPARE(ended.status, 3);
    QCOMPARE(ended.out, account({2, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0}, "false"));
    QCOMPARE(ended.err.count('\n'), 1);
    QCOMPARE(favorites.database.rows(all), before);
    QVERIFY(contents(favorites.database.path() + QStringLiteral(".rejects")).contains("3,"));
}

void TestImportCommand::dryRun()
{
    Favorites favorites("user,show,rating\nAda,Borgen,1\nAda,Fleabag,9\nEve,Dark,1\n");
    const QStringList before = favorites.database.rows(all);
    const Ended ended = favorites.import(QStringLiteral("--dry-run|--json|--create|both"));
    QCOMPARE(ended.out, account({3, 2, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0}, "false"));
    QCOMPARE(ended.status, 1);
    QCOMPARE(favorites.database.rows(all), before);
    QCOMPARE(favorites.database.value(QStringLiteral("SELECT count(*) FROM users")).toInt(), 5);
}

void TestImportCommand::rejects()
{
    Favorites favorites("user,show\nAda,Nope\nAda,Borgen\n");
    const QString path = favorites.database.path() + QStringLiteral(".rejects");
    write(path, "old");
    QCOMPARE(favorites.import(QStringLiteral("--rejects|DB.rejects|--left|nowhere")).status, 2);
    QCOMPARE(contents(path), QByteArray("old"));
    QCOMPARE(favorites.import(QStringLiteral("--rejects|DB.rejects")).status, 1);
    QCOMPARE(contents(path),
             QByteArray("line,reason,user,show\n2,\"there is no row of shows with title \"\"Nope\"\"\",Ada,Nope\n"));
    // What was rejected can be mended and imported as it is.
    write(favorites.database.path() + QStringLiteral(".csv"), contents(path).replace("Ada,Nope", "Ada,Fleabag"));
    QCOMPARE(favorites.import(QStringLiteral("--json")).out, account({1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}));
    QCOMPARE(favorites.import(QStringLiteral("--rejects|DB/x.csv")).status, 3);
}

void TestImportCommand::options_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("options");
    QTest::addColumn<int>("status");
    QTest::addColumn<QStringList>("added");
    const auto row = [](const char *name, const QByteArray &text, const char *options, int status,
                        const QByteArrayList &added) {
        QStringList list;
        for (const QByteArray &each : added)
            list += QString::fromUtf8(each);
        QTest::newRow(name) << text << QString::fromUtf8(options) << status << list;
    };
    row("columns by name", "a,b,c\nx,Borgen,Ada\n", "--left|c|--right|b", 0, {"1|5|2026-01-01|NULL|NULL"});
    row("columns by place", "x,Borgen,Ada\n", "--no-header|--left|3|--right=2", 0, {"1|5|2026-01-01|NULL|NULL"});
    row("several columns", "u,t,y\nAda,Twin,2002\n", "--left|u|--right|t,y|--right-by|title,year", 0,
        {"1|8|2026-01-01|NULL|NULL"});
    row("by key", "u,s\n2,5\n", "--left|u|--left-by|id|--right|s|--right-by|id", 0, {"2|5|2026-01-01|NULL|NULL"});
    row("payload and set", "user,show,stars\nAlan,Borgen,4\n",
        "--payload|stars=rating|--set|note=a=b|--set|since=2020-02-02", 0, {"2|5|2020-02-02|4|a=b"});
    row("set NULL", "user,show\nAlan,Borgen\n", "--set|since", 1, {});
    row("a list", "user;shows\nAlan;Borgen, Dark\n", "--list|right=, |--delimiter|;", 0,
        {"2|3|2026-01-01|NULL|NULL", "2|5|2026-01-01|NULL|NULL"});
    row("create", "user,show\nEve,Nova\n", "--create|both", 0, {"6|9|2026-01-01|NULL|NULL"});
    row("ignore case", "user,show\nALAN,borgen\n", "--ignore-case", 0, {"2|5|2026-01-01|NULL|NULL"});
    row("delimiter", "user-show\nAlan-Borgen\n", "--delimiter|-", 0, {"2|5|2026-01-01|NULL|NULL"});
    row("tab", "user\tshow\nAlan\tBorgen\n", "--delimiter|tab", 0, {"2|5|2026-01-01|NULL|NULL"});
    row("encoding", "user,show\nAlan,\xC9lite\n", "--encoding|latin-1", 0, {"2|4|2026-01-01|NULL|NULL"});
    row("encoding sniffed", "user,show\nAlan,\xC9lite\n", "", 0, {"2|4|2026-01-01|NULL|NULL"});
    row("encoding overruled", "user,show\nAlan,\xC9lite\n", "--encoding|utf-8", 1, {});
    row("on conflict reject", "user,show\nAda,Dark\n", "--on-conflict|reject", 1, {});
}

void TestImportCommand::options()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, options);
    QFETCH(QStringList, added);
    Favorites favorites(text);
    const QStringList before = favorites.database.rows(all);
    const Ended ended = favorites.import(options);
    QVERIFY2(ended.err.isEmpty(), ended.err.constData());
    QTEST(ended.status, "status");
    QStringList after = favorites.database.rows(all);
    after.removeIf([&](const QString &row) { return before.contains(row); });
    QCOMPARE(after, added);
}

void TestImportCommand::wrongCalls_data()
{
    QTest::addColumn<QString>("options");
    QTest::addColumn<QString>("part");
    const auto row = [](const char *options, const char *part) {
        QTest::newRow(options) << QString::fromLatin1(options) << QString::fromLatin1(part);
    };
    row("--left|nowhere", "nowhere");
    row("--left|3", "\"3\"");
    row("--left-by|nowhere", "nowhere");
    row("--left|user|--left-by|id,name", "--left-by");
    row("--payload|user=stars", "stars");
    row("--payload|stars=rating", "stars");
    row("--payload|user=user_id", "user_id");
    row("--set|stars=1", "stars");
    row("--set|rating=much", "whole number");
    row("--set|rating=1|--payload|show=rating", "twice");
    row("--list|middle=x", "--list");
    row("--list|right=", "--list");
    row("--list|right=,|--list|right=;", "twice");
    row("--create|all", "--create");
    row("--on-conflict|replace", "--on-conflict");
    row("--delimiter|ab", "--delimiter");
    row("--encoding|klingon", "klingon");
    row("--rejects|DB", "database");
    row("extra", "import DATABASE");
    row("--bogus", "--bogus");
}

void TestImportCommand::wrongCalls()
{
    QFETCH(QString, options);
    QFETCH(QString, part);
    Favorites favorites("user,show\nAda,Borgen\n");
    const QStringList before = favorites.database.rows(all);
    compareFailure(favorites.import(options), 2, part);
    QCOMPARE(favorites.database.rows(all), before);
}

void TestImportCommand::refusals_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<QString>("part");
    QTest::newRow("no file") << QStringLiteral("import|DB|-r|Favorites|DB.nowhere")
                             << QStringLiteral("could not be read");
    QTest::newRow("a folder") << QStringLiteral("import|DB|-r|Favorites|/") << QStringLiteral("folder");
    QTest::newRow("no database") << QStringLiteral("import|DB.nowhere|-r|Favorites|DB.csv")
                                 << QStringLiteral("no file");
    QTest::newRow("rejects in a missing folder")
        << QStringLiteral("import|DB|-r|Favorites|DB.csv|--rejects|DB/x") << QStringLiteral("could not be written");
}

void TestImportCommand::refusals()
{
    QFETCH(QString, call);
    QFETCH(QString, part);
    Favorites favorites("user,show\nAda,Borgen\n");
    const QStringList before = favorites.database.rows(all);
    compareFailure(run(words(call, favorites.database)), 3, part);
    QCOMPARE(favorites.database.rows(all), before);
}

void TestImportCommand::standardInput()
{
    Favorites favorites({});
    QProcess process;
    process.start(QStringLiteral(JOINERY_BINARY),
                  {QStringLiteral("import"), favorites.database.path(), QStringLiteral("-r"),
                   QStringLiteral("Favorites"), QStringLiteral("-"), QStringLiteral("--json")});
    process.write("user,show\nAda,Borgen\n");
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.readAllStandardOutput(), account({1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}));
    QCOMPARE(process.exitCode(), 0);
}

void TestImportCommand::pokeapi_data()
{
    QTest::addColumn<QString>("table");
    QTest::newRow("pokemon_abilities") << QStringLiteral("pokemon_abilities");
    QTest::newRow("encounter_condition_value_map") << QStringLiteral("encounter_condition_value_map");
}

void TestImportCommand::pokeapi()
{
    const QString folder = qEnvironmentVariable("JOINERY_DATA");
    if (folder.isEmpty())
        QSKIP("JOINERY_DATA names no folder with joinrows");
    QFETCH(QString, table);
    const QString file = folder + QStringLiteral("/joinrows/pokeapi_%1.csv").arg(table);
    const QJsonObject truth = QJsonDocument::fromJson(contents(
        folder + QStringLiteral("/joinrows/joinrows.truth.json")))[QStringLiteral("pokeapi_") + table]
                                  .toObject();
    const int rows = truth[QStringLiteral("rows")].toInt();
    QVERIFY(rows > 1000);
    const QString left = truth[QStringLiteral("left_columns")][0].toString();
    const QString right = truth[QStringLiteral("right_columns")][0].toString();
    // Entities for every key that the file names, each with a name.
    TestDatabase database(
        QStringLiteral(
            "CREATE TABLE l (id INTEGER PRIMARY KEY, name TEXT UNIQUE);\nCREATE TABLE r (id INTEGER PRIMARY KEY, name TEXT UNIQUE);\n"
            "CREATE TABLE links (%1 INTEGER REFERENCES l, %2 INTEGER REFERENCES r, PRIMARY KEY (%1, %2));\n"
            "BEGIN;\n")
            .arg(left, right));
    const QByteArrayList lines = contents(file).trimmed().split('\n');
    const QByteArrayList header = lines.first().trimmed().split(',');
    const auto leftPlace = header.indexOf(left.toUtf8());
    const auto rightPlace = header.indexOf(right.toUtf8());
    QByteArray byName("l,r\n");
    QSet<QByteArray> seen[2];
    for (const QByteArray &line : lines.mid(1)) {
        const QByteArrayList fields = line.trimmed().split(',');
        const QByteArray keys[2] = {fields[leftPlace], fields[rightPlace]};
        byName += "left " + keys[0] + ",right " + keys[1] + '\n';
        for (const int side : {0, 1}) {
            if (seen[side].contains(keys[side]))
                continue;
            seen[side].insert(keys[side]);
            database.exec(side == 0 ? QStringLiteral("INSERT INTO l VALUES (?, 'left ' || ?)")
                                    : QStringLiteral("INSERT INTO r VALUES (?, 'right ' || ?)"),
                          {keys[side].toLongLong(), QString::fromLatin1(keys[side])});
        }
    }
    database.exec(QStringLiteral("COMMIT"));
    QCOMPARE(seen[0].size(), truth[QStringLiteral("distinct_left")].toInt());
    QCOMPARE(seen[1].size(), truth[QStringLiteral("distinct_right")].toInt());
    const QByteArray linked = account({rows, rows, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    const auto importFile = [&](const QString &path) {
        return run({QStringLiteral("import"), database.path(), QStringLiteral("-r"), QStringLiteral("links"), path,
                    QStringLiteral("--json")});
    };
    compareDone(importFile(file), linked);
    const QStringList byKey = database.rows(QStringLiteral("SELECT * FROM links ORDER BY 1, 2"));
    QCOMPARE(byKey.size(), truth[QStringLiteral("distinct_pairs")].toInt());
    compareDone(importFile(file), account({rows, 0, rows, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}));
    // The same rows by name give the same links.
    database.exec(QStringLiteral("DELETE FROM links"));
    write(database.path() + QStringLiteral(".csv"), byName);
    compareDone(importFile(database.path() + QStringLiteral(".csv")), linked);
    QCOMPARE(database.rows(QStringLiteral("SELECT * FROM links ORDER BY 1, 2")), byKey);
}

void TestImportCommand::naughtyStringsComeOutAsTheyWentIn()
{
    const QString folder = qEnvironmentVariable("JOINERY_DATA");
    if (folder.isEmpty())
        QSKIP("JOINERY_DATA names no folder with csv/blns");
    const QJsonArray strings =
        QJsonDocument::fromJson(contents(folder + QStringLiteral("/csv/blns/blns.json"))).array();
    TestDatabase database(QStringLiteral(
        "CREATE TABLE a (id INTEGER PRIMARY KEY, name TEXT);\nCREATE TABLE b (id INTEGER PRIMARY KEY, name TEXT);\n"
        "CREATE TABLE ab (a_id INTEGER REFERENCES a, b_id INTEGER REFERENCES b, note TEXT, PRIMARY KEY (a_id, b_id));\n"
        "INSERT INTO b VALUES (1, 'b');\n"));
    QByteArray text("a,b,note\n");
    QByteArray expected("a_id,b_id,note,left_label,right_label\n");
    QSet<QByteArray> seen;
    for (const QJsonValue &each : strings) {
        const QByteArray value = each.toString().toUtf8();
        if (seen.contains(value))
            continue;
        seen.insert(value);
        const bool quoted = value.isEmpty() || value.contains(',') || value.contains('"') || value.contains('\n')
                         || value.contains('\r');
        const QByteArray field = quoted ? '"' + QByteArray(value).replace("\"", "\"\"") + '"' : value;
        text += field + ",b," + field + '\n';
        expected += QByteArray::number(seen.size()) + ",1," + field + ',' + field + ",b\n";
    }
    write(database.path() + QStringLiteral(".csv"), text);
    const int count = int(seen.size());
    compareDone(run(words(QStringLiteral("import|DB|-r|ab|DB.csv|--create|left|--json"), database)),
                account({count, count, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, count, 0}));
    compareDone(run(words(QStringLiteral("links|DB|-r|ab|--format|csv"), database)), expected);
}

void TestImportCommand::filesInUseAreNotWrittenOver_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<int>("status");
    QTest::newRow("the database by an export") << QStringLiteral("links|DB|-r|Favorites|-o|DB") << 3;
    QTest::newRow("its journal by an export") << QStringLiteral("links|DB|-r|Favorites|-o|DB-wal") << 3;
    QTest::newRow("the database by a link to it") << QStringLiteral("links|DB|-r|Favorites|-o|DB.link") << 3;
    QTest::newRow("the database by rejects") << QStringLiteral("import|DB|-r|Favorites|DB.csv|--rejects|DB") << 2;
    QTest::newRow("its journal by rejects")
        << QStringLiteral("import|DB|-r|Favorites|DB.csv|--rejects|DB-journal") << 2;
    QTest::newRow("the imported file by rejects")
        << QStringLiteral("import|DB|-r|Favorites|DB.csv|--dry-run|--rejects|DB.csv") << 2;
}

void TestImportCommand::filesInUseAreNotWrittenOver()
{
    QFETCH(QString, call);
    QFETCH(int, status);
    const QByteArray text("user,show\nAda,Nope\n");
    Favorites favorites(text);
    const QString path = favorites.database.path();
    QVERIFY(QFile::link(path, path + QStringLiteral(".link")));
    const QByteArray before = contents(path);
    compareFailure(run(words(call, favorites.database)), status, QStringLiteral("written over"));
    QCOMPARE(contents(path), before);
    QCOMPARE(contents(path + QStringLiteral(".csv")), text);
    QVERIFY(!QFile::exists(path + QStringLiteral("-wal")));
}

void TestImportCommand::pipesAreWrittenInto()
{
    Favorites favorites("user,show\nAda,Nope\n");
    const Ended plain = run(words(QStringLiteral("links|DB|-r|Favorites"), favorites.database));
    QCOMPARE(run(words(QStringLiteral("links|DB|-r|Favorites|-o|/dev/stdout"), favorites.database)).out, plain.out);
    // A reader that waits at a pipe of its own name.
    const QString pipe = favorites.database.path() + QStringLiteral(".pipe");
    QCOMPARE(QProcess::execute(QStringLiteral("mkfifo"), {pipe}), 0);
    QProcess reader;
    reader.start(QStringLiteral("cat"), {pipe});
    QCOMPARE(favorites.import(QStringLiteral("--rejects|DB.pipe")).status, 1);
    QVERIFY(reader.waitForFinished());
    QCOMPARE(reader.readAll(),
             QByteArray("line,reason,user,show\n2,\"there is no row of shows with title \"\"Nope\"\"\",Ada,Nope\n"));
    QVERIFY(!QFileInfo(pipe).isFile());
}

void TestImportCommand::aBadKeyIsOneRow()
{
    Favorites favorites("user,show\n71,Dark\nabc,Dark\n72,Dark\n");
    favorites.database.exec(QStringLiteral("CREATE TABLE notes (id INTEGER PRIMARY KEY)"));
    favorites.database.exec(QStringLiteral(
        "CREATE TABLE note_shows (note_id INTEGER REFERENCES notes, show_id INTEGER REFERENCES shows, PRIMARY KEY (note_id, show_id))"));
    const Ended ended = run(words(
        QStringLiteral("import|DB|-r|note_shows|DB.csv|--left|user|--left-by|id|--right|show|--create|left|--json"),
        favorites.database));
    QCOMPARE(ended.out, account({3, 2, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 2, 0}));
    QCOMPARE(ended.status, 1);
}

void TestImportCommand::unusedColumnsAreNamed()
{
    Favorites favorites("user,show,mood,left_label\nAda,Borgen,good,Ada\n");
    const Ended ended = favorites.import();
    QCOMPARE(ended.err, QByteArray());
    QCOMPARE(ended.out, QByteArray("1 row read\n           1  linked\nColumns of the file that are not used: mood.\n"));
}

void TestImportCommand::idsInLists()
{
    Favorites favorites("user,show\n1,5;6\n2,5;6\n");
    const Ended ended = favorites.import(QStringLiteral("--list|right=;|--delimiter|,|--json"));
    QCOMPARE(ended.out, account({4, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}));
    QCOMPARE(ended.status, 0);
}

QTEST_GUILESS_MAIN(TestImportCommand)

#include "tst_importcommand.moc"
