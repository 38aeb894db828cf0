#include "links/linkstore.h"
#include "openedcatalog.h"
#include "relationships/relationshipfinder.h"
#include "tables/entityquery.h"
#include "tables/linkquery.h"

using namespace joinery;

/// Ends that are one table, and ends beyond two.
class TestEnds : public QObject
{
    Q_OBJECT

private slots:
    void symmetricPairsCountFromEitherRow();
    void symmetricPairsAreShownFromTheSelection();
    void selectionsOfFriendsMakeEachPairOnce();
    void noRowIsLinkedWithItself();
    void thirdEndsNarrow();
};

void TestEnds::symmetricPairsCountFromEitherRow()
{
    Opened opened(friendsScript(friendsTable));
    const Relationship *friends = opened.named(text("friends"), {});
    QVERIFY(friends && friends->symmetric);
    LinkStore store(*opened.connection, opened.catalog->schema, *friends);
    const auto before = opened.content();
    const auto again = store.link(one({2}), one({1})); // stored as Ada, Alan
    QVERIFY(again);
    QCOMPARE(again->linked, 0);
    QCOMPARE(again->alreadyLinked, 1);
    QCOMPARE(opened.content(), before);
    const auto unlinked = store.unlinkPairs(one({1}), one({3}), 10); // stored as Grace, Ada
    QVERIFY(unlinked);
    QCOMPARE(unlinked->unlinked, 1);
    QCOMPARE(opened.database.rows(text("SELECT user_id, friend_id FROM friends")), QStringList(text("1|2")));
    QVERIFY(store.revert(unlinked->change, false));
    QCOMPARE(opened.content(), before);

    // Of Alan's link with Ada, stored as Ada's with Alan, Ada stays.
    const auto copied = store.copy(KeyList{RowKey{{1, 2}}}, Side::Left, one({4}), false, one({2}));
    QVERIFY2(copied, copied ? "" : qPrintable(copied.error().detail));
    QCOMPARE(copied->linked, 1);
    QCOMPARE(opened.database.rows(text("SELECT user_id, friend_id FROM friends WHERE 4 IN (user_id, friend_id)")),
             QStringList(text("4|1")));
    QVERIFY(store.revert(copied->change, false));
    QCOMPARE(opened.content(), before);
    const auto moved = store.copy(KeyList{RowKey{{1, 2}}}, Side::Right, one({4}), true, one({1}));
    QVERIFY2(moved, moved ? "" : qPrintable(moved.error().detail));
    QCOMPARE(moved->linked, 1);
    QCOMPARE(moved->unlinked, 1);
    QCOMPARE(opened.database.rows(text("SELECT user_id, friend_id FROM friends WHERE 1 NOT IN (user_id, friend_id)")),
             QStringList(text("2|4")));
    QVERIFY(store.revert(moved->change, false));
    QCOMPARE(opened.content(), before);

    // A copy of Ada has her friends, whichever way round they are stored.
    const auto doubled = store.duplicate(Side::Left, one({1}), true);
    QVERIFY2(doubled, doubled ? "" : qPrintable(doubled.error().detail));
    QCOMPARE(doubled->linked, 2);
    QCOMPARE(opened.database.rows(text("SELECT friend_id FROM friends WHERE user_id = 5 ORDER BY 1")),
             QStringList({text("2"), text("3")}));
    QVERIFY(store.revert(doubled->change, false));
    QCOMPARE(opened.content(), before);

    // Of two friends that are duplicated together each copy has the friends of its own, and they have no more than before.
    const auto two = store.duplicate(Side::Left, KeyList{RowKey{{1LL}}, RowKey{{2LL}}}, true);
    QVERIFY2(two, two ? "" : qPrintable(two.error().detail));
    QCOMPARE(two->linked, 3);
    QCOMPARE(opened.database.rows(text("SELECT user_id, friend_id FROM friends WHERE 5 IN (user_id, friend_id) OR "
                                       "6 IN (user_id, friend_id) ORDER BY 1, 2")),
             QStringList({text("5|2"), text("5|3"), text("6|1")}));
    QVERIFY(store.revert(two->change, false));
    QCOMPARE(opened.content(), before);

    // Said to be directed, the other way round is another link.
    Relationship directed = *friends;
    directed.symmetric = false;
    LinkStore plain(*opened.connection, opened.catalog->schema, directed);
    QCOMPARE(plain.link(one({2}), one({1}))->linked, 1);
}

void TestEnds::symmetricPairsAreShownFromTheSelection()
{
    for (const QString &table :
         {friendsTable, QString(friendsTable).remove(text(", PRIMARY KEY (user_id, friend_id)"))}) {
        Opened opened(friendsScript(table));
        const Relationship *friends = opened.named(text("friends"), {});
        QVERIFY(friends && friends->symmetric);
        const QStringList key = linkKeyColumns(opened.catalog->table(friends->joinTable), *friends);
        for (const Side focus : {Side::Left, Side::Right}) {
            LinkQuery query{opened.catalog, *friends, focus, key, {}, one({1})};
            const auto order = query.readOrder(*opened.connection, {});
            QVERIFY2(order, order ? "" : qPrintable(order.error().detail));
            const auto page = query.readPage(*opened.connection, order->keys);
            QVERIFY2(page, page ? "" : qPrintable(page.error().detail));
            QStringList shown;
            for (const QVariantList &row : *page)
                shown += row[LinkQuery::FocusLabel].toString() + u'-' + row[LinkQuery::OtherLabel].toString();
            QCOMPARE(shown, QStringList({text("Ada-Alan"), text("Ada-Grace")}));
            // Both selected: one link, once.
            query.selection = KeyList{RowKey{{1}}, RowKey{{2}}};
            QCOMPARE(query.readOrder(*opened.connection, {})->keys.size(), 2);
        }
        EntityQuery entities;
        entities.catalog = opened.catalog;
        entities.relationship = *friends;
        entities.side = Side::Right;
        entities.select = text("SELECT \"name\" FROM \"users\"");
        entities.columnCount = 1;
        entities.selection = one({1});
        entities.withStates = true;
        const auto page = entities.readPage(*opened.connection,
                                            KeyList{RowKey{{1LL}}, RowKey{{2LL}}, RowKey{{3LL}}, RowKey{{4LL}}});
        QVERIFY2(page, page ? "" : qPrintable(page.error().detail));
        QStringList counts;
        for (const QVariantList &row : *page)
            counts += QStringLiteral("%1:%2:%3").arg(row[0].toString(), row[1].toString(), row[2].toString());
        QCOMPARE(counts, QStringList({text("Ada:2:0"), text("Alan:1:1"), text("Grace:1:1"), text("Edsger:0:0")}));
        const auto order = entities.readOrder(*opened.connection,
                                              {{}, {}, Qt::DescendingOrder, {}, EntityModel::Filter::Linked});
        QVERIFY2(order, order ? "" : qPrintable(order.error().detail));
        QCOMPARE(order->keys, (KeyList{RowKey{{2LL}}, RowKey{{3LL}}}));
    }
}

void TestEnds::selectionsOfFriendsMakeEachPairOnce()
{
    Opened opened(friendsScript(friendsTable));
    Relationship friends = *opened.named(text("friends"), {});
    friends.selfLinks = false;
    LinkStore store(*opened.connection, opened.catalog->schema, friends);
    const KeyList some{RowKey{{2}}, RowKey{{3}}, RowKey{{4}}};
    const auto linked = store.link(some, some);
    QVERIFY2(linked, linked ? "" : qPrintable(linked.error().summary + linked.error().detail));
    QCOMPARE(linked->linked, 3);
    QCOMPARE(linked->alreadyLinked, 3);
    QCOMPARE(linked->missing, 0);
}

void TestEnds::noRowIsLinkedWithItself()
{
    Opened opened(friendsScript(friendsTable));
    Relationship friends = *opened.named(text("friends"), {});
    friends.selfLinks = false;
    const auto before = opened.content();
    {
        LinkStore store(*opened.connection, opened.catalog->schema, friends);
        const auto refused = store.link(one({1}), one({1}));
        QVERIFY(!refused);
        QVERIFY(refused.error().summary.contains(text("itself")));
        QCOMPARE(opened.content(), before);
    }
    friends.selfLinks = true;
    LinkStore store(*opened.connection, opened.catalog->schema, friends);
    QCOMPARE(store.link(one({1}), one({1}))->linked, 1);
}

void TestEnds::thirdEndsNarrow()
{
    Opened opened(text(
        "CREATE TABLE pupils (id INTEGER PRIMARY KEY, name TEXT);\nCREATE TABLE courses (id INTEGER PRIMARY KEY, title TEXT);\n"
        "CREATE TABLE terms (id INTEGER PRIMARY KEY, name TEXT);\nINSERT INTO pupils VALUES (1, 'Ada'), (2, 'Alan');\n"
        "INSERT INTO courses VALUES (1, 'Art'), (2, 'Biology');\nINSERT INTO terms VALUES (1, 'Spring'), (2, 'Autumn');\n"
        "CREATE TABLE enrolments (pupil_id INT NOT NULL REFERENCES pupils, course_id INT NOT NULL REFERENCES courses, "
        "term_id INT NOT NULL REFERENCES terms, PRIMARY KEY (pupil_id, course_id, term_id));\n"
        "INSERT INTO enrolments VALUES (1, 1, 1), (1, 1, 2), (2, 2, 1)"));
    const Relationship *enrolments = opened.named(text("enrolments"), {});
    QVERIFY(enrolments);
    QCOMPARE(enrolments->others.size(), 1);
    QVERIFY(!enrolments->unique);
    QCOMPARE(requiredPayload(opened.catalog->schema, *enrolments), QStringList(text("term_id")));
    const Table &table = opened.catalog->table(enrolments->joinTable);
    const Relationship autumn = narrowed(*enrolments, {RowKey{{2}}}, table);
    QVERIFY(autumn.unique);
    QVERIFY(requiredPayload(opened.catalog->schema, autumn).isEmpty());

    const LinkQuery all{opened.catalog,    *enrolments, Side::Left, linkKeyColumns(table, *enrolments),
                        {text("term_id")}, one({1})};
    const auto order = all.readOrder(*opened.connection, {});
    QCOMPARE(order->keys.size(), 2);
    QCOMPARE(all.readPage(*opened.connection, order->keys)->first()[LinkQuery::FirstPayload].toString(),
             text("Spring"));
    const LinkQuery some{opened.catalog,    autumn,  Side::Left, linkKeyColumns(table, autumn),
                         {text("term_id")}, one({1})};
    QCOMPARE(some.readOrder(*opened.connection, {})->keys.size(), 1);

    LinkStore store(*opened.connection, opened.catalog->schema, autumn);
    const auto linked = store.link(one({2}), one({2}));
    QVERIFY(linked);
    QCOMPARE(opened.database
                 .value(text("SELECT term_id FROM enrolments WHERE pupil_id = 2 AND course_id = 2 AND term_id <> 1"))
                 .toInt(),
             2);
    QCOMPARE(store.unlinkPairs(one({1}), one({1}), 10)->unlinked, 1);
    QCOMPARE(opened.database.rows(text("SELECT * FROM enrolments WHERE pupil_id = 1")), QStringList(text("1|1|1")));
}

QTEST_GUILESS_MAIN(TestEnds)

#include "tst_ends.moc"
