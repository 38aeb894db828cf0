#include "dialogs/export/exportdialog.h"
#include "dialogs/import/accountlist.h"
#include "dialogs/import/importform.h"
#include "dialogs/import/previewtable.h"
#include "dialogs/import/resolvepanel.h"
#include "importwindow.h"
#include "session/editorstate.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRadioButton>
#include <QSettings>

using namespace joinery;

/// The import dialog as a person uses it: what it shows before, what it does, and the way back.
class TestImportDialog : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void goodFileNeedsOneClick();
    void badFileIsShownAndAccounted();
    void filterShowsOneVerdict();
    void namesAreResolved();
    void unknownNamesAreCreated();
    void whatIsNotShownIsCounted();
    void choicesAreNotOverwritten();
    void nothingGuessedIsAskedFor();
    void fixedValues();
    void conflicts_data();
    void conflicts();
    void mappingsAreRemembered();
    void pastedRows();
    void cancelLeavesNothing();
    void failureIsSaid();
    void everyControlHasAName();
    void exportWritesTheSelection();
    void exportPointsOutFormulas();

private:
    QTemporaryDir m_settings;
};

void TestImportDialog::initTestCase()
{
    QCoreApplication::setOrganizationName(QStringLiteral("joinery-test"));
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings.path());
}

void TestImportDialog::init()
{
    QSettings().clear();
}

void TestImportDialog::goodFileNeedsOneClick()
{
    Import import(goodFile);
    QVERIFY(import.isJudged());
    QCOMPARE(import.verdicts(), QStringList({QStringLiteral("will be linked"), QStringLiteral("will be linked")}));
    QCOMPARE(import.links(), import.before);
    QVERIFY(import.import());
    QCOMPARE(import.database.rows(QStringLiteral("SELECT user_id, show_id, rating FROM user_favorites WHERE "
                                                 "(user_id, show_id) IN (VALUES (1, 5), (2, 3)) ORDER BY 1")),
             QStringList({QStringLiteral("1|5|5"), QStringLiteral("2|3|3")}));
    QVERIFY(!import.button(QStringLiteral("Save rejects")));
    QCOMPARE(import.session.history().texts().size(), 1);
    QVERIFY(import.press(QStringLiteral("Undo")));
    QTRY_VERIFY(import.says(QStringLiteral("undone")));
    QCOMPARE(import.links(), import.before);
}

void TestImportDialog::badFileIsShownAndAccounted()
{
    Import import(badFile);
    QVERIFY(import.isJudged());
    QCOMPARE(import.verdicts().join(u','),
             QStringLiteral("linked already,will be linked,twice in the file,unknown in Users,unknown in Users,"
                            "unknown in Shows,malformed,malformed"));
    const ImportAccount foreseen = import.dialog->state().preview().account;
    QVERIFY(import.import());
    const ImportAccount account = import.dialog->state().run()->account;
    QCOMPARE(account.rows, foreseen.rows);
    QCOMPARE(account.read(), 8);
    const QString saved = import.folder.filePath(QStringLiteral("rejects.csv"));
    bool isSaved = false;
    import.dialog->state().saveRejects(saved, import.dialog.get(),
                                       [&](const Result<void> &done) { isSaved = bool(done);
});
QTRY_VERIFY(isSaved);
QFile rejects(saved);
QVERIFY(rejects.open(QIODevice::ReadOnly));
QCOMPARE(rejects.readAll().count('\n'), 6); // a header and five rows
}

void TestImportDialog::filterShowsOneVerdict()
{
    Import import(badFile);
    QVERIFY(import.isJudged());
    AccountList *account = import.dialog->form()->account();
    const auto pickLine = [account](const QString &text) {
        const auto found = account->findItems(text, Qt::MatchExactly);
        QVERIFY2(!found.isEmpty(), qPrintable(text));
        account->setCurrentItem(found.first());
    };
    pickLine(QStringLiteral("unknown in Users"));
    QCOMPARE(import.verdicts(), QStringList({QStringLiteral("unknown in Users"), QStringLiteral("unknown in Users")}));
    pickLine(QStringLiteral("rows read"));
    QCOMPARE(import.verdicts().size(), 8);
}

void TestImportDialog::namesAreResolved()
{
    Import import(badFile);
    QVERIFY(import.isJudged());
    QVERIFY(import.press(QStringLiteral("Names to resolve: 2")));
    ResolveModel &names = import.dialog->state().names();
    QCOMPARE(names.rowCount(), 2);
    QCOMPARE(names.name(0).open.name, QStringLiteral("Adda")); // two rows, so the first
    auto *found = import.named<QListWidget>(QStringLiteral("Rows that may be meant"));
    QTRY_VERIFY(found->count() > 0);
    QVERIFY2(found->item(0)->text().startsWith(QStringLiteral("Ada")), qPrintable(found->item(0)->text()));
    QVERIFY(import.press(QStringLiteral("Use this row")));
    QVERIFY(import.isJudged());
    QCOMPARE(names.undecided(), 1);
    QVERIFY(import.press(QStringLiteral("Skip")));
    QVERIFY(import.isJudged());
    QCOMPARE(names.undecided(), 0);
    const ImportAccount &foreseen = import.dialog->state().preview().account;
    QCOMPARE(foreseen.of(Verdict::UnknownLeft), 0);
    QVERIFY(import.import());
    QVERIFY(import.links().join(u'\n').contains(QStringLiteral("1|5|2026-01-01|4")));
    QCOMPARE(import.dialog->state().run()->account.of(Verdict::UnknownRight), 1);
    QVERIFY(import.press(QStringLiteral("Undo")));
    QTRY_VERIFY(import.says(QStringLiteral("undone")));
    QCOMPARE(import.links(), import.before);
}

void TestImportDialog::unknownNamesAreCreated()
{
    Import import("user,show\nNew One,Dark\n");
    import.pick(QStringLiteral("How many names of Users a field holds"), QStringLiteral("one name in a field"));
    QVERIFY(import.isJudged());
    QVERIFY(import.press(QStringLiteral("Create what is unknown"))); // the left one
    QTRY_COMPARE(import.verdicts(), QStringList(QStringLiteral("will be linked, creates a new user")));
    QVERIFY(import.isJudged());
    QVERIFY(import.says(QStringLiteral("1 user will be created.")));
    AccountList *account = import.dialog->form()->account();
    const auto created = account->findItems(QStringLiteral("will be created in Users"), Qt::MatchExactly);
    QCOMPARE(created.size(), 1);
    QCOMPARE(created.first()->text(1), QStringLiteral("1"));
    account->setCurrentItem(created.first());
    QCOMPARE(import.dialog->state().rows().filter().makes, std::optional(Side::Left));
    QVERIFY(import.button(QStringLiteral("Names to resolve: 0, new: 1")));
    QVERIFY(import.import());
    QCOMPARE(import.database.value(QStringLiteral("SELECT name FROM users WHERE id > 5")).toString(),
             QStringLiteral("New One"));
    QVERIFY(import.press(QStringLiteral("Undo")));
    QTRY_VERIFY(import.says(QStringLiteral("undone")));
    QCOMPARE(import.database.value(QStringLiteral("SELECT count(*) FROM users")).toInt(), 5);
}

void TestImportDialog::choicesAreNotOverwritten()
{
    Import import("user,show,rating\n1,2,3\n");
    QVERIFY(import.isJudged());
    auto *entity = import.named<QComboBox>(QStringLiteral("Column of Users that it is matched with"));
    QCOMPARE(entity->currentText(), QStringLiteral("id (key)"));
    import.pick(entity->accessibleName(), QStringLiteral("name"));
    QVERIFY(import.isJudged());
    QCOMPARE(import.verdicts(), QStringList(QStringLiteral("unknown in Users")));
    import.pick(QStringLiteral("Where rating comes from"), QStringLiteral("left to the database"));
    import.pick(QStringLiteral("Encoding"), QStringLiteral("ISO-8859-1"));
    QVERIFY(import.isJudged());
    QCOMPARE(entity->currentText(), QStringLiteral("name"));
    QCOMPARE(import.named<QComboBox>(QStringLiteral("Encoding"))->currentText(), QStringLiteral("ISO-8859-1"));
    QVERIFY(import.dialog->state().draft()->plan.mapping.payload.isEmpty());
}

void TestImportDialog::nothingGuessedIsAskedFor()
{
    Import import("a,b,c\nx,y,z\n");
    QTRY_VERIFY(import.dialog->state().draft());
    QTRY_VERIFY(!import.dialog->state().isReading());
    QVERIFY(!import.dialog->state().canImport());
    QVERIFY(!import.button(QStringLiteral("Import"))->isEnabled());
    QTRY_VERIFY(import.says(QStringLiteral("Choose which column")));
    import.pick(QStringLiteral("Column of the file that names Users"), QStringLiteral("a"));
    QTRY_VERIFY(!import.dialog->state().isReading());
    import.pick(QStringLiteral("Column of the file that names Shows"), QStringLiteral("b"));
    QVERIFY(import.isJudged());
    QVERIFY(import.dialog->state().canImport());
}

void TestImportDialog::fixedValues()
{
    Import import(goodFile);
    QVERIFY(import.isJudged());
    import.pick(QStringLiteral("Where note comes from"), QStringLiteral("the same for all…"));
    auto *value = import.named<QLineEdit>(QStringLiteral("The value of note for every link"));
    value->setFocus();
    QTest::keyClicks(value, QStringLiteral("from a list"));
    emit value->editingFinished();
    QVERIFY(import.isJudged());
    QVERIFY(import.import());
    QCOMPARE(import.database.value(QStringLiteral("SELECT note FROM user_favorites WHERE user_id = 2 AND show_id = 3"))
                 .toString(),
             QStringLiteral("from a list"));
}

void TestImportDialog::conflicts_data()
{
    QTest::addColumn<QString>("choice");
    QTest::addColumn<QString>("foreseen");
    QTest::addColumn<QString>("rating");
    QTest::newRow("skip") << QStringLiteral("stays as it is") << QStringLiteral("linked already")
                          << QStringLiteral("4");
    QTest::newRow("update") << QStringLiteral("takes the file's values") << QStringLiteral("will be updated")
                            << QStringLiteral("1");
    QTest::newRow("reject") << QStringLiteral("is rejected") << QStringLiteral("linked already") << QStringLiteral("4");
}

void TestImportDialog::conflicts()
{
    QFETCH(QString, choice);
    QFETCH(QString, foreseen);
    QFETCH(QString, rating);
    Import import("user,show,rating\nAda,Severance,1\nAda,Borgen,1\n");
    QVERIFY(import.isJudged());
    import.pick(QStringLiteral("A pair that is linked already"), choice);
    QVERIFY(import.isJudged());
    QCOMPARE(import.verdicts(), QStringList({foreseen, QStringLiteral("will be linked")}));
    QVERIFY(import.import());
    QCOMPARE(
        import.database.value(QStringLiteral("SELECT rating FROM user_favorites WHERE user_id = 1 AND show_id = 1"))
            .toString(),
        rating);
    QCOMPARE(bool(import.button(QStringLiteral("Save rejects"))), choice == QStringLiteral("is rejected"));
}

void TestImportDialog::mappingsAreRemembered()
{
    Import import("user,show,rating\nAda,Borgen,5\n");
    QVERIFY(import.isJudged());
    import.pick(QStringLiteral("Where rating comes from"), QStringLiteral("left to the database"));
    QVERIFY(import.isJudged());
    QVERIFY(import.import());
    import.open(ImportSource::ofFile(import.path()));
    QVERIFY(import.isJudged());
    QVERIFY(import.dialog->state().isRecalled());
    QVERIFY(import.dialog->state().draft()->plan.mapping.payload.isEmpty());
    QVERIFY(import.says(QStringLiteral("Read as last time")));
    QVERIFY(import.press(QStringLiteral("Guess anew")));
    QVERIFY(import.isJudged());
    QCOMPARE(import.dialog->state().draft()->plan.mapping.payload.size(), 1);
}

void TestImportDialog::pastedRows()
{
    Import import(goodFile);
    import.open(ImportSource::ofText(QStringLiteral("Barbara\tFleabag\nGrace\tÉlite\n")));
    QVERIFY(import.isJudged());
    QCOMPARE(import.verdicts(), QStringList({QStringLiteral("will be linked"), QStringLiteral("will be linked")}));
    QVERIFY(import.import());
    QCOMPARE(import.links().size(), import.before.size() + 2);
}

void TestImportDialog::cancelLeavesNothing()
{
    QByteArray many = "user_id,show_id\n";
    for (int i = 0; i < 20'000; ++i)
        many += QByteArray::number(i % 5 + 1) + ',' + QByteArray::number(i % 6 + 1) + '\n';
    Import import(many);
    QVERIFY(import.isJudged());
    import.database.exec(QStringLiteral("BEGIN IMMEDIATE")); // so that the import waits
    QVERIFY(import.press(QStringLiteral("Import")));
    QVERIFY(import.dialog->state().isImporting());
    QVERIFY(import.press(QStringLiteral("Cancel")));
    QTRY_VERIFY(!import.dialog->state().isImporting());
    import.database.exec(QStringLiteral("ROLLBACK"));
    QTRY_VERIFY(import.says(QStringLiteral("nothing was imported")));
    QCOMPARE(import.links(), import.before);
    QVERIFY(!import.session.history().undoStep());
    QTRY_VERIFY(import.dialog->state().canImport());
}

void TestImportDialog::failureIsSaid()
{
    Import import(goodFile);
    import.open(ImportSource::ofFile(import.folder.filePath(QStringLiteral("missing.csv"))));
    QTRY_VERIFY(import.says(QStringLiteral("missing.csv could not be read")));
    QVERIFY(!import.dialog->state().canImport());
}

void TestImportDialog::everyControlHasAName()
{
    Import import(badFile);
    QVERIFY(import.isJudged());
    for (const QWidget *each : import.dialog->findChildren<QWidget *>()) {
        const bool isControl = qobject_cast<const QComboBox *>(each) || qobject_cast<const QAbstractItemView *>(each)
                            || (qobject_cast<const QLineEdit *>(each)
                                && !qobject_cast<const QComboBox *>(each->parent()));
        const auto *button = qobject_cast<const QAbstractButton *>(each);
        const bool isNamed = !each->accessibleName().isEmpty() || (button && !button->text().isEmpty());
        const bool isInner = each->objectName().startsWith(QStringLiteral("qt_"))
                          || qobject_cast<const QLineEdit *>(each->parent())
                          || qobject_cast<const QComboBox *>(each->window()->parentWidget())
                          || each->window() != import.dialog.get()
                          || each->metaObject()->className() == QByteArray("QHeaderView")
                          || each->metaObject()->className() == QByteArray("QTableCornerButton");
        QVERIFY2(!(isControl || button) || isNamed || isInner,
                 qPrintable(QString::fromLatin1(each->metaObject()->className()) + each->toolTip()));
    }
}

void TestImportDialog::exportWritesTheSelection()
{
    Import import(goodFile);
    EditorState state(import.session, import.session.catalog()->relationships.first());
    state.setSelection(Side::Left, KeyList{RowKey{{1LL}}, RowKey{{3LL}}});
    ExportDialog dialog(state);
    dialog.show();
    QSignalSpy said(&dialog, &ExportDialog::said);
    for (QRadioButton *button : dialog.findChildren<QRadioButton *>()) {
        if (button->text().contains(QStringLiteral("selected in Users")))
            button->click();
    }
    const QString path = import.folder.filePath(QStringLiteral("out.csv"));
    dialog.exportTo(path);
    QTRY_COMPARE(said.size(), 1);
    QVERIFY(said.first().first().value<Report>().text.startsWith(QStringLiteral("4 link")));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = file.readAll().trimmed().split('\n');
    QCOMPARE(lines.size(), 5);
    QVERIFY(lines[1].startsWith("1,1,2026-03-01,4,slow and good,Ada,Severance"));
    QVERIFY(lines[4].startsWith("3,2,"));
}

void TestImportDialog::exportPointsOutFormulas()
{
    Import import(goodFile);
    import.database.exec(QStringLiteral("UPDATE user_favorites SET note = '=1+1' WHERE user_id = 2"));
    import.database.exec(QStringLiteral("UPDATE user_favorites SET note = '-5' WHERE user_id = 1"));
    EditorState state(import.session, import.session.catalog()->relationships.first());
    const auto written = [&](bool neutralize) {
        ExportDialog dialog(state);
        dialog.show();
        QSignalSpy said(&dialog, &ExportDialog::said);
        auto *box = dialog.findChild<QCheckBox *>();
        if (!QTest::qWaitFor([&] { return box->isVisible(); }, 20'000) || box->isChecked())
            return QByteArray("the texts were not pointed out");
        if (neutralize)
            box->click();
        const QString path = import.folder.filePath(QStringLiteral("out.csv"));
        dialog.exportTo(path);
        if (!said.wait(20'000))
            return QByteArray("nothing was written");
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    const QByteArray plain = written(false);
    QVERIFY2(plain.contains(",=1+1,"), plain.constData());
    QByteArray neutral = written(true);
    QVERIFY2(neutral.contains(",'=1+1,"), neutral.constData());
    QVERIFY(neutral.contains(",-5,")); // a number is no formula
}

void TestImportDialog::whatIsNotShownIsCounted()
{
    Import few(goodFile);
    QVERIFY(few.isJudged());
    QVERIFY(!few.says(QStringLiteral("the first")));
    QByteArray many = "user,show\n";
    for (int i = 0; i < 1500; ++i)
        many += "Ada,Borgen\n";
    Import import(many);
    QVERIFY(import.isJudged());
    QVERIFY(import.says(QStringLiteral("the first 1,000 of 1,500")));
}

QTEST_MAIN(TestImportDialog)
#include "tst_importdialog.moc"
