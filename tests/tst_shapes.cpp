#include "links/linkstore.h"
#include "openedcatalog.h"

using namespace joinery;

namespace {

/// The rows of `after` that `before` does not hold, as often as they stand there.
QStringList without(QStringList after, const QStringList &before)
{
    for (const QString &row : before)
        after.removeOne(row);
    return after;
}

} // namespace

/// Every shape of a join table: linked, edited, unlinked, undone and redone, with every other row of the database as it was.
class TestShapes : public QObject
{
    Q_OBJECT

private slots:
    void gestures_data();
    void gestures();
    void triggersSpeakForThemselves();
    void readOnlySaysWhy_data();
    void readOnlySaysWhy();
};

void TestShapes::gestures_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<QString>("table");
    QTest::addColumn<QString>("scope");
    QTest::addColumn<QVariantList>("left");
    QTest::addColumn<QVariantList>("right");
    QTest::addColumn<QString>("payload"); // a column to edit
    QTest::addColumn<Payload>("required");
    const QString ab = text("CREATE TABLE a (id INTEGER PRIMARY KEY, name TEXT, code TEXT UNIQUE);\n"
                            "CREATE TABLE b (id INTEGER PRIMARY KEY, name TEXT);\n"
                            "CREATE TABLE c (id INTEGER PRIMARY KEY, name TEXT);\n"
                            "INSERT INTO a VALUES (1, 'one', 'I'), (2, 'two', 'II'), (3, 'three', 'III');\n"
                            "INSERT INTO b VALUES (1, 'eins'), (2, 'zwei'), (3, 'drei');\n"
                            "INSERT INTO c VALUES (1, 'un'), (2, 'deux');\n");
    const auto row = [&](const char *name, const QString &script, const char *table, const char *payload,
                         const QVariantList &left = {1}, const QVariantList &right = {2}, const char *scope = "",
                         const Payload &required = {}) {
        QTest::newRow(name) << script << text(table) << text(scope) << left << right << text(payload) << required;
    };
    row("composite key",
        ab
            + text(
                "CREATE TABLE ab (a INT NOT NULL REFERENCES a, b INT NOT NULL REFERENCES b, n TEXT, PRIMARY KEY (a, b));\nINSERT INTO ab VALUES (1, 1, 'x'), (2, 2, 'x')"),
        "ab", "n");
    row("surrogate id",
        ab
            + text(
                "CREATE TABLE ab (id INTEGER PRIMARY KEY AUTOINCREMENT, a INT NOT NULL REFERENCES a, b INT NOT NULL REFERENCES b, n TEXT, UNIQUE (a, b));\nINSERT INTO ab VALUES (7, 1, 1, 'x'), (9, 2, 2, 'x')"),
        "ab", "n");
    row("no key",
        ab
            + text(
                "CREATE TABLE ab (a INT REFERENCES a, b INT REFERENCES b, position INT);\nINSERT INTO ab VALUES (1, 1, 5), (1, 1, 5), (NULL, 2, NULL)"),
        "ab", "position");
    row("without rowid",
        ab
            + text(
                "CREATE TABLE ab (a INT NOT NULL REFERENCES a, b INT NOT NULL REFERENCES b, n TEXT, PRIMARY KEY (a, b)) WITHOUT ROWID;\nINSERT INTO ab VALUES (1, 1, 'x'), (1, 3, 'x'), (2, 2, 'x')"),
        "ab", "n");
    row("NULL in the key",
        ab
            + text(
                "CREATE TABLE ab (a INT REFERENCES a, b INT REFERENCES b, n TEXT, PRIMARY KEY (a, b));\nINSERT INTO ab VALUES (1, 1, 'x'), (NULL, 2, 'x'), (NULL, 2, 'x'), (1, NULL, 'x')"),
        "ab", "n");
    row("repeated pairs",
        ab
            + text(
                "CREATE TABLE ab (id INTEGER PRIMARY KEY, a INT NOT NULL REFERENCES a, b INT NOT NULL REFERENCES b);\nINSERT INTO ab VALUES (7, 1, 2), (8, 1, 2)"),
        "ab", "");
    row("composite keys that share a tenant",
        text(
            "CREATE TABLE p (t INT, id INT, name TEXT, PRIMARY KEY (t, id));\nCREATE TABLE q (t INT, id INT, name TEXT, PRIMARY KEY (t, id));\n"
            "INSERT INTO p VALUES (1, 1, 'A'), (2, 1, 'B');\nINSERT INTO q VALUES (1, 1, 'C'), (1, 2, 'D'), (2, 2, 'E');\n"
            "CREATE TABLE pq (t INT NOT NULL, p INT NOT NULL, q INT NOT NULL, n TEXT, PRIMARY KEY (t, p, q), FOREIGN KEY (t, p) REFERENCES p, FOREIGN KEY (t, q) REFERENCES q);\n"
            "INSERT INTO pq VALUES (1, 1, 1, 'x'), (2, 1, 2, 'x')"),
        "pq", "n", {1, 1}, {1, 2});
    row("foreign key to a unique column",
        ab
            + text(
                "CREATE TABLE ab (a TEXT NOT NULL REFERENCES a(code), b INT NOT NULL REFERENCES b, n TEXT, PRIMARY KEY (a, b));\nINSERT INTO ab VALUES ('I', 1, 'x'), ('II', 2, 'x')"),
        "ab", "n", {text("I")});
    row("two foreign keys on one column",
        ab
            + text(
                "CREATE TABLE ab (a INT NOT NULL REFERENCES a REFERENCES c, b INT NOT NULL REFERENCES b, n TEXT, PRIMARY KEY (a, b));\nINSERT INTO ab VALUES (1, 1, 'x'), (2, 2, 'x')"),
        "ab", "n");
    row("self, directed",
        text(
            "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);\nINSERT INTO users VALUES (1, 'Ada'), (2, 'Alan'), (3, 'Grace');\n"
            "CREATE TABLE follows (follower_id INT NOT NULL REFERENCES users, followed_id INT NOT NULL REFERENCES users, since TEXT, PRIMARY KEY (follower_id, followed_id));\n"
            "INSERT INTO follows VALUES (2, 1, 'x'), (1, 3, 'x')"),
        "follows", "since");
    row("self, symmetric", friendsScript(friendsTable), "friends", "since", {2}, {4});
    row("three ends",
        ab
            + text(
                "CREATE TABLE abc (a INT NOT NULL REFERENCES a, b INT NOT NULL REFERENCES b, c INT NOT NULL REFERENCES c, n TEXT, PRIMARY KEY (a, b, c));\nINSERT INTO abc VALUES (1, 1, 1, 'x'), (1, 2, 1, 'x')"),
        "abc", "n", {1}, {2}, "", {{text("c"), 2}});
    const QString tags = text(
        "CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT);\nCREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT);\n"
        "CREATE TABLE images (id INTEGER PRIMARY KEY, url TEXT);\nINSERT INTO tags VALUES (1, 'new'), (2, 'old');\n"
        "INSERT INTO posts VALUES (1, 'First'), (2, 'Second');\nINSERT INTO images VALUES (1, 'a.png'), (2, 'b.png');\n");
    row("polymorphic on the right",
        tags
            + text(
                "CREATE TABLE itemtag (id INTEGER PRIMARY KEY, tag_id INT NOT NULL, taggable_type TEXT NOT NULL, taggable_id INT NOT NULL, UNIQUE (tag_id, taggable_type, taggable_id));\n"
                "INSERT INTO itemtag (tag_id, taggable_type, taggable_id) VALUES (1, 'post', 1), (1, 'image', 2), (2, 'image', 1)"),
        "itemtag", "", {1}, {2}, "post");
    row("polymorphic on the left",
        tags
            + text(
                "CREATE TABLE taggings (taggable_type TEXT NOT NULL, taggable_id INT NOT NULL, tag_id INT NOT NULL REFERENCES tags, PRIMARY KEY (taggable_type, taggable_id, tag_id)) WITHOUT ROWID;\n"
                "INSERT INTO taggings VALUES ('post', 1, 1), ('image', 2, 1), ('image', 1, 2)"),
        "taggings", "", {1}, {2}, "post");
    row("not declared",
        text(
            "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);\nCREATE TABLE shows (id INTEGER PRIMARY KEY, title TEXT);\n"
            "INSERT INTO users VALUES (1, 'Ada'), (2, 'Alan');\nINSERT INTO shows VALUES (1, 'Dark'), (2, 'Borgen');\n"
            "CREATE TABLE users_shows (user_id INT NOT NULL, show_id INT NOT NULL, rating INT, PRIMARY KEY (user_id, show_id));\nINSERT INTO users_shows VALUES (1, 1, 5), (2, 2, 5)"),
        "users_shows", "rating");
    row("quotes, emoji and reserved words",
        text(
            "CREATE TABLE \"select\" (\"group\" INTEGER PRIMARY KEY, \"na\"\"me\" TEXT);\nCREATE TABLE \"🏖 beach's\" (\"1st id\" INTEGER PRIMARY KEY, name TEXT);\n"
            "INSERT INTO \"select\" VALUES (1, 'a'), (2, 'b');\nINSERT INTO \"🏖 beach's\" VALUES (1, 'c'), (2, 'd');\n"
            "CREATE TABLE \"from \"\"where\"\"\" (\"order\" INT NOT NULL REFERENCES \"select\", \"🏖/id\" INT NOT NULL REFERENCES \"🏖 beach's\", \"default\" TEXT, PRIMARY KEY (\"order\", \"🏖/id\"));\n"
            "INSERT INTO \"from \"\"where\"\"\" VALUES (1, 1, 'x'), (2, 2, 'x')"),
        "from \"where\"", "default");
    row("generated column",
        ab
            + text(
                "CREATE TABLE ab (a INT NOT NULL REFERENCES a, b INT NOT NULL REFERENCES b, n INT, twice INT AS (n * 2) STORED, PRIMARY KEY (a, b));\nINSERT INTO ab (a, b, n) VALUES (1, 1, 4)"),
        "ab", "n");
}

void TestShapes::gestures()
{
    QFETCH(QString, script);
    QFETCH(QString, table);
    QFETCH(QString, scope);
    QFETCH(QVariantList, left);
    QFETCH(QVariantList, right);
    QFETCH(QString, payload);
    QFETCH(Payload, required);
    Opened opened(script);
    const Relationship *relationship = opened.named(table, scope);
    QVERIFY2(relationship, qPrintable(table));
    QCOMPARE(relationship->readOnlyReason, QString());
    LinkStore store(*opened.connection, opened.catalog->schema, *relationship);
    const auto before = opened.content();
    const auto others = [&](QMap<QString, QStringList> content) {
        content.remove(table);
        return content;
    };

    const auto linked = store.link(one(left), one(right), required);
    QVERIFY2(linked, linked ? "" : qPrintable(linked.error().summary + linked.error().detail));
    QVERIFY2(linked->refused.isEmpty(), linked->refused.isEmpty() ? "" : qPrintable(linked->refused[0].error.summary));
    QCOMPARE(linked->linked, 1);
    const auto after = opened.content();
    QCOMPARE(others(after), others(before));
    QCOMPARE(without(before[table], after[table]), QStringList());
    const QStringList added = without(after[table], before[table]);
    QCOMPARE(added.size(), 1);
    if (relationship->unique)
        QCOMPARE(store.link(one(left), one(right), required)->alreadyLinked, 1);

    if (!payload.isEmpty()) {
        const auto edited = store.setPayload(linked->added, {payload}, {{QVariant(42)}});
        QVERIFY2(edited, edited ? "" : qPrintable(edited.error().summary + edited.error().detail));
        QCOMPARE(edited->edited, 1);
        const auto now = opened.content();
        QCOMPARE(others(now), others(before));
        QCOMPARE(without(before[table], now[table]), QStringList());
        QCOMPARE(without(now[table], before[table]).size(), 1);
        QVERIFY2(without(now[table], before[table]).first().contains(QLatin1String("42")),
                 qPrintable(now[table].join(u'\n')));
        QVERIFY(store.revert(edited->change, false));
        QCOMPARE(opened.content(), after);
        QVERIFY(store.revert(edited->change, true));
        QCOMPARE(opened.content(), now);
        QVERIFY(store.revert(edited->change, false));
    }

    QVERIFY(store.revert(linked->change, false));
    QCOMPARE(opened.content(), before);
    QVERIFY(store.revert(linked->change, true));
    QCOMPARE(opened.content(), after);

    const auto unlinked = store.unlink(linked->added, 10);
    QVERIFY2(unlinked, unlinked ? "" : qPrintable(unlinked.error().summary + unlinked.error().detail));
    QCOMPARE(opened.content(), before);
    QVERIFY(store.revert(unlinked->change, false));
    QCOMPARE(opened.content(), after);
    QVERIFY(store.revert(unlinked->change, true));
    QCOMPARE(opened.content(), before);
}

void TestShapes::triggersSpeakForThemselves()
{
    Opened opened(
        TestDatabase::favoritesScript()
        + text("CREATE TRIGGER few BEFORE INSERT ON user_favorites WHEN (SELECT count(*) FROM user_favorites WHERE "
               "user_id = NEW.user_id) >= 2 BEGIN SELECT RAISE(ABORT, 'two favorites are enough'); END"));
    LinkStore store(*opened.connection, opened.catalog->schema, opened.catalog->relationships.first());
    const auto before = opened.content();
    const auto linked = store.link(one({1}), one({2}));
    QVERIFY(linked);
    QCOMPARE(linked->refusedCount, 1);
    QVERIFY(linked->refused.first().error.summary.contains(text("two favorites are enough")));
    QCOMPARE(opened.content(), before);
}

void TestShapes::readOnlySaysWhy_data()
{
    QTest::addColumn<QString>("table");
    QTest::addColumn<QString>("says");
    QTest::newRow("hidden row id") << text(
        "CREATE TABLE j (a_id INT REFERENCES a, b_id INT REFERENCES b, rowid TEXT, oid TEXT, _rowid_ TEXT)")
                                   << text("cannot be told");
    QTest::newRow("missing table") << text(
        "CREATE TABLE j (a_id INT REFERENCES a, b_id INT REFERENCES b, x_id INT REFERENCES nowhere, PRIMARY KEY (a_id, b_id))")
                                   << text("nowhere");
    QTest::newRow("a view") << text(
        "CREATE TABLE k (a_id INT REFERENCES a, b_id INT REFERENCES b, PRIMARY KEY (a_id, b_id));\nCREATE VIEW j AS SELECT * FROM k")
                            << text("is a view");
}

void TestShapes::readOnlySaysWhy()
{
    QFETCH(QString, table);
    QFETCH(QString, says);
    Opened opened(
        text(
            "CREATE TABLE a (id INTEGER PRIMARY KEY, name TEXT);\nCREATE TABLE b (id INTEGER PRIMARY KEY, name TEXT);\n"
            "INSERT INTO a VALUES (1, 'one');\nINSERT INTO b VALUES (1, 'eins');\n")
        + table);
    // By hand, so that it does not matter whether it is found.
    const RelationshipSettings::Shape shape{{{}, text("j")},
                                            {{}, {{}, text("a")}, {text("a_id")}, {text("id")}},
                                            {{}, {{}, text("b")}, {text("b_id")}, {text("id")}},
                                            {},
                                            {}};
    const auto relationship = relationshipOf(shape, opened.catalog->schema);
    QVERIFY2(relationship, relationship ? "" : qPrintable(relationship.error().summary));
    QVERIFY2(relationship->readOnlyReason.contains(says), qPrintable(relationship->readOnlyReason));
    LinkStore store(*opened.connection, opened.catalog->schema, *relationship);
    const auto refused = store.link(one({1}), one({1}));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::ReadOnly);
}

QTEST_GUILESS_MAIN(TestShapes)

#include "tst_shapes.moc"
