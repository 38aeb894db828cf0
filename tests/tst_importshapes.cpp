#include "importing.h"

#include "export/linkexporter.h"
#include "import/importpreview.h"
#include "links/linkstore.h"

#include <QBuffer>

using namespace joinery;

namespace {

const QString ends = QStringLiteral(
    "CREATE TABLE a (id INTEGER PRIMARY KEY, name TEXT);\nCREATE TABLE b (id INTEGER PRIMARY KEY, name TEXT);\n"
    "INSERT INTO a VALUES (1, 'x'), (2, 'y'), (3, 'z');\nINSERT INTO b VALUES (1, 'p'), (2, 'q'), (3, 'r');\n");

const QString pairs = ends
                    + QStringLiteral(
                          "CREATE TABLE ab (a_id INTEGER REFERENCES a, b_id INTEGER REFERENCES b, n INTEGER, "
                          "PRIMARY KEY (a_id, b_id));\nCREATE TABLE log (n INTEGER);\n");

QString table(const char *columns)
{
    return ends + QStringLiteral("CREATE TABLE ab (%1);\n").arg(QString::fromUtf8(columns));
}

} // namespace

/// What imports hold to where a schema, or a file, is out of the ordinary.
class TestImportShapes : public QObject
{
    Q_OBJECT

private slots:
    void raisingTriggers_data();
    void raisingTriggers();
    void raisingTriggersAndGestures_data();
    void raisingTriggersAndGestures();
    void triggersSettleTheirOwnConflicts();
    void keysCompareAsStored();
    void columnsAreGuessed_data();
    void columnsAreGuessed();
    void files_data();
    void files();
    void roundTrip_data();
    void roundTrip();
    void unchangedPayloadIsNoUpdate();
    void refusedUpdateSaysWhy();
    void indexesAreAsTheyWere_data();
    void indexesAreAsTheyWere();
};

void TestImportShapes::raisingTriggers_data()
{
    QTest::addColumn<QString>("trigger");
    QTest::addColumn<bool>("handle");
    QTest::addColumn<QString>("account");
    QTest::addColumn<QStringList>("rows");
    const auto row = [](const char *name, const char *trigger, const char *account, const QStringList &rows) {
        for (const bool handle : {true, false}) {
            QTest::addRow("%s%s", name, handle ? "" : ", without the driver's handle")
                << QString::fromUtf8(trigger) << handle << QString::fromUtf8(account) << rows;
        }
    };
    const QStringList before{QStringLiteral("3|3|1")};
    const QStringList good = before + QStringList{QStringLiteral("1|2|3"), QStringLiteral("2|1|1")};
    row("ABORT", "AFTER INSERT ON ab WHEN NEW.n > 5 BEGIN SELECT RAISE(ABORT, 'no'); END",
        "read 4: linked 2, updated 1, refused 1", {QStringLiteral("3|3|2"), good[1], good[2]});
    row("FAIL after", "AFTER INSERT ON ab WHEN NEW.n > 5 BEGIN SELECT RAISE(FAIL, 'no'); END",
        "read 4: linked 2, updated 1, refused 1", {QStringLiteral("3|3|2"), good[1], good[2]});
    row("FAIL after something was logged",
        "BEFORE INSERT ON ab WHEN NEW.n > 5 BEGIN INSERT INTO log VALUES (NEW.n); SELECT RAISE(FAIL, 'no'); END",
        "read 4: linked 2, updated 1, refused 1", {QStringLiteral("3|3|2"), good[1], good[2]});
    row("FAIL after an update", "AFTER UPDATE ON ab BEGIN SELECT RAISE(FAIL, 'no'); END", "read 4: linked 3, refused 1",
        good + QStringList{QStringLiteral("1|1|8")});
    row("ROLLBACK", "BEFORE INSERT ON ab WHEN NEW.n > 5 BEGIN SELECT RAISE(ROLLBACK, 'no'); END",
        "A trigger of the database ended the whole change, not only what it refused. Nothing was changed.", before);
    row("ROLLBACK of an update", "AFTER UPDATE ON ab BEGIN SELECT RAISE(ROLLBACK, 'no'); END",
        "A trigger of the database ended the whole change, not only what it refused. Nothing was changed.", before);
}

void TestImportShapes::raisingTriggers()
{
    QFETCH(QString, trigger);
    QFETCH(bool, handle);
    for (const bool dryRun : {true, false}) {
        TestDatabase database(pairs + QStringLiteral("INSERT INTO ab VALUES (3, 3, 1);\nCREATE TRIGGER t ") + trigger
                              + QStringLiteral(";\n"));
        Importing import(database, QStringLiteral("ab"));
        if (!handle)
            import.connection().forgoHandle();
        import.wishes.onConflict = OnConflict::Update;
        import.options.dryRun = dryRun;
        const QString account = import.account("a_id,b_id,n\n1,2,3\n1,1,8\n3,3,2\n2,1,1\n");
        const QString shown = database.rows(QStringLiteral("SELECT * FROM ab ORDER BY rowid")).join(u' ');
        if (dryRun) {
            QCOMPARE(shown, QStringLiteral("3|3|1"));
            continue;
        }
        QTEST(account, "account");
        QFETCH(QStringList, rows);
        std::sort(rows.begin(), rows.end());
        QStringList found = shown.split(u' ');
        std::sort(found.begin(), found.end());
        QCOMPARE(found, rows);
        QCOMPARE(database.value(QStringLiteral("SELECT count(*) FROM log")).toInt(), 0);
    }
}

void TestImportShapes::raisingTriggersAndGestures_data()
{
    QTest::addColumn<QString>("how");
    QTest::addColumn<QStringList>("rows");
    QTest::newRow("FAIL") << QStringLiteral("FAIL")
                          << QStringList{QStringLiteral("1|1|NULL"), QStringLiteral("1|3|NULL")};
    QTest::newRow("ROLLBACK") << QStringLiteral("ROLLBACK") << QStringList();
}

void TestImportShapes::raisingTriggersAndGestures()
{
    QFETCH(QString, how);
    QFETCH(QStringList, rows);
    TestDatabase database(
        pairs
        + QStringLiteral("CREATE TRIGGER t AFTER INSERT ON ab WHEN NEW.b_id = 2 BEGIN SELECT RAISE(%1, 'no'); END;\n"
                         "CREATE TRIGGER u AFTER UPDATE ON ab WHEN NEW.n = 2 BEGIN SELECT RAISE(%1, 'no'); END;\n")
              .arg(how));
    Importing import(database, QStringLiteral("ab"));
    LinkStore store(import.connection(), import.catalog().schema, import.relationship());
    const auto linked = store.link({RowKey{{1}}}, {RowKey{{1}}, RowKey{{2}}, RowKey{{3}}}, {});
    QCOMPARE(database.rows(QStringLiteral("SELECT * FROM ab ORDER BY b_id")), rows);
    QCOMPARE(bool(linked), !rows.isEmpty());
    if (!linked)
        return;
    QCOMPARE(linked->linked, 2);
    QCOMPARE(linked->refusedCount, 1);
    const auto set = store.setPayload(linked->added, {QStringLiteral("n")}, {{2}, {7}});
    QVERIFY2(set, qPrintable(set ? QString() : set.error().summary + set.error().detail));
    QCOMPARE(set->refusedCount, 1);
    QCOMPARE(database.rows(QStringLiteral("SELECT * FROM ab ORDER BY b_id")),
             (QStringList{QStringLiteral("1|1|NULL"), QStringLiteral("1|3|7")}));
}

/// What a trigger says of its own conflicts holds: a statement with a conflict clause would have the last word.
void TestImportShapes::triggersSettleTheirOwnConflicts()
{
    TestDatabase database(
        pairs
        + QStringLiteral(
            "CREATE TABLE seen (b_id INTEGER UNIQUE);\nCREATE TABLE last (a_id INTEGER PRIMARY KEY, b_id INTEGER);\n"
            "CREATE TRIGGER t AFTER INSERT ON ab BEGIN INSERT OR IGNORE INTO seen VALUES (NEW.b_id); "
            "REPLACE INTO last VALUES (NEW.a_id, NEW.b_id); END;\n"
            "CREATE TRIGGER u AFTER UPDATE ON ab BEGIN INSERT OR REPLACE INTO last VALUES (NEW.a_id, NEW.n); END;\n"
            "CREATE TRIGGER named AFTER INSERT ON a BEGIN INSERT OR IGNORE INTO seen VALUES (1); END;\n"));
    const auto shown = [&](const char *name) {
        return database.rows(QStringLiteral("SELECT * FROM %1 ORDER BY 1").arg(QString::fromLatin1(name))).join(u' ');
    };
    Importing import(database, QStringLiteral("ab"));
    LinkStore store(import.connection(), import.catalog().schema, import.relationship());
    const auto linked = store.link({RowKey{{1}}, RowKey{{2}}}, {RowKey{{1}}, RowKey{{2}}}, {});
    QVERIFY2(linked, qPrintable(linked ? QString() : linked.error().summary));
    QCOMPARE(linked->linked, 4);
    QCOMPARE(shown("seen"), QStringLiteral("1 2"));
    QCOMPARE(shown("last"), QStringLiteral("1|2 2|2"));
    const auto set = store.setPayload(linked->added, {QStringLiteral("n")}, {{7}});
    QVERIFY2(set, qPrintable(set ? QString() : set.error().summary));
    QCOMPARE(set->refusedCount, 0);
    QCOMPARE(shown("last"), QStringLiteral("1|7 2|7"));
    import.wishes.onConflict = OnConflict::Update;
    import.wishes.right.create = true;
    QCOMPARE(import.account("a_id,b_id,n\n3,1,5\n3,2,5\n1,1,9\n"), QStringLiteral("read 3: linked 2, updated 1"));
    QCOMPARE(shown("seen"), QStringLiteral("1 2"));
    QCOMPARE(shown("last"), QStringLiteral("1|9 2|7 3|2"));
}

/// Of links that are the same to a key only, the first in the file stays: also where so many come that they are sorted.
void TestImportShapes::keysCompareAsStored()
{
    constexpr int pairCount = 11'000;
    TestDatabase database(QStringLiteral(
        "CREATE TABLE a (id INTEGER PRIMARY KEY);\nCREATE TABLE b (id INTEGER PRIMARY KEY);\n"
        "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200) INSERT INTO a SELECT i FROM n;\n"
        "INSERT INTO b SELECT id FROM a;\nCREATE TABLE ab (a_id INTEGER REFERENCES a, b_id INTEGER REFERENCES b, "
        "note TEXT COLLATE NOCASE, n INTEGER NOT NULL DEFAULT 7, PRIMARY KEY (a_id, b_id, note, n));\n"));
    QByteArray text("a_id,b_id,note,n\n");
    for (const char *values : {",a,7\n", ",A,7\n", ",a,\n"}) {
        for (int i = 0; i < pairCount; ++i)
            text += QByteArray::number(i % 200 + 1) + ',' + QByteArray::number(i / 200 + 1) + values;
    }
    Importing import(database, QStringLiteral("ab"));
    import.wishes.left.fileColumns = QStringList(QStringLiteral("a_id"));
    import.wishes.right.fileColumns = QStringList(QStringLiteral("b_id"));
    QCOMPARE(import.account(text), QStringLiteral("read 33000: linked 11000, already 11000, refused 11000"));
    QCOMPARE(database.rows(QStringLiteral("SELECT note, n, count(*) FROM ab GROUP BY 1 COLLATE BINARY, 2")),
             QStringList(QStringLiteral("a|7|11000")));
}

void TestImportShapes::columnsAreGuessed_data()
{
    QTest::addColumn<QString>("schema");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("account");
    const QString rated = QStringLiteral(
        "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);\nCREATE TABLE shows (id INTEGER PRIMARY KEY, title TEXT);\n"
        "INSERT INTO users VALUES (1, 'Ada'), (2, 'Bob'), (3, 'Cy');\n"
        "INSERT INTO shows VALUES (1, 'Dark'), (2, 'Severance'), (3, '24'), (4, 'Lost');\n"
        "CREATE TABLE ab (user_id INTEGER REFERENCES users, show_id INTEGER REFERENCES shows, rating INTEGER, PRIMARY KEY "
        "(user_id, show_id));\n");
    const QString zips = QStringLiteral(
        "CREATE TABLE counties (id INTEGER PRIMARY KEY, name TEXT);\nCREATE TABLE zips (zip_code TEXT PRIMARY KEY, city TEXT);\n"
        "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 900) INSERT INTO counties SELECT i, 'County ' || i FROM n;\n"
        "INSERT INTO zips VALUES ('00501', 'Holtsville'), ('00602', 'Aguada'), ('00703', 'Aguas Buenas');\n"
        "CREATE TABLE ab (county_id INTEGER REFERENCES counties, zip_code TEXT REFERENCES zips, PRIMARY KEY (county_id, zip_code));\n");
    QTest::newRow("a payload column's numbers")
        << rated << QByteArray("user,what,rating\nAda,Dark,4\nBob,Nope,3\nCy,Lost,2\n")
        << QStringLiteral("read 3: linked 2, unknown right 1");
    QTest::newRow("numbers without a name") << rated << QByteArray("user,what,n\nAda,Dark,4\nBob,Nope,3\nCy,Lost,2\n")
                                            << QStringLiteral("read 3: linked 2, unknown right 1");
    QTest::newRow("no header, an unknown name first")
        << rated << QByteArray("Ada,Nope\nBob,Dark\nCy,Lost\n") << QStringLiteral("read 3: linked 2, unknown right 1");
    QTest::newRow("no header, an empty name first")
        << rated << QByteArray("Ada,\nBob,Dark\nCy,Lost\n") << QStringLiteral("read 3: linked 2, unknown right 1");
    QTest::newRow("a header that is a name, above numbers")
        << rated << QByteArray("Ada,Nope,stars\nBob,Dark,5\nCy,Lost,3\n") << QStringLiteral("read 2: linked 2");
    QTest::newRow("codes with zeros before them")
        << zips << QByteArray("00501,County 7\n00602,County 8\n00703,County 9\n") << QStringLiteral("read 3: linked 3");
}

void TestImportShapes::columnsAreGuessed()
{
    QFETCH(QString, schema);
    QFETCH(QByteArray, text);
    TestDatabase database(schema);
    QTEST(Importing(database, QStringLiteral("ab")).account(text), "account");
}

void TestImportShapes::files_data()
{
    QTest::addColumn<QString>("schema");
    QTest::addColumn<QString>("relationship");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("account");
    QTest::addColumn<QStringList>("rows"); // of ab
    const auto row = [](const char *name, const QString &schema, const char *text, const char *account,
                        const QStringList &rows, const QString &relationship = QStringLiteral("ab")) {
        QTest::newRow(name) << schema << relationship << QByteArray(text) << QString::fromUtf8(account) << rows;
    };
    row("a text key of the link's own",
        table("id TEXT NOT NULL PRIMARY KEY, a_id INTEGER NOT NULL REFERENCES a, b_id INTEGER NOT "
              "NULL REFERENCES b, UNIQUE (a_id, b_id)"),
        "id,a_id,b_id\nu1,1,1\nu2,2,1\n", "read 2: linked 2", {QStringLiteral("u1|1|1"), QStringLiteral("u2|2|1")});
    row("a column that looks like a key",
        table("ab_number INTEGER, a_id INTEGER REFERENCES a, b_id INTEGER REFERENCES b"),
        "ab_number,a_id,b_id\n7,1,1\n8,2,2\n", "read 2: linked 2", {QStringLiteral("7|1|1"), QStringLiteral("8|2|2")});
    row("a header with a year in it", pairs, "a_id,b_id,n,2026\n1,3,9,1\n2,2,9,1\n", "read 2: linked 2",
        {QStringLiteral("1|3|9"), QStringLiteral("2|2|9")});
    row("an empty field where a default stands",
        table(
            "a_id INTEGER REFERENCES a, b_id INTEGER REFERENCES b, since TEXT NOT NULL DEFAULT 'today', PRIMARY KEY (a_id, b_id)"),
        "a_id,b_id,since\n1,1,\n1,2,now\n1,3,\"\"\n", "read 3: linked 3",
        {QStringLiteral("1|1|today"), QStringLiteral("1|2|now"), QStringLiteral("1|3|")});
    row("numbers in a column without a type",
        table("a_id INTEGER REFERENCES a, b_id INTEGER REFERENCES b, n, PRIMARY KEY (a_id, b_id)"),
        "a_id,b_id,n\n1,1,5\n1,2,\"5\"\n1,3,007\n2,1,5.5\n", "read 4: linked 4",
        {QStringLiteral("1|1|5"), QStringLiteral("1|2|5"), QStringLiteral("1|3|007"), QStringLiteral("2|1|5.5")});
    row("truth as the table has it",
        table("a_id INTEGER REFERENCES a, b_id INTEGER REFERENCES b, ok BOOLEAN, PRIMARY KEY (a_id, b_id)")
            + QStringLiteral("INSERT INTO ab VALUES (3, 3, 't');\n"),
        "a_id,b_id,ok\n1,1,t\n1,2,f\n1,3,maybe\n", "read 3: linked 2, malformed 1",
        {QStringLiteral("1|1|t"), QStringLiteral("1|2|f"), QStringLiteral("3|3|t")});
    row("dates as the table has them",
        table("a_id INTEGER REFERENCES a, b_id INTEGER REFERENCES b, d DATE, PRIMARY KEY (a_id, b_id)")
            + QStringLiteral("INSERT INTO ab VALUES (3, 3, '31/01/2026');\n"),
        "a_id,b_id,d\n1,1,01/02/2026\n", "read 1: linked 1",
        {QStringLiteral("1|1|01/02/2026"), QStringLiteral("3|3|31/01/2026")});
    row("rows of another kind",
        QStringLiteral(
            "CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT);\nCREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT);\n"
            "CREATE TABLE images (id INTEGER PRIMARY KEY, title TEXT);\n"
            "CREATE TABLE ab (tag_id INTEGER REFERENCES tags, taggable_id INTEGER, taggable_type TEXT);\n"
            "INSERT INTO tags VALUES (1, 'a'), (2, 'b');\nINSERT INTO posts VALUES (1, 'p'), (2, 'q');\n"
            "INSERT INTO images VALUES (1, 'i'), (2, 'j');\nINSERT INTO ab VALUES (1, 1, 'post'), (1, 1, 'image');\n"),
        "tag_id,taggable_id,taggable_type\n2,2,post\n2,1,image\n2,2,\n", "read 3: linked 2, malformed 1",
        {QStringLiteral("1|1|image"), QStringLiteral("1|1|post"), QStringLiteral("2|1|image"),
         QStringLiteral("2|2|image")},
        QStringLiteral("images"));
}

void TestImportShapes::files()
{
    QFETCH(QString, schema);
    QFETCH(QString, relationship);
    QFETCH(QByteArray, text);
    QFETCH(QStringList, rows);
    TestDatabase database(schema);
    const auto connection = Connection::open(database.location());
    const auto catalog = readCatalog(**connection, database.location());
    QString name;
    for (const Relationship &each : std::as_const((*catalog)->relationships)) {
        const bool isMeant = relationship == QLatin1String("ab") || each.right.table.name == relationship
                          || each.left.table.name == relationship;
        if (isMeant)
            name = each.name;
    }
    QVERIFY(!name.isEmpty());
    QTEST(Importing(database, name).account(text), "account");
    QStringList found = database.rows(QStringLiteral("SELECT * FROM ab"));
    std::sort(found.begin(), found.end());
    QCOMPARE(found, rows);
}

void TestImportShapes::roundTrip_data()
{
    QTest::addColumn<QString>("schema");
    QTest::newRow("keys of bytes") << QStringLiteral(
        "CREATE TABLE a (u BLOB PRIMARY KEY, name TEXT);\nCREATE TABLE b (id INTEGER PRIMARY KEY, name TEXT);\n"
        "INSERT INTO a VALUES (x'616263', 'three'), (CAST('YWJj' AS BLOB), 'two'), (x'00ff', 'none');\nINSERT INTO b VALUES (1, 'p'), (2, 'q');\n"
        "CREATE TABLE ab (a_u BLOB REFERENCES a, b_id INTEGER REFERENCES b, PRIMARY KEY (a_u, b_id));\n"
        "INSERT INTO ab VALUES (x'616263', 1), (x'00ff', 2);\n");
    QTest::newRow("a column without a type")
        << table("a_id INTEGER REFERENCES a, b_id INTEGER REFERENCES b, n, PRIMARY KEY (a_id, b_id)")
               + QStringLiteral("INSERT INTO ab VALUES (1, 1, 5), (1, 2, '5'), (1, 3, 5.5), (2, 1, '5.5'), "
                                "(2, 2, '1e5'), (2, 3, 'x'), (3, 1, NULL), (3, 2, '');\n");
    QTest::newRow("STRICT, of any type")
        << ends
               + QStringLiteral(
                   "CREATE TABLE ab (a_id INTEGER REFERENCES a, b_id INTEGER REFERENCES b, n ANY, PRIMARY KEY (a_id, b_id)) "
                   "STRICT;\nINSERT INTO ab VALUES (1, 1, 5), (1, 2, '5'), (1, 3, 0.25), (2, 1, '-7');\n");
    QTest::newRow("a text key of the link's own")
        << table("id TEXT PRIMARY KEY, a_id INTEGER REFERENCES a, b_id INTEGER REFERENCES b, UNIQUE (a_id, b_id)")
               + QStringLiteral("INSERT INTO ab VALUES ('u1', 1, 1), ('u2', 2, 3);\n");
}

void TestImportShapes::roundTrip()
{
    QFETCH(QString, schema);
    TestDatabase database(schema);
    const auto content = [&] {
        QStringList columns;
        for (const QString &column : database.rows(QStringLiteral("SELECT name FROM pragma_table_info('ab')")))
            columns += QStringLiteral("typeof(%1), quote(%1)").arg(column);
        return database.rows(QStringLiteral("SELECT %1 FROM ab ORDER BY 1, 2, 3, 4").arg(columns.join(u',')));
    };
    const QStringList before = content();
    Importing import(database, QStringLiteral("ab"));
    QBuffer file;
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    LinkExporter exporter(import.connection(), import.catalog().schema, import.relationship());
    QVERIFY(exporter.write(file, LinkFormat::Csv, std::nullopt));
    database.exec(QStringLiteral("DELETE FROM ab"));
    QCOMPARE(import.account(file.data()), QStringLiteral("read %1: linked %1").arg(before.size()));
    QCOMPARE(content(), before);
}

void TestImportShapes::unchangedPayloadIsNoUpdate()
{
    TestDatabase database(
        table(
            "a_id INTEGER REFERENCES a, b_id INTEGER REFERENCES b, n INTEGER, note TEXT COLLATE NOCASE, updated_at TEXT, "
            "PRIMARY KEY (a_id, b_id)")
        + QStringLiteral(
            "INSERT INTO ab VALUES (1, 1, 4, 'a', '2020-01-01 00:00:00'), (1, 2, 4, 'a', '2020-01-01 00:00:00'), "
            "(1, 3, NULL, NULL, '2020-01-01 00:00:00');\n"));
    Importing import(database, QStringLiteral("ab"));
    import.wishes.onConflict = OnConflict::Update;
    QCOMPARE(import.account("a_id,b_id,n,note\n1,1,4,a\n1,2,4,A\n1,3,,\n"),
             QStringLiteral("read 3: already 2, updated 1"));
    QCOMPARE(database.rows(QStringLiteral("SELECT b_id, note FROM ab WHERE updated_at > '2020-01-02'")),
             QStringList(QStringLiteral("2|A")));
}

void TestImportShapes::refusedUpdateSaysWhy()
{
    TestDatabase database(
        ends
        + QStringLiteral(
            "CREATE TABLE terms (id INTEGER PRIMARY KEY);\nINSERT INTO terms VALUES (1);\n"
            "CREATE TABLE ab (a_id INTEGER REFERENCES a, b_id INTEGER REFERENCES b, term_id INTEGER REFERENCES terms "
            "DEFERRABLE INITIALLY DEFERRED, PRIMARY KEY (a_id, b_id));\nINSERT INTO ab VALUES (1, 1, 1);\n"));
    Importing import(database, QStringLiteral("ab"));
    import.wishes.onConflict = OnConflict::Update;
    import.options.rejects = database.path() + QStringLiteral(".rejects");
    QCOMPARE(import.account("a_id,b_id,term_id\n1,1,9\n"), QStringLiteral("read 1: refused 1"));
    QFile rejects(import.options.rejects);
    QVERIFY(rejects.open(QIODevice::ReadOnly));
    QCOMPARE(rejects.readAll(), QByteArray("line,reason,a_id,b_id,term_id\n2,FOREIGN KEY constraint failed,1,1,9\n"));
}

void TestImportShapes::indexesAreAsTheyWere_data()
{
    QTest::addColumn<QString>("more");
    QTest::addColumn<QString>("how");
    QTest::newRow("written") << QString() << QStringLiteral("written");
    QTest::newRow("for undo") << QString() << QStringLiteral("for undo");
    QTest::newRow("dry run") << QString() << QStringLiteral("dry run");
    QTest::newRow("cancelled") << QString() << QStringLiteral("cancelled");
    QTest::newRow("with statistics") << QStringLiteral("ANALYZE;\n") << QStringLiteral("written");
    QTest::newRow("with a trigger") << QStringLiteral("CREATE TRIGGER t AFTER INSERT ON ab BEGIN SELECT 1; END;\n")
                                    << QStringLiteral("written");
}

void TestImportShapes::indexesAreAsTheyWere()
{
    QFETCH(QString, more);
    QFETCH(QString, how);
    constexpr int entities = 400;
    TestDatabase database(
        QStringLiteral(
            "CREATE TABLE a (id INTEGER PRIMARY KEY);\nCREATE TABLE b (id INTEGER PRIMARY KEY);\n"
            "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %1) INSERT INTO a SELECT i FROM n;\n"
            "INSERT INTO b SELECT id FROM a;\n"
            "CREATE TABLE ab (id INTEGER PRIMARY KEY, a_id INTEGER REFERENCES a, b_id INTEGER REFERENCES b, n INTEGER);\n"
            "CREATE INDEX \"by a, \"\"then\"\" b\" ON ab (a_id DESC, b_id);\nCREATE INDEX some ON ab (n) WHERE n > 5;\n"
            "CREATE INDEX sums ON ab (a_id + b_id);\nCREATE UNIQUE INDEX ns ON ab (n);\nINSERT INTO ab VALUES (1, 1, 1, 0);\n")
            .arg(entities)
        + more);
    const QString schema = QStringLiteral("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY rowid");
    const QString statistics = QStringLiteral("SELECT * FROM sqlite_stat1 ORDER BY idx");
    QStringList before = database.rows(schema);
    const QStringList known = more.startsWith(QLatin1String("ANALYZE")) ? database.rows(statistics) : QStringList();
    QByteArray text("a_id,b_id,n\n");
    for (int i = 1; i <= 120'000; ++i)
        text += QByteArray::number(i * 7 % entities + 1) + ',' + QByteArray::number(i * 11 % entities + 1) + ','
              + QByteArray::number(i) + '\n';
    Importing import(database, QStringLiteral("ab"));
    import.wishes.left.fileColumns = QStringList(QStringLiteral("a_id"));
    import.wishes.right.fileColumns = QStringList(QStringLiteral("b_id"));
    import.options.keepForUndo = how == QLatin1String("for undo");
    import.options.dryRun = how == QLatin1String("dry run");
    const bool isCancelled = how == QLatin1String("cancelled");
    if (isCancelled)
        import.connection().setCancelToken(std::make_shared<std::atomic_bool>(true));
    const auto outcome = import.run(text);
    import.connection().setCancelToken({});
    const bool isWritten = !isCancelled && !import.options.dryRun;
    QCOMPARE(bool(outcome), !isCancelled);
    QCOMPARE(database.value(QStringLiteral("SELECT count(*) FROM ab")).toInt(), isWritten ? 120'001 : 1);
    // Where they stand in the schema is nobody's.
    QStringList after = database.rows(schema);
    std::sort(before.begin(), before.end());
    std::sort(after.begin(), after.end());
    QCOMPARE(after, before);
    QCOMPARE(database.rows(QStringLiteral("PRAGMA integrity_check")), QStringList(QStringLiteral("ok")));
    if (!known.isEmpty())
        QCOMPARE(database.rows(statistics), known);
    if (isWritten) {
        QVERIFY(database.rows(QStringLiteral("EXPLAIN QUERY PLAN SELECT b_id FROM ab WHERE a_id = 5"))
                    .join(u' ')
                    .contains(QLatin1String("by a, ")));
        QCOMPARE(database.rows(QStringLiteral("SELECT n FROM ab ORDER BY id LIMIT 3")),
                 (QStringList{QStringLiteral("0"), QStringLiteral("1"), QStringLiteral("2")}));
    }
}

QTEST_GUILESS_MAIN(TestImportShapes)
#include "tst_importshapes.moc"
