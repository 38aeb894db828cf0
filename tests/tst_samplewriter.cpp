#include "database/connection.h"
#include "samples/sample.h"
#include "samples/samplewriter.h"
#include "session/catalog.h"

#include <QDir>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace joinery;

class TestSampleWriter : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void everySampleHasAScriptAndANote();
    void shapes_data();
    void shapes();
    void notesNameWhatIsThere_data();
    void notesNameWhatIsThere();
    void isKnownByItsHeader();
    void isTheSameEveryTime();
    void writesUsersAndTheirShows();
    void keepsAnExistingFile();
    void replacesWhenAsked();
    void refusesAnUnknownName();
    void leavesNothingBehindWhenTheFolderIsMissing();
    void ownCopyIsMadeOnceAndResetOnDemand();
};

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool put(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

QVariant ask(const QString &path, const QString &sql)
{
    auto connection = Connection::open({path});
    return connection ? (*connection)->value(sql).value_or(QVariant()) : QVariant();
}

const QString favorites = QStringLiteral("favorites");

QString nameOf(Relationship::Kind kind)
{
    switch (kind) {
    case Relationship::Kind::Pair:
        return QStringLiteral("pair");
    case Relationship::Kind::Self:
        return QStringLiteral("self");
    case Relationship::Kind::Ternary:
        return QStringLiteral("ternary");
    case Relationship::Kind::Polymorphic:
        return QStringLiteral("polymorphic");
    }
    return {};
}

/// "pair recipe_ingredients: recipes(recipe_id) ingredients(ingredient_id) + amount, unit", and what is not as usual.
QString described(const Relationship &relationship)
{
    const auto end = [](const End &each) {
        return QStringLiteral(" %1(%2)").arg(each.table.name, each.columns.join(u','));
    };
    QString text = QStringLiteral("%1 %2:").arg(nameOf(relationship.kind), relationship.joinTable.name);
    text += end(relationship.left) + end(relationship.right);
    for (const End &other : relationship.others)
        text += QStringLiteral(" by") + end(other);
    if (!relationship.payload.isEmpty())
        text += QStringLiteral(" + ") + relationship.payload.join(QStringLiteral(", "));
    for (auto it = relationship.scope.begin(); it != relationship.scope.end(); ++it)
        text += QStringLiteral(" where %1 = %2").arg(it.key(), it.value().toString());
    if (!relationship.unique)
        text += QStringLiteral(", repeatable");
    if (!relationship.declared)
        text += QStringLiteral(", undeclared");
    if (relationship.suggested)
        text += QStringLiteral(", suggested");
    return text;
}

} // namespace

void TestSampleWriter::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
}

void TestSampleWriter::everySampleHasAScriptAndANote()
{
    QStringList scripts = QDir(QStringLiteral(":/samples")).entryList({QStringLiteral("*.sql")}, QDir::Files);
    QStringList named;
    QSet<int> numbers;
    for (const Sample &each : samples()) {
        named += each.name + QStringLiteral(".sql");
        numbers += each.number;
        QVERIFY(!each.ends.isEmpty() && !each.sentence.isEmpty() && !each.twist.isEmpty());
        QVERIFY2(each.steps.size() >= 3, qPrintable(each.name));
    }
    QCOMPARE(named.first(), QStringLiteral("favorites.sql"));
    QCOMPARE(numbers.size(), named.size());
    scripts.sort();
    named.sort();
    QCOMPARE(named, scripts);
}

void TestSampleWriter::shapes_data()
{
    QTest::addColumn<QStringList>("relationships");
    QTest::addColumn<QString>("counts"); // "table at least, …"
    const auto row = [](const char *name, const char *counts, std::initializer_list<const char *> relationships) {
        QStringList list;
        for (const char *each : relationships)
            list += QString::fromLatin1(each);
        QTest::newRow(name) << list << QString::fromLatin1(counts);
    };
    row("favorites", "users 300, shows 200, user_favorites 2000",
        {"pair user_favorites: users(user_id) shows(show_id) + since, rating, note"});
    row("school", "teachers 30, students 264, TeacherStudents 2000",
        {"pair TeacherStudents: teachers(teacherId) students(studentId)"});
    row("recipes", "recipes 45, ingredients 120, recipe_ingredients 320",
        {"pair recipe_ingredients: recipes(recipe_id) ingredients(ingredient_id) + amount, unit"});
    row("tags", "posts 84, images 62, tags 32, Itemtag 300",
        {"polymorphic Itemtag: tags(tagId) images(taggableId) where taggable = image, undeclared",
         "polymorphic Itemtag: tags(tagId) posts(taggableId) where taggable = post, undeclared"});
    row("reading-list", "medium_users 56, medium_articles 76, user_reading_list 700",
        {"pair user_reading_list: medium_users(userId) medium_articles(articleId) + createdAt, updatedAt"});
    row("repositories", "users 32, repos 30, orgs 89",
        {"pair orgs: users(user_id) repos(repo_id) + name, url, key, repeatable, suggested"});
    row("beaches", "lifeguards 32, beaches 32, shifts 600",
        {"pair shifts: lifeguards(lifeguard_id) beaches(beach_id) + starts_at, hours, repeatable"});
    row("sandcastles", "sandcastle_types 26, tools 30", {});
    row("friends", "users 132, friendships 500", {"self friendships: users(user_id) users(friend_id)"});
    row("enrolment", "pupils 180, courses 28, terms 6, enrolments 3000",
        {"ternary enrolments: pupils(pupil_id) courses(course_id) by terms(term_id) + grade, repeatable"});
}

void TestSampleWriter::shapes()
{
    QFETCH(QStringList, relationships);
    QFETCH(QString, counts);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("sample.sqlite"));
    const auto written = writeSample(QString::fromLatin1(QTest::currentDataTag()), path);
    QVERIFY2(written, written ? "" : qPrintable(written.error().summary + written.error().detail));
    auto connection = Connection::open({path});
    QVERIFY(connection);
    QCOMPARE((*connection)->value(QStringLiteral("PRAGMA integrity_check"))->toString(), QStringLiteral("ok"));
    QVERIFY(!(*connection)->exec(QStringLiteral("PRAGMA foreign_key_check"))->next());
    QStringList tables;
    for (const QString &each : counts.split(QStringLiteral(", "))) {
        const QString table = each.section(u' ', 0, 0);
        tables += table;
        const int count =
            (*connection)->value(QStringLiteral("SELECT count(*) FROM \"%1\"").arg(table)).value_or(-1).toInt();
        QVERIFY2(count >= each.section(u' ', 1).toInt(), qPrintable(QStringLiteral("%1: %2").arg(each).arg(count)));
    }
    const auto catalog = readCatalog(**connection, {path});
    QVERIFY(catalog);
    QStringList found;
    for (const Relationship &each : (*catalog)->relationships) {
        found += described(each);
        QVERIFY2(each.readOnlyReason.isEmpty(), qPrintable(each.readOnlyReason));
    }
    QCOMPARE(found.join(u'\n'), relationships.join(u'\n'));
    QVERIFY2((*catalog)->schema.tables.size() >= tables.size(), "a table is missing");
}

void TestSampleWriter::notesNameWhatIsThere_data()
{
    QTest::addColumn<QString>("sql");
    const auto row = [](const char *name, const char *sql) { QTest::newRow(name) << QString::fromUtf8(sql); };
    row("favorites", "SELECT count(*) FROM users WHERE name = 'Ada Lovelace'");
    row("school",
        "SELECT count(*) FROM teachers WHERE name = 'Arjun Mehta' AND id IN (SELECT teacherId FROM TeacherStudents) "
        "AND (SELECT count(*) FROM students WHERE form = '12A') = 22");
    row("recipes",
        "SELECT count(*) FROM recipes, ingredients WHERE title = 'Shakshuka' AND name = 'Feta' AND (recipes.id, "
        "ingredients.id) NOT IN (SELECT recipe_id, ingredient_id FROM recipe_ingredients)");
    row("tags", "SELECT count(*) FROM tags WHERE name = 'sea'");
    row("reading-list", "SELECT count(*) FROM medium_users WHERE name = 'Inés Quintero'");
    row("repositories", "SELECT count(*) FROM users WHERE name = 'Amit Shapiro' AND id IN (SELECT user_id FROM orgs)");
    row("beaches",
        "SELECT count(*) FROM lifeguards, beaches WHERE lifeguards.name = 'Kirra Maloney' AND beaches.name = "
        "'Bondi Beach'");
    row("sandcastles",
        "SELECT count(*) FROM sandcastle_types, tools WHERE sandcastle_types.name = 'Dragon round a keep' AND "
        "tools.name = 'Palette knife'");
    row("friends", "SELECT count(*) FROM users WHERE name = 'Apolline Garnier'");
    row("enrolment", "SELECT count(*) FROM pupils WHERE name = 'Arthur Aldridge'");
}

void TestSampleWriter::notesNameWhatIsThere()
{
    QFETCH(QString, sql);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("sample.sqlite"));
    QVERIFY(writeSample(QString::fromLatin1(QTest::currentDataTag()), path));
    QCOMPARE(ask(path, sql).toInt(), 1);
}

void TestSampleWriter::isKnownByItsHeader()
{
    const QTemporaryDir folder;
    for (const QString &name : sampleNames()) {
        const QString path = folder.filePath(QStringLiteral("no name for ") + name);
        QVERIFY(writeSample(name, path));
        QCOMPARE(sampleIn(path), name);
        QCOMPARE(ask(path, QStringLiteral("PRAGMA application_id")).toLongLong(), sampleMark);
    }
    const QString strange = folder.filePath(QStringLiteral("favorites.sqlite"));
    QVERIFY(put(strange, QByteArray("SQLite format 3").leftJustified(200, '\0')));
    QCOMPARE(sampleIn(strange), QString());
    QVERIFY(put(strange, "short"));
    QCOMPARE(sampleIn(strange), QString());
    QCOMPARE(sampleIn(folder.path()), QString());
    QCOMPARE(sampleIn(folder.filePath(QStringLiteral("missing"))), QString());
}

void TestSampleWriter::isTheSameEveryTime()
{
    const QTemporaryDir folder;
    for (const QString &name : sampleNames()) {
        const QString once = folder.filePath(name + QStringLiteral("-1"));
        const QString again = folder.filePath(name + QStringLiteral("-2"));
        QVERIFY(writeSample(name, once));
        QVERIFY(writeSample(name, again));
        QVERIFY2(contentOf(once) == contentOf(again), qPrintable(name));
    }
}

void TestSampleWriter::writesUsersAndTheirShows()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a b%20.sqlite"));
    const auto written = writeSample(favorites, path);
    QVERIFY2(written, written ? "" : qPrintable(written.error().summary));
    QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
             QStringList{QStringLiteral("a b%20.sqlite")});

    auto connection = Connection::open({path});
    QVERIFY(connection);
    const auto catalog = readCatalog(**connection, {path});
    QVERIFY(catalog);
    QCOMPARE((*catalog)->relationships.first().name, QStringLiteral("Favorites"));
    QCOMPARE((*connection)->value(QStringLiteral("PRAGMA integrity_check"))->toString(), QStringLiteral("ok"));
    QVERIFY(!(*connection)->exec(QStringLiteral("PRAGMA foreign_key_check"))->next());
    QCOMPARE((*connection)->value(QStringLiteral("SELECT name FROM users WHERE id = 1"))->toString(),
             QStringLiteral("Ada Lovelace"));
    QVERIFY((*connection)->value(QStringLiteral("SELECT count(*) FROM user_favorites"))->toInt() > 1000);
}

void TestSampleWriter::keepsAnExistingFile()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("mine.txt"));
    QVERIFY(put(path, "precious"));
    const auto written = writeSample(favorites, path);
    QVERIFY(!written);
    QCOMPARE(written.error().kind, Error::Kind::Refused);
    QCOMPARE(contentOf(path), QByteArray("precious"));
    QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot).size(), 1);
}

void TestSampleWriter::replacesWhenAsked()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("old.sqlite"));
    QVERIFY(put(path, "old"));
    QVERIFY(put(path + QStringLiteral("-journal"), "a crashed program's"));
    QVERIFY(writeSample(favorites, path, ExistingFile::Replace));
    QVERIFY(ask(path, QStringLiteral("SELECT count(*) FROM shows")).toInt() > 100);
    QVERIFY(!QFile::exists(path + QStringLiteral("-journal")));
}

void TestSampleWriter::refusesAnUnknownName()
{
    QTemporaryDir folder;
    for (const QString &name : {QStringLiteral("nothing"), QString(), QStringLiteral("../samples/favorites")}) {
        const auto written = writeSample(name, folder.filePath(QStringLiteral("x.sqlite")));
        QVERIFY(!written);
        QCOMPARE(written.error().kind, Error::Kind::Missing);
    }
    QVERIFY(!QFile::exists(folder.filePath(QStringLiteral("x.sqlite"))));
}

void TestSampleWriter::leavesNothingBehindWhenTheFolderIsMissing()
{
    QTemporaryDir folder;
    const auto written = writeSample(favorites, folder.filePath(QStringLiteral("no/such/x.sqlite")));
    QVERIFY(!written);
    QCOMPARE(written.error().kind, Error::Kind::Failed);
    QVERIFY(QDir(folder.path()).isEmpty());
}

void TestSampleWriter::ownCopyIsMadeOnceAndResetOnDemand()
{
    QFile::remove(samplePath(favorites));
    const auto made = ensureSample(favorites, false);
    QVERIFY(made);
    QCOMPARE(*made, samplePath(favorites));
    {
        auto connection = Connection::open({*made});
        QVERIFY(connection);
        QVERIFY((*connection)->exec(QStringLiteral("UPDATE users SET name = 'Changed' WHERE id = 1")));
    }
    QVERIFY(ensureSample(favorites, false));
    QCOMPARE(ask(*made, QStringLiteral("SELECT name FROM users WHERE id = 1")).toString(), QStringLiteral("Changed"));
    QVERIFY(ensureSample(favorites, true));
    QCOMPARE(ask(*made, QStringLiteral("SELECT name FROM users WHERE id = 1")).toString(),
             QStringLiteral("Ada Lovelace"));
    QVERIFY(QFile::remove(*made));
}

QTEST_GUILESS_MAIN(TestSampleWriter)
#include "tst_samplewriter.moc"
