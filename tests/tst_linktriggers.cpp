#include "importing.h"

#include "database/statement.h"
#include "database/transaction.h"
#include "links/linkstore.h"
#include "links/linktriggers.h"

using namespace joinery;

namespace {

const QString favorites = QStringLiteral(
    "CREATE TABLE favorites (user_id INTEGER NOT NULL REFERENCES users(id), show_id INTEGER NOT NULL REFERENCES shows(id), "
    "rating INTEGER CHECK (rating BETWEEN 1 AND 5), changed TEXT, PRIMARY KEY (user_id, show_id));\n");

const QString tables = QStringLiteral(
    "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE, number INTEGER NOT NULL DEFAULT 0);\n"
    "CREATE TABLE shows (id INTEGER PRIMARY KEY, title TEXT, open INTEGER);\n"
    "CREATE TABLE log (id INTEGER PRIMARY KEY, user_id INTEGER, show_id INTEGER);\n"
    "CREATE TABLE totals (n INTEGER, last INTEGER);\n"
    "CREATE TABLE limited (n INTEGER CHECK (n < 100));\n"
    "CREATE TABLE once (user_id INTEGER);\nCREATE UNIQUE INDEX once_only ON once (user_id) WHERE user_id < 10;\n"
    "CREATE TABLE keyed (user_id INTEGER UNIQUE);\n"
    "CREATE TABLE noted (user_id INTEGER REFERENCES users(id));\n"
    "CREATE TABLE watched (n INTEGER);\nCREATE TRIGGER more AFTER UPDATE ON watched BEGIN DELETE FROM log; END;\n"
    "CREATE VIEW popular AS SELECT show_id FROM favorites;\n");

QString trigger(const char *text)
{
    return QStringLiteral("CREATE TRIGGER t ") + QString::fromUtf8(text) + QStringLiteral(";\n");
}

/// Inserts as the database's own shell would; with `whole` nothing stays of what is refused. Returns how many rows came of it: none where it
/// is refused.
Result<qint64> insert(Connection &connection, Statement &insert, const std::array<qint64, 3> &values, bool whole)
{
    for (int i = 0; i < 3; ++i)
        insert.bind(i, CellValue::ofInteger(values[size_t(i)]));
    std::optional<Savepoint> savepoint;
    if (whole) {
        auto begun = Savepoint::begin(connection);
        if (!begun)
            return tl::unexpected(begun.error());
        savepoint.emplace(std::move(*begun));
    }
    auto inserted = insert.run();
    if (!inserted)
        return inserted.error().kind == Error::Kind::Refused ? Result<qint64>(0) : inserted;
    if (!whole)
        return inserted;
    if (auto released = savepoint->release(); !released)
        return tl::unexpected(released.error());
    return inserted;
}

} // namespace

Q_DECLARE_METATYPE(WriteOrder)

/// What is said of a join table's triggers, and that imports come to the same for it.
class TestLinkTriggers : public QObject
{
    Q_OBJECT

private slots:
    void effects_data();
    void effects();
    void writtenInAnyOrder_data();
    void writtenInAnyOrder();
};

void TestLinkTriggers::effects_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<bool>("leaveKeys");
    QTest::addColumn<WriteOrder>("order");
    const auto row = [](const char *name, const char *text, bool leaveKeys, WriteOrder order) {
        QTest::newRow(name) << trigger(text) << leaveKeys << order;
    };
    row("a counter", "AFTER INSERT ON favorites BEGIN UPDATE totals SET n = n + 1; END", true, WriteOrder::Any);
    row("a counter by row",
        "AFTER INSERT ON favorites BEGIN UPDATE users SET number = number+1 WHERE id = NEW.user_id; END", true,
        WriteOrder::Any);
    row("a counter that may be NULL, quoted and commented",
        "/* BEGIN */ AFTER INSERT ON \"favorites\" FOR EACH ROW BEGIN -- it's one\n UPDATE [totals] SET `n` = "
        "coalesce(n, 0) + 1; END",
        true, WriteOrder::Any);
    row("a log",
        "AFTER INSERT ON favorites BEGIN INSERT INTO log (user_id, show_id) VALUES (NEW.user_id, NEW.show_id); END",
        true, WriteOrder::Any);
    row("a log of some",
        "AFTER INSERT ON favorites WHEN NEW.rating > 3 BEGIN INSERT INTO log (user_id) SELECT id FROM users WHERE "
        "id = NEW.user_id; END",
        true, WriteOrder::Any);
    row("a stamp",
        "AFTER INSERT ON favorites BEGIN UPDATE favorites SET changed = datetime('now') WHERE rowid = new.rowid; END",
        true, WriteOrder::Any);
    row("a stamp by key",
        "AFTER INSERT ON favorites BEGIN UPDATE favorites SET changed = CASE WHEN NEW.rating > 3 THEN 'good' ELSE 'bad' END "
        "WHERE favorites.user_id = NEW.user_id AND NEW.show_id = show_id; END",
        true, WriteOrder::Any);
    row("a rule about the other tables",
        "BEFORE INSERT ON favorites BEGIN SELECT CASE WHEN (SELECT open FROM shows WHERE id = NEW.show_id) = 0 THEN "
        "RAISE(ABORT, 'not open') END; END",
        true, WriteOrder::Any);
    row("a deletion's", "AFTER DELETE ON favorites BEGIN DELETE FROM users; END", true, WriteOrder::Any);
    row("named like a word of SQL's", "AFTER UPDATE OF rating ON favorites BEGIN UPDATE totals SET n = n - 1; END",
        true, WriteOrder::Any);

    row("the last one wins", "AFTER INSERT ON favorites BEGIN UPDATE totals SET last = NEW.user_id; END", true,
        WriteOrder::File);
    row("at most five",
        "BEFORE INSERT ON favorites WHEN (SELECT count(*) FROM favorites WHERE user_id = NEW.user_id) >= 5 BEGIN "
        "SELECT RAISE(ABORT, 'full'); END",
        true, WriteOrder::WithinLeft);
    row("at most five users of a show",
        "BEFORE INSERT ON favorites BEGIN SELECT RAISE(ABORT, 'full') FROM favorites AS f WHERE f.rating > 1 AND "
        "f.show_id = NEW.show_id LIMIT 1; END",
        true, WriteOrder::WithinRight);
    row("at most five of either",
        "BEFORE INSERT ON favorites WHEN (SELECT count(*) FROM favorites WHERE user_id = NEW.user_id) > 5 AND (SELECT count(*) "
        "FROM favorites WHERE show_id = NEW.show_id) > 5 BEGIN SELECT RAISE(ABORT, 'full'); END",
        true, WriteOrder::File);
    row("of this or of that user",
        "BEFORE INSERT ON favorites WHEN (SELECT count(*) FROM favorites WHERE user_id = NEW.user_id OR user_id = 1) > 5 BEGIN "
        "SELECT RAISE(ABORT, 'full'); END",
        true, WriteOrder::File);
    row("of a user or of those after it",
        "BEFORE INSERT ON favorites WHEN (SELECT count(*) FROM favorites WHERE rating BETWEEN 1 AND user_id = NEW.user_id) > 5 "
        "BEGIN SELECT RAISE(ABORT, 'full'); END",
        true, WriteOrder::File);
    row("a place in a user's list",
        "AFTER INSERT ON favorites BEGIN UPDATE favorites SET rating = (SELECT 1 + max(f.rating) FROM favorites f WHERE f.user_id = "
        "NEW.user_id) WHERE rowid = NEW.rowid; END",
        true, WriteOrder::WithinLeft);
    row("a user's last show",
        "AFTER INSERT ON favorites BEGIN UPDATE users SET number = NEW.show_id WHERE id = NEW.user_id; END", true,
        WriteOrder::WithinLeft);
    row("a user's sum",
        "AFTER INSERT ON favorites BEGIN UPDATE users SET number = number + NEW.rating WHERE NEW.user_id = id; END",
        true, WriteOrder::WithinLeft);
    row("a user's sum and a count",
        "AFTER INSERT ON favorites BEGIN UPDATE users SET number = number + NEW.rating WHERE NEW.user_id = id; UPDATE users SET "
        "number = number + 1; END",
        true, WriteOrder::File);
    row("counts of what is counted",
        "AFTER INSERT ON favorites BEGIN UPDATE totals SET n = n + 1; UPDATE totals SET last = last + 1 "
        "WHERE n < 5; END",
        true, WriteOrder::File);
    row("at most five, by a view",
        "BEFORE INSERT ON favorites BEGIN SELECT RAISE(ABORT, 'full') WHERE (SELECT count(*) FROM popular) > 5; END",
        true, WriteOrder::File);
    row("a place in a list",
        "AFTER INSERT ON favorites BEGIN UPDATE favorites SET rating = (SELECT max(rating) FROM favorites) "
        "WHERE user_id = NEW.user_id AND show_id = NEW.show_id; END",
        true, WriteOrder::File);
    row("what is counted is read",
        "AFTER INSERT ON favorites BEGIN UPDATE totals SET n = n + 1; UPDATE favorites SET changed = "
        "(SELECT n FROM totals) WHERE rowid = NEW.rowid; END",
        true, WriteOrder::File);
    row("the table's name in quotes of a text",
        "AFTER INSERT ON favorites BEGIN INSERT INTO log (user_id) SELECT count(*) FROM 'favorites'; END", true,
        WriteOrder::File);
    row("all of a user's",
        "AFTER INSERT ON favorites BEGIN UPDATE favorites SET changed = 'x' WHERE user_id = NEW.user_id; END", true,
        WriteOrder::WithinLeft);
    row("counted until a limit", "AFTER INSERT ON favorites BEGIN UPDATE totals SET n = n + 1 WHERE n < 10; END", true,
        WriteOrder::File);
    row("doubled", "AFTER INSERT ON favorites BEGIN UPDATE totals SET n = n * 2; END", true, WriteOrder::File);
    row("sums of fractions", "AFTER INSERT ON favorites BEGIN UPDATE totals SET n = n + 1.5; END", true,
        WriteOrder::File);
    row("numbers of one's own",
        "AFTER INSERT ON favorites BEGIN INSERT INTO log (id, user_id) VALUES (NEW.rowid, 1); END", true,
        WriteOrder::File);
    row("which link it is", "AFTER INSERT ON favorites BEGIN INSERT INTO log (show_id) VALUES (NEW.rowid); END", true,
        WriteOrder::Any);
    row("which link it is, counted on",
        "AFTER INSERT ON favorites BEGIN INSERT INTO log (show_id) VALUES (NEW.rowid + 1); END", true,
        WriteOrder::File);
    row("up to a number",
        "AFTER INSERT ON favorites WHEN NEW.rowid < 9 BEGIN INSERT INTO log (user_id) VALUES (1); END", true,
        WriteOrder::File);
    row("the last id", "AFTER INSERT ON favorites BEGIN INSERT INTO log (user_id) VALUES (last_insert_rowid()); END",
        true, WriteOrder::File);
    row("once each", "AFTER INSERT ON favorites BEGIN INSERT INTO keyed (user_id) VALUES (NEW.user_id); END", true,
        WriteOrder::File);
    row("replaced", "AFTER INSERT ON favorites BEGIN INSERT OR REPLACE INTO keyed (user_id) VALUES (NEW.user_id); END",
        false, WriteOrder::File);
    row("upserted",
        "AFTER INSERT ON favorites BEGIN INSERT INTO keyed (user_id) VALUES (1) ON CONFLICT DO NOTHING; END", false,
        WriteOrder::File);

    row("rows that refer", "AFTER INSERT ON favorites BEGIN INSERT INTO noted VALUES (NEW.user_id); END", false,
        WriteOrder::Any);
    row("the end is set",
        "AFTER INSERT ON favorites BEGIN UPDATE favorites SET show_id = 1 WHERE rowid = NEW.rowid; END", false,
        WriteOrder::File);
    row("what links refer to is set", "AFTER INSERT ON favorites BEGIN UPDATE users SET id = id + 1; END", false,
        WriteOrder::File);
    row("something is deleted", "AFTER INSERT ON favorites BEGIN DELETE FROM shows WHERE id = 1; END", false,
        WriteOrder::File);
    row("another trigger runs", "AFTER INSERT ON favorites BEGIN UPDATE watched SET n = n + 1; END", false,
        WriteOrder::File);
    row("two columns at once", "AFTER INSERT ON favorites BEGIN UPDATE totals SET (n, last) = (1, 2); END", false,
        WriteOrder::File);
    row("a table that is not there", "AFTER INSERT ON favorites BEGIN INSERT INTO gone VALUES (1); END", false,
        WriteOrder::File);
    row("something else", "AFTER INSERT ON favorites BEGIN REPLACE INTO log VALUES (1, 2, 3); END", false,
        WriteOrder::File);
}

void TestLinkTriggers::effects()
{
    QFETCH(QString, sql);
    TestDatabase database(tables + favorites + sql);
    const Importing import(database, QStringLiteral("favorites"));
    const Schema &schema = import.catalog().schema;
    const LinkTriggers triggers = LinkTriggers::read(schema, import.relationship());
    QTEST(triggers.leaveKeys(), "leaveKeys");
    QTEST(triggers.order(), "order");
}

void TestLinkTriggers::writtenInAnyOrder_data()
{
    QTest::addColumn<QString>("sql");
    const auto row = [](const char *name, const char *text) { QTest::newRow(name) << trigger(text); };
    row("a counter", "AFTER INSERT ON favorites BEGIN UPDATE totals SET n = n + 1; END");
    row("a counter by row",
        "AFTER INSERT ON favorites BEGIN UPDATE users SET number = number + 1 WHERE id = NEW.user_id; END");
    row("a counter with a limit", "AFTER INSERT ON favorites BEGIN UPDATE limited SET n = n + 1; END");
    row("a log",
        "AFTER INSERT ON favorites BEGIN INSERT INTO log (user_id, show_id) VALUES (NEW.user_id, NEW.show_id); END");
    row("a log that takes each once", "AFTER INSERT ON favorites BEGIN INSERT INTO once VALUES (NEW.user_id); END");
    row("a stamp",
        "AFTER INSERT ON favorites BEGIN UPDATE favorites SET changed = NEW.rating || '!' WHERE rowid = NEW.rowid; END");
    row("a rule",
        "BEFORE INSERT ON favorites BEGIN SELECT RAISE(ABORT, 'closed') FROM shows WHERE id = NEW.show_id AND open = 0; END");
    row("at most five",
        "BEFORE INSERT ON favorites WHEN (SELECT count(*) FROM favorites WHERE user_id = NEW.user_id) >= 5 BEGIN "
        "SELECT RAISE(ABORT, 'full'); END");
    row("the last one",
        "AFTER INSERT ON favorites BEGIN UPDATE users SET number = NEW.show_id WHERE id = NEW.user_id; END");
    row("a place",
        "AFTER INSERT ON favorites BEGIN UPDATE favorites SET changed = (SELECT count(*) FROM favorites WHERE user_id = "
        "NEW.user_id) WHERE rowid = NEW.rowid; END");
    row("the end is set",
        "AFTER INSERT ON favorites WHEN NEW.rating = 3 BEGIN UPDATE OR IGNORE favorites SET show_id = 999 WHERE rowid = NEW.rowid; END");
    row("rows that refer", "AFTER INSERT ON favorites BEGIN INSERT INTO noted VALUES (NEW.user_id + NEW.rating); END");
    row("left out without a word",
        "BEFORE INSERT ON favorites WHEN NEW.user_id % 10 = 3 BEGIN SELECT RAISE(IGNORE); END");
    row("kept once", "AFTER INSERT ON favorites BEGIN INSERT OR IGNORE INTO keyed VALUES (NEW.user_id); END");
    row("what replaces", "AFTER INSERT ON favorites BEGIN REPLACE INTO keyed VALUES (NEW.show_id); END");
    QTest::newRow("another table's types")
        << QStringLiteral("CREATE TABLE typed (n INTEGER) STRICT;\n")
               + trigger(
                   "AFTER INSERT ON favorites BEGIN INSERT INTO typed VALUES (CASE WHEN NEW.user_id = 7 THEN 'x' ELSE 1 END); END");
    row("refused halfway, in its own words",
        "AFTER INSERT ON favorites BEGIN INSERT OR FAIL INTO keyed VALUES (NEW.user_id * 10 + NEW.rating); END");
    QTest::newRow("refused halfway by another table")
        << QStringLiteral("CREATE TABLE quick (n INTEGER UNIQUE ON CONFLICT FAIL);\n")
               + trigger(
                   "AFTER INSERT ON favorites BEGIN INSERT INTO quick VALUES (NEW.user_id * 10 + NEW.rating); END");
    row("diverted",
        "BEFORE INSERT ON favorites WHEN NEW.user_id % 10 = 3 BEGIN INSERT INTO log (user_id) VALUES (NEW.user_id); "
        "SELECT RAISE(IGNORE); END");
    row("a function refuses",
        "BEFORE INSERT ON favorites WHEN abs(CASE WHEN NEW.show_id = 250 THEN -9223372036854775807 - 1 END) > 0 BEGIN SELECT 1; END");
    row("ids up to a limit", "AFTER INSERT ON favorites WHEN NEW.rowid > 9000 BEGIN SELECT RAISE(ABORT, 'full'); END");
    row("an id is checked", "AFTER INSERT ON favorites BEGIN INSERT INTO limited VALUES (NEW.rowid); END");
    row("an id is noted",
        "AFTER INSERT ON favorites BEGIN UPDATE favorites SET changed = NEW._rowid_ WHERE rowid = NEW.rowid; END");
    const auto table = [](const char *name, const char *columns, const char *more = "") {
        QTest::newRow(name)
            << QStringLiteral(
                   "CREATE TABLE favorites (%1, user_id INTEGER NOT NULL REFERENCES users(id), show_id INTEGER NOT NULL "
                   "REFERENCES shows(id), rating INTEGER CHECK (rating BETWEEN 1 AND 5), changed TEXT, %2);\n%3")
                   .arg(QString::fromUtf8(columns).section(u'|', 0, 0), QString::fromUtf8(columns).section(u'|', 1),
                        QString::fromUtf8(more));
    };
    table("a rating once for each user, pairs repeat", "x|PRIMARY KEY (user_id, rating)");
    table("a rating once, in part, pairs repeat", "x|CHECK (1)",
          "CREATE UNIQUE INDEX i ON favorites (rating) WHERE rating > 2;\n");
    table("ids up to a rule's limit", "id INTEGER PRIMARY KEY|UNIQUE (user_id, show_id), CHECK (id <= 9000)");
    table("an index over some ids", "id INTEGER PRIMARY KEY|UNIQUE (user_id, show_id)",
          "CREATE UNIQUE INDEX i ON favorites (user_id, rating) WHERE id <= 5000;\n");
    table("ids of their own", "id INTEGER PRIMARY KEY AUTOINCREMENT|UNIQUE (user_id, show_id)");
    row("updates only", "AFTER UPDATE ON favorites BEGIN UPDATE totals SET n = n + 1; END");
    QTest::newRow("no trigger") << QString();
    QTest::newRow("a rank that a user gives once")
        << QStringLiteral("CREATE UNIQUE INDEX ranks ON favorites (user_id, rating);\n");
    QTest::newRow("a rank that a show is given once")
        << QStringLiteral("CREATE UNIQUE INDEX ranks ON favorites (rating, show_id) WHERE rating > 2;\n");
    QTest::newRow("a rank that is given once") << QStringLiteral("CREATE UNIQUE INDEX ranks ON favorites (rating);\n");
    QTest::newRow("ranks of both") << QStringLiteral("CREATE UNIQUE INDEX ranks ON favorites (rating, show_id);\n"
                                                     "CREATE UNIQUE INDEX others ON favorites (rating, user_id);\n");
}

void TestLinkTriggers::writtenInAnyOrder()
{
    QFETCH(QString, sql);
    constexpr int entities = 300;
    constexpr int rows = 24'000;
    const QString filled =
        tables + (sql.contains(QLatin1String("CREATE TABLE favorites")) ? sql : favorites + sql)
        + QStringLiteral(
              "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %1) INSERT INTO users (id, name) SELECT i, 'u' || i FROM n;\n"
              "INSERT INTO shows SELECT id, 's' || id, id % 7 FROM users;\nINSERT INTO totals VALUES (0, 0);\n"
              "INSERT INTO limited VALUES (0);\nINSERT INTO favorites (user_id, show_id) SELECT id, id FROM users WHERE id < 20 AND id % 7 > 0;\n")
              .arg(entities);
    TestDatabase byHand(filled);
    QByteArray text("user_id,show_id,rating\n");
    qint64 expected = 0;
    const bool leavesRemains = sql.contains(QLatin1String("FAIL")) || sql.contains(QLatin1String("typed"))
                            || sql.contains(QLatin1String("quick"));
    {
        const auto connection = Connection::open(byHand.location());
        QVERIFY((*connection)->exec(QStringLiteral("BEGIN")));
        auto statement = Statement::prepare(
            **connection, QStringLiteral("INSERT INTO favorites (user_id, show_id, rating) VALUES (?, ?, ?)"));
        QVERIFY(statement);
        for (qint64 i = 0; i < rows; ++i) {
            // In no order; a sixth has a rating that is not allowed, and some come again with another.
            const qint64 pair = i % 50 == 0 ? i / 2 : i;
            const qint64 user = pair * 7919 % entities + 1;
            const qint64 show = (pair / entities * 31 + pair) % entities + 1;
            const qint64 rating = i * 5 % 6;
            text += QByteArray::number(user) + ',' + QByteArray::number(show) + ',' + QByteArray::number(rating) + '\n';
            const auto inserted = insert(**connection, *statement, {user, show, rating}, leavesRemains);
            QVERIFY(inserted);
            expected += *inserted;
        }
        statement->reset();
        QVERIFY((*connection)->exec(QStringLiteral("COMMIT")));
    }
    const char *more = sql.contains(QLatin1String("AUTOINCREMENT")) ? "SELECT * FROM sqlite_sequence"
                     : sql.contains(QLatin1String("quick"))         ? "SELECT * FROM quick ORDER BY 1"
                     : sql.contains(QLatin1String("typed"))         ? "SELECT count(*), min(n), max(n) FROM typed"
                                                                    : "SELECT 1";
    for (const bool keepForUndo : {false, true}) {
        TestDatabase imported(filled);
        const QStringList before = imported.rows(QStringLiteral("SELECT * FROM favorites ORDER BY user_id, show_id"));
        Importing import(imported, QStringLiteral("favorites"));
        import.options.keepForUndo = keepForUndo;
        const auto outcome = import.run(text);
        QVERIFY2(outcome, qPrintable(outcome ? QString() : outcome.error().summary));
        QCOMPARE(outcome->account.of(Verdict::Linked), expected);
        QCOMPARE(outcome->account.read(), qint64(rows));
        for (const char *query : {"SELECT user_id, show_id, rating, changed FROM favorites ORDER BY 1, 2, 3",
                                  "SELECT * FROM users ORDER BY id", "SELECT * FROM totals", "SELECT * FROM limited",
                                  "SELECT user_id, show_id FROM log ORDER BY 1, 2", "SELECT * FROM once ORDER BY 1",
                                  "SELECT * FROM noted ORDER BY 1", "SELECT * FROM keyed ORDER BY 1", more})
            QCOMPARE(imported.rows(QString::fromLatin1(query)), byHand.rows(QString::fromLatin1(query)));
        QCOMPARE(imported.rows(QStringLiteral("PRAGMA foreign_key_check")), QStringList());
        if (!keepForUndo)
            continue;
        const auto undone = LinkStore(import.connection(), import.catalog().schema, import.relationship())
                                .revert(outcome->change, false);
        QVERIFY2(undone, qPrintable(undone ? QString() : undone.error().summary));
        QCOMPARE(imported.rows(QStringLiteral("SELECT * FROM favorites ORDER BY user_id, show_id")), before);
    }
}

QTEST_GUILESS_MAIN(TestLinkTriggers)
#include "tst_linktriggers.moc"
