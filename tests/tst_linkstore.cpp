#include "links/linkstore.h"

#include "relationships/relationshipfinder.h"
#include "session/catalog.h"
#include "testdatabase.h"

#include <QRegularExpression>

using namespace joinery;

namespace {

RowKey key(std::initializer_list<QVariant> values)
{
    return RowKey{QVariantList(values)};
}

} // namespace

/// Every schema shape: link, unlink, undo, redo; each checked by another connection, with all other rows unchanged.
class TestLinkStore : public QObject
{
    Q_OBJECT

private slots:
    void shapes_data();
    void shapes();
    void linkingReportsEachPair();
    void refusedPairsDoNotHinderOthers();
    void repeatedPairs();
    void payloadSurvivesUndo();
    void undoAfterChangeByOthersIsStale();
    void surrogateIdGivenToAnotherPair();
    void cascadeFromLinksIsRefused();
    void copyAndMove();
    void confirmationIsAskedFor();
    void timestampsAreFilled_data();
    void timestampsAreFilled();
    void triggerWrittenColumns();
    void rowIdReuseIsStale();
    void sharedColumnMustAgree();
    void exactBytesComeBack();
    void cancelledGestureLeavesNothing();
    void replaceClauseTakesNoRow();
    void copyStaysWithItsTenant();
    void untypedKeysAreToldApart();
    void parentsAffinityDecides();
    void anotherSpellingIsAChange();
    void anotherSpellingOfAKeyIsTheSameRow();
    void anotherSpellingOfAKeyIsTheSameRow_data();
    void payloadIsSetAndTakenBack();
    void payloadIsSetAndTakenBack_data();
    void editingSaysWhatWasRefused();
    void repeatedLinkMovedOntoItsOwnRow();
};

void TestLinkStore::shapes_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<QString>("table");
    QTest::addColumn<RowKey>("left");
    QTest::addColumn<RowKey>("right");

    const QString entities = QStringLiteral("CREATE TABLE a (id INTEGER PRIMARY KEY, name TEXT);\n"
                                            "CREATE TABLE b (id INTEGER PRIMARY KEY, name TEXT);\n"
                                            "INSERT INTO a VALUES (1, 'one'), (2, 'two'), (-3, 'minus three');\n"
                                            "INSERT INTO b VALUES (1, 'eins'), (2, 'zwei'), (3, 'drei');\n");
    const auto row = [&](const char *name, const QString &table, const RowKey &left, const RowKey &right,
                         const QString &tableName = QStringLiteral("ab")) {
        QTest::newRow(name) << entities + table << tableName << left << right;
    };
    const RowKey one = key({1LL});
    const RowKey two = key({2LL});
    row("composite primary key",
        QStringLiteral(
            "CREATE TABLE ab (a INTEGER NOT NULL REFERENCES a, b INTEGER NOT NULL REFERENCES b, PRIMARY KEY (a, b));\nINSERT INTO ab VALUES (1, 1);\n"),
        one, two);
    row("without rowid, with payload",
        QStringLiteral(
            "CREATE TABLE ab (a INTEGER REFERENCES a, b INTEGER REFERENCES b, n TEXT, PRIMARY KEY (a, b)) WITHOUT ROWID;\nINSERT INTO ab VALUES (1, 1, 'x'), (1, 3, 'y');\n"),
        one, two);
    row("surrogate id, unique pair",
        QStringLiteral(
            "CREATE TABLE ab (id INTEGER PRIMARY KEY AUTOINCREMENT, a INT NOT NULL REFERENCES a, b INT NOT NULL REFERENCES b, UNIQUE (a, b));\nINSERT INTO ab VALUES (7, 1, 1);\n"),
        one, two);
    row("surrogate id, repeats allowed",
        QStringLiteral(
            "CREATE TABLE ab (id INTEGER PRIMARY KEY, a INT NOT NULL REFERENCES a, b INT NOT NULL REFERENCES b);\nINSERT INTO ab VALUES (7, 1, 1), (8, 1, 1);\n"),
        one, two);
    row("no key at all",
        QStringLiteral(
            "CREATE TABLE ab (a INTEGER REFERENCES a, b INTEGER REFERENCES b);\nINSERT INTO ab VALUES (1, 1), (1, 1), (NULL, 2);\n"),
        one, two);
    row("a column named rowid",
        QStringLiteral(
            "CREATE TABLE ab (a INTEGER REFERENCES a, b INTEGER REFERENCES b, rowid TEXT, PRIMARY KEY (a, b));\nINSERT INTO ab VALUES (1, 1, 'r'), (NULL, 1, 'r');\n"),
        one, two);
    row("NULL inside the key",
        QStringLiteral(
            "CREATE TABLE ab (a INTEGER REFERENCES a, b INTEGER REFERENCES b, PRIMARY KEY (a, b));\nINSERT INTO ab VALUES (1, 1), (NULL, 1), (NULL, 1);\n"),
        one, two);
    row("negative key",
        QStringLiteral(
            "CREATE TABLE ab (a INTEGER NOT NULL REFERENCES a, b INTEGER NOT NULL REFERENCES b, PRIMARY KEY (a, b));\n"),
        key({-3LL}), two);
    row("generated column",
        QStringLiteral(
            "CREATE TABLE ab (a INTEGER NOT NULL REFERENCES a, b INTEGER NOT NULL REFERENCES b, c INTEGER AS (a + b) STORED, PRIMARY KEY (a, b));\nINSERT INTO ab (a, b) VALUES (1, 1);\n"),
        one, two);
    row("hostile names",
        QStringLiteral(
            "CREATE TABLE \"select \"\"x\"\" / 1; --\" (\"from\" INTEGER NOT NULL REFERENCES a, \"1 😀\" INTEGER NOT NULL REFERENCES b, PRIMARY KEY (\"from\", \"1 😀\"));\n"),
        one, two, QStringLiteral("select \"x\" / 1; --"));
    QTest::newRow("text keys") << QStringLiteral(
        "CREATE TABLE a (code TEXT PRIMARY KEY);\nCREATE TABLE b (code TEXT PRIMARY KEY);\n"
        "INSERT INTO a VALUES ('x,y'), ('O''Hara');\nINSERT INTO b VALUES ('1'), ('01');\n"
        "CREATE TABLE ab (a TEXT NOT NULL REFERENCES a, b TEXT NOT NULL REFERENCES b, PRIMARY KEY (a, b));\n")
                               << QStringLiteral("ab") << key({QStringLiteral("O'Hara")})
                               << key({QStringLiteral("01")});
    QTest::newRow("integer refers to a text key") << QStringLiteral(
        "CREATE TABLE a (id TEXT PRIMARY KEY);\nCREATE TABLE b (id INTEGER PRIMARY KEY);\n"
        "INSERT INTO a VALUES ('1'), ('2');\nINSERT INTO b VALUES (1), (2);\n"
        "CREATE TABLE ab (a INTEGER NOT NULL REFERENCES a, b TEXT NOT NULL REFERENCES b, PRIMARY KEY (a, b));\n"
        "INSERT INTO ab VALUES (1, '1');\n") << QStringLiteral("ab")
                                                  << key({QStringLiteral("1")}) << key({2LL});
    QTest::newRow("composite foreign keys that share a column") << QStringLiteral(
        "CREATE TABLE a (tenant INTEGER, id INTEGER, name TEXT, PRIMARY KEY (tenant, id));\n"
        "CREATE TABLE b (tenant INTEGER, id INTEGER, name TEXT, PRIMARY KEY (tenant, id));\n"
        "INSERT INTO a VALUES (1, 1, 'x'), (2, 1, 'y');\nINSERT INTO b VALUES (1, 5, 'x'), (2, 6, 'y');\n"
        "CREATE TABLE ab (tenant INTEGER NOT NULL, a INTEGER NOT NULL, b INTEGER NOT NULL, PRIMARY KEY (tenant, a, b), "
        "FOREIGN KEY (tenant, a) REFERENCES a, FOREIGN KEY (tenant, b) REFERENCES b);\n")
                                                                << QStringLiteral("ab") << key({1LL, 1LL})
                                                                << key({1LL, 5LL});
    QTest::newRow("refers to a unique column that is no primary key") << QStringLiteral(
        "CREATE TABLE a (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE);\nCREATE TABLE b (id INTEGER PRIMARY KEY, code TEXT UNIQUE);\n"
        "INSERT INTO a VALUES (1, 'x');\nINSERT INTO b VALUES (1, 'y'), (2, NULL);\n"
        "CREATE TABLE ab (a TEXT NOT NULL REFERENCES a(code), b TEXT NOT NULL REFERENCES b(code), PRIMARY KEY (a, b));\n")
                                                                      << QStringLiteral("ab")
                                                                      << key({QStringLiteral("x")})
                                                                      << key({QStringLiteral("y")});
    QTest::newRow("self-referential") << QStringLiteral(
        "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);\nINSERT INTO users VALUES (1, 'a'), (2, 'b');\n"
        "CREATE TABLE follows (follower_id INTEGER NOT NULL REFERENCES users, followed_id INTEGER NOT NULL REFERENCES users, PRIMARY KEY (follower_id, followed_id));\n"
        "INSERT INTO follows VALUES (2, 1);\n")
                                      << QStringLiteral("follows") << one << two;
}

void TestLinkStore::shapes()
{
    QFETCH(QString, script);
    QFETCH(QString, table);
    QFETCH(RowKey, left);
    QFETCH(RowKey, right);
    TestDatabase database(script);
    auto connection = Connection::open(database.location());
    QVERIFY(connection);
    const auto catalog = readCatalog(**connection, database.location());
    QVERIFY(catalog);
    const Relationship *relationship = relationshipNamed((*catalog)->relationships, table);
    QVERIFY(relationship);
    QCOMPARE(relationship->readOnlyReason, QString());
    LinkStore store(**connection, (*catalog)->schema, *relationship);

    const QString everything = QStringLiteral("SELECT * FROM \"%1\" ORDER BY 1, 2, 3")
                                   .arg(QString(table).replace(u'"', QStringLiteral("\"\"")));
    const QString all = everything.section(QStringLiteral(" ORDER"), 0, 0);
    const auto content = [&] {
        QStringList rows = database.rows(all);
        rows.sort();
        return rows;
    };
    const QStringList before = content();

    const auto linked = store.link({left}, {right});
    QVERIFY2(linked, linked ? "" : qPrintable(linked.error().summary + linked.error().detail));
    QCOMPARE(linked->linked, 1);
    const QStringList after = content();
    QCOMPARE(after.size(), before.size() + 1);
    for (const QString &row : before)
        QVERIFY(after.contains(row));

    if (relationship->unique) {
        const auto again = store.link({left}, {right});
        QVERIFY(again);
        QCOMPARE(again->linked, 0);
        QCOMPARE(again->alreadyLinked, 1);
        QCOMPARE(content(), after);
    }
    QVERIFY(store.revert(linked->change, false));
    QCOMPARE(content(), before);
    QVERIFY(store.revert(linked->change, true));
    QCOMPARE(content(), after);

    // The new link by its own key, then back.
    const auto unlinked = store.unlink(linked->added, 10);
    QVERIFY2(unlinked, unlinked ? "" : qPrintable(unlinked.error().summary + unlinked.error().detail));
    QCOMPARE(unlinked->unlinked, 1);
    QCOMPARE(content(), before);
    QVERIFY(store.revert(unlinked->change, false));
    QCOMPARE(content(), after);

    const auto pairs = store.unlinkPairs({left}, {right}, 10);
    QVERIFY(pairs);
    QCOMPARE(pairs->unlinked, 1);
    QCOMPARE(content(), before);
    QVERIFY(store.revert(pairs->change, false));
    QCOMPARE(content(), after);
    QVERIFY(store.revert(pairs->change, true));
    QCOMPARE(content(), before);
}

namespace {

/// The favorites sample with its store, on this thread.
struct Opened
{
    explicit Opened(const QString &script = TestDatabase::favoritesScript(), const QString &table = {})
        : database(script)
    {
        auto opened = Connection::open(database.location());
        if (!opened)
            qFatal("cannot open");
        connection = std::move(*opened);
        catalog = *readCatalog(*connection, database.location());
        relationship = table.isEmpty() ? catalog->relationships.first()
                                       : *relationshipNamed(catalog->relationships, table);
    }
    LinkStore store() { return LinkStore(*connection, catalog->schema, relationship); }

    TestDatabase database;
    std::unique_ptr<Connection> connection;
    std::shared_ptr<const Catalog> catalog;
    Relationship relationship;
};

KeyList keys(std::initializer_list<qlonglong> ids)
{
    KeyList list(1);
    for (const qlonglong id : ids)
        list.append(RowKey{{id}});
    return list;
}

const QString favorites = QStringLiteral("SELECT * FROM user_favorites ORDER BY user_id, show_id");

} // namespace

void TestLinkStore::linkingReportsEachPair()
{
    Opened o;
    const auto outcome = o.store().link(keys({1, 2}), keys({1, 2, 99}));
    QVERIFY(outcome);
    QCOMPARE(outcome->linked, 2); // Ada – The Wire, Alan – Severance
    QCOMPARE(outcome->alreadyLinked, 2);
    QCOMPARE(outcome->missing, 2); // show 99 with either
    QCOMPARE(o.database.value(QStringLiteral("SELECT count(*) FROM user_favorites")).toInt(), 7);
}

void TestLinkStore::refusedPairsDoNotHinderOthers()
{
    Opened o(
        TestDatabase::favoritesScript()
        + QStringLiteral(
            "CREATE TRIGGER no_wire BEFORE INSERT ON user_favorites WHEN NEW.show_id = 2 BEGIN SELECT RAISE(ABORT, 'The Wire is reserved'); END;\n"));
    const auto outcome = o.store().link(keys({4}), keys({1, 2, 3}));
    QVERIFY(outcome);
    QCOMPARE(outcome->linked, 2);
    QCOMPARE(outcome->refusedCount, 1);
    QCOMPARE(outcome->refused.first().error.summary, QStringLiteral("The Wire is reserved"));
    QCOMPARE(outcome->refused.first().right, key({2LL}));
    QCOMPARE(o.database.rows(QStringLiteral("SELECT show_id FROM user_favorites WHERE user_id = 4 ORDER BY 1")),
             QStringList({QStringLiteral("1"), QStringLiteral("3")}));
    QVERIFY(o.store().revert(outcome->change, false));
    QCOMPARE(o.database.value(QStringLiteral("SELECT count(*) FROM user_favorites WHERE user_id = 4")).toInt(), 0);

    const auto bad = o.store().link(keys({4}), keys({1}), {{QStringLiteral("rating"), 9}});
    QVERIFY(bad);
    QCOMPARE(bad->linked, 0);
    QCOMPARE(bad->refusedCount, 1);
    QVERIFY(bad->change.isEmpty());
}

void TestLinkStore::repeatedPairs()
{
    Opened o(QStringLiteral(
        "CREATE TABLE lifeguards (id INTEGER PRIMARY KEY, name TEXT);\nCREATE TABLE beaches (id INTEGER PRIMARY KEY, name TEXT);\n"
        "CREATE TABLE shifts (lifeguard_id INTEGER REFERENCES lifeguards, beach_id INTEGER REFERENCES beaches);\n"
        "INSERT INTO lifeguards VALUES (1, 'Kim');\nINSERT INTO beaches VALUES (1, 'North');\n"
        "INSERT INTO shifts VALUES (1, 1), (1, 1), (1, 1);\n"));
    QVERIFY(!o.relationship.unique);
    const auto more = o.store().link(keys({1}), keys({1}));
    QVERIFY(more);
    QCOMPARE(more->linked, 1);
    QCOMPARE(more->change.parts.first().added.count, 1);
    QCOMPARE(o.database.value(QStringLiteral("SELECT count(*) FROM shifts")).toInt(), 4);
    // One of four equal rows goes, not all of them.
    const auto one = o.store().unlink(more->added, 10);
    QVERIFY(one);
    QCOMPARE(o.database.value(QStringLiteral("SELECT count(*) FROM shifts")).toInt(), 3);
    const auto all = o.store().unlinkPairs(keys({1}), keys({1}), 10);
    QVERIFY(all);
    QCOMPARE(all->unlinked, 3);
    QVERIFY(o.store().revert(all->change, false));
    QCOMPARE(o.database.rows(QStringLiteral("SELECT rowid FROM shifts ORDER BY 1")),
             QStringList({QStringLiteral("1"), QStringLiteral("2"), QStringLiteral("3")}));
}

void TestLinkStore::payloadSurvivesUndo()
{
    Opened o;
    const QStringList before = o.database.rows(favorites);
    const auto removed = o.store().unlinkPairs(keys({1, 3}), keys({1, 2, 3}), 100);
    QVERIFY(removed);
    QCOMPARE(removed->unlinked, 4);
    QVERIFY(o.store().revert(removed->change, false));
    QCOMPARE(o.database.rows(favorites), before);
}

void TestLinkStore::undoAfterChangeByOthersIsStale()
{
    Opened o;
    const auto linked = o.store().link(keys({4}), keys({5}));
    QVERIFY(linked);
    o.database.exec(QStringLiteral("UPDATE user_favorites SET note = 'mine now' WHERE user_id = 4"));
    const QStringList before = o.database.rows(favorites);
    const auto undone = o.store().revert(linked->change, false);
    QVERIFY(!undone);
    QCOMPARE(undone.error().kind, Error::Kind::Stale);
    QCOMPARE(o.database.rows(favorites), before);

    const auto removed = o.store().unlinkPairs(keys({1}), keys({1}), 10);
    QVERIFY(removed);
    o.database.exec(QStringLiteral("INSERT INTO user_favorites (user_id, show_id) VALUES (1, 1)"));
    const auto restored = o.store().revert(removed->change, false);
    QVERIFY(!restored);
    QCOMPARE(restored.error().kind, Error::Kind::Refused);
}

void TestLinkStore::surrogateIdGivenToAnotherPair()
{
    Opened o(QStringLiteral(
        "CREATE TABLE a (id INTEGER PRIMARY KEY);\nCREATE TABLE b (id INTEGER PRIMARY KEY);\nINSERT INTO a VALUES (1), (2);\nINSERT INTO b VALUES (1), (2);\n"
        "CREATE TABLE ab (id INTEGER PRIMARY KEY, a INTEGER REFERENCES a, b INTEGER REFERENCES b, UNIQUE (a, b));\n"));
    const auto linked = o.store().link(keys({1}), keys({1}));
    QVERIFY(linked);
    o.database.exec(QStringLiteral("DELETE FROM ab"));
    o.database.exec(QStringLiteral("INSERT INTO ab VALUES (1, 2, 2)")); // the same id for another pair
    const auto unlinked = o.store().unlink(linked->added, 10);
    QVERIFY(!unlinked);
    QCOMPARE(unlinked.error().kind, Error::Kind::Stale);
    QCOMPARE(o.database.rows(QStringLiteral("SELECT * FROM ab")), QStringList(QStringLiteral("1|2|2")));
}

void TestLinkStore::cascadeFromLinksIsRefused()
{
    Opened o(
        QStringLiteral(
            "CREATE TABLE a (id INTEGER PRIMARY KEY);\nCREATE TABLE b (id INTEGER PRIMARY KEY);\nINSERT INTO a VALUES (1);\nINSERT INTO b VALUES (1);\n"
            "CREATE TABLE ab (id INTEGER PRIMARY KEY, a INTEGER REFERENCES a, b INTEGER REFERENCES b, UNIQUE (a, b));\n"
            "CREATE TABLE comments (ab_id INTEGER REFERENCES ab ON DELETE CASCADE, text TEXT);\n"
            "INSERT INTO ab VALUES (1, 1, 1);\nINSERT INTO comments VALUES (1, 'precious');\n"),
        QStringLiteral("ab"));
    const auto unlinked = o.store().unlinkPairs(keys({1}), keys({1}), 10);
    QVERIFY(!unlinked);
    QCOMPARE(unlinked.error().kind, Error::Kind::Refused);
    QVERIFY(unlinked.error().summary.contains(QStringLiteral("comments")));
    QCOMPARE(o.database.value(QStringLiteral("SELECT count(*) FROM comments")).toInt(), 1);
}

void TestLinkStore::copyAndMove()
{
    Opened o;
    const QStringList before = o.database.rows(favorites);
    const KeyList ofAda{key({1LL, 1LL}), key({1LL, 3LL})};
    const auto copied = o.store().copy(ofAda, Side::Left, keys({3}), false);
    QVERIFY(copied);
    QCOMPARE(copied->linked, 1); // Dark; Severance Grace had
    QCOMPARE(copied->alreadyLinked, 1);
    QCOMPARE(
        o.database.rows(QStringLiteral("SELECT since, rating FROM user_favorites WHERE user_id = 3 AND show_id = 3")),
        QStringList(QStringLiteral("2026-04-12|5")));
    QVERIFY(o.store().revert(copied->change, false));
    QCOMPARE(o.database.rows(favorites), before);

    const auto moved = o.store().copy(ofAda, Side::Left, keys({4}), true);
    QVERIFY(moved);
    QCOMPARE(moved->linked, 2);
    QCOMPARE(moved->unlinked, 2);
    QCOMPARE(o.database.value(QStringLiteral("SELECT count(*) FROM user_favorites WHERE user_id = 1")).toInt(), 0);
    QCOMPARE(o.database.value(QStringLiteral("SELECT note FROM user_favorites WHERE user_id = 4 AND show_id = 1"))
                 .toString(),
             QStringLiteral("slow and good"));
    QVERIFY(o.store().revert(moved->change, false));
    QCOMPARE(o.database.rows(favorites), before);
    QVERIFY(o.store().revert(moved->change, true));
    QVERIFY(o.store().revert(moved->change, false));
    QCOMPARE(o.database.rows(favorites), before);

    // Dropped on its own row, nothing may be lost.
    const auto onItself = o.store().copy(ofAda, Side::Left, keys({1}), true);
    QVERIFY(onItself);
    QCOMPARE(o.database.rows(favorites), before);
}

void TestLinkStore::confirmationIsAskedFor()
{
    Opened o;
    const QStringList before = o.database.rows(favorites);
    const auto outcome = o.store().unlinkPairs(keys({1, 2, 3}), keys({1, 2, 3}), 4);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, Error::Kind::NeedsConfirmation);
    QCOMPARE(outcome.error().detail, QStringLiteral("5"));
    QCOMPARE(o.database.rows(favorites), before);
}

void TestLinkStore::timestampsAreFilled_data()
{
    QTest::addColumn<QString>("columns");
    QTest::addColumn<QString>("example");
    QTest::addColumn<QString>("pattern");
    QTest::newRow("sequelize") << QStringLiteral("createdAt DATETIME NOT NULL, updatedAt DATETIME NOT NULL")
                               << QStringLiteral("'2026-01-01 00:00:00.000 +00:00'")
                               << QStringLiteral("^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} \\+00:00$");
    QTest::newRow("iso with T and Z") << QStringLiteral("created_at TEXT NOT NULL, updated_at TEXT NOT NULL")
                                      << QStringLiteral("'2026-01-01T00:00:00Z'")
                                      << QStringLiteral("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$");
    QTest::newRow("seconds") << QStringLiteral("created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL")
                             << QStringLiteral("1767225600") << QStringLiteral("^\\d{10}$");
    QTest::newRow("milliseconds") << QStringLiteral("created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL")
                                  << QStringLiteral("1767225600000") << QStringLiteral("^\\d{13}$");
    QTest::newRow("no example") << QStringLiteral("created_at TIMESTAMP NOT NULL, updated_at TIMESTAMP NOT NULL")
                                << QString() << QStringLiteral("^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d$");
}

void TestLinkStore::timestampsAreFilled()
{
    QFETCH(QString, columns);
    QFETCH(QString, example);
    QFETCH(QString, pattern);
    QString script =
        QStringLiteral(
            "CREATE TABLE a (id INTEGER PRIMARY KEY);\nCREATE TABLE b (id INTEGER PRIMARY KEY);\nINSERT INTO a VALUES (1);\nINSERT INTO b VALUES (1), (2);\n"
            "CREATE TABLE ab (a INTEGER REFERENCES a, b INTEGER REFERENCES b, %1, PRIMARY KEY (a, b));\n")
            .arg(columns);
    if (!example.isEmpty())
        script += QStringLiteral("INSERT INTO ab VALUES (1, 1, %1, %1);\n").arg(example);
    Opened o(script);
    const auto linked = o.store().link(keys({1}), keys({2}));
    QVERIFY(linked);
    QCOMPARE(linked->linked, 1);
    const QString row = o.database.rows(QStringLiteral("SELECT * FROM ab WHERE b = 2")).value(0);
    for (const QString &value : row.split(u'|').mid(2))
        QVERIFY2(QRegularExpression(pattern).match(value).hasMatch(), qPrintable(value));
}

void TestLinkStore::triggerWrittenColumns()
{
    Opened o(QStringLiteral(
        "CREATE TABLE a (id INTEGER PRIMARY KEY);\nCREATE TABLE b (id INTEGER PRIMARY KEY);\nINSERT INTO a VALUES (1);\nINSERT INTO b VALUES (1);\n"
        "CREATE TABLE ab (a INTEGER REFERENCES a, b INTEGER REFERENCES b, last_update TIMESTAMP NOT NULL, serial INTEGER, PRIMARY KEY (a, b));\n"
        "CREATE TABLE serials (n INTEGER);\nINSERT INTO serials VALUES (0);\n"
        "CREATE TRIGGER t AFTER INSERT ON ab BEGIN UPDATE serials SET n = n + 1; UPDATE ab SET serial = (SELECT n FROM serials) WHERE a = NEW.a AND b = NEW.b; END;\n"));
    const auto linked = o.store().link(keys({1}), keys({1}));
    QVERIFY2(linked, linked ? "" : qPrintable(linked.error().detail));
    QVERIFY(o.store().revert(linked->change, false));
    const auto redone = o.store().revert(linked->change, true);
    QVERIFY(redone);
    QCOMPARE(redone->overwritten, QStringList(QStringLiteral("serial")));
    QCOMPARE(o.database.value(QStringLiteral("SELECT serial FROM ab")).toInt(), 2);
    QVERIFY(o.store().revert(linked->change, false)); // recognised by what the trigger wrote
    QCOMPARE(o.database.value(QStringLiteral("SELECT count(*) FROM ab")).toInt(), 0);
}

void TestLinkStore::rowIdReuseIsStale()
{
    Opened o(QStringLiteral(
        "CREATE TABLE a (id INTEGER PRIMARY KEY);\nCREATE TABLE b (id INTEGER PRIMARY KEY);\nINSERT INTO a VALUES (1);\nINSERT INTO b VALUES (1);\n"
        "CREATE TABLE ab (a INTEGER REFERENCES a, b INTEGER REFERENCES b);\nINSERT INTO ab VALUES (1, 1);\n"));
    const qint64 seen = o.connection->value(QStringLiteral("PRAGMA data_version"))->toLongLong();
    o.database.exec(QStringLiteral("DELETE FROM ab"));
    o.database.exec(QStringLiteral("INSERT INTO ab VALUES (1, 1)")); // a twin with the same row id
    LinkStore store = o.store();
    store.setSeenVersion(seen);
    const auto unlinked = store.unlink({key({1LL, 1LL, 1LL})}, 10);
    QVERIFY(!unlinked);
    QCOMPARE(unlinked.error().kind, Error::Kind::Stale);
    QCOMPARE(o.database.value(QStringLiteral("SELECT count(*) FROM ab")).toInt(), 1);
}

void TestLinkStore::sharedColumnMustAgree()
{
    Opened o(QStringLiteral(
        "CREATE TABLE a (tenant INTEGER, id INTEGER, PRIMARY KEY (tenant, id));\nCREATE TABLE b (tenant INTEGER, id INTEGER, PRIMARY KEY (tenant, id));\n"
        "INSERT INTO a VALUES (1, 1);\nINSERT INTO b VALUES (2, 1);\n"
        "CREATE TABLE ab (tenant INTEGER, a INTEGER, b INTEGER, PRIMARY KEY (tenant, a, b), FOREIGN KEY (tenant, a) REFERENCES a, FOREIGN KEY (tenant, b) REFERENCES b);\n"));
    const auto linked = o.store().link({key({1LL, 1LL})}, {key({2LL, 1LL})});
    QVERIFY(linked);
    QCOMPARE(linked->linked, 0);
    QCOMPARE(linked->missing, 1);
    QCOMPARE(o.database.value(QStringLiteral("SELECT count(*) FROM ab")).toInt(), 0);
}

void TestLinkStore::exactBytesComeBack()
{
    Opened o(QStringLiteral(
        "CREATE TABLE a (id INTEGER PRIMARY KEY);\nCREATE TABLE b (id INTEGER PRIMARY KEY);\nINSERT INTO a VALUES (1);\nINSERT INTO b VALUES (1);\n"
        "CREATE TABLE ab (a INTEGER REFERENCES a, b INTEGER REFERENCES b, p, q TEXT, r REAL, PRIMARY KEY (a, b));\n"
        "INSERT INTO ab VALUES (1, 1, x'', CAST(x'ff00fe' AS TEXT), 9e999);\n"));
    const QString exact = QStringLiteral("SELECT typeof(p), hex(p), typeof(q), hex(q), typeof(r), r FROM ab");
    const QStringList before = o.database.rows(exact);
    const auto removed = o.store().unlinkPairs(keys({1}), keys({1}), 10);
    QVERIFY(removed);
    QVERIFY(o.store().revert(removed->change, false));
    QCOMPARE(o.database.rows(exact), before);
    QVERIFY(o.store().revert(removed->change, true));
    QCOMPARE(o.database.value(QStringLiteral("SELECT count(*) FROM ab")).toInt(), 0);
}

void TestLinkStore::cancelledGestureLeavesNothing()
{
    Opened o;
    const QStringList before = o.database.rows(favorites);
    o.connection->setCancelToken(std::make_shared<std::atomic_bool>(true));
    KeyList many(1);
    for (qlonglong i = 1; i <= 2000; ++i)
        many.append(RowKey{{i}});
    const auto outcome = o.store().link(many, many);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, Error::Kind::Cancelled);
    QCOMPARE(o.database.rows(favorites), before);
    QVERIFY(o.store().link(keys({4}), keys({4}))); // and the connection is free again
}

void TestLinkStore::replaceClauseTakesNoRow()
{
    Opened o(QStringLiteral(
        "CREATE TABLE a (id INTEGER PRIMARY KEY);\nCREATE TABLE b (id INTEGER PRIMARY KEY);\n"
        "INSERT INTO a VALUES (1);\nINSERT INTO b VALUES (1), (2);\n"
        "CREATE TABLE ab (a INTEGER NOT NULL REFERENCES a, b INTEGER NOT NULL REFERENCES b, pos INTEGER, "
        "PRIMARY KEY (a, b), UNIQUE (a, pos) ON CONFLICT REPLACE);\nINSERT INTO ab VALUES (1, 1, 7);\n"));
    const auto outcome = o.store().link(keys({1}), keys({2}), {{QStringLiteral("pos"), 7}});
    QVERIFY(outcome);
    QCOMPARE(outcome->refusedCount, 1);
    QCOMPARE(o.database.rows(QStringLiteral("SELECT * FROM ab")), QStringList(QStringLiteral("1|1|7")));
}

void TestLinkStore::copyStaysWithItsTenant()
{
    Opened o(QStringLiteral(
        "CREATE TABLE a (tenant INTEGER, id INTEGER, PRIMARY KEY (tenant, id));\n"
        "CREATE TABLE b (tenant INTEGER, id INTEGER, PRIMARY KEY (tenant, id));\n"
        "INSERT INTO a VALUES (1, 1), (2, 1);\nINSERT INTO b VALUES (1, 5), (2, 5);\n"
        "CREATE TABLE ab (tenant INTEGER NOT NULL, a INTEGER NOT NULL, b INTEGER NOT NULL, PRIMARY KEY (tenant, a, b), "
        "FOREIGN KEY (tenant, a) REFERENCES a, FOREIGN KEY (tenant, b) REFERENCES b);\n"
        "INSERT INTO ab VALUES (1, 1, 5);\n"));
    const auto outcome = o.store().copy({key({1LL, 1LL, 5LL})}, Side::Left, {key({2LL, 1LL})}, false);
    QVERIFY(outcome);
    QCOMPARE(outcome->linked, 0);
    QCOMPARE(outcome->missing, 1);
    QCOMPARE(o.database.rows(QStringLiteral("SELECT * FROM ab")), QStringList(QStringLiteral("1|1|5")));
}

void TestLinkStore::untypedKeysAreToldApart()
{
    Opened o(QStringLiteral(
        "CREATE TABLE a (id PRIMARY KEY NOT NULL);\nCREATE TABLE b (id INTEGER PRIMARY KEY);\n"
        "INSERT INTO a VALUES (1), ('1');\nINSERT INTO b VALUES (1);\n"
        "CREATE TABLE ab (a NOT NULL REFERENCES a, b INTEGER NOT NULL REFERENCES b, PRIMARY KEY (a, b));\n"));
    const auto outcome = o.store().link(keys({1}), keys({1}));
    QVERIFY(outcome);
    QCOMPARE(outcome->linked, 1);
    QCOMPARE(outcome->missing, 0);
    QCOMPARE(o.database.rows(QStringLiteral("SELECT typeof(a) FROM ab")), QStringList(QStringLiteral("integer")));
}

void TestLinkStore::parentsAffinityDecides()
{
    Opened o(QStringLiteral(
        "CREATE TABLE a (id TEXT PRIMARY KEY);\nCREATE TABLE b (id INTEGER PRIMARY KEY);\n"
        "INSERT INTO a VALUES ('1'), ('01');\nINSERT INTO b VALUES (1);\n"
        "CREATE TABLE ab (a INTEGER NOT NULL REFERENCES a, b INTEGER NOT NULL REFERENCES b, PRIMARY KEY (a, b));\n"
        "INSERT INTO ab VALUES (1, 1);\n"));
    const auto outcome = o.store().unlinkPairs({key({QStringLiteral("01")})}, keys({1}), 10);
    QVERIFY(outcome);
    QCOMPARE(outcome->unlinked, 0); // the link belongs to '1'
    QCOMPARE(o.store().unlinkPairs({key({QStringLiteral("1")})}, keys({1}), 10)->unlinked, 1);
}

void TestLinkStore::anotherSpellingIsAChange()
{
    Opened o(QStringLiteral("CREATE TABLE a (id INTEGER PRIMARY KEY);\nCREATE TABLE b (id INTEGER PRIMARY KEY);\n"
                            "INSERT INTO a VALUES (1);\nINSERT INTO b VALUES (1);\n"
                            "CREATE TABLE ab (a INTEGER NOT NULL REFERENCES a, b INTEGER NOT NULL REFERENCES b, "
                            "note TEXT COLLATE NOCASE DEFAULT 'hi', PRIMARY KEY (a, b));\n"));
    const auto linked = o.store().link(keys({1}), keys({1}));
    QVERIFY(linked);
    o.database.exec(QStringLiteral("UPDATE ab SET note = 'HI'"));
    const auto undone = o.store().revert(linked->change, false);
    QVERIFY(!undone);
    QCOMPARE(undone.error().kind, Error::Kind::Stale);
    QCOMPARE(o.database.value(QStringLiteral("SELECT note FROM ab")).toString(), QStringLiteral("HI"));
}

void TestLinkStore::anotherSpellingOfAKeyIsTheSameRow()
{
    QFETCH(QString, keyType);
    QFETCH(QString, columnType);
    QFETCH(QString, stored);
    Opened o(QStringLiteral("CREATE TABLE a (id %1 PRIMARY KEY);\nCREATE TABLE b (id INTEGER PRIMARY KEY);\n"
                            "INSERT INTO a VALUES ('1a'), (1);\nINSERT INTO b VALUES (1), (2);\n"
                            "CREATE TABLE ab (a %2 NOT NULL REFERENCES a, b INTEGER NOT NULL REFERENCES b, "
                            "PRIMARY KEY (a, b));\nINSERT INTO ab VALUES (%3, 1);\n")
                 .arg(keyType, columnType, stored));
    const RowKey first = stored.contains(u'A') ? key({QStringLiteral("1a")}) : key({1});
    const auto outcome = o.store().link({first}, keys({1, 2}));
    QVERIFY(outcome);
    QCOMPARE(outcome->alreadyLinked, 1);
    QCOMPARE(outcome->linked, 1);
    QCOMPARE(o.database.value(QStringLiteral("SELECT count(*) FROM ab")).toInt(), 2);
    QVERIFY(o.store().revert(outcome->change, false));
    QCOMPARE(o.database.value(QStringLiteral("SELECT count(*) FROM ab")).toInt(), 1);
}

void TestLinkStore::anotherSpellingOfAKeyIsTheSameRow_data()
{
    QTest::addColumn<QString>("keyType");
    QTest::addColumn<QString>("columnType");
    QTest::addColumn<QString>("stored");
    QTest::newRow("case") << QStringLiteral("TEXT COLLATE NOCASE") << QStringLiteral("TEXT") << QStringLiteral("'1A'");
    QTest::newRow("number as text") << QStringLiteral("NUMERIC") << QStringLiteral("TEXT") << QStringLiteral("'01'");
}

void TestLinkStore::payloadIsSetAndTakenBack_data()
{
    QTest::addColumn<QString>("joinTable");
    QTest::addColumn<QVariantList>("first");
    QTest::addColumn<QVariantList>("second");
    const QString ends = QStringLiteral("a INTEGER NOT NULL REFERENCES a, b INTEGER NOT NULL REFERENCES b, ");
    const QString note = QStringLiteral("note, rating INTEGER, updated_at TEXT");
    QTest::newRow("composite key") << QStringLiteral("CREATE TABLE ab (%1%2, PRIMARY KEY (a, b))").arg(ends, note)
                                   << QVariantList{1, 1} << QVariantList{1, 2};
    QTest::newRow("without rowid")
        << QStringLiteral("CREATE TABLE ab (%1%2, PRIMARY KEY (a, b)) WITHOUT ROWID").arg(ends, note)
        << QVariantList{1, 1} << QVariantList{1, 2};
    QTest::newRow("surrogate id") << QStringLiteral("CREATE TABLE ab (id INTEGER PRIMARY KEY, %1%2)").arg(ends, note)
                                  << QVariantList{1, 1, 1} << QVariantList{2, 1, 2};
    QTest::newRow("no key") << QStringLiteral("CREATE TABLE ab (%1%2)").arg(ends, note) << QVariantList{1, 1, 1}
                            << QVariantList{2, 1, 2};
    QTest::newRow("payload in the key")
        << QStringLiteral(
               "CREATE TABLE ab (%1note NOT NULL, rating INTEGER, updated_at TEXT, PRIMARY KEY (a, b, note))")
               .arg(ends)
        << QVariantList{1, 1, QStringLiteral("x")} << QVariantList{1, 2, QStringLiteral("x")};
}

void TestLinkStore::payloadIsSetAndTakenBack()
{
    QFETCH(QString, joinTable);
    QFETCH(QVariantList, first);
    QFETCH(QVariantList, second);
    Opened o(
        QStringLiteral("CREATE TABLE a (id INTEGER PRIMARY KEY);\nCREATE TABLE b (id INTEGER PRIMARY KEY);\n"
                       "INSERT INTO a VALUES (1);\nINSERT INTO b VALUES (1), (2), (3);\n%1;\n"
                       "INSERT INTO ab (a, b, note, rating, updated_at) VALUES (1, 1, 'x', 1, '2020-01-01 00:00:00'), "
                       "(1, 2, 'x', 5, '2020-01-01 00:00:00'), (1, 3, 'x', 1, '2020-01-01 00:00:00');\n")
            .arg(joinTable));
    const QString all = QStringLiteral(
        "SELECT a, b, typeof(note), quote(note), quote(rating), updated_at FROM ab ORDER BY b");
    const QStringList before = o.database.rows(all);
    const QList<QVariantList> values{{QByteArray::fromHex("00ff"), 5}, {QStringLiteral("x"), 5}};
    const auto set = o.store().setPayload({RowKey{first}, RowKey{second}},
                                          {QStringLiteral("note"), QStringLiteral("rating")}, values);
    QVERIFY2(set, set ? "" : qPrintable(set.error().detail));
    QCOMPARE(set->edited, 1);
    QCOMPARE(set->unchanged, 1);
    const QStringList after = o.database.rows(all);
    QVERIFY(after[0].startsWith(QStringLiteral("1|1|blob|X'00FF'|5|")));
    QVERIFY(!after[0].contains(QStringLiteral("2020")));
    QCOMPARE(after.mid(1), before.mid(1));
    QVERIFY(o.store().revert(set->change, false));
    QCOMPARE(o.database.rows(all), before);
    QVERIFY(o.store().revert(set->change, true));
    QCOMPARE(o.database.rows(all), after);
    o.database.exec(QStringLiteral("UPDATE ab SET rating = 2 WHERE b = 1"));
    const auto late = o.store().revert(set->change, false);
    QVERIFY(!late);
    QCOMPARE(late.error().kind, Error::Kind::Stale);
}

void TestLinkStore::editingSaysWhatWasRefused()
{
    Opened o(QStringLiteral(
        "CREATE TABLE a (id INTEGER PRIMARY KEY);\nCREATE TABLE b (id INTEGER PRIMARY KEY);\n"
        "INSERT INTO a VALUES (1);\nINSERT INTO b VALUES (1), (2);\n"
        "CREATE TABLE ab (a INTEGER NOT NULL REFERENCES a, b INTEGER NOT NULL REFERENCES b, rating INTEGER "
        "CHECK (rating BETWEEN 1 AND 5), PRIMARY KEY (a, b));\n"
        "INSERT INTO ab VALUES (1, 1, 1), (1, 2, 2);\n"));
    const auto set = o.store().setPayload({key({1, 1}), key({1, 2})}, {QStringLiteral("rating")},
                                          {QVariantList{9}, QVariantList{3}});
    QVERIFY2(set, set ? "" : qPrintable(set.error().summary + set.error().detail));
    QCOMPARE(set->edited, 1);
    QCOMPARE(set->refusedCount, 1);
    QCOMPARE(set->refused.first().row, key({1, 1}));
    QCOMPARE(o.database.rows(QStringLiteral("SELECT b, rating FROM ab ORDER BY b")),
             (QStringList{QStringLiteral("1|1"), QStringLiteral("2|3")}));
    const auto stale = o.store().setPayload({key({1, 2}), key({7, 7})}, {QStringLiteral("rating")}, {QVariantList{4}});
    QVERIFY(!stale);
    QCOMPARE(stale.error().kind, Error::Kind::Stale);
    QCOMPARE(o.database.value(QStringLiteral("SELECT rating FROM ab WHERE b = 2")).toInt(), 3);
}

void TestLinkStore::repeatedLinkMovedOntoItsOwnRow()
{
    Opened o(QStringLiteral(
        "CREATE TABLE a (id INTEGER PRIMARY KEY);\nCREATE TABLE b (id INTEGER PRIMARY KEY);\n"
        "INSERT INTO a VALUES (1);\nINSERT INTO b VALUES (1);\n"
        "CREATE TABLE ab (a INTEGER REFERENCES a, b INTEGER REFERENCES b);\nINSERT INTO ab VALUES (1, 1), (1, 1);\n"));
    const auto outcome = o.store().copy({key({1LL, 1LL, 1LL})}, Side::Left, keys({1}), true);
    QVERIFY(outcome);
    QCOMPARE(outcome->alreadyLinked, 1);
    QVERIFY(outcome->change.isEmpty());
    QCOMPARE(o.database.value(QStringLiteral("SELECT count(*) FROM ab")).toInt(), 2);
}

QTEST_GUILESS_MAIN(TestLinkStore)

#include "tst_linkstore.moc"
