#include "testdatabase.h"

using namespace joinery;

/// Files whose own triggers, indexes or foreign keys stand in the way of a change: what is said, and what helps.
class TestSafety : public QObject
{
    Q_OBJECT

private slots:
    void obstacles_data();
    void obstacles();
    void trustedFile();
    void untrustedAtTheGesture();
    void withoutEnforcement();
    void historySurvives();

private:
    static Report linkFirst(Session &session, qint64 show);
};

namespace {

QString favorites(const QString &more)
{
    return TestDatabase::favoritesScript() + more;
}

QString searchTrigger()
{
    return QStringLiteral("CREATE VIRTUAL TABLE notes USING fts5(note);\n"
                          "CREATE TRIGGER index_notes AFTER INSERT ON user_favorites BEGIN INSERT INTO notes "
                          "VALUES (new.note); END;\n");
}

/// No program could create it here: the index sorts by a sort order that is missing.
QString missingSortOrder()
{
    return QStringLiteral(
        "CREATE INDEX by_note ON user_favorites (note);\n"
        "PRAGMA writable_schema = ON;\n"
        "UPDATE sqlite_master SET sql = 'CREATE INDEX by_note ON user_favorites (note COLLATE UNICODE_DE)' "
        "WHERE name = 'by_note';\n"
        "PRAGMA writable_schema = RESET;\n");
}

QString brokenKey(const QString &target)
{
    return QStringLiteral(
               "CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT);\n"
               "CREATE TABLE clubs (id INTEGER PRIMARY KEY, name TEXT);\n"
               "CREATE TABLE towns (code TEXT);\n"
               "CREATE TABLE members (person INTEGER REFERENCES people, club INTEGER REFERENCES clubs, town TEXT "
               "REFERENCES %1, PRIMARY KEY (person, club));\n"
               "INSERT INTO people VALUES (1, 'Ada');\n"
               "INSERT INTO clubs VALUES (1, 'Chess'), (2, 'Go');\n")
        .arg(target);
}

const Relationship &first(const Session &session)
{
    return session.catalog()->relationships.first();
}

} // namespace

Report TestSafety::linkFirst(Session &session, qint64 show)
{
    return finish(session, [&] {
        session.perform(linkGesture(first(session), Side::Right, {RowKey{{show}}}, {RowKey{{1LL}}}, {}));
    });
}

void TestSafety::obstacles_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<QString>("says");
    QTest::addColumn<int>("remedy");

    QTest::newRow("nothing") << favorites({}) << QString() << int(Remedy::None);
    QTest::newRow("full-text index") << favorites(searchTrigger()) << QStringLiteral("notes") << int(Remedy::Trust);
    QTest::newRow("function in a trigger") << favorites(QStringLiteral(
        "CREATE TRIGGER t AFTER DELETE ON user_favorites BEGIN SELECT notify_server(old.user_id); END;\n"))
                                           << QStringLiteral("function notify_server") << int(Remedy::None);
    QTest::newRow("sort order of an index")
        << favorites(missingSortOrder()) << QStringLiteral("sort order UNICODE_DE") << int(Remedy::None);
    QTest::newRow("table of a trigger") << favorites(
        QStringLiteral("CREATE TRIGGER t AFTER INSERT ON user_favorites BEGIN INSERT INTO gone VALUES (1); END;\n"))
                                        << QStringLiteral("gone") << int(Remedy::None);
    QTest::newRow("parent is missing") << brokenKey(QStringLiteral("places(code)")) << QStringLiteral("places")
                                       << int(Remedy::NoEnforcement);
    QTest::newRow("parent is not unique") << brokenKey(QStringLiteral("towns(code)"))
                                          << QStringLiteral("need not be unique") << int(Remedy::NoEnforcement);
}

void TestSafety::obstacles()
{
    QFETCH(QString, script);
    QFETCH(QString, says);
    QFETCH(int, remedy);
    TestDatabase database(script);
    Session session(database.location());
    QVERIFY(load(session));
    const Relationship relationship = first(session);
    QCOMPARE(relationship.readOnlyReason.isEmpty(), says.isEmpty());
    QVERIFY2(relationship.readOnlyReason.contains(says), qPrintable(relationship.readOnlyReason));
    QCOMPARE(int(relationship.remedy), remedy);
    const QStringList before = database.rows(QStringLiteral("SELECT * FROM %1").arg(relationship.joinTable.name));
    const Report report = linkFirst(session, 2);
    QCOMPARE(report.kind == Report::Kind::Done, says.isEmpty());
    if (!says.isEmpty()) {
        QVERIFY2(report.text.contains(says), qPrintable(report.text));
        QCOMPARE(database.rows(QStringLiteral("SELECT * FROM %1").arg(relationship.joinTable.name)), before);
    }
}

void TestSafety::trustedFile()
{
    TestDatabase database(favorites(searchTrigger()));
    Session session(database.location());
    QVERIFY(load(session));
    QSignalSpy loaded(&session, &Session::loaded);
    session.setSafety(true, true);
    QTRY_COMPARE(loaded.size(), 1);
    QCOMPARE(first(session).readOnlyReason, QString());
    QCOMPARE(linkFirst(session, 2).kind, Report::Kind::Done);
    QCOMPARE(database.value(QStringLiteral("SELECT count(*) FROM notes")).toInt(), 1);
    session.setSafety(false, true);
    QTRY_COMPARE(loaded.size(), 2);
    QCOMPARE(int(first(session).remedy), int(Remedy::Trust));

    Session again(DatabaseLocation{database.path(), true});
    QVERIFY(load(again));
    QCOMPARE(linkFirst(again, 4).kind, Report::Kind::Done);
}

void TestSafety::untrustedAtTheGesture()
{
    // The trigger came after the look that was taken at opening, so the gesture finds it.
    TestDatabase database(favorites({}));
    Session session(database.location());
    QVERIFY(load(session));
    database.exec(QStringLiteral("CREATE VIRTUAL TABLE notes USING fts5(note)"));
    database.exec(QStringLiteral("CREATE TRIGGER index_notes AFTER INSERT ON user_favorites BEGIN INSERT INTO notes "
                                 "VALUES (new.note); END"));
    const Report report = linkFirst(session, 2);
    QCOMPARE(report.kind, Report::Kind::Failed);
    QCOMPARE(int(report.remedy), int(Remedy::Trust));
    QCOMPARE(database.value(QStringLiteral("SELECT count(*) FROM user_favorites")).toInt(), 5);
}

void TestSafety::withoutEnforcement()
{
    TestDatabase database(brokenKey(QStringLiteral("places(code)")));
    Session session(database.location());
    QVERIFY(load(session));
    QSignalSpy loaded(&session, &Session::loaded);
    session.setSafety(false, false);
    QTRY_COMPARE(loaded.size(), 1);
    QCOMPARE(first(session).readOnlyReason, QString());
    const Report report = linkFirst(session, 2);
    QVERIFY2(report.kind == Report::Kind::Done, qPrintable(report.text));
    QCOMPARE(database.rows(QStringLiteral("SELECT person, club FROM members")), QStringList{QStringLiteral("1|2")});
    QCOMPARE(finish(session, [&] { session.undo(); }).kind, Report::Kind::Done);
    QCOMPARE(database.rows(QStringLiteral("SELECT person, club FROM members")), QStringList());
    session.setSafety(false, true);
    QTRY_COMPARE(loaded.size(), 2);
    QCOMPARE(linkFirst(session, 1).kind, Report::Kind::Failed);
}

void TestSafety::historySurvives()
{
    TestDatabase database(favorites({}));
    Session session(database.location());
    QVERIFY(load(session));
    QCOMPARE(linkFirst(session, 2).kind, Report::Kind::Done);
    QSignalSpy loaded(&session, &Session::loaded);
    session.setSafety(true, false);
    QTRY_COMPARE(loaded.size(), 1);
    QCOMPARE(finish(session, [&] { session.undo(); }).kind, Report::Kind::Done);
    QCOMPARE(database.value(QStringLiteral("SELECT count(*) FROM user_favorites")).toInt(), 5);
}

QTEST_GUILESS_MAIN(TestSafety)

#include "tst_safety.moc"
