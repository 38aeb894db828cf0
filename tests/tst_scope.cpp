#include "links/linkstore.h"
#include "relationships/relationshipfinder.h"
#include "session/catalog.h"
#include "tables/linkquery.h"
#include "testdatabase.h"

using namespace joinery;

namespace {

RowKey key(qint64 id)
{
    return RowKey{{id}};
}

KeyList keys(std::initializer_list<qint64> ids)
{
    KeyList list(1);
    for (const qint64 id : ids)
        list.append(key(id));
    return list;
}

/// One join table for the tags of posts and of images, where post 1 and image 1 have the same id.
QString script(const QString &joinTable)
{
    return QStringLiteral("CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT);\n"
                          "CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT);\n"
                          "CREATE TABLE images (id INTEGER PRIMARY KEY, url TEXT);\n"
                          "INSERT INTO tags VALUES (1, 'new'), (2, 'old'), (3, 'odd');\n"
                          "INSERT INTO posts VALUES (1, 'First'), (2, 'Second'), (3, 'Third');\n"
                          "INSERT INTO images VALUES (1, 'a.png'), (2, 'b.png'), (3, 'c.png');\n")
         + joinTable
         + QStringLiteral(
               ";\nINSERT INTO itemtag (tag_id, taggable_type, taggable_id) VALUES (1, 'post', 1), (1, 'image', 1), "
               "(2, 'post', 2), (2, 'image', 2), (3, 'image', 1), (3, 'image', 3)");
}

struct Opened
{
    explicit Opened(const QString &joinTable) : database(script(joinTable))
    {
        connection = *Connection::open(database.location());
        catalog = *readCatalog(*connection, database.location());
        for (const Relationship &each : catalog->relationships) {
            if (each.scope.value(QStringLiteral("taggable_type")) == QLatin1String("post"))
                posts = &each;
        }
    }

    /// Every row, in no particular order.
    QStringList rows()
    {
        QStringList list = database.rows(QStringLiteral("SELECT tag_id, taggable_type, taggable_id FROM itemtag"));
        list.sort();
        return list;
    }

    TestDatabase database;
    std::unique_ptr<Connection> connection;
    std::shared_ptr<const Catalog> catalog;
    const Relationship *posts = nullptr;
};

QStringList ofImages(QStringList rows)
{
    return rows.filter(QStringLiteral("image"));
}

} // namespace

/// A relationship with a scope sees, links and unlinks its own rows alone.
class TestScope : public QObject
{
    Q_OBJECT

private slots:
    void gestures_data();
    void gestures();
    void copies();
    void reads();
    void rowOfAnotherTypeIsStale();
    void unknownEndIsNotShown();
};

void TestScope::gestures_data()
{
    QTest::addColumn<QString>("joinTable");
    QTest::newRow("unique over three columns") << QStringLiteral(
        "CREATE TABLE itemtag (id INTEGER PRIMARY KEY, tag_id INT, taggable_type TEXT, taggable_id INT, "
        "UNIQUE (tag_id, taggable_type, taggable_id))");
    QTest::newRow("primary key") << QStringLiteral(
        "CREATE TABLE itemtag (tag_id INT NOT NULL, taggable_type TEXT NOT NULL, taggable_id INT NOT NULL, "
        "PRIMARY KEY (tag_id, taggable_type, taggable_id)) WITHOUT ROWID");
    QTest::newRow("no key") << QStringLiteral("CREATE TABLE itemtag (tag_id INT, taggable_type TEXT, taggable_id INT)");
}

void TestScope::gestures()
{
    QFETCH(QString, joinTable);
    Opened opened(joinTable);
    QVERIFY(opened.posts);
    QCOMPARE(opened.posts->left.table.name, QStringLiteral("tags"));
    QCOMPARE(opened.posts->right.table.name, QStringLiteral("posts"));
    LinkStore store(*opened.connection, opened.catalog->schema, *opened.posts);
    const QStringList before = opened.rows();

    // Tag 3 is on image 1 and not yet on post 1.
    const auto linked = store.link(keys({3}), keys({1}));
    QVERIFY2(linked, linked ? "" : qPrintable(linked.error().summary));
    QCOMPARE(linked->linked, 1);
    const QStringList after = opened.rows();
    QCOMPARE(after.size(), before.size() + 1);
    QVERIFY(after.contains(QStringLiteral("3|post|1")));
    QCOMPARE(ofImages(after), ofImages(before));

    QVERIFY(store.revert(linked->change, false));
    QCOMPARE(opened.rows(), before);
    QVERIFY(store.revert(linked->change, true));
    QCOMPARE(opened.rows(), after);

    const auto byKey = store.unlink(linked->added, 10);
    QVERIFY2(byKey, byKey ? "" : qPrintable(byKey.error().summary));
    QCOMPARE(opened.rows(), before);

    // Post 1 and image 1 both carry tag 1.
    const auto unlinked = store.unlinkPairs(keys({1}), keys({1}), 10);
    QVERIFY(unlinked);
    QCOMPARE(unlinked->unlinked, 1);
    QStringList without = before;
    QVERIFY(without.removeOne(QStringLiteral("1|post|1")));
    QCOMPARE(opened.rows(), without);
    QVERIFY(store.revert(unlinked->change, false));
    QCOMPARE(opened.rows(), before);
}

void TestScope::copies()
{
    Opened opened(
        QStringLiteral("CREATE TABLE itemtag (id INTEGER PRIMARY KEY, tag_id INT, taggable_type TEXT, taggable_id INT, "
                       "UNIQUE (tag_id, taggable_type, taggable_id))"));
    QVERIFY(opened.posts);
    LinkStore store(*opened.connection, opened.catalog->schema, *opened.posts);
    const QStringList before = opened.rows();
    const auto linked = store.link(keys({3}), keys({3}));
    QVERIFY(linked);
    const auto moved = store.copy(linked->added, Side::Right, keys({1}), true);
    QVERIFY2(moved, moved ? "" : qPrintable(moved.error().summary));
    QStringList expected = before;
    expected += QStringLiteral("3|post|1");
    expected.sort();
    QCOMPARE(opened.rows(), expected);
}

void TestScope::reads()
{
    Opened opened(QStringLiteral(
        "CREATE TABLE itemtag (id INTEGER PRIMARY KEY, tag_id INT, taggable_type TEXT, taggable_id INT)"));
    QVERIFY(opened.posts);
    const Table &table = opened.catalog->table(opened.posts->joinTable);
    const LinkQuery query{opened.catalog, *opened.posts, Side::Left, linkKeyColumns(table, *opened.posts), {}};
    LinkQuery::Order order;
    order.all = true;
    const auto all = query.readOrder(*opened.connection, order);
    QVERIFY(all);
    QCOMPARE(all->keys.size(), 2);
    const auto page = query.readPage(*opened.connection, all->keys);
    QVERIFY(page);
    QCOMPARE(page->size(), 2);
    QStringList labels;
    for (const QVariantList &row : *page)
        labels += row[LinkQuery::FocusLabel].toString() + u' ' + row[LinkQuery::OtherLabel].toString();
    labels.sort();
    QCOMPARE(labels, QStringList({QStringLiteral("new First"), QStringLiteral("old Second")}));
}

/// A link that has become another table's in the meantime is not removed.
void TestScope::rowOfAnotherTypeIsStale()
{
    Opened opened(QStringLiteral(
        "CREATE TABLE itemtag (id INTEGER PRIMARY KEY, tag_id INT, taggable_type TEXT, taggable_id INT)"));
    QVERIFY(opened.posts);
    LinkStore store(*opened.connection, opened.catalog->schema, *opened.posts);
    const auto linked = store.link(keys({3}), keys({3}));
    QVERIFY(linked);
    opened.database.exec(QStringLiteral("UPDATE itemtag SET taggable_type = 'image' WHERE id = 7"));
    const QStringList before = opened.rows();
    const auto unlinked = store.unlink(linked->added, 10);
    QVERIFY(!unlinked);
    QCOMPARE(unlinked.error().kind, Error::Kind::Stale);
    QCOMPARE(opened.rows(), before);
}

void TestScope::unknownEndIsNotShown()
{
    const TestDatabase database(
        QStringLiteral("CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT);\n"
                       "CREATE TABLE itemtag (tag_id INT, taggable_type TEXT, taggable_id INT)"));
    const auto connection = Connection::open(database.location());
    const auto catalog = readCatalog(**connection, database.location());
    QVERIFY(catalog);
    QCOMPARE((*catalog)->relationships.size(), 1);
    const Relationship &open = (*catalog)->relationships.first();
    QVERIFY(open.right.table.isEmpty());
    QVERIFY(!open.readOnlyReason.isEmpty());
    QVERIFY(!(*catalog)->whyNotShown(open).isEmpty());
    QVERIFY((*catalog)->table(open.right.table).columns.isEmpty());
}

QTEST_GUILESS_MAIN(TestScope)

#include "tst_scope.moc"
