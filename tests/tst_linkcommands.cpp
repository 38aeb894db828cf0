#include "program.h"
#include "testdatabase.h"

using namespace joinery;

/// `joinery link` and `joinery unlink`: which rows a call means, and what it does to the join table.
class TestLinkCommands : public QObject
{
    Q_OBJECT

private slots:
    void linkAndUnlink();
    void rowsByName_data();
    void rowsByName();
    void negativeAndOddKeys();
    void keysOfAnyType();
    void compositeKeys();
    void payload();
    void thirdEnds();
    void repeatedPairs();
    void tenantsDoNotMix();
    void timestampsAreKept();
};

void TestLinkCommands::linkAndUnlink()
{
    TestDatabase database(TestDatabase::favoritesScript());
    const QString pair = QStringLiteral("SELECT count(*) FROM user_favorites WHERE user_id = 4 AND show_id = 5");
    compareDone(run(words(QStringLiteral("link|DB|-r|Favorites|4|5"), database)), "Borgen linked to Edsger\n");
    QCOMPARE(database.value(pair).toInt(), 1);
    compareDone(run(words(QStringLiteral("link|DB|-r|Favorites|4|5"), database)),
                "Borgen and Edsger are linked already\n");
    QCOMPARE(database.value(pair).toInt(), 1);
    compareDone(run(words(QStringLiteral("unlink|DB|-r|Favorites|4|5"), database)), "Borgen unlinked from Edsger\n");
    QCOMPARE(database.value(pair).toInt(), 0);
    QCOMPARE(database.value(QStringLiteral("SELECT count(*) FROM user_favorites")).toInt(), 5);
}

void TestLinkCommands::rowsByName_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QByteArray>("out");
    QTest::newRow("by title") << QStringLiteral("title=Élite") << QByteArray("Élite linked to Edsger\n");
    QTest::newRow("by another column") << QStringLiteral("YEAR=2016") << QByteArray("Fleabag linked to Edsger\n");
    QTest::newRow("explicit key") << QStringLiteral("=4") << QByteArray("Élite linked to Edsger\n");
    QTest::newRow("quoted key") << QStringLiteral("\"4\"") << QByteArray("Élite linked to Edsger\n");
}

void TestLinkCommands::rowsByName()
{
    TestDatabase database(TestDatabase::favoritesScript());
    QFETCH(QString, key);
    QFETCH(QByteArray, out);
    compareDone(run({QStringLiteral("link"), database.path(), QStringLiteral("-r"), QStringLiteral("Favorites"),
                     QStringLiteral("4"), key}),
                out);
}

void TestLinkCommands::negativeAndOddKeys()
{
    TestDatabase database(QStringLiteral(
        "CREATE TABLE a (id INTEGER PRIMARY KEY, name TEXT);\nCREATE TABLE b (code TEXT PRIMARY KEY, name TEXT);\n"
        "CREATE TABLE ab (a_id REFERENCES a, b_code REFERENCES b, PRIMARY KEY (a_id, b_code));\n"
        "INSERT INTO a VALUES (-1, 'minus'), (2, 'two');\n"
        "INSERT INTO b VALUES ('name=x', 'equals'), ('--all', 'dashes'), ('p,q', 'comma'), ('', 'empty'), ('other', 'x');\n"));
    const QStringList call{QStringLiteral("link"), database.path(), QStringLiteral("-r"), QStringLiteral("ab")};
    compareDone(run(call + QStringList{QStringLiteral("-1"), QStringLiteral("name=x")}), "x linked to minus\n");
    compareDone(run(call + QStringList{QStringLiteral("-1"), QStringLiteral("=name=x")}), "equals linked to minus\n");
    compareDone(run(call + QStringList{QStringLiteral("--"), QStringLiteral("-1"), QStringLiteral("--all")}),
                "dashes linked to minus\n");
    compareDone(run(call + QStringList{QStringLiteral("2"), QStringLiteral("\"p,q\"")}), "comma linked to two\n");
    compareDone(run(call + QStringList{QStringLiteral("2"), QString()}), "empty linked to two\n");
    compareDone(
        run(words(QStringLiteral("links|DB|-r|ab|--left|-1"), database)),
        "a_id,b_code,left_label,right_label\n-1,--all,minus,dashes\n-1,name=x,minus,equals\n-1,other,minus,x\n");
    compareDone(run(words(QStringLiteral("links|DB|-r|ab|--right=--all"), database)),
                "a_id,b_code,left_label,right_label\n-1,--all,minus,dashes\n");
}

void TestLinkCommands::keysOfAnyType()
{
    TestDatabase database(QStringLiteral(
        "CREATE TABLE a (id PRIMARY KEY, name TEXT);\nCREATE TABLE b (id NUMERIC PRIMARY KEY, name TEXT);\n"
        "CREATE TABLE ab (a_id REFERENCES a, b_id REFERENCES b, PRIMARY KEY (a_id, b_id));\n"
        "INSERT INTO a VALUES (1, 'integer'), ('two', 'text'), (2.5, 'real');\nINSERT INTO b VALUES (1.5, 'b');\n"));
    for (const auto &[key, name] : {std::pair{"1", "integer"}, std::pair{"two", "text"}, std::pair{"2.5", "real"}}) {
        compareDone(run({QStringLiteral("link"), database.path(), QStringLiteral("-r"), QStringLiteral("ab"),
                         QString::fromLatin1(key), QStringLiteral("1.5")}),
                    QByteArray("b linked to ") + name + '\n');
    }
    QCOMPARE(database.rows(QStringLiteral("SELECT typeof(a_id), typeof(b_id) FROM ab ORDER BY 1")),
             (QStringList{QStringLiteral("integer|real"), QStringLiteral("real|real"), QStringLiteral("text|real")}));
}

void TestLinkCommands::compositeKeys()
{
    TestDatabase database(QStringLiteral(
        "CREATE TABLE rooms (house TEXT, nr INTEGER, name TEXT, PRIMARY KEY (house, nr));\n"
        "CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT);\n"
        "CREATE TABLE room_people (house TEXT, nr INTEGER, person_id REFERENCES people, "
        "PRIMARY KEY (house, nr, person_id), FOREIGN KEY (house, nr) REFERENCES rooms);\n"
        "INSERT INTO rooms VALUES ('A, north', 1, 'Attic'), ('B', 2, 'Bath');\nINSERT INTO people VALUES (1, 'Ada');\n"));
    compareDone(run(words(QStringLiteral("link|DB|-r|room_people|\"A, north\",1|1"), database)),
                "Ada linked to Attic\n");
    compareDone(run(words(QStringLiteral("link|DB|-r|room_people|name=Bath|1"), database)), "Ada linked to Bath\n");
    compareFailure(run(words(QStringLiteral("link|DB|-r|room_people|B|1"), database)), 2, QStringLiteral("house, nr"));
    compareDone(run(words(QStringLiteral("unlink|DB|-r|room_people|B,2|1"), database)), "Ada unlinked from Bath\n");
    QCOMPARE(database.rows(QStringLiteral("SELECT * FROM room_people")), QStringList{QStringLiteral("A, north|1|1")});
}

void TestLinkCommands::payload()
{
    TestDatabase database(TestDatabase::favoritesScript());
    QCOMPARE(
        run(words(QStringLiteral("link|DB|-r|Favorites|4|5|--set|rating=3|--set|note=a=b, c|--set=since=2020-02-02"),
                  database))
            .status,
        0);
    QCOMPARE(run(words(QStringLiteral("link|DB|-r|Favorites|4|6|--set|note|--set|rating"), database)).status, 0);
    QCOMPARE(run(words(QStringLiteral("link|DB|-r|Favorites|4|1|--set|note="), database)).status, 0);
    QCOMPARE(database.rows(QStringLiteral(
                 "SELECT show_id, since, rating, typeof(rating), note FROM user_favorites WHERE user_id = 4")),
             (QStringList{QStringLiteral("1|2026-01-01|NULL|null|"), QStringLiteral("5|2020-02-02|3|integer|a=b, c"),
                          QStringLiteral("6|2026-01-01|NULL|null|NULL")}));
}

void TestLinkCommands::thirdEnds()
{
    TestDatabase database(QStringLiteral(
        "CREATE TABLE pupils (id INTEGER PRIMARY KEY, name TEXT);\nCREATE TABLE courses (id INTEGER PRIMARY KEY, name TEXT);\n"
        "CREATE TABLE terms (id INTEGER PRIMARY KEY, name TEXT);\n"
        "CREATE TABLE enrolments (pupil_id NOT NULL REFERENCES pupils, course_id NOT NULL REFERENCES courses, "
        "term_id INTEGER NOT NULL REFERENCES terms, PRIMARY KEY (pupil_id, course_id, term_id));\n"
        "INSERT INTO pupils VALUES (1, 'Ann');\nINSERT INTO courses VALUES (1, 'Maths');\nINSERT INTO terms VALUES (1, 'Spring');\n"));
    compareFailure(run(words(QStringLiteral("link|DB|-r|enrolments|1|1"), database)), 3, QStringLiteral("term_id"));
    compareFailure(run(words(QStringLiteral("link|DB|-r|enrolments|1|1|--set|term_id=2"), database)), 3,
                   QStringLiteral("Maths"));
    compareDone(run(words(QStringLiteral("link|DB|-r|enrolments|1|1|--set|term_id=1"), database)),
                "Maths linked to Ann\n");
    QCOMPARE(database.rows(QStringLiteral("SELECT * FROM enrolments")), QStringList{QStringLiteral("1|1|1")});
}

void TestLinkCommands::repeatedPairs()
{
    TestDatabase database(QStringLiteral(
        "CREATE TABLE lists (id INTEGER PRIMARY KEY, name TEXT);\nCREATE TABLE tracks (id INTEGER PRIMARY KEY, name TEXT);\n"
        "CREATE TABLE entries (id INTEGER PRIMARY KEY, list_id REFERENCES lists, track_id REFERENCES tracks);\n"
        "INSERT INTO lists VALUES (1, 'Party');\nINSERT INTO tracks VALUES (1, 'Song');\n"));
    const QString count = QStringLiteral("SELECT count(*) FROM entries");
    for (int i = 0; i < 2; ++i)
        compareDone(run(words(QStringLiteral("link|DB|-r|entries|1|1"), database)), "Song linked to Party\n");
    QCOMPARE(database.value(count).toInt(), 2);
    compareFailure(run(words(QStringLiteral("unlink|DB|-r|entries|1|1"), database)), 3, QStringLiteral("--all"));
    QCOMPARE(database.value(count).toInt(), 2);
    QCOMPARE(run(words(QStringLiteral("unlink|DB|-r|entries|1|1|--all"), database)).status, 0);
    QCOMPARE(database.value(count).toInt(), 0);
}

void TestLinkCommands::tenantsDoNotMix()
{
    TestDatabase database(QStringLiteral(
        "CREATE TABLE pupils (school INTEGER, nr INTEGER, name TEXT, PRIMARY KEY (school, nr));\n"
        "CREATE TABLE courses (school INTEGER, code TEXT, name TEXT, PRIMARY KEY (school, code));\n"
        "CREATE TABLE enrolments (school INTEGER, nr INTEGER, code TEXT, PRIMARY KEY (school, nr, code), "
        "FOREIGN KEY (school, nr) REFERENCES pupils, FOREIGN KEY (school, code) REFERENCES courses);\n"
        "INSERT INTO pupils VALUES (1, 1, 'Ann');\nINSERT INTO courses VALUES (1, 'M', 'Maths'), (2, 'M', 'Music');\n"));
    compareDone(run(words(QStringLiteral("link|DB|-r|enrolments|1,1|1,M"), database)), "Maths linked to Ann\n");
    compareFailure(run(words(QStringLiteral("link|DB|-r|enrolments|1,1|2,M"), database)), 3, QStringLiteral("Music"));
}

void TestLinkCommands::timestampsAreKept()
{
    TestDatabase database(QStringLiteral(
        "CREATE TABLE a (id INTEGER PRIMARY KEY, name TEXT);\nCREATE TABLE b (id INTEGER PRIMARY KEY, name TEXT);\n"
        "CREATE TABLE ab (a_id REFERENCES a, b_id REFERENCES b, createdAt DATETIME NOT NULL, PRIMARY KEY (a_id, b_id));\n"
        "INSERT INTO a VALUES (1, 'a');\nINSERT INTO b VALUES (1, 'b'), (2, 'c');\n"
        "INSERT INTO ab VALUES (1, 2, '2020-01-01 00:00:00.000 +00:00');\n"));
    compareDone(run(words(QStringLiteral("link|DB|-r|ab|1|1"), database)), "b linked to a\n");
    const QString stamp = database.value(QStringLiteral("SELECT createdAt FROM ab WHERE b_id = 1")).toString();
    QVERIFY2(stamp.endsWith(QLatin1String(" +00:00")) && stamp > QLatin1String("2021"), qPrintable(stamp));
}

QTEST_GUILESS_MAIN(TestLinkCommands)
#include "tst_linkcommands.moc"
