#include "importing.h"

#include "import/importpreview.h"
#include "links/linkstore.h"
#include "session/importgesture.h"

#include <QBuffer>
#include <QJsonArray>
#include <QJsonDocument>

#include <functional>

using namespace joinery;

namespace {

/// users 1..5, shows 1..6 and "Twin" twice; Ada has Severance and Dark.
QString script()
{
    return TestDatabase::favoritesScript()
         + QStringLiteral(
               "INSERT INTO shows VALUES (7, 'Twin', 2001, NULL), (8, 'Twin', 2002, NULL), (9, 'dark', 1999, NULL);\n");
}

const QString all = QStringLiteral("SELECT * FROM user_favorites ORDER BY user_id, show_id");

using Prepare = std::function<void(Importing &)>;

} // namespace

Q_DECLARE_METATYPE(Prepare)

class TestImport : public QObject
{
    Q_OBJECT

private slots:
    void judges_data();
    void judges();
    void writesWhatItSays();
    void payloadByColumnType_data();
    void payloadByColumnType();
    void keysOfEveryShape_data();
    void keysOfEveryShape();
    void guesses_data();
    void guesses();
    void rejectsAreWritten();
    void refusalsDependOnTheOrderOfTheFile();
    void manyRowsInSeveralBatches();
    void undoAndRedo_data();
    void undoAndRedo();
    void createdEntitiesBelongToTheStep();
    void refusedLinkMakesNoEntity();
    void resolutionsApplyToEveryRow();
    void cancelledImportLeavesNothing();
    void fullDiskLeavesNothing();
    void keysAreConfirmedAtOnce_data();
    void keysAreConfirmedAtOnce();
    void withoutTheDriversHandle();
    void deferredKeysAreChecked();
    void everyNaughtyString();
    void previewSaysWhatTheImportWillDo();
    void progressIsTold();
};

void TestImport::judges_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Prepare>("prepare");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *text, const char *expected, const Prepare &prepare = {}) {
        QTest::newRow(name) << QByteArray(text) << prepare << QString::fromUtf8(expected);
    };
    row("linked", "user,show\nAda,Borgen\n", "read 1: linked 1");
    row("already", "user,show\nAda,Dark\n", "read 1: already 1");
    row("twice", "user,show\nAda,Borgen\nAda,Borgen\nAda,Borgen\n", "read 3: linked 1, twice 2");
    row("already, then twice", "user,show\nAda,Dark\nAda,Dark\n", "read 2: already 1, twice 1");
    row("unknown", "user,show\nEve,Dark\nAda,Nope\n", "read 2: unknown left 1, unknown right 1");
    row("left before right", "user,show\nEve,Nope\nEve,Twin\n", "read 2: unknown left 2");
    row("ambiguous", "user,show\nAda,Twin\n", "read 1: ambiguous right 1");
    row("malformed before unknown", "user,show,rating\nEve,Dark,x\nEve,Dark\nEve,Dark,1,2\n", "read 3: malformed 3");
    row("encoding", "user,show\nZo\xEB,Dark\n", "read 1: malformed 1",
        [](Importing &import) { import.wishes.dialect.encoding.choose("UTF-8"); });
    row("unclosed quote", "user,show\nAda,\"Dark\nAda,Borgen\n", "read 2: linked 1, malformed 1");
    row("refused", "user,show,rating\nAda,Borgen,9\n", "read 1: refused 1");
    row("already before refused", "user,show,rating\nAda,Dark,9\n", "read 1: already 1");
    row("a refused row is not good", "user,show,rating\nAda,Borgen,9\nAda,Borgen,5\nAda,Borgen,4\n",
        "read 3: linked 1, twice 1, refused 1");
    row("an unknown row is not good", "user,show,rating\nAda,Borgen,x\nAda,Borgen,5\n",
        "read 2: linked 1, malformed 1");
    row("blank lines", "user,show\n\nAda,Borgen\n\n\n", "read 1: linked 1, blank 3");
    row("nothing", "", "read 0: ");
    row("a header alone", "user,show\n", "read 0: ");
    row("empty names", "user,show\n,Dark\nAda,\n\"\",Dark\n", "read 3: unknown left 2, unknown right 1");
    row("not trimmed", "user,show\n Ada,Dark\nAda,Borgen \n", "read 2: unknown left 1, unknown right 1");
    row("trimmed", "user,show\n Ada,Borgen\nAda, Borgen \nEve ,Dark\n", "read 3: linked 1, twice 1, unknown left 1",
        [](Importing &import) { import.wishes.ignoreBlanks = true; });
    row("exact case", "user,show\nada,Borgen\n", "read 1: unknown left 1");
    row("ignoring case", "user,show\nADA,bORGEN\nada,éLITE\n", "read 2: linked 2",
        [](Importing &import) { import.wishes.ignoreCase = true; });
    row("ignoring case makes ambiguous", "user,show\nAda,Dark\n", "read 1: ambiguous right 1",
        [](Importing &import) { import.wishes.ignoreCase = true; });
    row("reject what is linked", "user,show\nAda,Dark\nAda,Dark\nAda,Borgen\n", "read 3: linked 1, already 2",
        [](Importing &import) { import.wishes.onConflict = OnConflict::Reject; });
    row("update", "user,show,rating\nAda,Dark,1\nAda,Dark,2\nAda,Borgen,3\n", "read 3: linked 1, updated 1, twice 1",
        [](Importing &import) { import.wishes.onConflict = OnConflict::Update; });
    row("a refused update", "user,show,rating\nAda,Dark,9\nAda,Dark,2\n", "read 2: updated 1, refused 1",
        [](Importing &import) { import.wishes.onConflict = OnConflict::Update; });
    row("nothing to update", "user,show\nAda,Dark\n", "read 1: already 1",
        [](Importing &import) { import.wishes.onConflict = OnConflict::Update; });
    row("a list", "user,shows\nAda,Borgen|Dark|Nope|Fleabag\n", "read 4: linked 2, already 1, unknown right 1",
        [](Importing &import) { import.wishes.right.separator = "|"; });
    row("a list with gaps", "user,shows\nAda,Borgen||\nAda,\n", "read 4: linked 1, unknown right 3",
        [](Importing &import) { import.wishes.right.separator = "|"; });
    row("a list with gaps, trimmed", "user,shows\nAda,Borgen| Fleabag||\n", "read 2: linked 2", [](Importing &import) {
        import.wishes.right.separator = "|";
        import.wishes.ignoreBlanks = true;
    });
    row("lists on both sides", "user,shows\nAda|Alan,Borgen|Dark\n", "read 4: linked 3, already 1",
        [](Importing &import) {
            import.wishes.left.separator = "|";
            import.wishes.right.separator = "|";
        });
    row("a malformed list", "user,shows,rating\nAda,Borgen|Dark,x\nAda,Borgen|Dark\n", "read 3: malformed 3",
        [](Importing &import) { import.wishes.right.separator = "|"; });
    row("create", "user,show\nEve,Dark\nEve,Nope\nEve,Nope\nAda,Twin\n",
        "read 4: linked 2, twice 1, ambiguous right 1, created left 1, created right 1", [](Importing &import) {
            import.wishes.left.create = true;
            import.wishes.right.create = true;
        });
    row("create on one side", "user,show\nEve,Dark\nEve,Nope\n", "read 2: linked 1, unknown right 1, created left 1",
        [](Importing &import) { import.wishes.left.create = true; });
    row("dry run", "user,show,rating\nAda,Borgen,1\nAda,Fleabag,9\n", "read 2: linked 1, refused 1, not written",
        [](Importing &import) { import.options.dryRun = true; });
    row("all or nothing, and nothing", "user,show\nAda,Borgen\nAda,Nope\n",
        "read 2: linked 1, unknown right 1, not written",
        [](Importing &import) { import.options.allOrNothing = true; });
    row("all or nothing, and all", "user,show\nAda,Borgen\nAda,Dark\n", "read 2: linked 1, already 1",
        [](Importing &import) { import.options.allOrNothing = true; });
    row("by several columns", "user,show,year\nAda,Twin,2001\nAda,Twin,2002\nAda,Twin,2003\n",
        "read 3: linked 2, unknown right 1", [](Importing &import) {
            import.wishes.right.fileColumns = QStringList{QStringLiteral("show"), QStringLiteral("year")};
            import.wishes.right.columns = QStringList{QStringLiteral("title"), QStringLiteral("year")};
        });
    row("by places", "Ada,x,Borgen\n", "read 1: linked 1", [](Importing &import) {
        import.wishes.left.fileColumns = QStringList{QStringLiteral("1")};
        import.wishes.right.fileColumns = QStringList{QStringLiteral("3")};
        import.wishes.dialect.header.choose(false);
    });
    row("a missing column", "user,show\nAda,Borgen\n", "The file has no column \"title\", but these: user, show.",
        [](Importing &import) { import.wishes.right.fileColumns = QStringList{QStringLiteral("title")}; });
    row("set", "user,show\nAda,Borgen\n", "read 1: refused 1",
        [](Importing &import) { import.wishes.set.insert(QStringLiteral("rating"), 9); });
}

void TestImport::judges()
{
    QFETCH(QByteArray, text);
    QFETCH(Prepare, prepare);
    QFETCH(QString, expected);
    TestDatabase database(script());
    const QStringList before = database.rows(all);
    Importing import(database);
    if (prepare)
        prepare(import);
    const auto outcome = import.run(text);
    QCOMPARE(outcome ? Importing::inWords(outcome->account) : outcome.error().summary, expected);
    if (!outcome)
        return;
    const ImportAccount &account = outcome->account;
    const qint64 linked = account.written ? account.of(Verdict::Linked) : 0;
    QCOMPARE(database.rows(all).size(), before.size() + linked);
    const qint64 kept = outcome->change.isEmpty() ? 0 : outcome->change.parts.last().added.count;
    QCOMPARE(kept, account.written ? linked + account.of(Verdict::Updated) : 0);
    if (linked == 0 && account.of(Verdict::Updated) == 0)
        QCOMPARE(database.rows(all), before);
    QCOMPARE(database.rows(QStringLiteral("PRAGMA foreign_key_check")), QStringList());
}

void TestImport::writesWhatItSays()
{
    TestDatabase database(script());
    Importing import(database);
    import.wishes.onConflict = OnConflict::Update;
    import.wishes.payload = {{ QStringLiteral("stars"), QStringLiteral("rating") }};
    import.wishes.set.insert(QStringLiteral("since"), QStringLiteral("2026-05-05"));
    QCOMPARE(import.account("SHOW,User,stars,note\nDark,Ada,1,\nBorgen,Ada,2,\"\"\nDark,Alan,,\"a, \"\"b\"\"\"\n"),
             QStringLiteral("read 3: linked 2, updated 1"));
    QCOMPARE(database.rows(all), (QStringList{
                                     QStringLiteral("1|1|2026-03-01|4|slow and good"),
                                     QStringLiteral("1|3|2026-05-05|1|NULL"),
                                     QStringLiteral("1|5|2026-05-05|2|"),
                                     QStringLiteral("2|2|2025-01-05|NULL|NULL"),
                                     QStringLiteral("2|3|2026-05-05|NULL|a, \"b\""),
                                     QStringLiteral("3|1|2025-02-06|3|"),
                                     QStringLiteral("3|2|2025-02-07|2|NULL"),
                                 }));
}

void TestImport::payloadByColumnType_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("stored"); // empty: malformed
    const auto row = [](const char *type, const char *text, const char *stored) {
        QTest::addRow("%s: %s", type, text)
            << QString::fromLatin1(type) << QString::fromUtf8(text) << QString::fromUtf8(stored);
    };
    row("INTEGER", "5", "integer 5");
    row("INTEGER", " -5 ", "integer -5");
    row("INTEGER", "3.0", "integer 3");
    row("INTEGER", "1e3", "integer 1000");
    row("INTEGER", "9223372036854775807", "integer 9223372036854775807");
    row("INTEGER", "9223372036854775808", "");
    row("INTEGER", "3.5", "");
    row("INTEGER", "five", "");
    row("INTEGER", "0x1F", "");
    row("INTEGER", "\"\"", "");
    row("INTEGER", "", "null NULL");
    row("INT(11)", "7", "integer 7");
    row("POINT", "here", "text here");
    row("REAL", "2.5", "real 2.5");
    row("REAL", "1e-3", "real 0.001");
    row("REAL", "\"2,5\"", "");
    row("REAL", "nan", "");
    row("REAL", "inf", "");
    row("NUMERIC(10,2)", "1.10", "real 1.1");
    row("DECIMAL", "x", "");
    row("BOOLEAN", "True", "integer 1");
    row("BOOLEAN", "0", "integer 0");
    row("BOOLEAN", "maybe", "");
    row("DATE", "2026-02-28", "text 2026-02-28");
    row("DATE", "2026-02-30", "");
    row("DATE", "soon", "");
    row("DATETIME", "2026-01-01 10:11:12.345 +00:00", "text 2026-01-01 10:11:12.345 +00:00");
    row("DATETIME", "2026-01-01T25:00:00", "");
    row("TIMESTAMP", "1767225600", "integer 1767225600");
    row("TIME", "18:30", "text 18:30");
    row("TEXT", "007", "text 007");
    row("TEXT", "", "null NULL");
    row("TEXT", "\"\"", "text ");
    row("VARCHAR(3)", "long text", "text long text");
    row("BLOB", "aGk=", "blob hi");
    row("BLOB", "no!", "");
    row("JSON", "{}", "text {}");
    row("", "5", "integer 5");
    row("", "05", "text 05");
}

void TestImport::payloadByColumnType()
{
    QFETCH(QString, type);
    QFETCH(QString, text);
    QFETCH(QString, stored);
    TestDatabase database(
        QStringLiteral(
            "CREATE TABLE a (id INTEGER PRIMARY KEY, name TEXT);\nCREATE TABLE b (id INTEGER PRIMARY KEY, name TEXT);\n"
            "CREATE TABLE ab (a_id REFERENCES a, b_id REFERENCES b, value %1, PRIMARY KEY (a_id, b_id));\n"
            "INSERT INTO a VALUES (1, 'x');\nINSERT INTO b VALUES (1, 'y');\n")
            .arg(type));
    Importing import(database, QStringLiteral("ab"));
    const QString account = import.account("a,b,value\nx,y," + text.toUtf8() + "\n");
    if (stored.isEmpty()) {
        QCOMPARE(account, QStringLiteral("read 1: malformed 1"));
        return;
    }
    QCOMPARE(account, QStringLiteral("read 1: linked 1"));
    QCOMPARE(database.rows(QStringLiteral("SELECT typeof(value) || ' ' || coalesce(value, 'NULL') FROM ab")),
             QStringList(stored));
}

void TestImport::keysOfEveryShape_data()
{
    QTest::addColumn<QString>("schema");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<QStringList>("rows");
    QTest::addColumn<Prepare>("prepare");
    const auto row = [](const char *name, const char *schema, const char *text, const char *expected,
                        const QByteArrayList &rows, const Prepare &prepare = {}) {
        QStringList list;
        for (const QByteArray &each : rows)
            list += QString::fromUtf8(each);
        QTest::newRow(name) << QString::fromUtf8(schema) << QByteArray(text) << QString::fromUtf8(expected) << list
                            << prepare;
    };
    const char *plain =
        "CREATE TABLE a (id INTEGER PRIMARY KEY, name TEXT);\nCREATE TABLE b (id INTEGER PRIMARY KEY, name TEXT);\n"
        "CREATE TABLE ab (a_id INTEGER REFERENCES a, b_id INTEGER REFERENCES b, PRIMARY KEY (a_id, b_id));\n"
        "INSERT INTO a VALUES (1, 'x'), (-7, 'y');\nINSERT INTO b VALUES (1, '2'), (2, '1');\n";
    row("integer keys as the database compares them", plain, "a_id,b_id\n1,1\n01,2\n 1,1\n1.0,2\n-7,1\n1x,1\n,1\n",
        "read 7: linked 3, twice 2, unknown left 2", {"-7|1", "1|1", "1|2"});
    row("a name that looks like a key", plain, "a,b\n1,1\n", "read 1: linked 1", {"1|2"},
        [](Importing &import) { import.wishes.right.columns = QStringList{QStringLiteral("name")}; });
    row("text keys",
        "CREATE TABLE a (code TEXT PRIMARY KEY, name TEXT);\nCREATE TABLE b (id INTEGER PRIMARY KEY, name TEXT);\n"
        "CREATE TABLE ab (a_code TEXT REFERENCES a, b_id INTEGER REFERENCES b, PRIMARY KEY (a_code, b_id)) WITHOUT ROWID;\n"
        "INSERT INTO a VALUES ('DE', 'Germany'), ('FR', 'France');\nINSERT INTO b VALUES (1, 'y');\n",
        "a_code,b\nDE,1\nfr,1\nFR,1\n", "read 3: linked 2, unknown left 1", {"DE|1", "FR|1"});
    row("keys without regard to case",
        "CREATE TABLE a (code TEXT COLLATE NOCASE PRIMARY KEY);\nCREATE TABLE b (id INTEGER PRIMARY KEY);\n"
        "CREATE TABLE ab (a_code TEXT REFERENCES a, b_id INTEGER REFERENCES b, PRIMARY KEY (a_code, b_id));\n"
        "INSERT INTO a VALUES ('DE'), ('FR');\nINSERT INTO b VALUES (1);\nINSERT INTO ab VALUES ('de', 1);\n",
        "a_code,b_id\nDE,1\nfr,1\nFR,1\n", "read 3: linked 1, already 1, twice 1", {"FR|1", "de|1"});
    row("an integer key behind a text column",
        "CREATE TABLE a (id INTEGER PRIMARY KEY);\nCREATE TABLE b (id INTEGER PRIMARY KEY);\n"
        "CREATE TABLE ab (a_id TEXT REFERENCES a, b_id INTEGER REFERENCES b, PRIMARY KEY (a_id, b_id));\n"
        "INSERT INTO a VALUES (1), (2);\nINSERT INTO b VALUES (1);\nINSERT INTO ab VALUES ('01', 1);\n",
        "a_id,b_id\n1,1\n2,1\n2,1\n", "read 3: linked 1, already 1, twice 1", {"01|1", "2|1"});
    row("composite keys",
        "CREATE TABLE a (house TEXT, nr INTEGER, PRIMARY KEY (house, nr));\nCREATE TABLE b (id INTEGER PRIMARY KEY);\n"
        "CREATE TABLE ab (house TEXT, nr INTEGER, b_id INTEGER REFERENCES b, PRIMARY KEY (house, nr, b_id), "
        "FOREIGN KEY (house, nr) REFERENCES a);\n"
        "INSERT INTO a VALUES ('A', 1), ('A', 2), ('B', 1);\nINSERT INTO b VALUES (5);\n",
        "nr,house,b_id\n1,A,5\n2,A,5\n2,B,5\n1,B,5\n1,B,5\n", "read 5: linked 3, twice 1, unknown left 1",
        {"A|1|5", "A|2|5", "B|1|5"});
    row("a tenant's column must agree",
        "CREATE TABLE a (t INTEGER, nr INTEGER, PRIMARY KEY (t, nr));\nCREATE TABLE b (t INTEGER, code TEXT, name TEXT, PRIMARY KEY (t, code));\n"
        "CREATE TABLE ab (t INTEGER, nr INTEGER, code TEXT, PRIMARY KEY (t, nr, code), FOREIGN KEY (t, nr) REFERENCES a, "
        "FOREIGN KEY (t, code) REFERENCES b);\n"
        "INSERT INTO a VALUES (1, 1), (2, 1);\nINSERT INTO b VALUES (1, 'M', 'Maths'), (2, 'M', 'Music');\n",
        "t,nr,name\n1,1,Maths\n1,1,Music\n2,1,Music\n", "read 3: linked 2, refused 1", {"1|1|M", "2|1|M"},
        [](Importing &import) { import.wishes.right.fileColumns = QStringList{QStringLiteral("name")}; });
    row("a third end",
        "CREATE TABLE pupils (id INTEGER PRIMARY KEY, name TEXT);\nCREATE TABLE courses (id INTEGER PRIMARY KEY, name TEXT);\n"
        "CREATE TABLE terms (id INTEGER PRIMARY KEY);\nCREATE TABLE enrolments (pupil_id NOT NULL REFERENCES pupils, "
        "course_id NOT NULL REFERENCES courses, term_id INTEGER NOT NULL REFERENCES terms, mark TEXT, "
        "PRIMARY KEY (pupil_id, course_id, term_id));\n"
        "INSERT INTO pupils VALUES (1, 'Ann');\nINSERT INTO courses VALUES (1, 'Maths');\nINSERT INTO terms VALUES (1), (2), (3);\n"
        "INSERT INTO enrolments VALUES (1, 1, 3, NULL);\n",
        "pupil,course,term_id\nAnn,Maths,1\nAnn,Maths,2\nAnn,Maths,1\nAnn,Maths,9\nAnn,Maths,3\nAnn,Maths,\n",
        "read 6: linked 2, already 1, twice 1, refused 2", {"1|1|1|NULL", "1|1|2|NULL", "1|1|3|NULL"});
    row("pairs may repeat",
        "CREATE TABLE lists (id INTEGER PRIMARY KEY, name TEXT);\nCREATE TABLE tracks (id INTEGER PRIMARY KEY, name TEXT);\n"
        "CREATE TABLE entries (id INTEGER PRIMARY KEY, list_id REFERENCES lists, track_id REFERENCES tracks);\n"
        "INSERT INTO lists VALUES (1, 'L');\nINSERT INTO tracks VALUES (1, 'T'), (2, 'S');\n"
        "INSERT INTO entries VALUES (1, 1, 1);\n",
        "list,track\nL,T\nL,S\nL,T\n", "read 3: linked 3", {"1|1|1", "2|1|1", "3|1|2", "4|1|1"});
    row("to itself",
        "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);\nCREATE TABLE follows (follower_id INTEGER REFERENCES users, "
        "followed_id INTEGER REFERENCES users, PRIMARY KEY (follower_id, followed_id));\n"
        "INSERT INTO users VALUES (1, 'Ada'), (2, 'Alan');\n",
        "followed,follower\nAda,Alan\nEve,Eve\nEve,Ada\n", "read 3: linked 3, created left 1", {"1|3", "2|1", "3|3"},
        [](Importing &import) {
            import.wishes.left.create = true;
            import.wishes.right.create = true;
        });
    row("generated and kept columns",
        "CREATE TABLE a (id INTEGER PRIMARY KEY, name TEXT, created_at TEXT NOT NULL);\nCREATE TABLE b (id INTEGER PRIMARY KEY, name TEXT);\n"
        "CREATE TABLE ab (a_id REFERENCES a, b_id REFERENCES b, both TEXT AS (a_id || '-' || b_id), created_at DATE NOT NULL, PRIMARY KEY (a_id, b_id));\n"
        "INSERT INTO a VALUES (1, 'x', '2020-01-01');\nINSERT INTO b VALUES (1, 'y');\nINSERT INTO b VALUES (2, 'z');\nINSERT INTO ab (a_id, b_id, created_at) VALUES (1, 2, '1999-12-31');\n",
        "a,b,both,created_at\nx,y,no,2001-01-01\n", "read 1: linked 1", {"1|1|1-1|2001-01-01", "1|2|1-2|1999-12-31"});
    row("keys of any type",
        "CREATE TABLE a (id PRIMARY KEY, name TEXT);\nCREATE TABLE b (id INTEGER PRIMARY KEY);\n"
        "CREATE TABLE ab (a_id REFERENCES a, b_id INTEGER REFERENCES b, PRIMARY KEY (a_id, b_id));\n"
        "INSERT INTO a VALUES (1, 'integer'), ('two', 'text'), (2.5, 'real'), ('7', 'text 7'), (7, 'integer 7');\n"
        "INSERT INTO b VALUES (1);\n",
        "a_id,b_id\n1,1\ntwo,1\n2.5,1\n7,1\n", "read 4: linked 3, ambiguous left 1", {"1|1", "2.5|1", "two|1"},
        [](Importing &import) { import.wishes.left.columns = QStringList{QStringLiteral("id")}; });
}

void TestImport::keysOfEveryShape()
{
    QFETCH(QString, schema);
    QFETCH(QByteArray, text);
    QFETCH(QStringList, rows);
    QFETCH(Prepare, prepare);
    for (const bool direct : {true, false}) {
        TestDatabase database(schema);
        Importing import(database);
        if (!direct)
            import.connection().forgoHandle();
        if (prepare)
            prepare(import);
        QTEST(import.account(text), "expected");
        const QString table = import.relationship().joinTable.name;
        QStringList found = database.rows(QStringLiteral("SELECT * FROM ") + table);
        found.sort();
        QCOMPARE(found, rows);
    }
}

void TestImport::guesses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("left"); // place=column
    QTest::addColumn<QString>("right");
    QTest::addColumn<bool>("header");
    const auto row = [](const char *name, const char *text, const char *left, const char *right, bool header = true) {
        QTest::newRow(name) << QByteArray(text) << QString::fromLatin1(left) << QString::fromLatin1(right) << header;
    };
    row("join columns", "user_id,show_id\n1,2\n", "0=id", "1=id");
    row("join columns the other way", "show_id,user_id\n1,2\n", "1=id", "0=id");
    row("join columns that hold names", "user_id,show_id\nAda,Dark\n", "0=name", "1=title");
    row("nouns", "Show,User\nDark,Ada\n", "1=name", "0=title");
    row("nouns and keys", "user,show\n1,2\n", "0=id", "1=id");
    row("entity columns", "title,name\nDark,Ada\n", "1=name", "0=title");
    row("noun and column", "rating,show_title,user_name\n1,Dark,Ada\n", "2=name", "1=title");
    row("case and blanks", "USER ID;Show Id\n1;2\n", "0=id", "1=id");
    row("other words in another script", "сериал,имя,год\nDark,Ada,2017\nBorgen,Alan,2010\n", "1=name", "0=title");
    row("unknown names", "user,show\nEve,Nothing\n", "0=name", "1=title");
    row("unknown keys", "user,show\n98,99\n", "0=id", "1=id");
    row("no header, keys", "1,2\n3,4\n", "0=id", "1=id", false);
    row("no header, names", "Ada,Dark\nAlan,Borgen\n", "0=name", "1=title", false);
    row("no header, the other way", "Dark,Ada\nBorgen,Alan\n", "1=name", "0=title", false);
    row("two columns that say nothing", "x,y\nfoo,bar\n", "0=name", "1=title");
    row("a name that is a number", "user,title\n1,24\n", "0=id", "1=title");
}

void TestImport::guesses()
{
    QFETCH(QByteArray, text);
    TestDatabase database(script());
    Importing import(database);
    QBuffer file(&text);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto plan = planImport(file, import.connection(), import.catalog().schema, import.relationship(),
                                 import.wishes);
    QVERIFY2(plan, plan ? "" : qPrintable(plan.error().summary));
    const auto shown = [](const EndMapping &end) {
        return QStringLiteral("%1=%2").arg(end.fileColumns.value(0, -1)).arg(end.columns.value(0));
    };
    QTEST(shown(plan->mapping.left), "left");
    QTEST(shown(plan->mapping.right), "right");
    QTEST(plan->dialect.header.value(), "header");
}

void TestImport::rejectsAreWritten()
{
    TestDatabase database(script());
    QTemporaryDir folder;
    Importing import(database);
    import.options.rejects = folder.filePath(QStringLiteral("rejects.csv"));
    QCOMPARE(
        import.account(
            "user;show;rating\r\nAda;Borgen;9\r\nEve;\"a;\"\"b\"\"\";1\r\nAda;Fleabag;1\r\nAda;Twin;\"\"\r\n\r\n\"Alan\";\"Fl\neabag\";\r\nAda\r\n"),
        QStringLiteral("read 6: linked 1, unknown left 1, unknown right 1, malformed 2, refused 1, blank 1"));
    QFile file(import.options.rejects);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(),
             QByteArray("line,reason,user,show,rating\n"
                        "2,CHECK constraint failed: rating BETWEEN 1 AND 5,Ada,Borgen,9\n"
                        "3,\"there is no row of users with name \"\"Eve\"\"\",Eve,\"a;\"\"b\"\"\",1\n"
                        "5,\"rating takes a whole number, not \"\"\"\"\",Ada,Twin,\"\"\n"
                        "7,\"there is no row of shows with title \"\"Fl\neabag\"\"\",\"Alan\",\"Fl\neabag\",\n"
                        "9,it has 1 fields where 3 are expected,Ada\n"));
}

void TestImport::refusalsDependOnTheOrderOfTheFile()
{
    // Each user ranks one show first; whoever comes first in the file keeps the rank.
    TestDatabase database(QStringLiteral(
        "CREATE TABLE a (id INTEGER PRIMARY KEY);\nCREATE TABLE b (id INTEGER PRIMARY KEY);\n"
        "CREATE TABLE ab (a_id INTEGER REFERENCES a, b_id INTEGER REFERENCES b, rank INTEGER, PRIMARY KEY (a_id, b_id), UNIQUE (a_id, rank));\n"
        "INSERT INTO a VALUES (1);\nINSERT INTO b VALUES (1), (2), (3);\n"));
    QCOMPARE(Importing(database).account("a,b,rank\n1,3,1\n1,2,1\n1,1,1\n1,2,2\n"),
             QStringLiteral("read 4: linked 2, refused 2"));
    QCOMPARE(database.rows(QStringLiteral("SELECT * FROM ab ORDER BY b_id")),
             (QStringList{QStringLiteral("1|2|2"), QStringLiteral("1|3|1")}));
}

void TestImport::manyRowsInSeveralBatches()
{
    // More than one batch holds: what is twice in the file is told from what was linked before, across batches.
    TestDatabase database(QStringLiteral(
        "CREATE TABLE a (id INTEGER PRIMARY KEY);\nCREATE TABLE b (id INTEGER PRIMARY KEY);\n"
        "CREATE TABLE ab (a_id INTEGER REFERENCES a, b_id INTEGER REFERENCES b, PRIMARY KEY (a_id, b_id)) WITHOUT ROWID;\n"
        "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1300) INSERT INTO a SELECT i FROM n;\nINSERT INTO b SELECT id FROM a;\n"
        "INSERT INTO ab VALUES (1, 1), (1300, 1000);\n"));
    QByteArray text("a_id,b_id\n");
    for (int a = 1300; a > 0; --a) {
        for (int b = 1; b <= 1000; ++b)
            text += QByteArray::number(a) + ',' + QByteArray::number(b) + '\n';
    }
    text += "1300,1\n1300,1000\n1,1\n1,2\n2,1301\n";
    QCOMPARE(Importing(database).account(text),
             QStringLiteral("read 1300005: linked 1299998, already 2, twice 4, unknown right 1"));
    QCOMPARE(database.value(QStringLiteral("SELECT count(*) FROM ab")).toInt(), 1'300'000);
    QCOMPARE(database.rows(QStringLiteral("PRAGMA integrity_check")), QStringList(QStringLiteral("ok")));
}

void TestImport::undoAndRedo_data()
{
    QTest::addColumn<QString>("schema");
    const QString entities = QStringLiteral(
        "CREATE TABLE a (id INTEGER PRIMARY KEY, name TEXT);\nCREATE TABLE b (id INTEGER PRIMARY KEY, name TEXT);\n"
        "INSERT INTO a VALUES (1, 'x'), (2, 'y');\nINSERT INTO b VALUES (1, 'x'), (2, 'y'), (3, 'z');\n");
    const auto row = [&](const char *name, const char *table) {
        QTest::newRow(name) << entities + QString::fromLatin1(table);
    };
    row("without a row id",
        "CREATE TABLE ab (a_id INTEGER REFERENCES a, b_id INTEGER REFERENCES b, note TEXT, PRIMARY KEY (a_id, b_id)) WITHOUT ROWID;\nINSERT INTO ab VALUES (1, 1, 'old');\n");
    row("with a row id",
        "CREATE TABLE ab (a_id INTEGER NOT NULL REFERENCES a, b_id INTEGER NOT NULL REFERENCES b, note TEXT, PRIMARY KEY (a_id, b_id));\nINSERT INTO ab (rowid, a_id, b_id, note) VALUES (77, 1, 1, 'old');\n");
    row("with an implicit row id only",
        "CREATE TABLE ab (a_id INTEGER REFERENCES a, b_id INTEGER REFERENCES b, note TEXT, PRIMARY KEY (a_id, b_id));\nINSERT INTO ab VALUES (1, 1, 'old');\n");
    row("with a surrogate key",
        "CREATE TABLE ab (id INTEGER PRIMARY KEY AUTOINCREMENT, a_id INTEGER REFERENCES a, b_id INTEGER REFERENCES b, note TEXT, UNIQUE (a_id, b_id));\nINSERT INTO ab VALUES (5, 1, 1, 'old');\n");
    row("whose key has a default",
        "CREATE TABLE ab (a_id INTEGER REFERENCES a, b_id INTEGER REFERENCES b, note TEXT, place INTEGER NOT NULL DEFAULT 9, UNIQUE (a_id, b_id), PRIMARY KEY (a_id, b_id, place)) WITHOUT ROWID;\nINSERT INTO ab VALUES (1, 1, 'old', 3);\n");
    row("with a trigger",
        "CREATE TABLE ab (a_id INTEGER REFERENCES a, b_id INTEGER REFERENCES b, note TEXT, PRIMARY KEY (a_id, b_id));\nINSERT INTO ab VALUES (1, 1, 'old');\n"
        "CREATE TRIGGER t AFTER INSERT ON ab BEGIN UPDATE ab SET note = note || '!' WHERE a_id = new.a_id AND b_id = new.b_id; END;\n");
}

void TestImport::undoAndRedo()
{
    QFETCH(QString, schema);
    TestDatabase database(schema);
    Session session(database.location());
    QVERIFY(load(session));
    const Relationship relationship = session.catalog()->relationships.first();
    const auto content = [&] { return database.rows(QStringLiteral("SELECT * FROM ab ORDER BY a_id, b_id")); };
    const QStringList before = content();
    QByteArray text("a,b,note\nx,x,new\nx,y,n\ny,z,n\ny,z,n\nx,q,n\n");
    ImportPlan plan;
    {
        Importing planner(database);
        planner.wishes.onConflict = OnConflict::Update;
        QBuffer file(&text);
        QVERIFY(file.open(QIODevice::ReadOnly));
        plan = *planImport(file, planner.connection(), planner.catalog().schema, relationship, planner.wishes);
    }
    const auto run = std::make_shared<ImportRun>();
    const Report report = finish(session, [&] {
        session.perform(importGesture(relationship, ImportSource::ofText(QString::fromUtf8(text)), plan, {}, run));
    });
    QCOMPARE(Importing::inWords(run->account), QStringLiteral("read 5: linked 2, updated 1, twice 1, unknown right 1"));
    QVERIFY2(report.kind == Report::Kind::Partly && report.undoable, qPrintable(report.text));
    QCOMPARE(session.history().texts().size(), 1);
    const QStringList after = content();
    QCOMPARE(after.size(), 3);
    QVERIFY(after.first().contains(QStringLiteral("new")));
    for (int i = 0; i < 2; ++i) {
        const Report undone = finish(session, [&] { session.undo(); });
        QVERIFY2(undone.kind == Report::Kind::Done, qPrintable(undone.text));
        QStringList expected = before;
        if (schema.contains(QStringLiteral("TRIGGER")))
            expected = content(); // it writes over what is restored, as it does for anyone
        QCOMPARE(content(), expected);
        QCOMPARE(content().size(), 1);
        const Report redone = finish(session, [&] { session.redo(); });
        QVERIFY2(redone.kind == Report::Kind::Done, qPrintable(redone.text));
        QCOMPARE(content().size(), 3);
        if (!schema.contains(QStringLiteral("TRIGGER")))
            QCOMPARE(content(), after);
    }
}

void TestImport::createdEntitiesBelongToTheStep()
{
    TestDatabase database(script());
    Session session(database.location());
    QVERIFY(load(session));
    const Relationship relationship = session.catalog()->relationships.first();
    const auto content = [&] {
        return database.rows(all) + database.rows(QStringLiteral("SELECT * FROM users"))
             + database.rows(QStringLiteral("SELECT * FROM shows"));
    };
    const QStringList before = content();
    QByteArray text("user,show\nEve,Dark\nEve,Nova\nAda,Nova\n");
    ImportPlan plan;
    {
        Importing planner(database);
        planner.wishes.left.create = true;
        planner.wishes.right.create = true;
        QBuffer file(&text);
        QVERIFY(file.open(QIODevice::ReadOnly));
        plan = *planImport(file, planner.connection(), planner.catalog().schema, relationship, planner.wishes);
    }
    QList<qsizetype> changedTables;
    connect(&session, &Session::rowsChanged, this,
            [&](const RowsChanged &change) { changedTables += change.tables.size(); });
    const Report report = finish(session, [&] {
        session.perform(importGesture(relationship, ImportSource::ofText(QString::fromUtf8(text)), plan, {},
                                      std::make_shared<ImportRun>()));
    });
    QVERIFY2(report.text.startsWith(QStringLiteral("3 link")), qPrintable(report.text));
    const QStringList after = content();
    QCOMPARE(after.size(), before.size() + 5);
    QVERIFY(after.contains(QStringLiteral("6|Eve")));
    finish(session, [&] { session.undo(); });
    QCOMPARE(content(), before);
    finish(session, [&] { session.redo(); });
    QCOMPARE(content(), after);
    QCOMPARE(changedTables, (QList<qsizetype>{3, 3, 3})); // users, shows and their links, each time
}

void TestImport::refusedLinkMakesNoEntity()
{
    TestDatabase database(script());
    Importing import(database);
    import.wishes.left.create = true;
    import.wishes.right.create = true;
    QCOMPARE(import.account("user,show,rating\nEve,Nova,9\nEve,Dark,9\nEve,Dark,2\n"),
             QStringLiteral("read 3: linked 1, refused 2, created left 1"));
    QCOMPARE(database.rows(QStringLiteral("SELECT * FROM users WHERE id > 5")), QStringList(QStringLiteral("6|Eve")));
    QCOMPARE(database.value(QStringLiteral("SELECT count(*) FROM shows")).toInt(), 9);

    TestDatabase strict(QStringLiteral(
        "CREATE TABLE a (id INTEGER PRIMARY KEY, name TEXT, born INTEGER NOT NULL);\nCREATE TABLE b (id INTEGER PRIMARY KEY, name TEXT);\n"
        "CREATE TABLE ab (a_id REFERENCES a, b_id REFERENCES b, PRIMARY KEY (a_id, b_id));\nINSERT INTO b VALUES (1, 'y');\n"));
    Importing refused(strict);
    refused.wishes.left.create = true;
    QCOMPARE(refused.account("a,b\nx,y\n"), QStringLiteral("read 1: refused 1"));
}

void TestImport::resolutionsApplyToEveryRow()
{
    TestDatabase database(script());
    Importing import(database);
    import.wishes.right.resolutions = {
        {QStringLiteral("Twin"),
         { Resolution::Kind::Use,
           RowKey {
               { qlonglong(8) }
           } }},
        {QStringLiteral("Sevrance"),
         { Resolution::Kind::Use,
           RowKey {
               { qlonglong(1) }
           } }},
        {QStringLiteral("Nova"),
         { Resolution::Kind::Create,
           {} }},
        {QStringLiteral("Nope"),
         { Resolution::Kind::Skip,
           {} }},
    };
    QCOMPARE(import.account("user,show\nAda,Twin\nAlan,Twin\nAda,Sevrance\nAda,Nova\nAlan,Nova\nAda,Nope\n"),
             QStringLiteral("read 6: linked 4, already 1, unknown right 1, created right 1"));
    QCOMPARE(database.rows(QStringLiteral("SELECT user_id FROM user_favorites WHERE show_id = 8")),
             (QStringList{QStringLiteral("1"), QStringLiteral("2")}));
}

void TestImport::cancelledImportLeavesNothing()
{
    TestDatabase database(script());
    const QStringList before = database.rows(all) + database.rows(QStringLiteral("SELECT * FROM users"));
    Importing import(database);
    import.wishes.left.create = true;
    import.options.rejects = database.path() + QStringLiteral(".rejects");
    QByteArray text("user,show\n");
    for (int i = 0; i < 20'000; ++i)
        text += "User " + QByteArray::number(i) + ",Dark\n";
    QBuffer file(&text);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto plan = planImport(file, import.connection(), import.catalog().schema, import.relationship(),
                                 import.wishes);
    QVERIFY(plan);
    const auto token = std::make_shared<std::atomic_bool>(false);
    import.connection().setCancelToken(token);
    Importer importer(import.connection(), import.catalog().schema, import.relationship());
    importer.setProgress([&](const ImportProgress &progress) {
        if (progress.rows > 5'000)
            token->store(true);
    });
    const auto outcome = importer.run(file, *plan, import.options);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, Error::Kind::Cancelled);
    QCOMPARE(database.rows(all) + database.rows(QStringLiteral("SELECT * FROM users")), before);
    QVERIFY(!QFile::exists(import.options.rejects));
    // The connection is free again, and so is the file.
    import.connection().setCancelToken({});
    QCOMPARE(import.account("user,show\nAda,Borgen\n"), QStringLiteral("read 1: linked 1"));
    database.exec(QStringLiteral("DELETE FROM user_favorites WHERE show_id = 5"));
}

void TestImport::fullDiskLeavesNothing()
{
    TestDatabase database(QStringLiteral(
        "CREATE TABLE a (id INTEGER PRIMARY KEY);\nCREATE TABLE b (id INTEGER PRIMARY KEY);\n"
        "CREATE TABLE ab (a_id INTEGER REFERENCES a, b_id INTEGER REFERENCES b, PRIMARY KEY (a_id, b_id));\n"
        "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300) INSERT INTO a SELECT i FROM n;\nINSERT INTO b SELECT id FROM a;\n"));
    QByteArray text("a_id,b_id\n");
    for (int i = 0; i < 90'000; ++i)
        text += QByteArray::number(i / 300 + 1) + ',' + QByteArray::number(i % 300 + 1) + '\n';
    Importing import(database);
    // The same to SQLite as a disk that takes no more.
    // "temp" is where an undo is kept.
    for (const char *full : {"main", "temp"}) {
        const QString limit = QStringLiteral("PRAGMA %1.max_page_count = %2").arg(QLatin1String(full));
        QVERIFY(import.connection().exec(limit.arg(60)));
        const auto outcome = import.run(text);
        QVERIFY(!outcome);
        QVERIFY2(outcome.error().summary.contains(QStringLiteral("full")), qPrintable(outcome.error().summary));
        QCOMPARE(database.value(QStringLiteral("SELECT count(*) FROM ab")).toInt(), 0);
        QCOMPARE(database.rows(QStringLiteral("PRAGMA integrity_check")), QStringList(QStringLiteral("ok")));
        QVERIFY(import.connection().exec(limit.arg(100'000)));
    }
    QCOMPARE(import.account(text), QStringLiteral("read 90000: linked 90000"));
}

void TestImport::keysAreConfirmedAtOnce_data()
{
    QTest::addColumn<QString>("table");
    QTest::addColumn<QString>("payload");
    QTest::addColumn<QString>("expected");
    const QString pair = QStringLiteral("CREATE TABLE ab (a_id INTEGER REFERENCES a, b_id INTEGER REFERENCES b%1, "
                                        "PRIMARY KEY (a_id, b_id));\n");
    const QString good = QStringLiteral("read 40001: linked 40000, unknown right 1");
    QTest::newRow("only the ends refer") << pair.arg(QString()) << QString() << good;
    // Everything else is checked row by row.
    QTest::newRow("a third end") << pair.arg(QStringLiteral(", c_id INTEGER REFERENCES c")) << QStringLiteral("c_id")
                                 << QStringLiteral("read 40001: linked 20000, unknown right 1, refused 20000");
    QTest::newRow("a trigger that points elsewhere")
        << pair.arg(QString())
               + QStringLiteral("CREATE TRIGGER t AFTER INSERT ON ab WHEN NEW.a_id = 1 BEGIN UPDATE ab SET b_id = 999 "
                                "WHERE a_id = NEW.a_id AND b_id = NEW.b_id; END;\n")
        << QString() << QStringLiteral("read 40001: linked 39800, unknown right 1, refused 200");
    QTest::newRow("a link dangles already")
        << pair.arg(QString()) + QStringLiteral("PRAGMA foreign_keys = OFF;\nINSERT INTO ab VALUES (777, 778);\n")
        << QString() << good;
    QTest::newRow("deferred") << pair.arg(QString()).replace(
        QStringLiteral("REFERENCES b"), QStringLiteral("REFERENCES b DEFERRABLE INITIALLY DEFERRED"))
                              << QString() << good;
}

void TestImport::keysAreConfirmedAtOnce()
{
    QFETCH(QString, table);
    QFETCH(QString, payload);
    TestDatabase database(
        QStringLiteral(
            "CREATE TABLE a (id INTEGER PRIMARY KEY);\nCREATE TABLE b (id INTEGER PRIMARY KEY);\nCREATE TABLE c (id INTEGER PRIMARY KEY);\n"
            "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200) INSERT INTO a SELECT i FROM n;\n"
            "INSERT INTO b SELECT id FROM a;\nINSERT INTO c VALUES (1);\n")
        + table);
    const bool dangles = !database.rows(QStringLiteral("PRAGMA foreign_key_check")).isEmpty();
    QByteArray text = "a_id,b_id" + (payload.isEmpty() ? QByteArray() : ',' + payload.toUtf8()) + '\n';
    for (int i = 0; i < 40'000; ++i) {
        text += QByteArray::number(i * 7 % 200 + 1) + ',' + QByteArray::number(i / 200 + 1)
              + (payload.isEmpty() ? ""
                 : i % 2           ? ",1"
                                   : ",2")
              + '\n';
    }
    text += payload.isEmpty() ? "1,201\n" : "1,201,1\n";
    Importing import(database, QStringLiteral("ab"));
    import.wishes.left.columns = import.wishes.right.columns = QStringList(QStringLiteral("id"));
    import.wishes.left.fileColumns = QStringList(QStringLiteral("a_id"));
    import.wishes.right.fileColumns = QStringList(QStringLiteral("b_id"));
    QTEST(import.account(text), "expected");
    QCOMPARE(!database.rows(QStringLiteral("PRAGMA foreign_key_check")).isEmpty(), dangles);
    // Afterwards the connection checks each link again.
    QCOMPARE(import.connection().value(QStringLiteral("PRAGMA foreign_keys"))->toInt(), 1);
    QVERIFY(!import.connection().exec(QStringLiteral("INSERT INTO ab (a_id, b_id) VALUES (1, 500)")));
}

void TestImport::withoutTheDriversHandle()
{
    TestDatabase database(script());
    Importing import(database);
    import.connection().forgoHandle();
    import.wishes.onConflict = OnConflict::Update;
    import.wishes.left.create = true;
    const auto outcome = import.run(
        "user,show,rating,note\nAda,Dark,1,a\nAda,Borgen,2,\nAda,Borgen,2,\nEve,Dark,9,x\nEve,Dark,3,\"\"\nAda,Twin,1,\n");
    QVERIFY(outcome);
    QCOMPARE(Importing::inWords(outcome->account),
             QStringLiteral("read 6: linked 2, updated 1, twice 1, ambiguous right 1, refused 1, created left 1"));
    QCOMPARE(database.rows(QStringLiteral("SELECT * FROM user_favorites WHERE user_id IN (1, 6) ORDER BY 1, 2")),
             (QStringList{QStringLiteral("1|1|2026-03-01|4|slow and good"), QStringLiteral("1|3|2026-04-12|1|a"),
                          QStringLiteral("1|5|2026-01-01|2|NULL"), QStringLiteral("6|3|2026-01-01|3|")}));
    LinkStore store(import.connection(), import.catalog().schema, import.relationship());
    QVERIFY(store.revert(outcome->change, false));
    QCOMPARE(database.rows(all).size(), 5);
    QCOMPARE(database.value(QStringLiteral("SELECT count(*) FROM users")).toInt(), 5);
}

void TestImport::deferredKeysAreChecked()
{
    TestDatabase database(QStringLiteral(
        "CREATE TABLE a (id INTEGER PRIMARY KEY);\nCREATE TABLE b (id INTEGER PRIMARY KEY);\nCREATE TABLE c (id INTEGER PRIMARY KEY);\n"
        "CREATE TABLE ab (a_id INTEGER REFERENCES a, b_id INTEGER REFERENCES b, c_id INTEGER REFERENCES c DEFERRABLE INITIALLY DEFERRED, "
        "PRIMARY KEY (a_id, b_id));\nINSERT INTO a VALUES (1);\nINSERT INTO b VALUES (1), (2);\nINSERT INTO c VALUES (1);\n"));
    QCOMPARE(Importing(database).account("a_id,b_id,c_id\n1,1,9\n1,2,1\n"),
             QStringLiteral("read 2: linked 1, refused 1"));
}

void TestImport::everyNaughtyString()
{
    const QString folder = qEnvironmentVariable("JOINERY_DATA");
    if (folder.isEmpty())
        QSKIP("JOINERY_DATA names no folder with csv/blns");
    QFile list(folder + QStringLiteral("/csv/blns/blns.json"));
    QVERIFY(list.open(QIODevice::ReadOnly));
    const QJsonArray strings = QJsonDocument::fromJson(list.readAll()).array();
    QVERIFY(strings.size() > 400);
    TestDatabase database(QStringLiteral(
        "CREATE TABLE a (id INTEGER PRIMARY KEY, name TEXT);\nCREATE TABLE b (id INTEGER PRIMARY KEY, name TEXT);\n"
        "CREATE TABLE ab (a_id INTEGER REFERENCES a, b_id INTEGER REFERENCES b, note TEXT, PRIMARY KEY (a_id, b_id));\n"
        "INSERT INTO b VALUES (1, 'b');\n"));
    QByteArray text("a,b,note\n");
    QMap<QByteArray, int> count;
    for (const QJsonValue &each : strings) {
        const QByteArray value = each.toString().toUtf8();
        ++count[value];
        const QByteArray field = '"' + QByteArray(value).replace("\"", "\"\"") + '"';
        text += field + ",b," + field + "\n";
    }
    Importing import(database);
    import.wishes.left.create = true;
    const auto outcome = import.run(text);
    QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().summary));
    QCOMPARE(outcome->account.of(Verdict::Linked), qint64(count.size()));
    QCOMPARE(outcome->account.createdLeft, qint64(count.size()));
    QCOMPARE(outcome->account.of(Verdict::DuplicateInFile), qint64(strings.size() - count.size()));
    QMap<QByteArray, int> stored;
    auto query = import.connection().exec(
        QStringLiteral("SELECT CAST(a.name AS BLOB), CAST(ab.note AS BLOB) FROM ab JOIN a ON a.id = ab.a_id"));
    QVERIFY(query);
    while (query->next()) {
        QCOMPARE(query->value(0).toByteArray(), query->value(1).toByteArray());
        stored.insert(query->value(0).toByteArray(), 1);
    }
    QCOMPARE(stored.keys(), count.keys());
    // The same file again: every name is found.
    import.wishes.left.create = false;
    QCOMPARE(import.run(text)->account.of(Verdict::AlreadyLinked), qint64(count.size()));
}

void TestImport::previewSaysWhatTheImportWillDo()
{
    TestDatabase database(script());
    QByteArray text(
        "user,show,rating\nAda,Borgen,1\nAda,Borgen,1\nAda,Dark,1\nEve,Dark,1\nEve,Borgen,1\nAda,Twin,1\n\nAda,Dark\n");
    Importing import(database);
    QBuffer file(&text);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto plan = planImport(file, import.connection(), import.catalog().schema, import.relationship(),
                                 import.wishes);
    const auto preview = previewImport(file, import.connection(), import.catalog().schema, import.relationship(), *plan,
                                       [](const ImportPreview &) {});
    QVERIFY(preview);
    QCOMPARE(
        Importing::inWords(preview->account),
        QStringLiteral(
            "read 7: linked 1, already 1, twice 1, unknown left 2, ambiguous right 1, malformed 1, blank 1, not written"));
    QCOMPARE(preview->rows.size(), 7); // each row of the file, in its order
    QCOMPARE(preview->rows[3].line, 5);
    QCOMPARE(preview->rows[3].verdict, Verdict::UnknownLeft);
    QVERIFY(preview->rows[3].reason.contains(QStringLiteral("Eve")));
    QCOMPARE(preview->openNames.first().name, QStringLiteral("Eve"));
    QCOMPARE(preview->openNames.first().rows, 2);
    QCOMPARE(preview->openNames.last().verdict, Verdict::AmbiguousRight);
    QVERIFY(preview->isWhole);
    ImportAccount account = import.run(text)->account;
    account.written = false;
    QCOMPARE(Importing::inWords(account), Importing::inWords(preview->account));
}

void TestImport::progressIsTold()
{
    TestDatabase database(script());
    QByteArray text("user,show\n");
    for (int i = 0; i < 10'000; ++i)
        text += "Ada,Borgen\n";
    Importing import(database);
    QBuffer file(&text);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto plan = planImport(file, import.connection(), import.catalog().schema, import.relationship(),
                                 import.wishes);
    qint64 calls = 0;
    qint64 rows = 0;
    Importer importer(import.connection(), import.catalog().schema, import.relationship());
    importer.setProgress([&](const ImportProgress &progress) {
        ++calls;
        QVERIFY(progress.rows >= rows && progress.bytesRead <= progress.bytes);
        QVERIFY(progress.rows <= progress.read);
        rows = progress.rows;
        QCOMPARE(progress.bytes, text.size());
    });
    QVERIFY(importer.run(file, *plan, import.options));
    QVERIFY(calls >= 2);
    QCOMPARE(rows, 10'000);
}

QTEST_GUILESS_MAIN(TestImport)

#include "tst_import.moc"
