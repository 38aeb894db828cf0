#include "database/schemareader.h"
#include "relationships/evidencereader.h"
#include "relationships/relationshipfinder.h"
#include "session/catalog.h"
#include "testdatabase.h"

using namespace joinery;

namespace {

/// "joinTable: left(columns) + right(columns)" with third ends, scope and traits.
QString described(const Relationship &r)
{
    const auto end = [](const End &e) {
        return QStringLiteral("%1(%2)").arg(e.table.isEmpty() ? QStringLiteral("?") : e.table.text(),
                                            e.columns.join(u','));
    };
    QString text = QStringLiteral("%1: %2 + %3").arg(r.joinTable.text(), end(r.left), end(r.right));
    for (const End &other : r.others)
        text += QStringLiteral(" + ") + end(other);
    for (auto it = r.scope.begin(); it != r.scope.end(); ++it)
        text += QStringLiteral(" where %1=%2").arg(it.key(), it.value().toString());
    if (r.suggested)
        text += QStringLiteral(" suggested");
    return text;
}

QStringList found(const TestDatabase &database)
{
    const auto connection = Connection::open(database.location());
    const auto catalog = readCatalog(**connection, database.location());
    QStringList list;
    for (const Relationship &each : (*catalog)->relationships) {
        list += described(each);
        if (each.reasons.isEmpty())
            list += QStringLiteral("no reasons!");
    }
    list.sort();
    return list;
}

/// Rows 1..20 for the tables of things, each INTEGER column counting.
QString filled(const char *table, const char *values)
{
    return QStringLiteral(
               "\nWITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20) INSERT INTO %1 SELECT %2 FROM n;")
        .arg(QString::fromUtf8(table), QString::fromUtf8(values));
}

} // namespace

class TestRelationshipGuesses : public QObject
{
    Q_OBJECT

private slots:
    void shapes_data();
    void shapes();
    void rowsDecide_data();
    void rowsDecide();
    void typedPairs_data();
    void typedPairs();
    void answers();
    void budget();
};

/// No table holds a row: names, types, keys and triggers have to do.
void TestRelationshipGuesses::shapes_data()
{
    QTest::addColumn<QString>("tables");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const char *tables, std::initializer_list<const char *> expected) {
        QStringList list;
        for (const char *each : expected)
            list += QString::fromUtf8(each);
        QTest::newRow(name) << QString::fromUtf8(tables) << list;
    };
    row("plural tables", "CREATE TABLE user_roles (user_id INT, role_id INT, PRIMARY KEY (user_id, role_id))",
        {"user_roles: users(user_id) + roles(role_id)"});
    row("no key at all", "CREATE TABLE users_roles (users_id INT, roles_id INT)",
        {"users_roles: users(users_id) + roles(roles_id)"});
    row("camel case", "CREATE TABLE UserRole (userId INT, roleId INT)", {"UserRole: users(userId) + roles(roleId)"});
    row("id in front", "CREATE TABLE user_role (id_user INT, fk_role INT)",
        {"user_role: users(id_user) + roles(fk_role)"});
    row("run together", "CREATE TABLE userrole (userid INT, roleid INT, UNIQUE (userid, roleid))",
        {"userrole: users(userid) + roles(roleid)"});
    row("numbered, with timestamps",
        "CREATE TABLE role_user (id INTEGER PRIMARY KEY, role_id INT, user_id INT, created_at DATETIME)",
        {"role_user: roles(role_id) + users(user_id)"});
    row("irregular plurals",
        "CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT);\nCREATE TABLE categories (id INTEGER PRIMARY KEY, name TEXT);\n"
        "CREATE TABLE categories_people (person_id INT, category_id INT)",
        {"categories_people: people(person_id) + categories(category_id)"});
    row("prefixes of an application",
        "CREATE TABLE shop_item (id INTEGER PRIMARY KEY);\nCREATE TABLE shop_label (id INTEGER PRIMARY KEY);\n"
        "CREATE TABLE shop_item_labels (id INTEGER PRIMARY KEY, item_id INT, label_id INT, UNIQUE (item_id, label_id))",
        {"shop_item_labels: shop_item(item_id) + shop_label(label_id)"});
    row("keys with names of their own",
        "CREATE TABLE node (nid INTEGER PRIMARY KEY, title TEXT);\nCREATE TABLE term (tid INTEGER PRIMARY KEY, name TEXT);\n"
        "CREATE TABLE node_term (nid INT, tid INT, PRIMARY KEY (nid, tid))",
        {"node_term: node(nid) + term(tid)"});
    row("columns that begin with their table",
        "CREATE TABLE page (page_id INTEGER PRIMARY KEY);\nCREATE TABLE user_pages (up_user_id INT, up_page_id INT, PRIMARY KEY "
        "(up_user_id, up_page_id))",
        {"user_pages: users(up_user_id) + page(up_page_id)"});
    row("a part that somebody plays",
        "CREATE TABLE watchers (watcher_id INT, role_id INT, PRIMARY KEY (watcher_id, role_id))",
        {"watchers: users(watcher_id) + roles(role_id)"});
    row("two parts", "CREATE TABLE follows (follower_id INT, followed_id INT, PRIMARY KEY (follower_id, followed_id))",
        {"follows: users(follower_id) + users(followed_id)"});
    row("friends", "CREATE TABLE friendships (user_id INT, friend_id INT, UNIQUE (user_id, friend_id))",
        {"friendships: users(user_id) + users(friend_id)"});
    row("kept by triggers",
        "CREATE TABLE a_link (id INTEGER PRIMARY KEY, x INT, y INT, UNIQUE (x, y));\n"
        "CREATE TRIGGER t1 BEFORE INSERT ON a_link BEGIN SELECT CASE WHEN (SELECT id FROM users WHERE id = NEW.x) IS NULL THEN "
        "RAISE(ABORT, 'no') END; SELECT CASE WHEN NEW.y NOT IN (SELECT id FROM roles) THEN RAISE(ABORT, 'no') END; END",
        {"a_link: users(x) + roles(y)"});
    row("Prisma's own", "CREATE TABLE _RolesToUsers (A INT, B INT)", {"_RolesToUsers: roles(A) + users(B)"});
    row("three ends",
        "CREATE TABLE terms (id INTEGER PRIMARY KEY, name TEXT);\n"
        "CREATE TABLE user_roles (user_id INT, role_id INT, term_id INT, PRIMARY KEY (user_id, role_id, term_id))",
        {"user_roles: users(user_id) + roles(role_id) + terms(term_id)"});
    row("one declared, one not",
        "CREATE TABLE user_roles (user_id INT REFERENCES users, role_id INT, PRIMARY KEY (user_id, role_id))",
        {"user_roles: users(user_id) + roles(role_id)"});
    row("who made the row is no end",
        "CREATE TABLE user_roles (created_by INT REFERENCES users, user_id INT REFERENCES users, role_id INT REFERENCES roles, "
        "PRIMARY KEY (user_id, role_id))",
        {"user_roles: users(user_id) + roles(role_id)"});
    row("types that cannot agree",
        "CREATE TABLE user_roles (user_id TEXT, role_id TEXT, PRIMARY KEY (user_id, role_id))", {});
    row("an account is a thing",
        "CREATE TABLE accounts (id INTEGER PRIMARY KEY, user_id INT NOT NULL REFERENCES users, role_id INT NOT NULL REFERENCES "
        "roles, balance REAL)",
        {"accounts: users(user_id) + roles(role_id) suggested"});
    row("messages, payments and logs are things",
        "CREATE TABLE messages (id INTEGER PRIMARY KEY, sender_id INT, receiver_id INT, body TEXT);\n"
        "CREATE TABLE payments (id INTEGER PRIMARY KEY, user_id INT, role_id INT, amount REAL);\n"
        "CREATE TABLE audit_log (id INTEGER PRIMARY KEY, user_id INT, role_id INT, action TEXT, at TEXT)",
        {});
    row("a tree is no join table",
        "CREATE TABLE folders (id INTEGER PRIMARY KEY, parent_id INT, user_id INT, name TEXT)", {});
    row("shadow tables of a search index", "CREATE VIRTUAL TABLE user_roles USING fts5(user_id, role_id)", {});
}

void TestRelationshipGuesses::shapes()
{
    QFETCH(QString, tables);
    QFETCH(QStringList, expected);
    const TestDatabase database(QStringLiteral("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);\n"
                                               "CREATE TABLE roles (id INTEGER PRIMARY KEY, name TEXT);\n")
                                + tables);
    QCOMPARE(found(database), expected);
}

/// The same names, and what stands in the rows makes the difference.
void TestRelationshipGuesses::rowsDecide_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<QStringList>("expected");
    const QString things = QStringLiteral(
                               "CREATE TABLE users (id INTEGER, name TEXT);\nCREATE TABLE repository (id INTEGER, name "
                               "TEXT);")
                         + filled("users", "i + 100, 'u' || i") + filled("repository", "i + 500, 'r' || i");
    const auto row = [&](const char *name, const QString &script, const QStringList &expected) {
        QTest::newRow(name) << QString(things + u'\n' + script) << expected;
    };
    const QString stars = QStringLiteral("CREATE TABLE star (uid INTEGER, repo_id INTEGER, UNIQUE (uid, repo_id));");
    row("an abbreviation whose values are found", stars + filled("star", "121 - i, i + 500"),
        {QStringLiteral("star: users(uid) + repository(repo_id)")});
    row("values that are nowhere", stars + filled("star", "i + 9000, i + 9500"), {});
    row("zero means nobody",
        QStringLiteral("CREATE TABLE user_repositories (user_id INTEGER, repository_id INTEGER, place INTEGER);")
            + filled("user_repositories", "CASE WHEN i % 9 THEN 100 + i ELSE 0 END, 500 + (i * 7) % 20 + 1, i"),
        {QStringLiteral("user_repositories: users(user_id) + repository(repository_id)")});
    row("a few dangling rows do not matter",
        QStringLiteral("CREATE TABLE user_repositories (user_id INTEGER, repository_id INTEGER, place INTEGER);")
            + filled("user_repositories", "CASE WHEN i = 9 THEN 9999 ELSE 100 + i END, 500 + (i * 7) % 20 + 1, i"),
        {QStringLiteral("user_repositories: users(user_id) + repository(repository_id)")});
    row("any object, and it is a repository",
        QStringLiteral("CREATE TABLE repository_stars (repository_id INTEGER, n INTEGER);\n"
                       "CREATE TABLE grants (user_id INTEGER, object_id INTEGER, PRIMARY KEY (user_id, object_id));")
            + filled("grants", "121 - i, i + 500"),
        {QStringLiteral("grants: users(user_id) + repository(object_id)")});
    row("a link that some rows lack",
        QStringLiteral(
            "CREATE TABLE notes (id INTEGER PRIMARY KEY, user_id INTEGER, repository_id INTEGER, body TEXT);")
            + filled("notes", "i, i + 100, NULL, 'text'"),
        {});
}

void TestRelationshipGuesses::rowsDecide()
{
    QFETCH(QString, script);
    QFETCH(QStringList, expected);
    const TestDatabase database(script);
    QCOMPARE(found(database), expected);
}

void TestRelationshipGuesses::typedPairs_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<QStringList>("expected");
    const QString things = QStringLiteral("CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT);\n"
                                          "CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT);\n"
                                          "CREATE TABLE images (id INTEGER PRIMARY KEY, url TEXT);")
                         + filled("tags", "i, 't' || i") + filled("posts", "i, 'p' || i")
                         + filled("images", "i, 'i' || i");
    const auto row = [&](const char *name, const QString &script, const QStringList &expected) {
        QTest::newRow(name) << QString(things + u'\n' + script) << expected;
    };
    const QString rails = QStringLiteral(
        "CREATE TABLE taggings (id INTEGER PRIMARY KEY, tag_id INTEGER, taggable_type TEXT, taggable_id INTEGER);");
    row("Rails", rails + filled("taggings", "i, i, CASE WHEN i % 2 THEN 'Post' ELSE 'Image' END, i"),
        {QStringLiteral("taggings: tags(tag_id) + images(taggable_id) where taggable_type=Image"),
         QStringLiteral("taggings: tags(tag_id) + posts(taggable_id) where taggable_type=Post")});
    row("Rails without a row", rails, {QStringLiteral("taggings: tags(tag_id) + ?(taggable_id)")});
    row("Laravel",
        QStringLiteral("CREATE TABLE taggables (tag_id INTEGER, taggable_type TEXT, taggable_id INTEGER);")
            + filled("taggables", "i, 'App\\Models\\Post', i"),
        {QStringLiteral("taggables: tags(tag_id) + posts(taggable_id) where taggable_type=App\\Models\\Post")});
    row("Sequelize",
        QStringLiteral(
            "CREATE TABLE Itemtag (id INTEGER PRIMARY KEY, tag_id INTEGER, taggable TEXT, taggable_id INTEGER, UNIQUE "
            "(tag_id, taggable, taggable_id));")
            + filled("Itemtag", "i, i, 'post', i"),
        {QStringLiteral("Itemtag: tags(tag_id) + posts(taggable_id) where taggable=post")});
    row("Django",
        QStringLiteral(
            "CREATE TABLE django_content_type (id INTEGER PRIMARY KEY, app_label TEXT, model TEXT);\n"
            "INSERT INTO django_content_type VALUES (7, 'blog', 'post'), (8, 'auth', 'nothing');\n"
            "CREATE TABLE tagged (id INTEGER PRIMARY KEY, tag_id INTEGER, content_type_id INTEGER REFERENCES "
            "django_content_type, object_id INTEGER);")
            + filled("tagged", "i, i, 7, i"),
        {QStringLiteral("tagged: tags(tag_id) + posts(object_id) where content_type_id=7")});
    row("both ends",
        QStringLiteral("CREATE TABLE links (source_type TEXT, source_id INTEGER, target_type TEXT, target_id INTEGER);")
            + filled("links", "'post', i, CASE WHEN i % 2 THEN 'image' ELSE 'tag' END, i"),
        {QStringLiteral("links: posts(source_id) + images(target_id) where source_type=post where target_type=image"),
         QStringLiteral("links: posts(source_id) + tags(target_id) where source_type=post where target_type=tag")});
    row("comments are things",
        QStringLiteral(
            "CREATE TABLE comments (id INTEGER PRIMARY KEY, tag_id INTEGER, commentable_type TEXT, commentable_id "
            "INTEGER, body TEXT);")
            + filled("comments", "i, i, 'Post', i, 'text'"),
        {});
    row("a tag's type is a trait of the tag",
        QStringLiteral("CREATE TABLE post_tags (post_id INTEGER, tag_id INTEGER, tag_type TEXT);")
            + filled("post_tags", "i, i, 'hot'"),
        {QStringLiteral("post_tags: posts(post_id) + tags(tag_id)")});
}

void TestRelationshipGuesses::typedPairs()
{
    QFETCH(QString, script);
    QFETCH(QStringList, expected);
    const TestDatabase database(script);
    QCOMPARE(found(database), expected);
}

void TestRelationshipGuesses::answers()
{
    const TestDatabase database(
        QStringLiteral("CREATE TABLE p (id INTEGER PRIMARY KEY);\nCREATE TABLE c (p INT, kind TEXT);\n"
                       "CREATE TABLE big (id INTEGER PRIMARY KEY, p INT);\n"
                       "INSERT INTO p VALUES (1), (2), (3);\n"
                       "INSERT INTO c VALUES (1, 'a'), (1, 'a'), (2, 'b'), (9, 'a'), (0, 'a'), (NULL, 'a');\n"
                       "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000) "
                       "INSERT INTO big SELECT i, i FROM n"));
    const auto connection = Connection::open(database.location());
    QVERIFY(connection);
    const auto schema = readSchema(**connection);
    QVERIFY(schema);
    const auto name = [](const char *text) { return TableName{{}, QString::fromUtf8(text)}; };
    const QString p = QStringLiteral("p");
    constexpr int plenty = 60'000;
    EvidenceReader reader(**connection, *schema, plenty);

    const auto contained = reader.answer({Question::Kind::Contained, name("c"), {p}, name("p"), QStringLiteral("id")});
    QVERIFY(contained);
    QCOMPARE(contained->rows, 6);
    QCOMPARE(contained->filled, 4); // neither the NULL nor the zero that no parent has
    QCOMPARE(contained->distinct, 3);
    QCOMPARE(contained->found, 2);
    QVERIFY(!contained->parentEmpty);

    const auto values = reader.answer({Question::Kind::Values, name("c"), {QStringLiteral("kind")}, {}, {}});
    QVERIFY(values);
    QCOMPARE(values->values, QList<QVariantList>({{QStringLiteral("a")}, {QStringLiteral("b")}}));

    const auto pairs = reader.answer({Question::Kind::Distinct, name("c"), {p, QStringLiteral("kind")}, {}, {}});
    QVERIFY(pairs);
    QCOMPARE(pairs->distinct, 4);
    QCOMPARE(pairs->distinctEach, QList<qint64>({4, 2}));

    const auto sampled = reader.answer({Question::Kind::Contained, name("big"), {p}, name("p"), QStringLiteral("id")});
    QVERIFY(sampled);
    QVERIFY2(sampled->rows < 1'000, "the whole of a large table was read");
    QVERIFY2(sampled->rows > 100, "hardly anything was read");
}

/// Without time there are no answers, the names still say what they say, and the connection works on afterwards.
void TestRelationshipGuesses::budget()
{
    const TestDatabase database(
        QStringLiteral("CREATE TABLE users (id INTEGER PRIMARY KEY);\nCREATE TABLE roles (id INTEGER PRIMARY "
                       "KEY);\nCREATE TABLE user_roles (user_id INT, role_id INT, PRIMARY KEY (user_id, role_id))"));
    const auto connection = Connection::open(database.location());
    QVERIFY(connection);
    const auto schema = readSchema(**connection);
    QVERIFY(schema);
    {
        EvidenceReader reader(**connection, *schema, 0);
        QVERIFY(!reader.answer({Question::Kind::Values, schema->tables.first().name, {QStringLiteral("id")}, {}, {}}));
        QCOMPARE(findRelationships(*schema, reader).size(), 1);
    }
    QCOMPARE((*connection)->value(QStringLiteral("SELECT count(*) FROM users"))->toInt(), 0);
}

QTEST_GUILESS_MAIN(TestRelationshipGuesses)

#include "tst_relationshipguesses.moc"
