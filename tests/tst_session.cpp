#include "tables/entitymodel.h"
#include "tables/linkmodel.h"
#include "testdatabase.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QRandomGenerator>
#include <QTranslator>

using namespace joinery;

namespace {

KeyList keys(std::initializer_list<qlonglong> ids)
{
    KeyList list(1);
    for (const qlonglong id : ids)
        list.append(RowKey{{id}});
    return list;
}

/// A session on a scratch database with the three models of the editor.
struct Editor
{
    explicit Editor(const QString &script = TestDatabase::favoritesScript())
        : database(script)
        , session(database.location())
    {
        if (!load(session))
            qFatal("cannot load");
        state = std::make_unique<EditorState>(session, session.catalog()->relationships.first());
        left = std::make_unique<EntityModel>(*state, Side::Left);
        right = std::make_unique<EntityModel>(*state, Side::Right);
        links = std::make_unique<LinkModel>(*state);
        for (EntityModel *model : {left.get(), right.get()}) {
            QObject::connect(model, &EntityModel::failed, model,
                             [](const Error &error) { qFatal("%s", qPrintable(error.detail)); });
        }
        settle();
    }

    void settle()
    {
        const bool settled = QTest::qWaitFor(
            [&] {
                if (session.isBusy() || left->isLoading() || right->isLoading() || links->isLoading())
                    return false;
                return !text(*left).contains(QStringLiteral("…")) && !text(*right).contains(QStringLiteral("…"))
                    && !text(*links).contains(QStringLiteral("…"));
            },
            20'000);
        if (!settled)
            qFatal("the models did not settle");
    }

    /// Rows as a person sees them; an ellipsis for one that is still under way.
    static QStringList text(const QAbstractItemModel &model)
    {
        QStringList rows;
        for (int row = 0; row < model.rowCount(); ++row) {
            QStringList cells;
            for (int column = 0; column < model.columnCount(); ++column)
                cells += model.index(row, column).data().toString();
            const bool here = !model.index(row, 0).data(EntityModel::PlaceholderRole).toBool();
            const bool linkHere = !model.index(row, 0).data(LinkModel::PlaceholderRole).toBool();
            const bool isLink = qobject_cast<const LinkModel *>(&model);
            rows += (isLink ? linkHere : here) ? cells.join(u'|') : QStringLiteral("…");
        }
        return rows;
    }

    Report linkNow(const KeyList &shows)
    {
        Report report = finish(session, [&] { state->linkToFocus(shows); });
        settle();
        return report;
    }

    TestDatabase database;
    Session session;
    std::unique_ptr<EditorState> state;
    std::unique_ptr<EntityModel> left;
    std::unique_ptr<EntityModel> right;
    std::unique_ptr<LinkModel> links;
};

QStringList strings(std::initializer_list<const char *> list)
{
    QStringList result;
    for (const char *each : list)
        result += QString::fromUtf8(each);
    return result;
}

} // namespace

class TestSession : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void showsBothSides();
    void stateFollowsSelection();
    void selectionOfSeveral();
    void focusMoves();
    void findFilterAndSort();
    void gesturesSayWhatTheyDid();
    void undoAndRedo();
    void dropsAreRefusedOrDone();
    void changesFromOutsideAppear();
    void namesArePasted();
    void moreThanTheLimitAsks();
    void readOnlyIsRefused();
    void lockedWaitsAndCanBeCancelled();
    void requiredPayloadIsAskedForOnce();
    void randomGestures();
    void openingFails_data();
    void openingFails();
    void manyRows();
    void savesACopy();
    void reusedRowIdIsNotTouched();
    void entityTablesOfAnyName();
    void deletedWhileOpen();
    void changedTablesForgetHistory();
};

void TestSession::initTestCase()
{
    QLocale::setDefault(QLocale::c());
    static QTranslator english; // English plurals are a translation too
    QVERIFY(english.load(QStringLiteral(":/i18n/joinery_en.qm")));
    QCoreApplication::installTranslator(&english);
}

void TestSession::showsBothSides()
{
    Editor e;
    QAbstractItemModelTester left(e.left.get(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    QAbstractItemModelTester right(e.right.get(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    QAbstractItemModelTester links(e.links.get(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    QCOMPARE(Editor::text(*e.left), strings({"Ada|1|2|", "Alan|2|1|", "Barbara|5|0|", "Edsger|4|0|", "Grace|3|2|"}));
    // A show's network is shown by its name, one without a network is not lost.
    QCOMPARE(Editor::text(*e.right), strings({"Borgen|2010||5|0|not linked", "Dark|2017|Netflix|3|1|not linked",
                                              "Élite|2018|Netflix|4|0|not linked", "Fleabag|2016||6|0|not linked",
                                              "Severance|2022||1|2|not linked", "The Wire|2002|HBO|2|2|not linked"}));
    QCOMPARE(e.links->rowCount(), 0);
    QCOMPARE(e.right->headerData(2, Qt::Horizontal).toString(), QStringLiteral("Network"));
    QCOMPARE(e.state->relationship().name, QStringLiteral("Favorites"));
    QVERIFY(!e.right->setData(e.right->index(0, e.right->linksColumn()), QStringLiteral("x")));
    QVERIFY(!e.right->removeRows(0, 1));
    QVERIFY(!e.right->insertRows(0, 1));
}

void TestSession::stateFollowsSelection()
{
    Editor e;
    QAbstractItemModelTester right(e.right.get(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    QAbstractItemModelTester links(e.links.get(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    e.state->setSelection(Side::Left, keys({1}));
    e.settle();
    QTRY_COMPARE(e.right->index(4, 0).data(EntityModel::LinkStateRole).toInt(), int(LinkState::All)); // Severance
    QCOMPARE(e.right->index(5, 0).data(EntityModel::LinkStateRole).toInt(), int(LinkState::None)); // The Wire
    QCOMPARE(Editor::text(*e.links), strings({"Dark|Ada|2026-04-12|5|", "Severance|Ada|2026-03-01|4|slow and good"}));
    QCOMPARE(e.links->title(), QStringLiteral("Favorites of Ada"));
    QVERIFY(!e.links->showsFocusLabels());
}

void TestSession::selectionOfSeveral()
{
    Editor e;
    e.state->setSelection(Side::Left, keys({1, 3}));
    e.settle();
    QTRY_COMPARE(e.right->index(4, 0).data(EntityModel::LinkStateRole).toInt(),
                 int(LinkState::All)); // both like Severance
    QCOMPARE(e.right->index(1, 0).data(EntityModel::LinkStateRole).toInt(), int(LinkState::Some)); // Dark: Ada only
    QVERIFY(e.links->showsFocusLabels());
    QCOMPARE(e.links->rowCount(), 4);
    const Report report = e.linkNow(keys({3, 2}));
    QCOMPARE(e.database.value(QStringLiteral("SELECT count(*) FROM user_favorites WHERE user_id IN (1, 3)")).toInt(),
             6);
    QCOMPARE(report.text, QStringLiteral("2 pairs linked: 2 shows with 2 users, 2 were linked already"));
}

void TestSession::focusMoves()
{
    Editor e;
    e.state->setSelection(Side::Left, keys({1}));
    e.state->setSelection(Side::Right, keys({1}));
    e.settle();
    QCOMPARE(e.links->title(), QStringLiteral("Favorites of Ada"));
    e.state->setFocus(Side::Right);
    e.settle();
    QCOMPARE(e.links->title(), QStringLiteral("Users of Severance"));
    QCOMPARE(Editor::text(*e.links),
             strings({"Ada|Severance|2026-03-01|4|slow and good", "Grace|Severance|2025-02-06|3|"}));
    QTRY_COMPARE(e.left->index(0, 0).data(EntityModel::LinkStateRole).toInt(), int(LinkState::All));
    QVERIFY(!e.right->index(0, 0).data(EntityModel::LinkStateRole).isValid());
}

void TestSession::findFilterAndSort()
{
    Editor e;
    e.right->setFind(QStringLiteral("ELI"));
    e.settle();
    QCOMPARE(e.right->rowCount(), 1); // without regard to case and accents
    QCOMPARE(e.right->labelAt(0), QStringLiteral("Élite"));
    QCOMPARE(e.right->totalCount(), 6);
    e.right->setFind({});
    e.state->setSelection(Side::Left, keys({1}));
    e.right->setFilter(EntityModel::Filter::Linked);
    e.settle();
    QCOMPARE(e.right->rowCount(), 2);
    e.right->setFilter(EntityModel::Filter::NotLinked);
    e.settle();
    QCOMPARE(e.right->rowCount(), 4);
    e.linkNow(keys({5}));
    QCOMPARE(e.right->rowCount(), 3); // the row that is linked now has gone
    e.right->setFilter(EntityModel::Filter::All);
    e.right->sort(e.right->linksColumn(), Qt::DescendingOrder);
    e.settle();
    QCOMPARE(e.right->index(0, e.right->linksColumn()).data().toInt(), 2);
    QCOMPARE(e.right->index(5, e.right->linksColumn()).data().toInt(), 0);
    e.right->sort(2, Qt::DescendingOrder); // by the network's name, not by its id
    e.settle();
    QCOMPARE(e.right->index(0, 2).data().toString(), QStringLiteral("Netflix"));
    QCOMPARE(e.right->index(2, 2).data().toString(), QStringLiteral("HBO"));
    e.links->sort(LinkModel::FirstPayloadColumn + 1, Qt::AscendingOrder);
    e.settle();
    QCOMPARE(e.links->index(2, LinkModel::FirstPayloadColumn + 1).data().toInt(), 5);
    e.links->setFind(QStringLiteral("good"));
    e.settle();
    QCOMPARE(e.links->rowCount(), 1);
    e.links->setFind({});
    e.links->setScope(LinkModel::Scope::All);
    e.settle();
    QCOMPARE(e.links->rowCount(), 6);
}

void TestSession::gesturesSayWhatTheyDid()
{
    Editor e;
    e.state->setSelection(Side::Left, keys({1}));
    e.settle();
    QCOMPARE(e.linkNow(keys({2})).text, QStringLiteral("The Wire linked to Ada"));
    const Report again = e.linkNow(keys({2}));
    QCOMPARE(again.kind, Report::Kind::Nothing);
    QCOMPARE(again.text, QStringLiteral("The Wire and Ada are linked already"));
    QCOMPARE(e.linkNow(keys({2, 4, 5})).text.section(u',', 0, 0), QStringLiteral("2 shows linked to Ada"));
    const Report unlinked = finish(e.session, [&] { e.state->unlinkFromFocus(keys({2})); });
    QCOMPARE(unlinked.text, QStringLiteral("The Wire unlinked from Ada"));
    QVERIFY(unlinked.undoable);
    QCOMPARE(finish(e.session, [&] { e.state->unlinkFromFocus(keys({2})); }).kind, Report::Kind::Nothing);
}

void TestSession::undoAndRedo()
{
    Editor e;
    QAbstractItemModelTester links(e.links.get(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    const QString all = QStringLiteral("SELECT * FROM user_favorites ORDER BY 1, 2");
    const QStringList before = e.database.rows(all);
    e.state->setSelection(Side::Left, keys({1}));
    e.settle();
    e.linkNow(keys({2, 4}));
    const QStringList linked = e.database.rows(all);
    finish(e.session, [&] { e.state->unlink(e.links->order()); });
    QCOMPARE(e.session.history().texts().size(), 2);
    QCOMPARE(e.session.history().undoStep()->text, QStringLiteral("4 links removed"));
    finish(e.session, [&] { e.session.undo(); });
    QCOMPARE(e.database.rows(all), linked);
    finish(e.session, [&] { e.session.moveTo(0); });
    QCOMPARE(e.database.rows(all), before);
    QCOMPARE(e.session.history().position(), 0);
    finish(e.session, [&] { e.session.moveTo(2); });
    e.settle();
    QCOMPARE(e.links->rowCount(), 0);
    finish(e.session, [&] { e.session.undo(); });
    e.settle();
    QCOMPARE(e.links->rowCount(), 4);
    // A new gesture forgets what was undone.
    finish(e.session, [&] { e.session.undo(); });
    e.linkNow(keys({6}));
    QCOMPARE(e.session.history().redoStep(), nullptr);
    // Someone else changed the row: the step is dropped and said.
    e.database.exec(QStringLiteral("DELETE FROM user_favorites WHERE user_id = 1 AND show_id = 6"));
    const Report stale = finish(e.session, [&] { e.session.undo(); });
    QCOMPARE(stale.kind, Report::Kind::Failed);
    QCOMPARE(e.session.history().undoStep(), nullptr);
    QCOMPARE(e.database.rows(all), before);
}

void TestSession::dropsAreRefusedOrDone()
{
    Editor e;
    e.state->setSelection(Side::Left, keys({1}));
    e.settle();
    const auto mimeOf = [](QAbstractItemModel &model, int row) {
        return std::unique_ptr<QMimeData>(model.mimeData({model.index(row, 0)}));
    };
    const auto wire = mimeOf(*e.right, 5);
    QVERIFY(e.links->canDropMimeData(wire.get(), Qt::CopyAction, -1, -1, {}));
    QVERIFY(!e.right->canDropMimeData(wire.get(), Qt::CopyAction, -1, -1, e.right->index(0, 0)));
    QVERIFY(!e.left->canDropMimeData(wire.get(), Qt::CopyAction, -1, -1, {})); // beside the rows
    QVERIFY(e.left->canDropMimeData(wire.get(), Qt::CopyAction, -1, -1, e.left->index(2, 0)));
    finish(e.session, [&] { e.left->dropMimeData(wire.get(), Qt::CopyAction, -1, -1, e.left->index(2, 0)); });
    QCOMPARE(e.database.rows(QStringLiteral("SELECT show_id FROM user_favorites WHERE user_id = 5")),
             QStringList(QStringLiteral("2")));
    finish(e.session, [&] { e.links->dropMimeData(wire.get(), Qt::CopyAction, -1, -1, {}); });
    e.settle();
    QCOMPARE(e.links->rowCount(), 3);
    // What is linked already is refused while it hovers.
    const auto ada = mimeOf(*e.left, 0);
    QVERIFY(!e.right->canDropMimeData(ada.get(), Qt::CopyAction, -1, -1, e.right->index(1, 0)));
    QVERIFY(e.right->canDropMimeData(ada.get(), Qt::CopyAction, -1, -1, e.right->index(0, 0)));
    // Links: unlinked on the other side, copied or moved on a row of the focus side.
    const auto link = mimeOf(*e.links, 0); // Dark
    QVERIFY(!e.links->canDropMimeData(link.get(), Qt::MoveAction, -1, -1, {}));
    finish(e.session, [&] { e.left->dropMimeData(link.get(), Qt::CopyAction, -1, -1, e.left->index(1, 0)); });
    QCOMPARE(
        e.database.value(QStringLiteral("SELECT rating FROM user_favorites WHERE user_id = 2 AND show_id = 3")).toInt(),
        5);
    finish(e.session, [&] { e.left->dropMimeData(link.get(), Qt::MoveAction, -1, -1, e.left->index(3, 0)); });
    QCOMPARE(e.database.value(QStringLiteral("SELECT group_concat(user_id) FROM user_favorites WHERE show_id = 3"))
                 .toString(),
             QStringLiteral("2,4"));
    e.settle();
    const auto rest = mimeOf(*e.links, 0);
    finish(e.session, [&] { e.right->dropMimeData(rest.get(), Qt::MoveAction, -1, -1, {}); });
    e.settle();
    QCOMPARE(e.links->rowCount(), 1);
    // Rows of another sitting are not taken.
    Editor other;
    QVERIFY(!other.links->canDropMimeData(wire.get(), Qt::CopyAction, -1, -1, {}));
}

void TestSession::changesFromOutsideAppear()
{
    Editor e;
    QSignalSpy changed(&e.session, &Session::changedOutside);
    e.database.exec(QStringLiteral("INSERT INTO shows (title) VALUES ('Arcane')"));
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(changed.first().first().toBool(), false);
    e.database.exec(QStringLiteral("CREATE TABLE more (x)"));
    QTRY_COMPARE(changed.size(), 2);
    QCOMPARE(changed.last().first().toBool(), true);
    // One's own gestures are none of that.
    e.state->setSelection(Side::Left, keys({1}));
    e.linkNow(keys({2}));
    e.session.checkOutside();
    QVERIFY(!QTest::qWaitFor([&] { return changed.size() > 2; }, 1'500));
}

void TestSession::namesArePasted()
{
    Editor e;
    KeyList found;
    QStringList missing;
    bool done = false;
    e.state->findByName(Side::Right, strings({"dark", "elite", "Nothing", "Dark", "' OR 1 --"}), this,
                        [&](const Result<NamedRows> &rows) {
                            QVERIFY(rows);
                            found = rows->found;
                            missing = rows->missing;
                            done = true;
                        });
    QTRY_VERIFY(done);
    QCOMPARE(found, keys({3, 4}));
    QCOMPARE(missing, strings({"Nothing", "' OR 1 --"}));
}

void TestSession::moreThanTheLimitAsks()
{
    Editor e;
    e.session.setLimits({1, 2});
    e.state->setSelection(Side::Left, keys({1}));
    e.settle();
    QString asked;
    std::function<void()> goAhead;
    connect(&e.session, &Session::confirmationNeeded, this,
            [&](const Confirmation &question, const std::function<void()> &yes) {
                asked = question.text;
                goAhead = yes;
            });
    finish(e.session, [&] { e.state->unlink(e.links->order()); });
    QCOMPARE(asked, QStringLiteral("Remove 2 links?"));
    QCOMPARE(e.database.value(QStringLiteral("SELECT count(*) FROM user_favorites WHERE user_id = 1")).toInt(), 2);
    finish(e.session, goAhead);
    QCOMPARE(e.database.value(QStringLiteral("SELECT count(*) FROM user_favorites WHERE user_id = 1")).toInt(), 0);
    finish(e.session, [&] { e.state->linkToFocus(keys({1, 2, 3})); });
    QCOMPARE(asked, QStringLiteral("Link 3 pairs?"));
    QCOMPARE(e.database.value(QStringLiteral("SELECT count(*) FROM user_favorites WHERE user_id = 1")).toInt(), 0);
    finish(e.session, goAhead);
    QCOMPARE(e.database.value(QStringLiteral("SELECT count(*) FROM user_favorites WHERE user_id = 1")).toInt(), 3);
}

void TestSession::readOnlyIsRefused()
{
    Editor e(QStringLiteral(
        "CREATE TABLE a (id INTEGER PRIMARY KEY);\nINSERT INTO a VALUES (1);\n"
        "CREATE TABLE ab (a INTEGER REFERENCES a, b INTEGER REFERENCES a, c INTEGER REFERENCES nowhere, PRIMARY KEY (a, b));\n"));
    QVERIFY(!e.state->readOnlyReason().isEmpty());
    QVERIFY(e.state->readOnlyReason().contains(QStringLiteral("nowhere")));
    const Report report = finish(e.session, [&] {
        e.session.perform(linkGesture(e.state->relationship(), Side::Left, keys({1}), keys({1}), {}));
    });
    QCOMPARE(report.kind, Report::Kind::Failed);
    QCOMPARE(e.database.value(QStringLiteral("SELECT count(*) FROM ab")).toInt(), 0);
}

void TestSession::lockedWaitsAndCanBeCancelled()
{
    Editor e;
    e.state->setSelection(Side::Left, keys({1}));
    e.settle();
    e.database.exec(QStringLiteral("BEGIN IMMEDIATE"));
    Report last;
    connect(&e.session, &Session::reported, this, [&](const Report &report) { last = report; });
    e.state->linkToFocus(keys({2}));
    QVERIFY(e.session.isBusy());
    e.session.cancel();
    QTRY_VERIFY(!e.session.isBusy());
    QVERIFY(last.kind != Report::Kind::Done);
    e.database.exec(QStringLiteral("ROLLBACK"));
    QCOMPARE(e.database.value(QStringLiteral("SELECT count(*) FROM user_favorites WHERE user_id = 1")).toInt(), 2);

    e.database.exec(QStringLiteral("BEGIN IMMEDIATE"));
    e.state->linkToFocus(keys({2}));
    QTimer::singleShot(300, this, [&] { e.database.exec(QStringLiteral("COMMIT")); });
    QTRY_VERIFY(!e.session.isBusy());
    QCOMPARE(last.text, QStringLiteral("The Wire linked to Ada")); // waited, then done
}

void TestSession::requiredPayloadIsAskedForOnce()
{
    Editor e(QStringLiteral(
        "CREATE TABLE a (id INTEGER PRIMARY KEY, name TEXT);\nCREATE TABLE b (id INTEGER PRIMARY KEY, name TEXT);\nINSERT INTO a VALUES (1, 'x');\nINSERT INTO b VALUES (1, 'y'), (2, 'z'), (3, 'w');\n"
        "CREATE TABLE ab (a INTEGER REFERENCES a, b INTEGER REFERENCES b, amount REAL NOT NULL, used_on DATE NOT NULL, last_update TIMESTAMP NOT NULL, PRIMARY KEY (a, b));\n"
        "INSERT INTO ab VALUES (1, 3, 2.5, '2020-01-01', '2020-01-01 00:00:00');\n"));
    QCOMPARE(e.state->requiredColumns(), strings({"amount", "used_on"}));
    e.state->setSelection(Side::Left, keys({1}));
    QSignalSpy needed(e.state.get(), &EditorState::payloadNeeded);
    e.state->linkToFocus(keys({1}));
    QCOMPARE(needed.size(), 1);
    QVERIFY(!e.session.isBusy());
    Payload suggested;
    bool done = false;
    e.state->suggestPayload(this, [&](const Payload &payload) {
        suggested = payload;
        done = true;
    });
    QTRY_VERIFY(done);
    QCOMPARE(suggested.value(QStringLiteral("amount")).toDouble(), 2.5);
    QCOMPARE(suggested.value(QStringLiteral("used_on")).toString().size(), 10);
    finish(e.session, [&] { e.state->setPayload(suggested); });
    finish(e.session, [&] { e.state->linkToFocus(keys({2})); });
    QCOMPARE(needed.size(), 1);
    QCOMPARE(e.database.value(QStringLiteral("SELECT count(*) FROM ab WHERE amount = 2.5")).toInt(), 3);
}

void TestSession::randomGestures()
{
    // Few rows and many gestures, so that they meet. The environment sets how many; the long run takes ten thousand.
    const int count = qEnvironmentVariableIntValue("JOINERY_GESTURES") > 0
                        ? qEnvironmentVariableIntValue("JOINERY_GESTURES")
                        : 600;
    Editor e;
    QAbstractItemModelTester links(e.links.get(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    QAbstractItemModelTester left(e.left.get(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    QAbstractItemModelTester right(e.right.get(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    const QString all = QStringLiteral(
        "SELECT user_id, show_id, since, rating, note FROM user_favorites ORDER BY 1, 2");
    QRandomGenerator random(20261121);
    const auto some = [&](int most) {
        KeyList list(1);
        QSet<int> chosen;
        for (int i = random.bounded(1, 4); i > 0; --i)
            chosen.insert(random.bounded(1, most + 1));
        for (const int id : std::as_const(chosen))
            list.append(RowKey{{qlonglong(id)}});
        return list;
    };
    QList<QStringList> states{e.database.rows(all)}; // what the database held after each step that can be undone
    int position = 0;
    for (int i = 0; i < count; ++i) {
        const int kind = random.bounded(10);
        const int stepsBefore = e.session.history().position();
        Report report;
        if (kind == 0) {
            e.state->setFocus(otherSide(e.state->focus()));
            continue;
        }
        if (kind <= 2) {
            e.state->setSelection(Side::Left, some(5));
            e.state->setSelection(Side::Right, some(6));
            continue;
        }
        const bool leftFocus = e.state->focus() == Side::Left;
        if (kind == 3 || kind == 4) {
            report = finish(e.session, [&] { e.state->linkToFocus(some(leftFocus ? 6 : 5)); });
        } else if (kind == 5) {
            report = finish(e.session, [&] { e.state->unlinkFromFocus(some(leftFocus ? 6 : 5)); });
        } else if (kind == 6) {
            e.settle();
            if (e.links->rowCount() == 0)
                continue;
            const KeyList chosen = e.links->order().mid(0, random.bounded(1, e.links->rowCount() + 1));
            if (random.bounded(2) == 0)
                report = finish(e.session, [&] { e.state->unlink(chosen); });
            else
                report = finish(e.session, [&] {
                    e.session.perform(copyGesture(e.state->relationship(), chosen, e.state->focus(),
                                                  some(leftFocus ? 5 : 6), random.bounded(2) == 0, e.state->focused(),
                                                  e.session.outsideChanges()));
                });
        } else if (kind <= 8) {
            if (position == 0)
                continue;
            report = finish(e.session, [&] { e.session.undo(); });
            QVERIFY2(report.kind == Report::Kind::Done, qPrintable(report.text));
            --position;
            QCOMPARE(e.database.rows(all), states.at(position));
            continue;
        } else {
            if (!e.session.history().redoStep())
                continue;
            report = finish(e.session, [&] { e.session.redo(); });
            QVERIFY2(report.kind == Report::Kind::Done, qPrintable(report.text));
            ++position;
            QCOMPARE(e.database.rows(all), states.at(position));
            continue;
        }
        QVERIFY2(report.kind != Report::Kind::Failed, qPrintable(report.text));
        if (e.session.history().position() > stepsBefore) {
            ++position;
            states.resize(position);
            states += e.database.rows(all);
        } else {
            QCOMPARE(e.database.rows(all), states.at(position)); // what says that it did nothing did nothing
        }
        if (i % 10 != 0)
            continue;
        // Models and database agree.
        e.settle();
        for (EntityModel *model : {e.left.get(), e.right.get()}) {
            const QString column = model->side() == Side::Left ? QStringLiteral("user_id") : QStringLiteral("show_id");
            for (int row = 0; row < model->rowCount(); ++row) {
                const QString id = model->keyAt(row).text();
                const int expected =
                    e.database
                        .value(QStringLiteral("SELECT count(*) FROM user_favorites WHERE %1 = %2").arg(column, id))
                        .toInt();
                QTRY_COMPARE(model->index(row, 0).data(EntityModel::LinkCountRole).toInt(), expected);
            }
        }
        QStringList focused;
        for (qsizetype k = 0; k < e.state->focused().size(); ++k)
            focused += e.state->focused().at(k).text();
        const QString column = e.state->focus() == Side::Left ? QStringLiteral("user_id") : QStringLiteral("show_id");
        QCOMPARE(e.links->rowCount(), e.database
                                          .value(QStringLiteral("SELECT count(*) FROM user_favorites WHERE %1 IN (%2)")
                                                     .arg(column, focused.join(u',')))
                                          .toInt());
    }
    QCOMPARE(e.database.rows(QStringLiteral("PRAGMA integrity_check")), QStringList(QStringLiteral("ok")));
    QCOMPARE(e.database.rows(QStringLiteral("PRAGMA foreign_key_check")), QStringList());
}

void TestSession::openingFails_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("kind");
    QByteArray damaged("SQLite format 3\0", 16);
    damaged += QByteArray(3000, 'x');
    QTest::newRow("missing") << QByteArray() << int(Error::Kind::Missing);
    QTest::newRow("empty") << QByteArray("") << int(Error::Kind::NotADatabase);
    QTest::newRow("text") << QByteArray("hello, this is a text file and no database at all, is it?")
                          << int(Error::Kind::NotADatabase);
    QTest::newRow("cut off") << QByteArray("SQLite format 3\0 abc", 20) << int(Error::Kind::Damaged);
    QTest::newRow("rubbish behind the magic") << damaged << int(Error::Kind::NotADatabase);
}

void TestSession::openingFails()
{
    QFETCH(QByteArray, content);
    QFETCH(int, kind);
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("x.sqlite"));
    if (!content.isNull()) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    Session session(DatabaseLocation{path});
    Error error;
    connect(&session, &Session::failed, this, [&](const Error &e) { error = e; });
    QVERIFY(!load(session));
    QCOMPARE(int(error.kind), kind);
    QVERIFY(!error.summary.isEmpty());
    QCOMPARE(QFile::exists(path), !content.isNull()); // nothing creates a file
}

void TestSession::manyRows()
{
    Editor e;
    e.database.exec(QStringLiteral(
        "WITH n(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 50009) INSERT INTO users SELECT i, printf('User %06d', i) FROM n"));
    e.database.exec(
        QStringLiteral("INSERT INTO user_favorites (user_id, show_id) SELECT id, 6 FROM users WHERE id >= 10"));
    e.left->reload();
    e.links->reload();
    QTRY_COMPARE(e.left->rowCount(), 50005);
    // A row in the middle is there at once or soon, and only the pages in view are held.
    QTRY_COMPARE(e.left->index(25'000, 0).data().toString(), QStringLiteral("User 025005"));
    e.state->setFocus(Side::Right);
    e.state->setSelection(Side::Right, keys({6}));
    QTRY_COMPARE(e.links->rowCount(), 50'000);
    // The whole side at once, as one step.
    KeyList everyone = e.left->order();
    e.session.setLimits({1'000'000, 1'000'000});
    const Report report = finish(e.session, [&] { e.state->unlinkFromFocus(everyone); });
    QCOMPARE(report.kind, Report::Kind::Done);
    QCOMPARE(e.database.value(QStringLiteral("SELECT count(*) FROM user_favorites WHERE show_id = 6")).toInt(), 0);
    finish(e.session, [&] { e.session.undo(); });
    QCOMPARE(e.database.value(QStringLiteral("SELECT count(*) FROM user_favorites WHERE show_id = 6")).toInt(), 50'000);
}

void TestSession::deletedWhileOpen()
{
    Editor e;
    e.state->setSelection(Side::Left, keys({1}));
    e.settle();
    QVERIFY(QFile::rename(e.database.path(), e.database.path() + QStringLiteral(".moved")));
    const Report report = finish(e.session, [&] { e.state->linkToFocus(keys({2})); });
    QCOMPARE(report.kind, Report::Kind::Failed);
    QVERIFY2(report.text.contains(QStringLiteral("moved")), qPrintable(report.text));
    QCOMPARE(e.database.value(QStringLiteral("SELECT count(*) FROM user_favorites WHERE user_id = 1")).toInt(), 2);
}

void TestSession::changedTablesForgetHistory()
{
    Editor e;
    e.state->setSelection(Side::Left, keys({1}));
    e.linkNow(keys({2}));
    QVERIFY(e.session.history().undoStep());
    e.database.exec(QStringLiteral("ALTER TABLE user_favorites ADD COLUMN more TEXT"));
    QVERIFY(load(e.session));
    QCOMPARE(e.session.history().undoStep(), nullptr);
    QVERIFY(finish(e.session, [&] { e.session.undo(); }).kind == Report::Kind::Nothing);
}

void TestSession::savesACopy()
{
    Editor e;
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("copy.sqlite"));
    QFile old(path);
    QVERIFY(old.open(QIODevice::WriteOnly));
    old.write("something else");
    old.close();
    Report last;
    connect(&e.session, &Session::reported, this, [&](const Report &report) { last = report; });
    e.session.saveCopy(path);
    QVERIFY(e.session.isBusy());
    QTRY_VERIFY(!e.session.isBusy());
    QCOMPARE(last.kind, Report::Kind::Done);
    Session copy(DatabaseLocation{path});
    QVERIFY(load(copy));
    QCOMPARE(copy.catalog()->relationships.size(), 1);
    QVERIFY(!QFile::exists(path + QStringLiteral(".part")));

    e.session.saveCopy(folder.filePath(QStringLiteral("no/such/folder.sqlite")));
    QTRY_VERIFY(!e.session.isBusy());
    QCOMPARE(last.kind, Report::Kind::Failed);
    e.session.saveCopy(e.database.path()); // never over itself
    QCOMPARE(last.kind, Report::Kind::Failed);
    QCOMPARE(e.database.value(QStringLiteral("SELECT count(*) FROM users")).toInt(), 5);
}

void TestSession::entityTablesOfAnyName()
{
    Editor e(QStringLiteral(
        "CREATE TABLE \"net. works\" (id INTEGER PRIMARY KEY, name TEXT);\n"
        "CREATE TABLE \"my \"\"users\" (id INTEGER PRIMARY KEY, name TEXT, net INTEGER REFERENCES \"net. works\");\n"
        "CREATE TABLE \"order\" (id INTEGER PRIMARY KEY, name TEXT, \"group\" INTEGER REFERENCES \"net. works\");\n"
        "CREATE TABLE \"joinery temporary: x\" (a INTEGER REFERENCES \"my \"\"users\", b INTEGER REFERENCES \"order\", PRIMARY KEY (a, b));\n"
        "INSERT INTO \"net. works\" VALUES (1, 'HBO');\nINSERT INTO \"my \"\"users\" VALUES (1, 'Ada', 1);\n"
        "INSERT INTO \"order\" VALUES (1, 'Dark', 1);\n"));
    QCOMPARE(Editor::text(*e.left), strings({"Ada|HBO|1|0|"}));
    QCOMPARE(Editor::text(*e.right), strings({"Dark|HBO|1|0|not linked"}));
    e.state->setSelection(Side::Left, keys({1}));
    QCOMPARE(e.linkNow(keys({1})).text, QStringLiteral("Dark linked to Ada"));
}

void TestSession::reusedRowIdIsNotTouched()
{
    Editor e(QStringLiteral(
        "CREATE TABLE a (id INTEGER PRIMARY KEY);\nCREATE TABLE b (id INTEGER PRIMARY KEY);\n"
        "INSERT INTO a VALUES (1);\nINSERT INTO b VALUES (1);\n"
        "CREATE TABLE ab (a INTEGER REFERENCES a, b INTEGER REFERENCES b);\nINSERT INTO ab VALUES (1, 1);\n"));
    e.state->setSelection(Side::Left, keys({1}));
    e.settle();
    const KeyList shown = e.links->order();
    QCOMPARE(shown.size(), 1);
    QSignalSpy changed(&e.session, &Session::changedOutside);
    e.database.exec(QStringLiteral("DELETE FROM ab"));
    e.database.exec(QStringLiteral("INSERT INTO ab VALUES (1, 1)")); // a twin with the same row id
    QTRY_VERIFY(!changed.isEmpty());
    // It has been noticed, and nothing has been read since.
    const Report report = finish(e.session, [&] { e.state->unlink(shown); });
    QCOMPARE(report.kind, Report::Kind::Failed);
    QCOMPARE(e.database.value(QStringLiteral("SELECT count(*) FROM ab")).toInt(), 1);
    e.links->reload();
    e.settle();
    QCOMPARE(finish(e.session, [&] { e.state->unlink(e.links->order()); }).kind, Report::Kind::Done);
}

QTEST_GUILESS_MAIN(TestSession)

#include "tst_session.moc"
