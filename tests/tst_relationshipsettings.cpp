#include "relationships/entitylabel.h"
#include "relationships/relationshipfinder.h"
#include "relationships/symmetry.h"
#include "session/catalog.h"
#include "testdatabase.h"

#include <QFile>
#include <QSettings>

using namespace joinery;

namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

End end(const char *table, QStringList columns, QStringList key)
{
    return {{}, {{}, text(table)}, std::move(columns), std::move(key)};
}

QStringList names(const QList<Relationship> &relationships)
{
    QStringList list;
    for (const Relationship &each : relationships)
        list += each.name;
    return list;
}

/// Two certain relationships, Favorites and Wishes; a suggested one, Orders; and a plain table.
QString script()
{
    return TestDatabase::favoritesScript()
         + QStringLiteral(
               "CREATE TABLE wishes (user_id INT REFERENCES users, show_id INT REFERENCES shows, PRIMARY KEY (user_id, show_id));\n"
               "CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INT REFERENCES users, show_id INT REFERENCES shows, "
               "price REAL, status TEXT);\n"
               "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT, who INT, what INT, kind TEXT, term INT);\n");
}

const QString favorites = QStringLiteral("user_favorites(user_id;show_id)");
const QString wishes = QStringLiteral("wishes(user_id;show_id)");
const QString orders = QStringLiteral("orders(user_id;show_id)");

} // namespace

class TestRelationshipSettings : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void nothingSaidChangesNothing();
    void renames();
    void hidesAndReorders();
    void acceptsASuggestion();
    void addsByHand();
    void wrongShapes_data();
    void wrongShapes();
    void correctsEnds();
    void choosesLabels();
    void outdatedIsKeptAndSaid();
    void equalNamesAreToldApart();
    void comesBackFromAFile();
    void strangeFiles_data();
    void strangeFiles();
    void isKeptPerDatabase();
    void symmetry_data();
    void symmetry();

private:
    std::shared_ptr<const Catalog> m_catalog;
    QTemporaryDir m_folder;
};

void TestRelationshipSettings::initTestCase()
{
    QCoreApplication::setOrganizationName(QStringLiteral("joinery-test"));
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
    const TestDatabase database(script());
    const auto connection = Connection::open(database.location());
    m_catalog = *readCatalog(**connection, database.location());
    QCOMPARE(names(m_catalog->relationships), QStringList({text("Favorites"), text("Wishes"), text("Orders")}));
    QVERIFY(m_catalog->relationships.last().suggested);
}

void TestRelationshipSettings::nothingSaidChangesNothing()
{
    const Review review = m_catalog->review;
    QCOMPARE(review.relationships.size(), 3);
    QVERIFY(review.outdated.isEmpty());
    QCOMPARE(review.relationships[0].id, favorites);
    QVERIFY(!review.relationships[0].changed);
    RelationshipSettings settings;
    settings.entry(favorites).name.clear();
    settings.tidy();
    QVERIFY(settings.isEmpty());
}

void TestRelationshipSettings::renames()
{
    RelationshipSettings settings;
    settings.entry(favorites).name = text("Lieblinge");
    settings.entry(favorites).leftAlias = text("Fans");
    settings.entry(favorites).rightAlias = text("Serien");
    const auto catalog = m_catalog->withSettings(settings);
    const Relationship *renamed = relationshipNamed(catalog->relationships, text("Lieblinge"));
    QVERIFY(renamed);
    QCOMPARE(renamed->left.alias, text("Fans"));
    QCOMPARE(renamed->right.alias, text("Serien"));
    QCOMPARE(renamed->joinTable.name, text("user_favorites"));
    QVERIFY(catalog->review.relationships[0].changed);
    QCOMPARE(names(catalog->withSettings({})->relationships), names(m_catalog->relationships));
}

void TestRelationshipSettings::hidesAndReorders()
{
    RelationshipSettings settings;
    settings.entry(favorites).hidden = true;
    QCOMPARE(names(m_catalog->withSettings(settings)->relationships), QStringList({text("Wishes"), text("Orders")}));
    QCOMPARE(m_catalog->withSettings(settings)->review.relationships.size(), 3);
    settings = {};
    settings.order = QStringList{wishes, text("gone(a;b)"), favorites};
    QCOMPARE(names(m_catalog->withSettings(settings)->relationships),
             QStringList({text("Wishes"), text("Favorites"), text("Orders")}));
    settings.order = QStringList{orders, wishes}; // a suggestion never stands before a claim
    QCOMPARE(names(m_catalog->withSettings(settings)->relationships),
             QStringList({text("Wishes"), text("Favorites"), text("Orders")}));
}

void TestRelationshipSettings::acceptsASuggestion()
{
    RelationshipSettings settings;
    settings.entry(orders).accepted = true;
    settings.order = QStringList{orders};
    const auto catalog = m_catalog->withSettings(settings);
    QCOMPARE(names(catalog->relationships), QStringList({text("Orders"), text("Favorites"), text("Wishes")}));
    QVERIFY(!catalog->relationships.first().suggested);
}

void TestRelationshipSettings::addsByHand()
{
    RelationshipSettings settings;
    RelationshipSettings::Shape shape;
    shape.joinTable = {{}, text("notes")};
    shape.left = end("users", {text("who")}, {text("id")});
    shape.right = end("shows", {text("what")}, {text("id")});
    shape.others = {end("networks", {text("term")}, {text("id")})};
    shape.scope = {{text("kind"), text("note")}};
    const QString id = relationshipId(*relationshipOf(shape, m_catalog->schema));
    QCOMPARE(id, text("notes(who;what)[kind=note]"));
    settings.entry(id).byHand = true;
    settings.entry(id).shape = shape;
    const auto catalog = m_catalog->withSettings(settings);
    const Reviewed *added = catalog->review.find(id);
    QVERIFY(added);
    QCOMPARE(added->origin, Reviewed::Origin::ByHand);
    const Relationship &relationship = added->relationship;
    QCOMPARE(relationship.payload, QStringList(text("body")));
    QVERIFY(!relationship.unique);
    QVERIFY(!relationship.declared);
    QVERIFY(!relationship.suggested);
    QCOMPARE(relationship.readOnlyReason, QString());
    QCOMPARE(relationship.left.alias, text("Users"));
    QVERIFY(names(catalog->relationships).contains(relationship.name));
}

void TestRelationshipSettings::wrongShapes_data()
{
    QTest::addColumn<QString>("table");
    QTest::addColumn<QStringList>("left");
    QTest::addColumn<QStringList>("right");
    QTest::addColumn<QString>("scope");
    QTest::addColumn<QString>("says");
    const QStringList who{text("who")};
    const QStringList what{text("what")};
    QTest::newRow("no table") << text("nowhere") << who << what << QString() << text("no table nowhere");
    QTest::newRow("no column") << text("notes") << QStringList(text("whom")) << what << QString()
                               << text("no column whom");
    QTest::newRow("no columns") << text("notes") << QStringList() << what << QString() << text("refer to users");
    QTest::newRow("too many") << text("notes") << QStringList({text("who"), text("what")}) << what << QString()
                              << text("refer to users");
    QTest::newRow("twice the same") << text("notes") << who << who << QString() << text("same columns");
    QTest::newRow("scope is an end") << text("notes") << who << what << text("who") << text("at once");
    QTest::newRow("scope is no column") << text("notes") << who << what << text("colour") << text("no column colour");
}

void TestRelationshipSettings::wrongShapes()
{
    QFETCH(QString, table);
    QFETCH(QStringList, left);
    QFETCH(QStringList, right);
    QFETCH(QString, scope);
    QFETCH(QString, says);
    RelationshipSettings::Shape shape{
        {{}, table}, end("users", left, {text("id")}), end("shows", right, {text("id")}), {}, {}};
    if (!scope.isEmpty())
        shape.scope.insert(scope, 1);
    const auto made = relationshipOf(shape, m_catalog->schema);
    QVERIFY(!made);
    QVERIFY2(made.error().summary.contains(says), qPrintable(made.error().summary));
}

void TestRelationshipSettings::correctsEnds()
{
    RelationshipSettings settings;
    RelationshipSettings::Shape shape = RelationshipSettings::Shape::of(m_catalog->relationships.first());
    std::swap(shape.left, shape.right);
    settings.entry(favorites).shape = shape;
    const auto catalog = m_catalog->withSettings(settings);
    const Reviewed *corrected = catalog->review.find(favorites);
    QVERIFY(corrected);
    QCOMPARE(corrected->origin, Reviewed::Origin::Corrected);
    QCOMPARE(corrected->relationship.left.table.name, text("shows"));
    QCOMPARE(corrected->relationship.name, text("Favorites"));
    QVERIFY(corrected->relationship.unique);
    QCOMPARE(corrected->relationship.payload, m_catalog->relationships.first().payload);

    // It stands by itself once the finder no longer finds it.
    const Review later = reviewed({}, settings, m_catalog->schema);
    QCOMPARE(later.relationships.size(), 1);
    QVERIFY(later.outdated.isEmpty());
}

void TestRelationshipSettings::choosesLabels()
{
    const Table &before = m_catalog->table({{}, text("shows")});
    QCOMPARE(labelColumns(before, {text("id")}), QStringList(text("title")));
    RelationshipSettings settings;
    settings.labels.insert(text("shows"), {text("title"), text("year")});
    const auto catalog = m_catalog->withSettings(settings);
    QCOMPARE(labelColumns(catalog->table({{}, text("shows")}), {text("id")}),
             QStringList({text("title"), text("year")}));
    QCOMPARE(labelColumns(catalog->withSettings({})->table({{}, text("shows")}), {text("id")}),
             QStringList(text("title")));
    settings.labels.insert(text("shows"), {text("title"), text("colour")});
    const auto outdated = m_catalog->withSettings(settings);
    QCOMPARE(labelColumns(outdated->table({{}, text("shows")}), {text("id")}), QStringList(text("title")));
    QCOMPARE(outdated->review.outdated.size(), 1);
}

void TestRelationshipSettings::outdatedIsKeptAndSaid()
{
    RelationshipSettings settings;
    settings.entry(text("gone(a;b)")).name = text("Past");
    settings.labels.insert(text("gone"), {text("a")});
    settings.entry(favorites).shape = RelationshipSettings::Shape{
        {{}, text("gone")}, end("users", {text("a")}, {text("id")}), end("shows", {text("b")}, {text("id")}), {}, {}};
    const auto catalog = m_catalog->withSettings(settings);
    QCOMPARE(catalog->settings, settings);
    QCOMPARE(catalog->review.outdated.size(), 3);
    QCOMPARE(names(catalog->relationships), names(m_catalog->relationships));
    for (const Outdated &each : catalog->review.outdated)
        QVERIFY2(each.reason.endsWith(u'.'), qPrintable(each.reason));
}

void TestRelationshipSettings::equalNamesAreToldApart()
{
    RelationshipSettings settings;
    settings.entry(wishes).name = text("favorites");
    const QStringList list = names(m_catalog->withSettings(settings)->relationships);
    QCOMPARE(list, QStringList({text("Favorites"), text("favorites (wishes)"), text("Orders")}));
}

void TestRelationshipSettings::comesBackFromAFile()
{
    RelationshipSettings settings;
    settings.entry(favorites).name = text("Ünïcode \"quoted\" 🏖");
    settings.entry(favorites).rightAlias = text("Shows");
    settings.entry(wishes).hidden = true;
    settings.entry(orders).accepted = true;
    settings.entry(orders).symmetric = false;
    RelationshipSettings::Shape shape;
    shape.joinTable = {text("aux"), text("notes")};
    shape.left = end("users", {text("who"), text("t")}, {text("id"), text("t")});
    shape.right = end("shows", {text("what")}, {text("id")});
    shape.others = {end("networks", {text("term")}, {text("id")})};
    shape.scope = {{text("kind"), text("note")}};
    settings.entry(text("by hand")).byHand = true;
    settings.entry(text("by hand")).shape = shape;
    settings.order = QStringList{orders, favorites};
    settings.labels.insert(text("users"), {text("name"), text("id")});
    const QString path = m_folder.filePath(text("settings.json"));
    QVERIFY(settings.save(path));
    const auto loaded = RelationshipSettings::load(path);
    QVERIFY(loaded);
    QCOMPARE(*loaded, settings);
    QVERIFY(!settings.save(m_folder.filePath(text("nowhere/settings.json"))));
}

void TestRelationshipSettings::strangeFiles_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("missing") << QByteArray();
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("text") << QByteArray("hello");
    QTest::newRow("another's") << QByteArray("{\"name\": 1}");
    QTest::newRow("later version") << QByteArray("{\"joinery\": \"relationships\", \"version\": 2}");
    QTest::newRow("no id") << QByteArray("{\"joinery\": \"relationships\", \"version\": 1, \"relationships\": [{}]}");
}

void TestRelationshipSettings::strangeFiles()
{
    QFETCH(QByteArray, content);
    const QString path = m_folder.filePath(text("strange.json"));
    QFile::remove(path);
    if (!content.isNull()) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    const auto loaded = RelationshipSettings::load(path);
    QVERIFY(!loaded);
    QVERIFY(!loaded.error().summary.isEmpty());
}

void TestRelationshipSettings::isKeptPerDatabase()
{
    const TestDatabase database(script());
    const TestDatabase other(script());
    RelationshipSettings settings;
    settings.entry(favorites).hidden = true;
    {
        Session session(database.location());
        QVERIFY(load(session));
        QSignalSpy loaded(&session, &Session::loaded);
        session.setSettings(settings);
        QCOMPARE(loaded.size(), 1);
        QCOMPARE(session.catalog()->relationships.size(), 2);
    }
    QVERIFY(QFile::link(database.path(), m_folder.filePath(text("link.sqlite"))));
    for (const auto &[path, count] :
         {std::pair{database.path(), 2}, std::pair{m_folder.filePath(text("link.sqlite")), 2},
          std::pair{other.path(), 3}}) {
        Session session({path});
        QVERIFY(load(session));
        QCOMPARE(session.catalog()->relationships.size(), count);
    }
    Session session(database.location());
    QVERIFY(load(session));
    session.setSettings({});
    QCOMPARE(RelationshipSettings::kept(database.path()), RelationshipSettings());
}

void TestRelationshipSettings::symmetry_data()
{
    QTest::addColumn<QString>("table");
    QTest::addColumn<bool>("symmetric");
    QTest::newRow("friends") << text(
        "CREATE TABLE friends (user_id INT REFERENCES users, friend_id INT REFERENCES users, PRIMARY KEY (user_id, friend_id));\nINSERT INTO friends VALUES (1, 2), (3, 1)")
                             << true;
    QTest::newRow("friendships") << text(
        "CREATE TABLE friendships (id INTEGER PRIMARY KEY, user1_id INT NOT NULL REFERENCES users, user2_id INT NOT NULL REFERENCES users, UNIQUE (user1_id, user2_id))")
                                 << true;
    QTest::newRow("stored both ways") << text(
        "CREATE TABLE friends (user_id INT REFERENCES users, friend_id INT REFERENCES users, PRIMARY KEY (user_id, friend_id));\nINSERT INTO friends VALUES (1, 2), (2, 1)")
                                      << false;
    QTest::newRow("requests") << text(
        "CREATE TABLE friend_requests (sender_id INT REFERENCES users, receiver_id INT REFERENCES users, PRIMARY KEY (sender_id, receiver_id))")
                              << false;
    QTest::newRow("follows") << text(
        "CREATE TABLE follows (follower_id INT REFERENCES users, followed_id INT REFERENCES users, PRIMARY KEY (follower_id, followed_id))")
                             << false;
    QTest::newRow("two tables") << text(
        "CREATE TABLE friends (user_id INT REFERENCES users, show_id INT REFERENCES shows, PRIMARY KEY (user_id, show_id))")
                                << false;
}

void TestRelationshipSettings::symmetry()
{
    QFETCH(QString, table);
    QFETCH(bool, symmetric);
    const TestDatabase database(text("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);\n"
                                     "CREATE TABLE shows (id INTEGER PRIMARY KEY, name TEXT);\n"
                                     "INSERT INTO users VALUES (1, 'Ada'), (2, 'Alan'), (3, 'Grace');\n")
                                + table);
    const auto connection = Connection::open(database.location());
    const auto catalog = *readCatalog(**connection, database.location());
    QCOMPARE(catalog->relationships.size(), 1);
    QCOMPARE(catalog->relationships.first().symmetric, symmetric);
    RelationshipSettings settings;
    settings.entry(relationshipId(catalog->relationships.first())).symmetric = !symmetric;
    const Relationship told = catalog->withSettings(settings)->relationships.first();
    QCOMPARE(told.symmetric, !symmetric && told.isSelf());
}

QTEST_GUILESS_MAIN(TestRelationshipSettings)

#include "tst_relationshipsettings.moc"
