#include "cells/cellactions.h"
#include "cells/celldelegate.h"
#include "cells/celleditors.h"
#include "cells/cellnote.h"
#include "cells/datefield.h"
#include "cells/referencefield.h"
#include "dialogs/entityform.h"
#include "mainwindow.h"
#include "messagebar.h"
#include "panels/entityadder.h"
#include "panels/entitypanel.h"
#include "panels/findfield.h"
#include "relationshipeditor.h"
#include "testdatabase.h"

#include <QApplication>
#include <QCalendarWidget>
#include <QClipboard>
#include <QComboBox>
#include <QCompleter>
#include <QLabel>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>

using namespace joinery;

namespace {

QString script()
{
    return QStringLiteral(
        "CREATE TABLE networks (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\n"
        "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\n"
        "CREATE TABLE shows (id INTEGER PRIMARY KEY, title TEXT NOT NULL UNIQUE, year INTEGER CHECK (year > 1900), "
        "network_id INTEGER REFERENCES networks (id), kind TEXT CHECK (kind IN ('drama', 'crime')), ended BOOLEAN, "
        "premiere DATE, about TEXT, poster BLOB);\n"
        "CREATE TABLE user_favorites (user_id INTEGER NOT NULL REFERENCES users (id), show_id INTEGER NOT NULL REFERENCES "
        "shows (id), rating INTEGER, PRIMARY KEY (user_id, show_id)) WITHOUT ROWID;\n"
        "INSERT INTO networks VALUES (1, 'HBO'), (2, 'Netflix');\n"
        "INSERT INTO users VALUES (1, 'Ada'), (2, 'Alan');\n"
        "INSERT INTO shows (id, title, year) VALUES (1, 'Severance', 2022), (2, 'The Wire', 2002), (3, 'Dark', 2017);\n"
        "INSERT INTO user_favorites VALUES (1, 1, 4);\n");
}

const QString titles = QStringLiteral("SELECT title FROM shows ORDER BY id");
const QString links = QStringLiteral("SELECT user_id, show_id FROM user_favorites ORDER BY 1, 2");

/// The window on a scratch database, Ada selected on the left, which has the focus.
struct Opened
{
    explicit Opened(const QString &sql = script()) : database(sql)
    {
        window.show();
        QSignalSpy ready(&window, &MainWindow::editorReady);
        window.open(database.path());
        if (!QTest::qWaitFor([&] { return ready.size() == 1 && window.isSettled(); }, 20'000))
            qFatal("the window did not settle");
        window.editor()->state().setSelection(Side::Left, KeyList{RowKey{{qlonglong(1)}}});
        settle();
    }

    void settle()
    {
        if (!QTest::qWaitFor([&] { return window.isSettled(); }, 20'000))
            qFatal("the window did not settle");
    }

    EntityPanel *shows() { return window.editor()->panel(Side::Right); }
    QString said() const { return window.findChild<MessageBar *>()->text(); }
    QModelIndex cell(qlonglong id, const char *column)
    {
        const EntityModel &model = shows()->model();
        return model.index(model.rowOf(RowKey{{id}}), model.columnOf(QString::fromUtf8(column)));
    }
    void undo()
    {
        finish(*window.session(), [this] { window.session()->undo(); });
        settle();
    }
    QPushButton *button(const QString &text)
    {
        for (QPushButton *each : window.findChildren<QPushButton *>()) {
            if (each->text() == text && each->isVisible())
                return each;
        }
        return nullptr;
    }

    TestDatabase database;
    MainWindow window;
};

} // namespace

/// What a person does to the rows of both sides, through the widgets.
class TestEntityViews : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void stepsDates_data();
    void stepsDates();
    void picksADay();
    void editorFitsColumn_data();
    void editorFitsColumn();
    void refusalIsSaidAtTheCell();
    void lookingChangesNothing_data();
    void lookingChangesNothing();
    void namesakesAreToldApart();
    void reloadingSetsWhatWasTyped();
    void shiftClickKeepsTheColumn();
    void cellSaysWhyItIsNotEdited();
    void clicksKeepTheirMeaning();
    void untouchedFieldsAreLeftToTheTable();
    void newRowIsShownWhateverIsFiltered();
    void rowsThatComeBackAreSelected();
    void nameThatIsNotFoundIsOffered();
    void pastedNamesAreOffered();
    void pastedNamesAskForWhatIsRequired();
    void addingNeedsAWritableTable();

private:
    QTemporaryDir m_settings;
};

void TestEntityViews::initTestCase()
{
    QCoreApplication::setOrganizationName(QStringLiteral("joinery-test"));
    QCoreApplication::setApplicationName(QStringLiteral("tst_entityviews"));
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings.path());
}

void TestEntityViews::stepsDates_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("cursor");
    QTest::addColumn<int>("by");
    QTest::addColumn<QString>("stepped");
    const auto row = [](const char *name, const char *text, int cursor, int by, const char *stepped) {
        QTest::newRow(name) << QString::fromUtf8(text) << cursor << by << QString::fromUtf8(stepped);
    };
    row("year", "2024-02-29", 2, 1, "2025-02-28");
    row("month", "2026-12-31", 6, 1, "2027-01-31");
    row("day", "2026-12-31", 9, 1, "2027-01-01");
    row("day back", "2026-03-01", 10, -1, "2026-02-28");
    row("hour, and all that stands behind", "2026-12-31 23:15:00.000 +00:00", 12, 1, "2027-01-01 00:15:00.000 +00:00");
    row("minute with a T", "2026-01-01T23:59Z", 15, 1, "2026-01-02T00:00Z");
    row("time alone", "20:15", 0, -1, "19:15");
    row("words stay", "last spring", 3, 1, "last spring");
    row("a number stays", "1700000000", 3, 1, "1700000000");
    row("no such day stays", "2026-02-31", 9, 1, "2026-02-31");
}

void TestEntityViews::stepsDates()
{
    QFETCH(QString, text);
    QFETCH(int, cursor);
    QFETCH(int, by);
    QFETCH(QString, stepped);
    DateField field(DateField::Parts::Both);
    field.setText(text);
    field.setCursorPosition(cursor);
    QTest::keyClick(&field, by > 0 ? Qt::Key_Up : Qt::Key_Down);
    QCOMPARE(field.text(), stepped);
}

void TestEntityViews::picksADay()
{
    DateField field(DateField::Parts::Both);
    field.show();
    for (const auto &[before, after] :
         {std::pair{"2026-03-01T20:15:00Z", "2026-03-15T20:15:00Z"}, std::pair{"2026-03-01", "2026-03-15"}}) {
        field.setText(QString::fromUtf8(before));
        QTest::keyClick(&field, Qt::Key_Down, Qt::AltModifier);
        auto *calendar = field.findChild<QCalendarWidget *>();
        QVERIFY(calendar);
        QCOMPARE(calendar->selectedDate(), QDate(2026, 3, 1));
        emit calendar->clicked(QDate(2026, 3, 15));
        QCOMPARE(field.text(), QString::fromUtf8(after));
        QTRY_VERIFY(!field.findChild<QCalendarWidget *>());
    }
    field.setText(QStringLiteral("some day"));
    field.showCalendar();
    emit field.findChild<QCalendarWidget *>()->clicked(QDate(2026, 3, 15));
    QCOMPARE(field.text(), QStringLiteral("2026-03-15 00:00:00"));
}

void TestEntityViews::editorFitsColumn_data()
{
    QTest::addColumn<QString>("column");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QByteArray>("editor");
    const auto row = [](const char *column, const QString &value, const char *editor) {
        QTest::newRow(qPrintable(QString::fromUtf8(column) + u' ' + value.left(12)))
            << QString::fromUtf8(column) << value << QByteArray(editor);
    };
    row("title", QStringLiteral("Dark"), "QLineEdit");
    row("year", QStringLiteral("2017"), "QLineEdit");
    row("network_id", QString(), "joinery::ReferenceField");
    row("kind", QString(), "QComboBox");
    row("ended", QString(), "QComboBox");
    row("premiere", QString(), "joinery::DateField");
    row("premiere", QStringLiteral("1700000000"), "QLineEdit");
    row("about", QStringLiteral("2026-01-01 20:15:00"), "joinery::DateField");
    row("about", QStringLiteral("slow"), "QLineEdit");
    row("about", QString(200, u'x'), "QPlainTextEdit");
    row("poster", QString(), "");
}

void TestEntityViews::editorFitsColumn()
{
    QFETCH(QString, column);
    QFETCH(QString, value);
    QFETCH(QByteArray, editor);
    Opened o;
    QVERIFY(dynamic_cast<QSqlRelationalDelegate *>(o.shows()->table()->itemDelegate()));
    const CellEditors &editors = o.shows()->cells()->editors();
    const Column &definition = *o.window.editor()->state().entityTable(Side::Right).column(column);
    QWidget parent;
    // Lists of choices are read aside.
    if (column == QLatin1String("kind"))
        QTRY_VERIFY(qobject_cast<QComboBox *>(editors.make(definition, value, &parent)));
    const QVariant held = value.isEmpty() ? QVariant(QMetaType::fromType<QString>()) : QVariant(value);
    QWidget *made = editors.make(definition, held, &parent);
    QCOMPARE(made ? QByteArray(made->metaObject()->className()) : QByteArray(), editor);
    if (!made)
        return;
    // What is shown and left alone is no change.
    editors.fill(made, definition, held, value);
    QVERIFY(!editors.entered(made, definition, held));
    QVERIFY(!made->accessibleName().isEmpty());
}

void TestEntityViews::refusalIsSaidAtTheCell()
{
    Opened o;
    const QStringList before = o.database.rows(QStringLiteral("SELECT * FROM shows"));
    const auto type = [&](const QString &text) {
        o.shows()->table()->setFocus();
        o.shows()->table()->setCurrentIndex(o.cell(2, "year"));
        o.shows()->table()->edit(o.cell(2, "year"));
        QWidget *editor = QApplication::focusWidget();
        QVERIFY(qobject_cast<QLineEdit *>(editor));
        qobject_cast<QLineEdit *>(editor)->setText(text);
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_VERIFY(!o.shows()->table()->isEditing());
        o.settle();
    };
    o.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&o.window));
    auto *note = o.shows()->findChild<CellNote *>();
    type(QStringLiteral("many"));
    QVERIFY2(note->text().contains(QStringLiteral("a whole number")), qPrintable(note->text()));
    type(QStringLiteral("1800"));
    QTRY_VERIFY2(note->text().contains(QStringLiteral("year > 1900")), qPrintable(note->text()));
    QVERIFY(note->isVisible());
    QCOMPARE(o.database.rows(QStringLiteral("SELECT * FROM shows")), before);
    type(QStringLiteral("2003"));
    QTRY_COMPARE(o.database.value(QStringLiteral("SELECT year FROM shows WHERE id = 2")).toInt(), 2003);
    QVERIFY(!note->isVisible());
    QCOMPARE(o.database.rows(links), QStringList(QStringLiteral("1|1"))); // Return ended the typing and linked nothing
    o.undo();
    QCOMPARE(o.database.rows(QStringLiteral("SELECT * FROM shows")), before);
}

void TestEntityViews::lookingChangesNothing_data()
{
    QTest::addColumn<Qt::Key>("key");
    QTest::addColumn<QStringList>("years");
    QTest::newRow("another widget takes the keyboard")
        << Qt::Key_unknown << QStringList({QStringLiteral("2022"), QStringLiteral("2002"), QStringLiteral("2017")});
    QTest::newRow("Esc") << Qt::Key_Escape
                         << QStringList({QStringLiteral("2022"), QStringLiteral("2002"), QStringLiteral("2017")});
    QTest::newRow("Return: for all of them")
        << Qt::Key_Return << QStringList({QStringLiteral("2022"), QStringLiteral("2022"), QStringLiteral("2022")});
}

void TestEntityViews::lookingChangesNothing()
{
    QFETCH(Qt::Key, key);
    QFETCH(QStringList, years);
    Opened o;
    RowTable *table = o.shows()->table();
    o.window.editor()->state().setSelection(Side::Right, KeyList{RowKey{{1LL}}, RowKey{{2LL}}, RowKey{{3LL}}});
    o.settle();
    table->edit(o.cell(1, "year"));
    QPointer<QLineEdit> editor = table->viewport()->findChild<QLineEdit *>();
    QVERIFY(editor);
    if (key == Qt::Key_unknown)
        o.shows()->findField()->setFocus();
    else
        QTest::keyClick(editor, key);
    QTRY_VERIFY(!editor);
    o.settle();
    QCOMPARE(o.database.rows(QStringLiteral("SELECT year FROM shows ORDER BY id")), years);
}

void TestEntityViews::namesakesAreToldApart()
{
    Opened o;
    o.database.exec(QStringLiteral("INSERT INTO networks VALUES (3, 'HBO')"));
    o.database.exec(QStringLiteral("UPDATE shows SET network_id = 1 WHERE id = 1"));
    const Table &shows = o.window.editor()->state().entityTable(Side::Right);
    ReferenceField field(o.window.editor()->state(), shows, QStringLiteral("network_id"));
    const QAbstractItemModel *found = field.findChild<QCompleter *>()->model();
    field.setCurrent(1, QStringLiteral("HBO"));
    QVERIFY(field.isUntouched());
    QTRY_COMPARE(found->rowCount(), 3);
    QStringList offered;
    for (int row = 0; row < 3; ++row)
        offered += found->index(row, 0).data().toString().simplified();
    QCOMPARE(offered, QStringList({QStringLiteral("HBO 1"), QStringLiteral("HBO 3"), QStringLiteral("Netflix")}));

    emit field.findChild<QCompleter *>()->activated(found->index(1, 0));
    QCOMPARE(field.text(), QStringLiteral("HBO"));
    QVERIFY(!field.isUntouched());
    QCOMPARE(field.value().value().toInt(), 3);

    field.setCurrent({}, {});
    QTRY_COMPARE(found->rowCount(), 3);
    field.setText(QStringLiteral("HBO"));
    QCOMPARE(field.value().error().kind, Error::Kind::Refused);
    field.setText(QStringLiteral("Netflix"));
    QCOMPARE(field.value().value().toInt(), 2);
}

void TestEntityViews::reloadingSetsWhatWasTyped()
{
    Opened o;
    const auto reload = [&] {
        for (QAction *action : o.window.findChildren<QAction *>()) {
            if (action->shortcut() == QKeySequence(Qt::Key_F5))
                action->trigger();
        }
    };
    const auto type = [&](RowTable *table, const QModelIndex &cell, const QString &text) {
        table->setFocus();
        table->setCurrentIndex(cell);
        table->edit(cell);
        auto *editor = qobject_cast<QLineEdit *>(table->indexWidget(cell));
        QVERIFY(editor);
        editor->setText(text);
    };
    o.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&o.window));
    type(o.shows()->table(), o.cell(2, "year"), QStringLiteral("2003"));
    QSignalSpy reset(&o.shows()->model(), &QAbstractItemModel::modelReset);
    reload();
    QVERIFY(!o.window.editor()->isEditing());
    QTRY_COMPARE(o.database.value(QStringLiteral("SELECT year FROM shows WHERE id = 2")).toInt(), 2003);
    QTRY_COMPARE(reset.size(), 1);
    o.settle();
    QCOMPARE(o.cell(2, "year").data().toString(), QStringLiteral("2003"));
    // In the middle as well.
    const LinkModel &middle = o.window.editor()->linkPanel()->model();
    QTRY_COMPARE(middle.rowCount(), 1);
    type(o.window.editor()->linkPanel()->table(), middle.index(0, middle.columnOf(QStringLiteral("rating"))),
         QStringLiteral("5"));
    reload();
    QTRY_COMPARE(o.database.value(QStringLiteral("SELECT rating FROM user_favorites")).toInt(), 5);
    o.settle();
    // What is refused is said, and nothing is set.
    type(o.shows()->table(), o.cell(2, "year"), QStringLiteral("many"));
    reload();
    QTRY_VERIFY2(o.said().contains(QStringLiteral("a whole number")), qPrintable(o.said()));
    o.settle();
    QCOMPARE(o.database.value(QStringLiteral("SELECT year FROM shows WHERE id = 2")).toInt(), 2003);
}

void TestEntityViews::shiftClickKeepsTheColumn()
{
    Opened o;
    RowTable *table = o.shows()->table();
    const auto centre = [&](qlonglong id) { return table->visualRect(o.cell(id, "year")).center(); };
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, centre(3)); // the first and the last by title
    QTest::mouseClick(table->viewport(), Qt::LeftButton, Qt::ShiftModifier, centre(2));
    table->flushSelection();
    QCOMPARE(table->selectedKeys().size(), 3);
    QCOMPARE(table->currentIndex(), o.cell(2, "year"));
    QTest::keyClick(table, Qt::Key_F2);
    QVERIFY(table->isEditing());
}

void TestEntityViews::cellSaysWhyItIsNotEdited()
{
    Opened o;
    o.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&o.window));
    const LinkModel &middle = o.window.editor()->linkPanel()->model();
    QTRY_COMPARE(middle.rowCount(), 1);
    RowTable *links = o.window.editor()->linkPanel()->table();
    auto *note = links->findChild<CellNote *>();
    const QModelIndex cell = middle.index(0, LinkModel::OtherColumn);
    links->setFocus();
    links->setCurrentIndex(cell);
    QTest::keyClick(links, Qt::Key_F2);
    QVERIFY(note->isVisible());
    QCOMPARE(note->text(), middle.whyNotEdited(LinkModel::OtherColumn));
    QTest::keyClick(links, Qt::Key_Down); // goes with the next key
    QVERIFY(!note->isVisible());
    const QPoint place = links->visualRect(cell).center();
    QTest::mouseDClick(links->viewport(), Qt::LeftButton, {}, place);
    QTest::mouseRelease(links->viewport(), Qt::LeftButton, {}, place);
    QVERIFY(!links->isEditing());
    QVERIFY(note->isVisible());
    QCOMPARE(note->text(), middle.whyNotEdited(LinkModel::OtherColumn));
}

void TestEntityViews::clicksKeepTheirMeaning()
{
    Opened o;
    RowTable *table = o.shows()->table();
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(o.cell(3, "title")).center());
    o.settle();
    QVERIFY(!table->isEditing());
    QTRY_COMPARE(table->selectedKeys(), (KeyList{RowKey{{qlonglong(3)}}}));
    QCOMPARE(o.window.editor()->state().focus(), Side::Left);
    QVERIFY(o.cell(3, "title").flags() & Qt::ItemIsDragEnabled);
    // A click on a box links, and a double click on it does not edit.
    const QModelIndex box = o.shows()->model().index(o.cell(3, "title").row(), o.shows()->model().stateColumn());
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(box).center());
    o.settle();
    QCOMPARE(o.database.rows(links), (QStringList{QStringLiteral("1|1"), QStringLiteral("1|3")}));
    const QPoint title = table->visualRect(o.cell(3, "title")).center();
    QTest::mouseDClick(table->viewport(), Qt::LeftButton, {}, title);
    QVERIFY(!table->isEditing()); // it may become a drag
    QTest::mouseRelease(table->viewport(), Qt::LeftButton, {}, title);
    QVERIFY(table->isEditing());
    QVERIFY(o.window.editor()->isEditing());
}

void TestEntityViews::untouchedFieldsAreLeftToTheTable()
{
    Opened o(script() + QStringLiteral("ALTER TABLE shows ADD COLUMN cost REAL DEFAULT 1.5;\n"));
    o.shows()->adder()->addRow();
    auto *form = o.window.findChild<EntityForm *>();
    QVERIFY(form);
    form->accept(); // the title is missing
    QVERIFY(form->isVisible());
    const auto fieldOf = [form](const QString &name) -> QLineEdit * {
        for (QLineEdit *field : form->findChildren<QLineEdit *>()) {
            if (field->accessibleName().section(u',', 0, 0) == name)
                return field;
        }
        return nullptr;
    };
    fieldOf(QStringLiteral("Title"))->setText(QStringLiteral("Dark"));
    form->accept();
    o.settle();
    QVERIFY(form->isVisible()); // there is one already
    fieldOf(QStringLiteral("Title"))->setText(QStringLiteral("Borgen"));
    const QPointer<EntityForm> open(form);
    form->accept();
    QTRY_VERIFY(!open);
    o.settle();
    QCOMPARE(o.database.rows(QStringLiteral("SELECT * FROM shows WHERE title = 'Borgen'")),
             QStringList(QStringLiteral("4|Borgen|NULL|NULL|NULL|NULL|NULL|NULL|NULL|1.5")));
    QCOMPARE(o.shows()->table()->selectedKeys(), (KeyList{RowKey{{qlonglong(4)}}}));
    o.undo();
    QCOMPARE(o.database.rows(titles).size(), 3);
}

void TestEntityViews::newRowIsShownWhateverIsFiltered()
{
    Opened o;
    o.shows()->findField()->setText(QStringLiteral("dark"));
    QTRY_COMPARE(o.shows()->model().rowCount(), 1);
    o.settle();
    o.shows()->adder()->addNamed(QStringLiteral("Borgen"), false);
    QTRY_COMPARE(o.shows()->model().rowCount(), 4);
    o.settle();
    QTRY_COMPARE(o.shows()->table()->selectedKeys(), (KeyList{RowKey{{qlonglong(4)}}}));
    QTRY_VERIFY2(o.said().contains(QStringLiteral("cleared")), qPrintable(o.said()));
    QVERIFY(o.said().contains(QStringLiteral("Borgen")));
    QVERIFY(o.shows()->findField()->text().isEmpty());
}

void TestEntityViews::rowsThatComeBackAreSelected()
{
    Opened o;
    const KeyList dark{RowKey{{qlonglong(3)}}};
    const KeyList wire{RowKey{{qlonglong(2)}}};
    EditorState &state = o.window.editor()->state();
    finish(*o.window.session(), [&] { state.deleteEntities(Side::Right, dark); });
    QTRY_COMPARE(o.shows()->model().rowCount(), 2);
    state.setSelection(Side::Right, wire);
    o.undo();
    QTRY_COMPARE(o.shows()->table()->selectedKeys(), dark);
    QCOMPARE(state.selection(Side::Right), dark);
    QCOMPARE(state.selection(Side::Left), (KeyList{RowKey{{qlonglong(1)}}}));
    // So is a new row that redo brings back.
    o.shows()->adder()->addNamed(QStringLiteral("Borgen"), false);
    QTRY_COMPARE(o.shows()->model().rowCount(), 4);
    o.settle();
    o.undo();
    state.setSelection(Side::Right, wire);
    finish(*o.window.session(), [&] { o.window.session()->redo(); });
    o.settle();
    QTRY_COMPARE(o.shows()->table()->selectedKeys(), (KeyList{RowKey{{qlonglong(4)}}}));
}

void TestEntityViews::nameThatIsNotFoundIsOffered()
{
    Opened o;
    o.shows()->findField()->setText(QStringLiteral("Tom & Jerry"));
    QTRY_COMPARE(o.shows()->model().rowCount(), 0);
    QPushButton *add = nullptr;
    QTRY_VERIFY((add = o.button(QStringLiteral("Add “Tom && Jerry” and link it"))));
    add->click();
    o.settle();
    QTRY_COMPARE(o.database.rows(titles).last(), QStringLiteral("Tom & Jerry"));
    QCOMPARE(o.database.rows(links), (QStringList{QStringLiteral("1|1"), QStringLiteral("1|4")}));
    o.undo();
    QCOMPARE(o.database.rows(titles).size(), 3);
    QCOMPARE(o.database.rows(links), QStringList(QStringLiteral("1|1")));
}

void TestEntityViews::pastedNamesAreOffered()
{
    Opened o;
    QApplication::clipboard()->setText(QStringLiteral("Dark\nBorgen\nborgen\nFleabag\n"));
    o.window.editor()->paste();
    QMessageBox *box = nullptr;
    QTRY_VERIFY((box = o.window.findChild<QMessageBox *>()));
    QVERIFY2(box->informativeText().contains(QStringLiteral("Borgen\nFleabag")), qPrintable(box->informativeText()));
    QCOMPARE(o.database.rows(titles).size(), 3); // nothing before the answer
    QTRY_VERIFY(o.button(QStringLiteral("Add and link")));
    o.button(QStringLiteral("Add and link"))->click();
    o.settle();
    QTRY_COMPARE(o.database.rows(titles).size(), 5);
    QCOMPARE(o.database.rows(links).size(), 4);
    o.undo(); // one step
    QCOMPARE(o.database.rows(titles).size(), 3);
    QCOMPARE(o.database.rows(links), QStringList(QStringLiteral("1|1")));
    // Only those that are there.
    o.window.editor()->paste();
    QTRY_VERIFY(o.button(QStringLiteral("Link the others only")));
    o.button(QStringLiteral("Link the others only"))->click();
    o.settle();
    QTRY_COMPARE(o.database.rows(links), (QStringList{QStringLiteral("1|1"), QStringLiteral("1|3")}));
    QCOMPARE(o.database.rows(titles).size(), 3);
}

void TestEntityViews::pastedNamesAskForWhatIsRequired()
{
    QString sql = script();
    sql.replace(QStringLiteral("year INTEGER CHECK"), QStringLiteral("year INTEGER NOT NULL CHECK"));
    Opened o(sql);
    QApplication::clipboard()->setText(QStringLiteral("Borgen\nFleabag"));
    o.window.editor()->paste();
    QMessageBox *box = nullptr;
    QTRY_VERIFY((box = o.window.findChild<QMessageBox *>()));
    QVERIFY2(box->informativeText().contains(QStringLiteral("requires year")), qPrintable(box->informativeText()));
    QTRY_VERIFY(o.button(QStringLiteral("Add and link")));
    o.button(QStringLiteral("Add and link"))->click();
    EntityForm *form = nullptr;
    QTRY_VERIFY((form = o.window.findChild<EntityForm *>()));
    for (QLineEdit *field : form->findChildren<QLineEdit *>()) {
        QVERIFY(!field->accessibleName().startsWith(QStringLiteral("Title")));
        if (field->accessibleName().startsWith(QStringLiteral("Year")))
            field->setText(QStringLiteral("2016"));
    }
    form->accept();
    o.settle();
    QTRY_COMPARE(o.database.rows(QStringLiteral("SELECT title, year FROM shows WHERE id > 3 ORDER BY id")),
                 (QStringList{QStringLiteral("Borgen|2016"), QStringLiteral("Fleabag|2016")}));
    QCOMPARE(o.database.rows(links).size(), 3);
    o.undo();
    QCOMPARE(o.database.rows(titles).size(), 3);
}

void TestEntityViews::addingNeedsAWritableTable()
{
    Opened o(
        script()
        + QStringLiteral("CREATE TABLE reviews (id INTEGER PRIMARY KEY, show INTEGER REFERENCES shows (year));\n"));
    QVERIFY(!o.shows()->adder()->whyNot().isEmpty());
    o.shows()->adder()->addRow();
    QVERIFY(!o.window.findChild<EntityForm *>());
    QVERIFY2(o.said().contains(QStringLiteral("cannot be enforced")), qPrintable(o.said()));
    o.shows()->findField()->setText(QStringLiteral("Fleabag"));
    QTRY_COMPARE(o.shows()->model().rowCount(), 0);
    QTRY_VERIFY(o.button(QStringLiteral("Clear find")));
    QVERIFY(!o.button(QStringLiteral("Add “Fleabag” and link it")));
}

QTEST_MAIN(TestEntityViews)
#include "tst_entityviews.moc"
