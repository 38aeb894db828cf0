#include "session/gesturetext.h"

#include <QLocale>
#include <QTest>

using namespace joinery;

/// What a gesture is said to have done.
class TestGestureText : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void countsAreGrouped_data();
    void countsAreGrouped();

private:
    static Relationship favorites();
};

void TestGestureText::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
}

Relationship TestGestureText::favorites()
{
    Relationship relationship;
    relationship.left.table.name = QStringLiteral("users");
    relationship.right.table.name = QStringLiteral("shows");
    return relationship;
}

void TestGestureText::countsAreGrouped_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const Relationship relationship = favorites();
    const RowWords ada{QStringLiteral("Ada"), true};
    const RowWords shows{QStringLiteral("3,290 shows"), false};
    const RowWords users{QStringLiteral("1,204 users"), false};
    LinkOutcome linked;
    linked.linked = 3290;
    linked.alreadyLinked = 1204;
    QTest::newRow("to one") << describeLinking(linked, relationship, Side::Right, shows, ada).text
                            << QStringLiteral("3,290 shows linked to Ada, 1,204 was/were linked already");
    QTest::newRow("to many")
        << describeLinking(linked, relationship, Side::Right, shows, users).text
        << QStringLiteral("3,290 pair(s) linked: 3,290 shows with 1,204 users, 1,204 was/were linked already");
    LinkOutcome unlinked;
    unlinked.unlinked = 3290;
    QTest::newRow("unlinked") << describeUnlinking(unlinked, relationship, Side::Right, shows, ada).text
                              << QStringLiteral("3,290 shows unlinked from Ada");
    QTest::newRow("copied") << describeCopying(linked, QStringLiteral("Ada"), false).text
                            << QStringLiteral("3,290 link(s) copied to Ada, 1,204 was/were linked already");
}

void TestGestureText::countsAreGrouped()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QCOMPARE(text, expected);
}

QTEST_GUILESS_MAIN(TestGestureText)

#include "tst_gesturetext.moc"
