#include "database/schemareader.h"
#include "relationships/entitylabel.h"
#include "relationships/relationshipfinder.h"
#include "testdatabase.h"

#include <QDir>

using namespace joinery;

namespace {

/// "joinTable: left(columns)->table + right(columns)->table", with its traits.
QString described(const Relationship &r)
{
    const auto end = [](const End &e) {
        return QStringLiteral("%1(%2→%3)").arg(e.table.text(), e.columns.join(u','), e.key.join(u','));
    };
    QString text = QStringLiteral("%1: %2 + %3").arg(r.joinTable.text(), end(r.left), end(r.right));
    for (const End &other : r.others)
        text += QStringLiteral(" + ") + end(other);
    if (!r.payload.isEmpty())
        text += QStringLiteral(" | ") + r.payload.join(u',');
    if (!r.unique)
        text += QStringLiteral(" repeats");
    if (r.suggested)
        text += QStringLiteral(" suggested");
    if (!r.readOnlyReason.isEmpty())
        text += QStringLiteral(" read-only");
    return text;
}

QStringList found(const QString &path)
{
    const auto connection = Connection::open({path});
    if (!connection)
        return {connection.error().summary};
    const auto schema = readSchema(**connection);
    if (!schema)
        return {schema.error().summary + schema.error().detail};
    QStringList list;
    for (const Relationship &each : findRelationships(*schema)) {
        list += described(each);
        if (each.reasons.isEmpty())
            list += QStringLiteral("no reasons!");
    }
    return list;
}

} // namespace

class TestRelationshipFinder : public QObject
{
    Q_OBJECT

private slots:
    void shapes_data();
    void shapes();
    void names();
    void aliases_data();
    void aliases();
    void labels_data();
    void labels();
    void realDatabases_data();
    void realDatabases();
};

void TestRelationshipFinder::shapes_data()
{
    QTest::addColumn<QString>("tables");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const char *tables, std::initializer_list<const char *> expected) {
        QStringList list;
        for (const char *each : expected)
            list += QString::fromUtf8(each);
        QTest::newRow(name) << QString::fromUtf8(tables) << list;
    };
    row("pair key",
        "CREATE TABLE ab (a INT NOT NULL REFERENCES a(id), b INT NOT NULL REFERENCES b(id), PRIMARY KEY (a, b))",
        {"ab: a(a→id) + b(b→id)"});
    row("no column list", "CREATE TABLE ab (a INT REFERENCES a, b INT REFERENCES b, PRIMARY KEY (a, b))",
        {"ab: a(a→id) + b(b→id)"});
    row("names differ in case", "CREATE TABLE ab (a INT REFERENCES A(ID), b INT REFERENCES \"B\", PRIMARY KEY (a, b))",
        {"ab: a(a→id) + b(b→id)"});
    row("unique pair beside a surrogate id",
        "CREATE TABLE ab (id INTEGER PRIMARY KEY, a INT REFERENCES a, b INT REFERENCES b, n TEXT, UNIQUE (b, a))",
        {"ab: a(a→id) + b(b→id) | n"});
    row("nothing but the two keys", "CREATE TABLE ab (a INT REFERENCES a, b INT REFERENCES b)",
        {"ab: a(a→id) + b(b→id) repeats"});
    row("a partial index is no key",
        "CREATE TABLE ab (id INTEGER PRIMARY KEY, a INT REFERENCES a, b INT REFERENCES b, x INT);\nCREATE UNIQUE INDEX i ON ab (a, b) WHERE x",
        {"ab: a(a→id) + b(b→id) | x repeats suggested"});
    row("an expression index is no key",
        "CREATE TABLE ab (id INTEGER PRIMARY KEY, a INT REFERENCES a, b INT REFERENCES b, x INT);\nCREATE UNIQUE INDEX i ON ab (a, b, abs(x))",
        {"ab: a(a→id) + b(b→id) | x repeats suggested"});
    row("more in the key than the pair",
        "CREATE TABLE ab (a INT REFERENCES a, b INT REFERENCES b, day DATE, PRIMARY KEY (a, b, day))",
        {"ab: a(a→id) + b(b→id) | day repeats"});
    row("three ends",
        "CREATE TABLE abc (a INT REFERENCES a, b INT REFERENCES b, c INT REFERENCES c, PRIMARY KEY (a, b, c))",
        {"abc: a(a→id) + b(b→id) + c(c→id) repeats"});
    row("self", "CREATE TABLE aa (x_id INT REFERENCES a, y_id INT REFERENCES a, PRIMARY KEY (x_id, y_id))",
        {"aa: a(x_id→id) + a(y_id→id)"});
    row("composite keys that share a tenant",
        "CREATE TABLE t (id INTEGER PRIMARY KEY);\nCREATE TABLE p (t INT, id INT, PRIMARY KEY (t, id));\nCREATE TABLE q (t INT, id INT, PRIMARY KEY (t, id));\n"
        "CREATE TABLE pq (t INT REFERENCES t, p INT, q INT, PRIMARY KEY (t, p, q), FOREIGN KEY (t, p) REFERENCES p, FOREIGN KEY (t, q) REFERENCES q)",
        {"pq: p(t,p→t,id) + q(t,q→t,id)"});
    row("two foreign keys on one column",
        "CREATE TABLE ab (a INT REFERENCES a REFERENCES c, b INT REFERENCES b, PRIMARY KEY (a, b))",
        {"ab: a(a→id) + b(b→id)"});
    row("a missing parent", "CREATE TABLE ab (a INT REFERENCES a, b INT REFERENCES nowhere(id), PRIMARY KEY (a, b))",
        {"ab: a(a→id) + nowhere(b→id) read-only"});
    row("an order is no join table",
        "CREATE TABLE orders (id INTEGER PRIMARY KEY, a INT REFERENCES a, b INT REFERENCES b, c INT REFERENCES c, total REAL)",
        {});
    row("a view is none", "CREATE VIEW v AS SELECT * FROM a, b", {});
    row("one foreign key is not enough", "CREATE TABLE x (id INTEGER PRIMARY KEY, a INT REFERENCES a)", {});
}

void TestRelationshipFinder::shapes()
{
    QFETCH(QString, tables);
    QFETCH(QStringList, expected);
    const TestDatabase database(
        QStringLiteral(
            "CREATE TABLE a (id INTEGER PRIMARY KEY, name TEXT);\nCREATE TABLE b (id INTEGER PRIMARY KEY, name TEXT);\n"
            "CREATE TABLE c (id INTEGER PRIMARY KEY, name TEXT);\n")
        + tables);
    QCOMPARE(found(database.path()), expected);
}

void TestRelationshipFinder::names()
{
    const TestDatabase database(TestDatabase::favoritesScript());
    const auto connection = Connection::open(database.location());
    QVERIFY(connection);
    const QList<Relationship> relationships = findRelationships(*readSchema(**connection));
    QCOMPARE(relationships.size(), 1);
    const Relationship &favorites = relationships.first();
    QCOMPARE(favorites.name, QStringLiteral("Favorites"));
    QCOMPARE(favorites.left.alias, QStringLiteral("Users"));
    QCOMPARE(favorites.right.alias, QStringLiteral("Favorites"));
    QCOMPARE(favorites.reasons,
             QStringList({QStringLiteral("two foreign keys"), QStringLiteral("together they are the primary key")}));
    QCOMPARE(relationshipNamed(relationships, QStringLiteral("Favorites")), &favorites);
    QCOMPARE(relationshipNamed(relationships, QStringLiteral("user_favorites")), &favorites);
    QCOMPARE(relationshipNamed(relationships, QStringLiteral("nothing")), nullptr);
}

void TestRelationshipFinder::aliases_data()
{
    QTest::addColumn<QStringList>("tables");
    QTest::addColumn<QString>("joinTable");
    QTest::addColumn<QStringList>("aliases");

    const auto row = [](const char *name, const char *tables, const char *joinTable, const char *aliases) {
        QTest::newRow(name) << QString::fromLatin1(tables).split(u'|') << QString::fromLatin1(joinTable)
                            << QString::fromLatin1(aliases).split(u'|');
    };
    row("plain", "users|shows", "users_shows", "Users|Shows");
    row("what the join table adds", "users|shows", "user_favorites", "Users|Favorites");
    row("an application's prefix", "medium_users|medium_articles", "medium_users_articles", "Users|Articles");
    row("a prefix, and what the join table adds", "medium_users|medium_articles", "user_reading_list",
        "Users|Reading list");
    row("a name that is all prefix", "film|film_actor", "film_casting_actor", "Film|Casting");
}

void TestRelationshipFinder::aliases()
{
    QFETCH(QStringList, tables);
    QFETCH(QString, joinTable);
    QFETCH(QStringList, aliases);
    QString script;
    for (const QString &table : tables)
        script += QStringLiteral("CREATE TABLE %1 (id INTEGER PRIMARY KEY, name TEXT);\n").arg(table);
    const TestDatabase database(script
                                + QStringLiteral("CREATE TABLE %1 (l INT REFERENCES %2, r INT REFERENCES %3, "
                                                 "PRIMARY KEY (l, r))")
                                      .arg(joinTable, tables.first(), tables.last()));
    const auto connection = Connection::open(database.location());
    QVERIFY(connection);
    const QList<Relationship> relationships = findRelationships(*readSchema(**connection));
    QCOMPARE(relationships.size(), 1);
    QCOMPARE(QStringList({relationships.first().left.alias, relationships.first().right.alias}), aliases);
}

void TestRelationshipFinder::labels_data()
{
    QTest::addColumn<QString>("columns");
    QTest::addColumn<QString>("label");
    const auto row = [](const char *columns, const char *label) {
        QTest::newRow(columns) << QString::fromUtf8(columns) << QString::fromUtf8(label);
    };
    row("id INTEGER PRIMARY KEY, body TEXT, title TEXT", "title");
    row("id INTEGER PRIMARY KEY, last_name TEXT, first_name TEXT", "first_name last_name");
    row("ThingID INTEGER PRIMARY KEY, ContactName TEXT, ThingName TEXT", "ThingName");
    row("id INTEGER PRIMARY KEY, note TEXT, code TEXT UNIQUE", "code");
    row("id INTEGER PRIMARY KEY, a TEXT, b TEXT UNIQUE", "b");
    row("id INTEGER PRIMARY KEY, n INTEGER", "id");
    row("tag TEXT PRIMARY KEY", "tag");
}

void TestRelationshipFinder::labels()
{
    QFETCH(QString, columns);
    QFETCH(QString, label);
    const TestDatabase database(QStringLiteral("CREATE TABLE things (%1)").arg(columns));
    const auto connection = Connection::open(database.location());
    QVERIFY(connection);
    const auto schema = readSchema(**connection);
    QVERIFY(schema);
    const Table *table = schema->table({{}, QStringLiteral("THINGS")});
    QVERIFY(table);
    QCOMPARE(labelColumns(*table, table->primaryKey()).join(u' '), label);
}

void TestRelationshipFinder::realDatabases_data()
{
    QTest::addColumn<QStringList>("claimed");
    QTest::newRow("chinook") << QStringList({QStringLiteral("PlaylistTrack")});
    QTest::newRow("sakila") << QStringList({QStringLiteral("film_actor"), QStringLiteral("film_category")});
    QTest::newRow("northwind") << QStringList({QStringLiteral("CustomerCustomerDemo"),
                                               QStringLiteral("EmployeeTerritories"), QStringLiteral("Order Details")});
    QTest::newRow("datasette_fixtures") << QStringList(
        {QStringLiteral("roadside_attraction_characteristics"), QStringLiteral("searchable_tags")});
}

void TestRelationshipFinder::realDatabases()
{
    QFETCH(QStringList, claimed);
    const QString path = QDir(qEnvironmentVariable("JOINERY_DATA"))
                             .filePath(
                                 QStringLiteral("db/%1.sqlite").arg(QString::fromLatin1(QTest::currentDataTag())));
    if (!qEnvironmentVariableIsSet("JOINERY_DATA") || !QFile::exists(path))
        QSKIP("JOINERY_DATA holds no such database");
    QTemporaryDir folder; // the originals may lie where nothing can be written
    const QString copy = folder.filePath(QStringLiteral("copy.sqlite"));
    QVERIFY(QFile::copy(path, copy));
    QStringList tables;
    for (const QString &each : found(copy)) {
        if (!each.contains(QStringLiteral("suggested")))
            tables += each.section(u':', 0, 0);
    }
    tables.sort();
    QCOMPARE(tables, claimed);
}

QTEST_GUILESS_MAIN(TestRelationshipFinder)

#include "tst_relationshipfinder.moc"
