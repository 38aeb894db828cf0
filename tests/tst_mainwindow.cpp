#include "mainwindow.h"
#include "panels/findfield.h"
#include "relationshipeditor.h"
#include "testdatabase.h"
#include "theme/theme.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QFile>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QMessageBox>
#include <QScrollBar>
#include <QSettings>
#include <QSqlRecord>
#include <QTableView>

using namespace joinery;

namespace {

/// Everything that is written in the window now, one text a line.
QString visibleTexts(const QWidget &window)
{
    QStringList texts;
    for (const QLabel *label : window.findChildren<QLabel *>()) {
        if (label->isVisible())
            texts += label->text();
    }
    for (const QAbstractButton *button : window.findChildren<QAbstractButton *>()) {
        if (button->isVisible())
            texts += button->text();
    }
    return texts.join(u'\n');
}

bool settle(MainWindow &window)
{
    return QTest::qWaitFor([&] { return window.isSettled(); }, 20'000);
}

} // namespace

/// The window as a whole: what it says when a file cannot be edited, and what every control is called.
class TestMainWindow : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void unusableFiles_data();
    void unusableFiles();
    void noJoinTable();
    void lockedFileCanBeTriedAgain();
    void opensAndEdits();
    void everyControlHasAName();
    void shortcutsAreUnique();
    void keepsSelectionWhenTablesChange();
    void dialogOutlivesATableChange();
    void copiesWholeRows();
    void sortingShowsTheStart();
    void findCountsInTheMiddle();
    void copyingSaysSo();
    void askingForPayloadNeedsAWritableFile();

private:
    QTemporaryDir m_settings;
};

void TestMainWindow::initTestCase()
{
    QCoreApplication::setOrganizationName(QStringLiteral("joinery-test"));
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings.path());
}

void TestMainWindow::unusableFiles_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("says");
    QTest::newRow("missing") << QByteArray() << QStringLiteral("x.sqlite");
    QTest::newRow("empty") << QByteArray("") << QStringLiteral("empty");
    QTest::newRow("text") << QByteArray(200, 't') << QStringLiteral("not an SQLite database");
    QTest::newRow("cut off") << QByteArray("SQLite format 3\0 abc", 20) << QStringLiteral("cut off");
}

void TestMainWindow::unusableFiles()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, says);
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("x.sqlite"));
    if (!content.isNull()) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    MainWindow window;
    window.show();
    QSignalSpy failed(&window, &MainWindow::openFailed);
    window.open(path);
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(!window.editor());
    QTRY_VERIFY2(visibleTexts(window).contains(says), qPrintable(visibleTexts(window)));
}

void TestMainWindow::noJoinTable()
{
    const TestDatabase database(QStringLiteral("CREATE TABLE lonely (id INTEGER PRIMARY KEY);\n"));
    MainWindow window;
    window.show();
    window.open(database.path());
    QTRY_VERIFY2(visibleTexts(window).contains(QStringLiteral("lonely")), qPrintable(visibleTexts(window)));
    QVERIFY(visibleTexts(window).contains(QStringLiteral("foreign key")));
}

void TestMainWindow::lockedFileCanBeTriedAgain()
{
    TestDatabase database(TestDatabase::favoritesScript());
    database.exec(QStringLiteral("BEGIN EXCLUSIVE"));
    MainWindow window;
    window.show();
    QSignalSpy ready(&window, &MainWindow::editorReady);
    window.open(database.path());
    QTRY_VERIFY_WITH_TIMEOUT(visibleTexts(window).contains(QStringLiteral("Try again")), 20'000);
    database.exec(QStringLiteral("COMMIT"));
    for (QAbstractButton *button : window.findChildren<QAbstractButton *>()) {
        if (button->isVisible() && button->text().remove(u'&') == QLatin1String("Try again")) {
            button->click();
            break;
        }
    }
    QTRY_COMPARE(ready.size(), 1);
}

void TestMainWindow::opensAndEdits()
{
    TestDatabase database(TestDatabase::favoritesScript());
    MainWindow window;
    window.show();
    QSignalSpy ready(&window, &MainWindow::editorReady);
    window.open(database.path());
    QTRY_COMPARE(ready.size(), 1);
    QVERIFY(window.windowTitle().contains(QStringLiteral("test.sqlite")));
    EditorState &state = window.editor()->state();
    state.setSelection(Side::Left, KeyList{RowKey{{1LL}}});
    state.setSelection(Side::Right, KeyList{RowKey{{2LL}}});
    window.editor()->link();
    QTRY_COMPARE(database.value(QStringLiteral("SELECT count(*) FROM user_favorites")).toInt(), 6);
    QTRY_VERIFY2(visibleTexts(window).contains(QStringLiteral("The Wire linked to Ada")),
                 qPrintable(visibleTexts(window)));
    window.session()->undo();
    QTRY_COMPARE(database.value(QStringLiteral("SELECT count(*) FROM user_favorites")).toInt(), 5);
    QVERIFY(settle(window));
}

void TestMainWindow::everyControlHasAName()
{
    const TestDatabase database(TestDatabase::favoritesScript());
    MainWindow window;
    window.show();
    QSignalSpy ready(&window, &MainWindow::editorReady);
    window.open(database.path());
    QTRY_COMPARE(ready.size(), 1);
    int checked = 0;
    for (QWidget *widget : window.findChildren<QWidget *>()) {
        const bool control = qobject_cast<QAbstractButton *>(widget) || qobject_cast<QLineEdit *>(widget)
                          || qobject_cast<QComboBox *>(widget) || qobject_cast<QTableView *>(widget);
        if (!control || !widget->isVisible() || widget->objectName().startsWith(QLatin1String("qt_")))
            continue;
        if (qobject_cast<QLineEdit *>(widget->parentWidget()))
            continue; // the field's own clear button
        ++checked;
        const QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
        QVERIFY(interface);
        QVERIFY2(!interface->text(QAccessible::Name).isEmpty(),
                 qPrintable(QStringLiteral("%1 in %2")
                                .arg(QString::fromLatin1(widget->metaObject()->className()),
                                     QString::fromLatin1(widget->parentWidget()->metaObject()->className()))));
    }
    QVERIFY(checked > 10);
}

void TestMainWindow::shortcutsAreUnique()
{
    MainWindow window;
    QHash<QString, QString> owners;
    for (const QAction *action : window.findChildren<QAction *>()) {
        for (const QKeySequence &keys : action->shortcuts()) {
            if (action->shortcutContext() == Qt::WidgetShortcut)
                continue;
            const QString text = keys.toString();
            QVERIFY2(!owners.contains(text),
                     qPrintable(QStringLiteral("%1: %2 and %3").arg(text, owners.value(text), action->text())));
            owners.insert(text, action->text());
        }
    }
    QVERIFY(owners.contains(QStringLiteral("Ctrl+Z")));
}

void TestMainWindow::keepsSelectionWhenTablesChange()
{
    TestDatabase database(TestDatabase::favoritesScript());
    MainWindow window;
    window.show();
    QSignalSpy ready(&window, &MainWindow::editorReady);
    window.open(database.path());
    QTRY_COMPARE(ready.size(), 1);
    const KeyList ada{RowKey{{1LL}}};
    window.editor()->state().setSelection(Side::Left, ada);
    QVERIFY(settle(window));
    database.exec(QStringLiteral("ALTER TABLE users ADD COLUMN city TEXT"));
    QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 2, 15'000);
    QVERIFY(window.editor());
    QCOMPARE(window.editor()->state().selection(Side::Left), ada);
}

void TestMainWindow::dialogOutlivesATableChange()
{
    TestDatabase database(TestDatabase::favoritesScript());
    MainWindow window;
    window.show();
    window.open(database.path());
    QVERIFY(settle(window) && window.editor());
    const QPointer<RelationshipEditor> editor = window.editor();
    QDialog dialog(&window);
    dialog.setModal(true);
    dialog.show();
    QTRY_VERIFY(QApplication::activeModalWidget());
    database.exec(QStringLiteral("ALTER TABLE shows ADD COLUMN country TEXT"));
    QTRY_COMPARE(window.session()->outsideChanges(), 1U);
    // A gesture comes after everything that the writer was asked for before.
    const Relationship relationship = editor->state().relationship();
    finish(*window.session(), [&] {
        window.session()->perform(linkGesture(relationship, Side::Left, {RowKey{{5LL}}}, {RowKey{{6LL}}}, {}));
    });
    QVERIFY(editor); // the dialog is about the columns that it was opened with
    dialog.close();
    QTRY_VERIFY_WITH_TIMEOUT(!editor, 10'000);
    QVERIFY(settle(window) && window.editor());
    const EntityModel &shows = window.editor()->panel(Side::Right)->model();
    QVERIFY(shows.record().contains(QStringLiteral("country")));
}

void TestMainWindow::copiesWholeRows()
{
    const QString longText(1'000, u'x');
    const TestDatabase database(
        QStringLiteral(
            "CREATE TABLE a (id INTEGER PRIMARY KEY, name TEXT);\nCREATE TABLE b (id INTEGER PRIMARY KEY, name "
            "TEXT);\nCREATE TABLE ab (a INTEGER REFERENCES a, b INTEGER REFERENCES b, PRIMARY KEY (a, b));\n"
            "INSERT INTO a SELECT value, printf('%04d', value) FROM (WITH RECURSIVE n(value) AS (SELECT 1 UNION "
            "ALL SELECT value + 1 FROM n WHERE value < 3000) SELECT value FROM n);\n"
            "UPDATE a SET name = '0002 ' || char(9) || '\"' WHERE id = 2;\n"
            "UPDATE a SET name = '0003 %1' WHERE id = 3;\n")
            .arg(longText));
    MainWindow window;
    window.show();
    window.open(database.path());
    QVERIFY(settle(window) && window.editor());
    RowTable *table = window.editor()->panel(Side::Left)->table();
    table->setFocus();
    window.editor()->selectAll();
    window.editor()->copy();
    QTRY_VERIFY(visibleTexts(window).contains(QStringLiteral(" copied")));
    const QStringList lines = QGuiApplication::clipboard()->text().split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 3'000);
    QCOMPARE(lines[0], QStringLiteral("0001\t0"));
    QCOMPARE(lines[1], QStringLiteral("\"0002 \t\"\"\"\t0"));
    QCOMPARE(lines[2], QStringLiteral("0003 %1\t0").arg(longText));
    QCOMPARE(lines[2'999], QStringLiteral("3000\t0"));
}

void TestMainWindow::sortingShowsTheStart()
{
    TestDatabase database(TestDatabase::favoritesScript());
    database.exec(QStringLiteral("WITH n(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 400) "
                                 "INSERT INTO users (id, name) SELECT i, 'user ' || i FROM n"));
    MainWindow window;
    window.show();
    QSignalSpy ready(&window, &MainWindow::editorReady);
    window.open(database.path());
    QTRY_COMPARE(ready.size(), 1);
    RowTable *table = window.editor()->panel(Side::Left)->table();
    window.editor()->state().setSelection(Side::Left, KeyList{RowKey{{300LL}}});
    QVERIFY(settle(window));
    QVERIFY(table->verticalScrollBar()->value() > 0);
    QSignalSpy reset(table->model(), &QAbstractItemModel::modelReset);
    const int links = window.editor()->panel(Side::Left)->model().linksColumn();
    QTest::mouseClick(table->horizontalHeader()->viewport(), Qt::LeftButton, {},
                      {table->horizontalHeader()->sectionViewportPosition(links) + 20, 8});
    QTRY_COMPARE(reset.size(), 1);
    QVERIFY(settle(window));
    QCOMPARE(table->verticalScrollBar()->value(), 0);
    QCOMPARE(table->selectedKeys(), KeyList{RowKey{{300LL}}});
}

void TestMainWindow::findCountsInTheMiddle()
{
    const TestDatabase database(TestDatabase::favoritesScript());
    MainWindow window;
    window.show();
    QSignalSpy ready(&window, &MainWindow::editorReady);
    window.open(database.path());
    QTRY_COMPARE(ready.size(), 1);
    window.editor()->state().setSelection(Side::Left, KeyList{RowKey{{1LL}}});
    QVERIFY(settle(window));
    const LinkPanel *middle = window.editor()->linkPanel();
    QTRY_VERIFY2(visibleTexts(*middle).split(u'\n').contains(QStringLiteral("2")), qPrintable(visibleTexts(*middle)));
    window.editor()->linkPanel()->findField()->setText(QStringLiteral("Dark"));
    QTRY_VERIFY2(visibleTexts(*middle).contains(QStringLiteral("1 of 2")), qPrintable(visibleTexts(*middle)));
    window.editor()->linkPanel()->findField()->setText(QStringLiteral("nothing of this kind"));
    QTRY_VERIFY2(visibleTexts(*middle).contains(QStringLiteral("0 of 2")), qPrintable(visibleTexts(*middle)));
    QVERIFY2(visibleTexts(*middle).contains(QStringLiteral("Nothing found")), qPrintable(visibleTexts(*middle)));
    // Where nothing is selected, there is nothing that a find could have missed.
    window.editor()->state().setSelection(Side::Left, KeyList(1));
    QTRY_VERIFY2(visibleTexts(*middle).contains(QStringLiteral("Nothing selected")), qPrintable(visibleTexts(*middle)));
}

void TestMainWindow::copyingSaysSo()
{
    const TestDatabase database(TestDatabase::favoritesScript());
    MainWindow window;
    window.show();
    QSignalSpy ready(&window, &MainWindow::editorReady);
    window.open(database.path());
    QTRY_COMPARE(ready.size(), 1);
    window.editor()->copy();
    QVERIFY2(visibleTexts(window).contains(QStringLiteral("Select rows")), qPrintable(visibleTexts(window)));
    window.editor()->state().setSelection(Side::Left, KeyList::fromKeys({RowKey{{1LL}}, RowKey{{2LL}}, RowKey{{3LL}}}));
    window.editor()->copy();
    QTRY_VERIFY2(visibleTexts(window).contains(QStringLiteral("3 row(s) copied")), qPrintable(visibleTexts(window)));
}

void TestMainWindow::askingForPayloadNeedsAWritableFile()
{
    // A foreign key that cannot be enforced makes the links read only.
    const TestDatabase database(QStringLiteral(
        "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);\nCREATE TABLE shows (id INTEGER PRIMARY KEY, title TEXT);\n"
        "CREATE TABLE favorites (user_id INTEGER NOT NULL REFERENCES users, show_id INTEGER NOT NULL REFERENCES shows, "
        "since DATE NOT NULL, place INTEGER REFERENCES nowhere (id), PRIMARY KEY (user_id, show_id));\n"));
    MainWindow window;
    window.show();
    QSignalSpy ready(&window, &MainWindow::editorReady);
    window.open(database.path());
    QTRY_COMPARE(ready.size(), 1);
    QVERIFY(!window.editor()->canEdit());
    QVERIFY2(!visibleTexts(window).contains(QStringLiteral("New links")), qPrintable(visibleTexts(window)));
    window.editor()->editPayload();
    QVERIFY(!window.findChild<QDialog *>());
    for (const QAction *action : window.findChildren<QAction *>()) {
        if (action->text().remove(u'&').startsWith(QLatin1String("What new links say")))
            QVERIFY(!action->isEnabled());
    }
}

QTEST_MAIN(TestMainWindow)

#include "tst_mainwindow.moc"
