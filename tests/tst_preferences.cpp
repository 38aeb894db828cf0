#include "banner.h"
#include "dialogs/preferencesdialog.h"
#include "mainwindow.h"
#include "messagebar.h"
#include "panels/segmentedcontrol.h"
#include "preferences/databasememory.h"
#include "preferences/preferences.h"
#include "relationshipeditor.h"
#include "samples/samplewriter.h"
#include "statepage.h"
#include "testdatabase.h"
#include "theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QToolButton>

using namespace joinery;

namespace {

/// What the banner says; empty while it is hidden.
QString note(const MainWindow &window)
{
    const Banner *banner = window.findChild<Banner *>();
    return banner->isVisible() ? banner->text() : QString();
}

/// Clicks the button of the banner that does something (not the one that closes it).
void takeNote(MainWindow &window)
{
    emit window.findChild<Banner *>()->actionTriggered();
}

QString message(const MainWindow &window)
{
    return window.findChild<MessageBar *>()->text();
}

bool openIn(MainWindow &window, const QString &path)
{
    window.show();
    QSignalSpy ready(&window, &MainWindow::editorReady);
    window.open(path);
    return QTest::qWaitFor([&] { return ready.size() == 1 && window.isSettled(); }, 20'000);
}

void linkOne(MainWindow &window, qint64 show)
{
    const Relationship relationship = window.editor()->state().relationship();
    finish(*window.session(), [&] {
        window.session()->perform(linkGesture(relationship, Side::Right, {RowKey{{show}}}, {RowKey{{1LL}}}, {}));
    });
}

/// Presses the button of the question that is asked now.
bool answer(const QString &text, bool tick = false)
{
    QMessageBox *box = nullptr;
    const bool asked = QTest::qWaitFor([&] {
        box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
        return box != nullptr;
    });
    if (!asked)
        return false;
    if (tick && box->checkBox())
        box->checkBox()->setChecked(true);
    for (QAbstractButton *button : box->buttons()) {
        if (button->text().remove(u'&') == text) {
            button->click();
            return true;
        }
    }
    return false;
}

QString searchTrigger()
{
    return QStringLiteral("CREATE VIRTUAL TABLE notes USING fts5(note);\n"
                          "CREATE TRIGGER index_notes AFTER INSERT ON user_favorites BEGIN INSERT INTO notes "
                          "VALUES (new.note); END;\n");
}

QString brokenKey()
{
    return QStringLiteral(
        "CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT);\n"
        "CREATE TABLE clubs (id INTEGER PRIMARY KEY, name TEXT);\n"
        "CREATE TABLE members (person INTEGER REFERENCES people, club INTEGER REFERENCES clubs, town TEXT "
        "REFERENCES places(code), PRIMARY KEY (person, club));\n"
        "INSERT INTO people VALUES (1, 'Ada');\n"
        "INSERT INTO clubs VALUES (1, 'Chess'), (2, 'Go');\n");
}

} // namespace

/// What the window remembers and prefers, what it offers above the lists, and that all of it takes effect.
class TestPreferences : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void values_data();
    void values();
    void cellsFollow();
    void dialogSetsEverything();
    void limitsAreUsed();
    void trustedFilesCanBeRemoved();
    void copyIsOfferedBeforeTheFirstChange();
    void copyIsSaved();
    void copyIsNotOffered_data();
    void copyIsNotOffered();
    void trust();
    void trustAfterARefusal();
    void trustBeforeItCanBeOpened();
    void withoutEnforcement_data();
    void withoutEnforcement();
    void remembersPerDatabase();

private:
    QTemporaryDir m_settings;
};

void TestPreferences::initTestCase()
{
    QCoreApplication::setOrganizationName(QStringLiteral("joinery-test"));
    QCoreApplication::setApplicationName(QStringLiteral("tst_preferences"));
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings.path());
    QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
}

void TestPreferences::init()
{
    QSettings().clear();
    Preferences::instance().load();
    Theme::instance().setScheme(Theme::Scheme::Light);
    Theme::instance().setDensity(Theme::Density::Comfortable);
}

void TestPreferences::values_data()
{
    QTest::addColumn<QVariant>("value");
    QTest::addColumn<QVariant>("shown");

    QTest::newRow("date") << QVariant(QStringLiteral("2026-03-01")) << QVariant(QStringLiteral("01.03.26"));
    QTest::newRow("time") << QVariant(QStringLiteral("2026-03-01 14:05:09"))
                          << QVariant(QStringLiteral("01.03.26 14:05"));
    QTest::newRow("with a zone") << QVariant(QStringLiteral("2026-03-01T14:05:09.123Z"))
                                 << QVariant(QStringLiteral("01.03.26 14:05 UTC"));
    QTest::newRow("Sequelize") << QVariant(QStringLiteral("2026-01-01 00:00:00.000 +00:00"))
                               << QVariant(QStringLiteral("01.01.26 00:00 +00:00"));
    QTest::newRow("no such day") << QVariant(QStringLiteral("2026-02-30")) << QVariant(QStringLiteral("2026-02-30"));
    QTest::newRow("text") << QVariant(QStringLiteral("2026-03-01 was a Sunday"))
                          << QVariant(QStringLiteral("2026-03-01 was a Sunday"));
    QTest::newRow("fraction") << QVariant(1234.5) << QVariant(QStringLiteral("1.234,5"));
    QTest::newRow("exact") << QVariant(0.1) << QVariant(QStringLiteral("0,1"));
    QTest::newRow("year or key") << QVariant(2022LL) << QVariant(2022LL);
    QTest::newRow("null") << QVariant() << QVariant();
}

void TestPreferences::values()
{
    QFETCH(QVariant, value);
    QFETCH(QVariant, shown);
    QCOMPARE(shownValue(value), value); // as stored, to begin with
    Preferences::instance().setValueStyle(ValueStyle::Desktop);
    QCOMPARE(shownValue(value), shown);
}

void TestPreferences::cellsFollow()
{
    const TestDatabase database(TestDatabase::favoritesScript());
    MainWindow window;
    QVERIFY(openIn(window, database.path()));
    window.editor()->state().setSelection(Side::Left, KeyList{RowKey{{1LL}}});
    const LinkModel &links = window.editor()->linkPanel()->model();
    const auto since = [&] { return links.index(0, LinkModel::FirstPayloadColumn).data().toString(); };
    QTRY_COMPARE(since(), QStringLiteral("2026-04-12")); // Dark comes before Severance
    Preferences::instance().setValueStyle(ValueStyle::Desktop);
    QTRY_COMPARE(since(), QStringLiteral("12.04.26"));
    QCOMPARE(links.index(0, LinkModel::FirstPayloadColumn).data(Qt::EditRole).toString(), QStringLiteral("2026-04-12"));
    QCOMPARE(links.index(0, LinkModel::FirstPayloadColumn).data(Qt::ToolTipRole).toString(),
             QStringLiteral("2026-04-12"));
}

void TestPreferences::dialogSetsEverything()
{
    PreferencesDialog dialog;
    dialog.show();
    const auto choose = [&](const QString &name, int index) {
        for (QComboBox *box : dialog.findChildren<QComboBox *>()) {
            if (box->accessibleName() == name) {
                box->setCurrentIndex(index);
                emit box->activated(index);
                return;
            }
        }
        QFAIL(qPrintable(name));
    };
    QSignalSpy changed(&Preferences::instance(), &Preferences::changed);
    choose(QStringLiteral("Theme"), int(Theme::Scheme::Dark));
    QVERIFY(Theme::instance().isDark());
    choose(QStringLiteral("Density"), int(Theme::Density::Compact));
    QCOMPARE(Theme::instance().rowHeight(), 22);
    choose(QStringLiteral("Dates and numbers"), int(ValueStyle::Desktop));
    QCOMPARE(valueStyle(), ValueStyle::Desktop);
    const QList<QSpinBox *> thresholds = dialog.findChildren<QSpinBox *>();
    QCOMPARE(thresholds.size(), 2);
    thresholds[0]->setValue(5);
    thresholds[1]->setValue(7);
    QCOMPARE(Preferences::instance().limits().removed, 5);
    QCOMPARE(Preferences::instance().limits().linked, 7);
    dialog.findChild<QCheckBox *>()->setChecked(false);
    QVERIFY(!Preferences::instance().offersCopy());
    QCOMPARE(changed.size(), 4);

    setValueStyle(ValueStyle::Stored);
    Preferences::instance().load(); // as the next sitting does
    QCOMPARE(valueStyle(), ValueStyle::Desktop);
}

void TestPreferences::limitsAreUsed()
{
    const TestDatabase database(TestDatabase::favoritesScript());
    Preferences::instance().setOffersCopy(false);
    MainWindow window;
    QVERIFY(openIn(window, database.path()));
    QSignalSpy asked(window.session(), &Session::confirmationNeeded);
    Preferences::instance().setLimits({1'000, 1});
    const Relationship relationship = window.editor()->state().relationship();
    window.session()->perform(
        linkGesture(relationship, Side::Right, {RowKey{{2LL}}, RowKey{{4LL}}}, {RowKey{{1LL}}}, {}));
    QTRY_COMPARE(asked.size(), 1);
    QVERIFY(answer(QStringLiteral("Cancel")));
}

void TestPreferences::trustedFilesCanBeRemoved()
{
    const TestDatabase database(TestDatabase::favoritesScript());
    const QString link = database.path() + QStringLiteral(".link");
    QVERIFY(QFile::link(database.path(), link));
    Preferences &preferences = Preferences::instance();
    preferences.setTrusted(link, true);
    QVERIFY(preferences.location(database.path()).trusted);
    QVERIFY(preferences.location(link).trusted);
    QVERIFY(!preferences.location(database.path() + QStringLiteral(".other")).trusted);
    PreferencesDialog dialog;
    dialog.show();
    QListWidget *list = dialog.findChildren<QListWidget *>().first();
    QCOMPARE(list->count(), 1);
    list->setCurrentRow(0);
    for (QPushButton *button : dialog.findChildren<QPushButton *>()) {
        if (button->accessibleName() == QLatin1String("Remove from: Trusted files"))
            button->click();
    }
    QCOMPARE(list->count(), 0);
    QVERIFY(!preferences.location(link).trusted);
}

void TestPreferences::copyIsOfferedBeforeTheFirstChange()
{
    TestDatabase database(TestDatabase::favoritesScript());
    MainWindow window;
    QVERIFY(openIn(window, database.path()));
    QVERIFY2(note(window).contains(QStringLiteral("Keep a copy of test.sqlite")), qPrintable(note(window)));
    linkOne(window, 2);
    QTRY_COMPARE(note(window), QString()); // a copy would hold the change already
    window.session()->undo();
    QVERIFY(QTest::qWaitFor([&] { return window.isSettled(); }));
    QCOMPARE(note(window), QString());

    MainWindow again; // nothing has been answered, so the next sitting offers it anew
    QVERIFY(openIn(again, database.path()));
    QVERIFY(!note(again).isEmpty());
    Preferences::instance().setOffersCopy(false);
    QTRY_COMPARE(note(again), QString());
}

void TestPreferences::copyIsSaved()
{
    TestDatabase database(TestDatabase::favoritesScript());
    MainWindow window;
    QVERIFY(openIn(window, database.path()));
    const QString copy = QFileInfo(database.path()).absolutePath() + QStringLiteral("/kept.sqlite");
    QTimer::singleShot(0, this, [copy] {
        auto *dialog = qobject_cast<QFileDialog *>(QApplication::activeModalWidget());
        QVERIFY(dialog);
        dialog->selectFile(copy);
        QMetaObject::invokeMethod(dialog, "accept");
    });
    takeNote(window);
    QTRY_COMPARE(message(window), QStringLiteral("Copy saved as kept.sqlite"));
    QCOMPARE(note(window), QString());
    Session session(DatabaseLocation{copy});
    QVERIFY(load(session));
    QCOMPARE(session.catalog()->relationships.first().name, QStringLiteral("Favorites"));
    MainWindow again;
    QVERIFY(openIn(again, database.path()));
    QCOMPARE(note(again), QString());
}

void TestPreferences::copyIsNotOffered_data()
{
    QTest::addColumn<bool>("sample");
    QTest::addColumn<bool>("offers");
    QTest::newRow("sample under another name") << true << true;
    QTest::newRow("switched off") << false << false;
}

void TestPreferences::copyIsNotOffered()
{
    QFETCH(bool, sample);
    QFETCH(bool, offers);
    const TestDatabase database(TestDatabase::favoritesScript());
    QString path = database.path();
    if (sample) {
        path += QStringLiteral(".sample");
        QVERIFY(writeSample(QStringLiteral("favorites"), path, ExistingFile::Keep));
    }
    Preferences::instance().setOffersCopy(offers);
    MainWindow window;
    QVERIFY(openIn(window, path));
    QCOMPARE(note(window), QString());
}

void TestPreferences::trust()
{
    TestDatabase database(TestDatabase::favoritesScript() + searchTrigger());
    Preferences::instance().setOffersCopy(false);
    MainWindow window;
    QVERIFY(openIn(window, database.path()));
    window.editor()->state().setSelection(Side::Left, KeyList{RowKey{{2LL}}});
    QVERIFY2(note(window).contains(QStringLiteral("notes")), qPrintable(note(window)));
    QVERIFY(!window.editor()->canEdit());
    takeNote(window);
    QVERIFY(answer(QStringLiteral("Trust this file")));
    QTRY_VERIFY(window.editor() && window.editor()->canEdit());
    QCOMPARE(window.editor()->state().selection(Side::Left), (KeyList{RowKey{{2LL}}}));
    QCOMPARE(note(window), QString());
    linkOne(window, 2);
    QCOMPARE(database.value(QStringLiteral("SELECT count(*) FROM notes")).toInt(), 1);

    MainWindow again;
    QVERIFY(openIn(again, database.path()));
    QVERIFY(again.editor()->canEdit());
    Preferences::instance().setTrusted(database.path(), false);
    QTRY_VERIFY(again.editor() && !again.editor()->canEdit());
}

void TestPreferences::trustBeforeItCanBeOpened()
{
    QString script = TestDatabase::favoritesScript();
    script += QStringLiteral("ALTER TABLE shows ADD COLUMN facts TEXT CHECK (facts IS NULL OR json_valid(facts));\n");
    const TestDatabase database(script);
    MainWindow window;
    window.show();
    window.open(database.path());
    auto *page = window.findChild<StatePage *>();
    QTRY_VERIFY(page->headline().endsWith(QStringLiteral("is not trusted yet")) || window.editor());
    if (window.editor())
        QSKIP("this SQLite takes JSON functions for harmless");
    const QList<QPushButton *> buttons = page->findChildren<QPushButton *>();
    const auto trust = std::find_if(buttons.begin(), buttons.end(), [](const QPushButton *button) {
        return button->text() == QStringLiteral("Trust this file…");
    });
    QVERIFY(trust != buttons.end());
    (*trust)->click();
    QVERIFY(answer(QStringLiteral("Trust this file")));
    QTRY_VERIFY(window.editor() && window.editor()->canEdit());
    linkOne(window, 2);
}

void TestPreferences::trustAfterARefusal()
{
    TestDatabase database(TestDatabase::favoritesScript());
    Preferences::instance().setOffersCopy(false);
    MainWindow window;
    QVERIFY(openIn(window, database.path()));
    for (const QString &sql : searchTrigger().split(QStringLiteral(";\n"), Qt::SkipEmptyParts))
        database.exec(sql);
    linkOne(window, 2);
    auto *bar = window.findChild<MessageBar *>();
    QToolButton *remedy = nullptr;
    for (QToolButton *button : bar->findChildren<QToolButton *>()) {
        if (button->text() == QStringLiteral("Trust this file…"))
            remedy = button;
    }
    QTRY_VERIFY(remedy && remedy->isVisible());
    remedy->click();
    QVERIFY(answer(QStringLiteral("Trust this file")));
    QTRY_VERIFY(window.session()->location().trusted && window.isSettled() && window.editor()
                && window.editor()->canEdit());
    linkOne(window, 2);
    QCOMPARE(database.value(QStringLiteral("SELECT count(*) FROM notes")).toInt(), 1);
}

void TestPreferences::withoutEnforcement_data()
{
    QTest::addColumn<bool>("remember");
    QTest::newRow("for this sitting") << false;
    QTest::newRow("for good") << true;
}

void TestPreferences::withoutEnforcement()
{
    QFETCH(bool, remember);
    TestDatabase database(brokenKey());
    Preferences::instance().setOffersCopy(false);
    MainWindow window;
    QVERIFY(openIn(window, database.path()));
    QVERIFY2(note(window).contains(QStringLiteral("cannot be enforced")), qPrintable(note(window)));
    takeNote(window);
    QVERIFY(answer(QStringLiteral("Edit without enforcement"), remember));
    QTRY_VERIFY(window.editor() && window.editor()->canEdit());
    QVERIFY2(note(window).contains(QStringLiteral("not enforced")), qPrintable(note(window)));
    linkOne(window, 2);
    QCOMPARE(database.rows(QStringLiteral("SELECT person, club FROM members")), QStringList{QStringLiteral("1|2")});
    QVERIFY(QTest::qWaitFor([&] { return window.isSettled(); }));
    // Another preference must not take back what was allowed for the sitting.
    Preferences::instance().setLimits({10, 10});
    QVERIFY(!window.session()->location().enforced);

    MainWindow again;
    QVERIFY(openIn(again, database.path()));
    QCOMPARE(again.editor()->canEdit(), remember);
    if (remember) {
        Preferences::instance().setEnforced(database.path(), true);
        QTRY_VERIFY(again.editor() && !again.editor()->canEdit());
    }
    QTRY_VERIFY(window.isSettled() && window.editor());
    if (!remember) {
        takeNote(window);
        QTRY_VERIFY(window.editor() && !window.editor()->canEdit());
    }
}

void TestPreferences::remembersPerDatabase()
{
    const QString script = TestDatabase::favoritesScript()
                         + QStringLiteral(
                               "CREATE TABLE watched (user_id INTEGER REFERENCES users, show_id INTEGER REFERENCES "
                               "shows, PRIMARY KEY (user_id, show_id));\n");
    const TestDatabase one(script);
    const TestDatabase two(script);
    {
        MainWindow window;
        QVERIFY(openIn(window, one.path()));
        QCOMPARE(window.editor()->state().relationship().name, QStringLiteral("Favorites"));
        QVERIFY(window.selectRelationship(QStringLiteral("watched")));
        window.resize(1000, 640);
        window.editor()->setFocusSide(Side::Right);
        window.editor()->panel(Side::Left)->model().setFilter(EntityModel::Filter::NotLinked);
        window.editor()->linkPanel()->model().setScope(LinkModel::Scope::All);
        QVERIFY(QTest::qWaitFor([&] { return window.isSettled(); }));
        window.close();
    }
    {
        MainWindow window; // a database of the same name and relationship
        QVERIFY(openIn(window, two.path()));
        window.resize(1100, 700);
        QCOMPARE(window.editor()->state().relationship().name, QStringLiteral("Favorites"));
        QVERIFY(window.selectRelationship(QStringLiteral("watched")));
        QCOMPARE(window.editor()->state().focus(), Side::Left);
        QCOMPARE(window.editor()->linkPanel()->model().scope(), LinkModel::Scope::These);
        window.close();
    }
    MainWindow window;
    QVERIFY(openIn(window, one.path()));
    QCOMPARE(window.size(), QSize(1000, 640));
    QCOMPARE(window.editor()->state().relationship().joinTable.name, QStringLiteral("watched"));
    QCOMPARE(window.editor()->state().focus(), Side::Right);
    QCOMPARE(window.editor()->panel(Side::Left)->model().filter(), EntityModel::Filter::NotLinked);
    QCOMPARE(window.editor()->panel(Side::Right)->model().filter(), EntityModel::Filter::All);
    QCOMPARE(window.editor()->linkPanel()->model().scope(), LinkModel::Scope::All);
    QCOMPARE(window.editor()->linkPanel()->scopeControl()->current(), int(LinkModel::Scope::All));
    QVERIFY(window.selectRelationship(QStringLiteral("Favorites")));
    QCOMPARE(window.editor()->state().focus(), Side::Left); // each relationship has a look of its own
    window.open(two.path());
    QTRY_VERIFY(window.isSettled() && window.editor());
    QCOMPARE(window.size(), QSize(1100, 700));
}

QTEST_MAIN(TestPreferences)

#include "tst_preferences.moc"
