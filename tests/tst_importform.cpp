#include "dialogs/export/exportdialog.h"
#include "dialogs/import/accountlist.h"
#include "dialogs/import/formbox.h"
#include "dialogs/import/importform.h"
#include "dialogs/import/linkform.h"
#include "dialogs/import/previewtable.h"
#include "dialogs/import/resolvepanel.h"
#include "importwindow.h"
#include "session/editorstate.h"

#include <QAccessible>
#include <QDropEvent>
#include <QHeaderView>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QWheelEvent>

using namespace joinery;

namespace {

QListWidget *candidates(Import &import)
{
    return import.named<QListWidget>(QStringLiteral("Rows that may be meant"));
}

/// The names page, with what the first name may mean.
bool showNames(Import &import)
{
    return import.isJudged() && import.press(QStringLiteral("Names to resolve"))
        && QTest::qWaitFor([&] { return candidates(import)->count() > 0; }, 20'000);
}

QMessageBox *question(Import &import)
{
    for (QMessageBox *box : import.dialog->findChildren<QMessageBox *>()) {
        if (box->isVisible())
            return box;
    }
    return nullptr;
}

bool answer(Import &import, const QString &text)
{
    QMessageBox *box = question(import);
    for (QAbstractButton *button : box ? box->buttons() : QList<QAbstractButton *>()) {
        if (button->text().remove(u'&') == text) {
            button->click();
            return true;
        }
    }
    return false;
}

void wheel(QWidget *widget)
{
    QWheelEvent event(QPointF(5, 5), widget->mapToGlobal(QPointF(5, 5)), {}, {0, -120}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QSpontaneKeyEvent::setSpontaneous(&event); // others are not passed on to what is around
    qApp->notify(widget, &event);
}

QString accessibleName(QWidget *widget)
{
    return QAccessible::queryAccessibleInterface(widget)->text(QAccessible::Name);
}

/// A join table with more payload than can be seen at a time.
QString manyColumnsScript()
{
    QString script = TestDatabase::favoritesScript();
    for (int i = 1; i <= 12; ++i)
        script += QStringLiteral(";\nALTER TABLE user_favorites ADD COLUMN extra_%1 TEXT").arg(i);
    return script;
}

} // namespace

/// The import's form under keys, wheel and screen reader, and what its choices do to each other.
class TestImportForm : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void enterDoesWhatHasTheFocus_data();
    void enterDoesWhatHasTheFocus();
    void spaceMatchesNameAfterName();
    void wheelLeavesBoxesAlone();
    void sidesExchangeColumns();
    void untouchedSideStays();
    void lostPayloadIsSaid();
    void mnemonicsAreUnique();
    void decisionsAreNotLostUnasked();
    void cancelGivesTheFocusBack();
    void verdictsAreNeverCut();
    void boxesSayWhatTheyAreFor();
    void reasonsAreShown();
    void waitingIsSaid();
    void undoneImportsCanBeTriedAgain();
    void recallIsSaidUntilSomethingChanges();
    void nothingToImport();
    void nothingIsRejected();
    void pastedTextHasNoEncoding();
    void mappedColumnsComeFirst();
    void exportIsTheDefault();

private:
    QTemporaryDir m_settings;
};

void TestImportForm::initTestCase()
{
    QCoreApplication::setOrganizationName(QStringLiteral("joinery-test"));
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings.path());
}

void TestImportForm::init()
{
    QSettings().clear();
}

void TestImportForm::enterDoesWhatHasTheFocus_data()
{
    QTest::addColumn<QString>("where");
    QTest::addColumn<int>("undecided");
    QTest::newRow("candidates") << QStringLiteral("Rows that may be meant") << 1;
    QTest::newRow("skip") << QStringLiteral("Skip its rows") << 1;
    QTest::newRow("create") << QStringLiteral("Create it") << 1;
    QTest::newRow("use") << QStringLiteral("Use this row") << 1;
    QTest::newRow("names") << QStringLiteral("Names to resolve") << 2;
    QTest::newRow("part") << QStringLiteral("Names to resolve: 2") << 2;
    QTest::newRow("account") << QStringLiteral("Account") << 2;
    QTest::newRow("preview") << QStringLiteral("Preview") << 2;
}

void TestImportForm::enterDoesWhatHasTheFocus()
{
    QFETCH(QString, where);
    QFETCH(int, undecided);
    Import import(badFile);
    QVERIFY(showNames(import));
    QWidget *focus = import.named<QAbstractItemView>(where);
    if (!focus)
        focus = import.button(where);
    QVERIFY(focus);
    if (!focus->isVisible())
        QVERIFY(import.press(QStringLiteral("Rows")));
    import.dialog->activateWindow();
    focus->setFocus();
    QTRY_VERIFY(focus->hasFocus());
    QVERIFY(import.dialog->isVisible());
    QTest::keyClick(focus, Qt::Key_Return);
    QVERIFY(!import.dialog->state().isImporting());
    QCOMPARE(import.dialog->state().names().undecided(), undecided);
    QVERIFY(import.isJudged());
    QCOMPARE(import.links(), import.before);
    // In a plain field it imports.
    auto *field = import.named<QComboBox>(QStringLiteral("A pair that is linked already"));
    field->setFocus();
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_VERIFY(import.button(QStringLiteral("Close")));
}

void TestImportForm::spaceMatchesNameAfterName()
{
    Import import("user,show\nAdda,Dark\nAlann,Borgen\nGracee,Dark\n");
    QVERIFY(showNames(import));
    ResolveModel &names = import.dialog->state().names();
    QCOMPARE(names.undecided(), 3);
    import.dialog->activateWindow();
    import.button(QStringLiteral("Use this row"))->setFocus();
    for (int left = 2; left >= 0; --left) {
        // Nothing happens while the candidates are looked for.
        QTRY_VERIFY(([&] {
            QTest::keyClick(import.dialog->focusWidget(), Qt::Key_Space);
            return names.undecided() == left;
        }()));
        QCOMPARE(import.dialog->focusWidget(), import.button(QStringLiteral("Use this row")));
    }
    QVERIFY(import.isJudged());
    for (int row = 0; row < names.rowCount(); ++row) {
        QCOMPARE(names.name(row).resolution->kind, Resolution::Kind::Use);
        QVERIFY2(names.name(row).open.name.startsWith(names.name(row).meaning.left(2)),
                 qPrintable(names.name(row).meaning));
    }
}

void TestImportForm::wheelLeavesBoxesAlone()
{
    Import import(goodFile, manyColumnsScript());
    QVERIFY(import.isJudged());
    const auto boxes = import.dialog->findChildren<QComboBox *>();
    QVERIFY(boxes.size() > 10);
    import.button(QStringLiteral("Choose a file"))->setFocus();
    for (QComboBox *box : boxes) {
        const int before = box->currentIndex();
        wheel(box);
        QCOMPARE(box->currentIndex(), before);
        QVERIFY(!box->hasFocus());
    }
    auto *area = import.dialog->findChild<LinkForm *>()->findChild<QScrollArea *>();
    QVERIFY(area->verticalScrollBar()->value() > 0);
    auto *delimiter = import.named<QComboBox>(QStringLiteral("Fields end with"));
    delimiter->setFocus();
    wheel(delimiter);
    QCOMPARE(delimiter->currentIndex(), 1);
}

void TestImportForm::sidesExchangeColumns()
{
    Import import("user,show,rating\nAda,Borgen,5\nAlan,Dark,3\n");
    QVERIFY(import.isJudged());
    import.pick(QStringLiteral("Column of the file that names Shows"), QStringLiteral("user"));
    QTRY_VERIFY(!import.dialog->state().isReading());
    const ImportMapping &mapping = import.dialog->state().draft()->plan.mapping;
    QCOMPARE(mapping.right.fileColumns, QList<int>({0}));
    QCOMPARE(mapping.left.fileColumns, QList<int>({1})); // and not the ratings
    QCOMPARE(mapping.payload.size(), 1);
    QVERIFY(import.says(QStringLiteral("Users and Shows have exchanged their columns")));
    import.pick(QStringLiteral("Column of the file that names Shows"), QStringLiteral("show"));
    QVERIFY(import.isJudged());
    QCOMPARE(import.verdicts(), QStringList({QStringLiteral("will be linked"), QStringLiteral("will be linked")}));
}

void TestImportForm::untouchedSideStays()
{
    // The second column names users better than the first does, but it is the only good one for the shows.
    Import import(
        "first,second,third\nAda,Alan,Dark\nAlan,Grace,none\nNobody,Ada,neither\n",
        TestDatabase::favoritesScript()
            + QStringLiteral(";\nINSERT INTO shows (id, title) VALUES (101, 'Ada'), (102, 'Alan'), (103, 'Grace')"));
    QVERIFY(import.isJudged());
    const auto users = [&] { return import.dialog->state().draft()->plan.mapping.left.fileColumns; };
    QCOMPARE(users(), QList<int>({0}));
    import.pick(QStringLiteral("Column of the file that names Shows"), QStringLiteral("third"));
    QTRY_VERIFY(!import.dialog->state().isReading());
    QCOMPARE(users(), QList<int>({0}));
    QCOMPARE(import.dialog->state().draft()->plan.mapping.right.fileColumns, QList<int>({2}));
}

void TestImportForm::lostPayloadIsSaid()
{
    Import import(goodFile);
    QVERIFY(import.isJudged());
    import.pick(QStringLiteral("Column of the file that names Shows"), QStringLiteral("rating"));
    QTRY_VERIFY(!import.dialog->state().isReading());
    QTRY_VERIFY(import.says(QStringLiteral("rating comes from no column any more")));
}

void TestImportForm::mnemonicsAreUnique()
{
    Import import(badFile);
    QVERIFY(showNames(import));
    const auto check = [&] {
        QHash<QString, QString> owners;
        for (const QAbstractButton *each : import.dialog->findChildren<QAbstractButton *>()) {
            const QString letter = QKeySequence::mnemonic(each->text()).toString();
            if (letter.isEmpty() || !each->isVisible())
                continue;
            QVERIFY2(!owners.contains(letter), qPrintable(owners.value(letter) + u'/' + each->text()));
            owners.insert(letter, each->text());
        }
        QVERIFY(owners.size() >= 4);
    };
    check();
    QVERIFY(import.import());
    check();
}

void TestImportForm::decisionsAreNotLostUnasked()
{
    Import import(badFile);
    QVERIFY(showNames(import));
    import.dialog->reject();
    QVERIFY(!import.dialog->isVisible()); // nothing decided, nothing asked
    import.dialog->show();
    QVERIFY(import.press(QStringLiteral("Use this row")));
    QTest::keyClick(import.dialog.get(), Qt::Key_Escape);
    QVERIFY(question(import));
    QVERIFY(answer(import, QStringLiteral("Keep working")));
    QTRY_VERIFY(!question(import));
    QVERIFY(import.dialog->isVisible());
    QCOMPARE(import.dialog->state().names().undecided(), 1);
    QVERIFY(import.press(QStringLiteral("Cancel")));
    QVERIFY(answer(import, QStringLiteral("Discard")));
    QVERIFY(!import.dialog->isVisible());
}

void TestImportForm::cancelGivesTheFocusBack()
{
    Import import(goodFile);
    QVERIFY(import.isJudged());
    import.dialog->activateWindow();
    QAbstractButton *start = import.button(QStringLiteral("Import"));
    start->setFocus();
    import.database.exec(QStringLiteral("BEGIN IMMEDIATE"));
    QTest::keyClick(start, Qt::Key_Return);
    QVERIFY(import.dialog->state().isImporting());
    QVERIFY(import.press(QStringLiteral("Cancel")));
    QTRY_VERIFY(!import.dialog->state().isImporting());
    import.database.exec(QStringLiteral("ROLLBACK"));
    QTRY_COMPARE(import.dialog->focusWidget(), start);
    QVERIFY(qobject_cast<QPushButton *>(start)->isDefault());
    QTest::keyClick(start, Qt::Key_Return);
    QTRY_VERIFY(import.says(QStringLiteral("imported")) && import.button(QStringLiteral("Close")));
}

void TestImportForm::verdictsAreNeverCut()
{
    Import import("Ada,Borgen,5\nAlan,Dark,31\n");
    QVERIFY(import.isJudged());
    PreviewTable *table = import.dialog->form()->rows();
    const auto isWhole = [&] {
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            const QModelIndex index = table->model()->index(row, ImportModel::VerdictColumn);
            if (table->columnWidth(index.column()) < table->itemDelegate()->sizeHint({}, index).width())
                return false;
        }
        return table->model()->rowCount() > 0;
    };
    QVERIFY(isWhole());
    import.pick(QStringLiteral("Column of Users that it is matched with"), QStringLiteral("id (key)"));
    QVERIFY(import.isJudged());
    QVERIFY(import.verdicts().contains(QStringLiteral("unknown in Users")));
    QVERIFY(isWhole());
    const auto titleFits = [&](int column) {
        const QString title = table->model()->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        return table->columnWidth(column) > table->horizontalHeader()->fontMetrics().horizontalAdvance(title);
    };
    for (int column = ImportModel::FirstFieldColumn; column < table->model()->columnCount(); ++column)
        QVERIFY(titleFits(column));
}

void TestImportForm::boxesSayWhatTheyAreFor()
{
    Import import(goodFile);
    QVERIFY(import.isJudged());
    QSet<QString> names;
    for (QComboBox *box : import.dialog->findChildren<QComboBox *>()) {
        const QString name = accessibleName(box);
        QVERIFY2(!names.contains(box->accessibleName()), qPrintable(name));
        names.insert(box->accessibleName());
        QVERIFY2(!box->accessibleName().isEmpty() && name.startsWith(box->accessibleName()), qPrintable(name));
        QVERIFY2(name.contains(box->currentText()), qPrintable(name));
    }
    QCOMPARE(accessibleName(import.named<QComboBox>(QStringLiteral("Column of the file that names Users"))),
             QStringLiteral("Column of the file that names Users: user"));
    for (const QLabel *label : import.dialog->findChild<LinkForm *>()->findChildren<QLabel *>()) {
        if (label->text() == QStringLiteral("Rating"))
            QCOMPARE(label->buddy(), import.named<QComboBox>(QStringLiteral("Where rating comes from")));
    }
}

void TestImportForm::reasonsAreShown()
{
    Import import(badFile);
    QVERIFY(import.isJudged());
    PreviewTable *table = import.dialog->form()->rows();
    table->selectRow(3);
    const QString reason = table->currentIndex()
                               .siblingAtColumn(ImportModel::VerdictColumn)
                               .data(Qt::AccessibleDescriptionRole)
                               .toString();
    QVERIFY2(reason.contains(QStringLiteral("Adda")), qPrintable(reason));
    QVERIFY(import.says(QStringLiteral("Line 5: ") + reason));
}

void TestImportForm::waitingIsSaid()
{
    Import import(goodFile);
    QVERIFY(import.isJudged());
    import.database.exec(QStringLiteral("BEGIN IMMEDIATE"));
    QVERIFY(import.press(QStringLiteral("Import")));
    QTRY_VERIFY(import.says(QStringLiteral("Waiting for another program")));
    QVERIFY(!QTest::qWaitFor([&] { return import.says(QStringLiteral("a second")); }, 700));
    QVERIFY(import.says(QStringLiteral("Waiting for another program")));
    import.database.exec(QStringLiteral("ROLLBACK"));
    QTRY_VERIFY(import.button(QStringLiteral("Close")));
}

void TestImportForm::undoneImportsCanBeTriedAgain()
{
    Import import(badFile);
    QVERIFY(showNames(import));
    QVERIFY(import.press(QStringLiteral("Use this row")));
    QVERIFY(import.isJudged());
    QVERIFY(import.import());
    QVERIFY(import.button(QStringLiteral("Change and try again")));
    QVERIFY(import.press(QStringLiteral("Undo")));
    QTRY_VERIFY(import.says(QStringLiteral("undone")));
    QStringList account;
    for (const AccountList *list : import.dialog->findChildren<AccountList *>()) {
        for (int i = 0; list->isVisible() && i < list->topLevelItemCount(); ++i)
            account += list->topLevelItem(i)->text(0);
    }
    QVERIFY2(account.contains(QStringLiteral("linked, undone")), qPrintable(account.join(u',')));
    QVERIFY(import.press(QStringLiteral("Change and try again")));
    QVERIFY(import.isJudged());
    QCOMPARE(import.dialog->state().names().undecided(), 1); // the other one stays decided
    QVERIFY(import.import());
    QVERIFY(import.links() != import.before);
    QVERIFY(!import.says(QStringLiteral("undone")));
    // With another file Import is what Enter does again, though Close was before.
    import.button(QStringLiteral("Close"))->setFocus();
    QMimeData mime;
    mime.setUrls({QUrl::fromLocalFile(import.path())});
    QDragEnterEvent enter(QPoint(9, 9), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(import.dialog.get(), &enter);
    QDropEvent drop(QPointF(9, 9), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(import.dialog.get(), &drop);
    QTRY_VERIFY(!import.button(QStringLiteral("Close")));
    QVERIFY(import.isJudged());
    QVERIFY(qobject_cast<QPushButton *>(import.button(QStringLiteral("Import")))->isDefault());
}

void TestImportForm::recallIsSaidUntilSomethingChanges()
{
    Import import(goodFile);
    QVERIFY(import.isJudged());
    import.pick(QStringLiteral("Where rating comes from"), QStringLiteral("left to the database"));
    QVERIFY(import.isJudged());
    QVERIFY(import.import());
    import.open(ImportSource::ofFile(import.path()));
    QVERIFY(import.isJudged());
    QVERIFY(import.says(QStringLiteral("Read as last time")));
    import.pick(QStringLiteral("A pair that is linked already"), QStringLiteral("is rejected"));
    QTRY_VERIFY(!import.says(QStringLiteral("Read as last time")));
}

void TestImportForm::nothingToImport()
{
    Import import("user,show\nAda,Severance\nAda,Severance\n");
    QVERIFY(import.isJudged());
    QVERIFY(import.says(QStringLiteral("There is nothing to import: every row is linked already.")));
    QVERIFY(!import.button(QStringLiteral("Import"))->isEnabled());
    QVERIFY(!import.button(QStringLiteral("Import"))->toolTip().isEmpty());
}

void TestImportForm::nothingIsRejected()
{
    Import import("user,show,rating\nAda,Severance,1\nAda,Borgen,2\nAda,Borgen,2\n");
    QVERIFY(import.isJudged());
    QVERIFY(import.says(QStringLiteral("Nothing is rejected")));
    QVERIFY(!import.says(QStringLiteral("Every row can be imported")));
    QVERIFY(import.button(QStringLiteral("Import 1 link")));
    import.pick(QStringLiteral("A pair that is linked already"), QStringLiteral("takes the file's values"));
    QVERIFY(import.isJudged());
    QAbstractButton *button = import.button(QStringLiteral("Import 1 link"));
    QVERIFY(button);
    QVERIFY2(button->text().contains(QStringLiteral("update 1")), qPrintable(button->text()));
}

void TestImportForm::pastedTextHasNoEncoding()
{
    Import import(goodFile);
    QVERIFY(import.isJudged());
    auto *encoding = import.named<QComboBox>(QStringLiteral("Encoding"));
    QVERIFY(encoding->isVisible());
    import.open(ImportSource::ofText(QStringLiteral("Barbara\tFleabag\n")));
    QVERIFY(import.isJudged());
    QVERIFY(!import.named<QComboBox>(QStringLiteral("Encoding"))->isVisible());
}

void TestImportForm::mappedColumnsComeFirst()
{
    Import import("user,show,extra_9,extra_12\nAda,Borgen,5,x\n", manyColumnsScript());
    QVERIFY(import.isJudged());
    auto *area = import.dialog->findChild<LinkForm *>()->findChild<QScrollArea *>();
    const auto top = [&](const QString &column) {
        auto *box = import.named<QComboBox>(QStringLiteral("Where %1 comes from").arg(column));
        return box->mapTo(area->viewport(), QPoint()).y();
    };
    QTRY_VERIFY(top(QStringLiteral("extra_9")) < top(QStringLiteral("extra_12")));
    QTRY_VERIFY(top(QStringLiteral("extra_12")) < top(QStringLiteral("rating")));
    QVERIFY(top(QStringLiteral("extra_12")) < area->viewport()->height());
    const int before = area->height();
    import.dialog->resize(1120, 1000);
    QTRY_VERIFY(area->height() > before);
}

void TestImportForm::exportIsTheDefault()
{
    Import import(goodFile);
    EditorState state(import.session, import.session.catalog()->relationships.first());
    ExportDialog dialog(state);
    dialog.show();
    dialog.activateWindow();
    QPushButton *cancel = nullptr;
    QPushButton *write = nullptr;
    for (QPushButton *button : dialog.findChildren<QPushButton *>())
        (button->text().contains(QStringLiteral("xport")) ? write : cancel) = button;
    QVERIFY(write && write->isDefault());
    QVERIFY(cancel->x() < write->x());
    auto *focus = qobject_cast<QRadioButton *>(dialog.focusWidget());
    QVERIFY(focus && focus->isChecked());
    // What is said below is what a screen reader reads.
    QTRY_VERIFY(([&] {
        for (QLabel *label : dialog.findChildren<QLabel *>()) {
            if (label->text().contains(QStringLiteral("will be written")))
                return accessibleName(label) == label->text();
        }
        return false;
    }()));
}

QTEST_MAIN(TestImportForm)
#include "tst_importform.moc"
