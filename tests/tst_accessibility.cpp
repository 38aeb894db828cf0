#include "cells/cellactions.h"
#include "dialogs/aboutdialog.h"
#include "dialogs/payloaddialog.h"
#include "dialogs/preferencesdialog.h"
#include "dialogs/questions.h"
#include "dialogs/safetyquestions.h"
#include "help/gestures.h"
#include "help/helppages.h"
#include "help/helpwindow.h"
#include "mainwindow.h"
#include "messagebar.h"
#include "panels/linkpanel.h"
#include "panels/segmentedcontrol.h"
#include "relationshipeditor.h"
#include "testdatabase.h"
#include "theme/theme.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenuBar>
#include <QMessageBox>
#include <QRegularExpression>
#include <QSettings>
#include <QTabBar>
#include <QTabWidget>
#include <QTextBrowser>

using namespace joinery;

namespace {

bool isControl(const QWidget *widget)
{
    return qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QLineEdit *>(widget)
        || qobject_cast<const QComboBox *>(widget) || qobject_cast<const QAbstractItemView *>(widget)
        || qobject_cast<const QAbstractSpinBox *>(widget) || qobject_cast<const QTextEdit *>(widget)
        || qobject_cast<const QTabBar *>(widget) || qobject_cast<const SegmentedControl *>(widget);
}

/// Part of another control, which has the name.
bool isPart(const QWidget *widget)
{
    for (const QWidget *outer = widget->parentWidget(); outer && !outer->isWindow(); outer = outer->parentWidget()) {
        if (qobject_cast<const QLineEdit *>(outer) || qobject_cast<const QComboBox *>(outer)
            || qobject_cast<const QAbstractSpinBox *>(outer) || qobject_cast<const QAbstractItemView *>(outer)
            || qobject_cast<const QTabBar *>(outer)) {
            return true;
        }
    }
    return false;
}

QString nameOf(QWidget *widget)
{
    QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
    return interface ? interface->text(QAccessible::Name) : QString();
}

/// The controls without a name, by what they are and where; and how many were looked at.
QStringList nameless(const QWidget &window, int &looked)
{
    QStringList found;
    for (QWidget *widget : window.findChildren<QWidget *>()) {
        if (widget->window() != &window || !isControl(widget) || isPart(widget) || !widget->isVisibleTo(&window)
            || widget->objectName().startsWith(QLatin1String("qt_"))) {
            continue;
        }
        ++looked;
        const bool tabs = qobject_cast<QTabBar *>(widget) != nullptr; // each of its tabs has a name
        if (!tabs && nameOf(widget).isEmpty()) {
            found += QStringLiteral("%1 in %2 of %3")
                         .arg(QString::fromLatin1(widget->metaObject()->className()),
                              QString::fromLatin1(widget->parentWidget()->metaObject()->className()),
                              QString::fromLatin1(window.metaObject()->className()));
        }
    }
    return found;
}

/// The letters that Alt goes with, and what they belong to.
QStringList clashes(const QList<std::pair<QString, QString>> &texts)
{
    QHash<QChar, QString> owners;
    QStringList found;
    for (const auto &[text, owner] : texts) {
        const QKeySequence key = QKeySequence::mnemonic(text);
        if (key.isEmpty())
            continue;
        const QChar letter(key[0].key());
        if (owners.contains(letter))
            found += QStringLiteral("%1: %2 and %3").arg(QString(letter), owners.value(letter), owner);
        owners.insert(letter, owner);
    }
    return found;
}

bool openIn(MainWindow &window, const QString &path)
{
    window.show();
    QSignalSpy ready(&window, &MainWindow::editorReady);
    window.open(path);
    return QTest::qWaitFor([&] { return ready.size() == 1 && window.isSettled(); }, 20'000);
}

} // namespace

/// Everything has a name, everything is reached by keys, and the help says what is there.
class TestAccessibility : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void dialogsHaveNames_data();
    void dialogsHaveNames();
    void windowHasNames();
    void everyActionIsInAMenu();
    void mnemonicsAreUnique();
    void preferencesMnemonics();
    void tabReachesEveryPreference();
    void helpPages();
    void helpListsEveryShortcut();
    void helpWindow();

private:
    QTemporaryDir m_settings;
};

void TestAccessibility::initTestCase()
{
    QCoreApplication::setOrganizationName(QStringLiteral("joinery-test"));
    QCoreApplication::setApplicationName(QStringLiteral("tst_accessibility"));
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings.path());
}

void TestAccessibility::dialogsHaveNames_data()
{
    QTest::addColumn<QString>("dialog");
    for (const char *name :
         {"preferences", "about", "help", "new links", "new row", "large gesture", "trust", "enforcement", "details"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TestAccessibility::dialogsHaveNames()
{
    QFETCH(QString, dialog);
    TestDatabase database(TestDatabase::favoritesScript());
    database.exec(QStringLiteral("ALTER TABLE user_favorites ADD COLUMN mood TEXT NOT NULL DEFAULT 'x'"));
    database.exec(
        QStringLiteral("CREATE TABLE seats (user_id INTEGER NOT NULL REFERENCES users, show_id INTEGER NOT NULL "
                       "REFERENCES shows, place INTEGER NOT NULL, on_day DATE NOT NULL, note TEXT NOT NULL, "
                       "PRIMARY KEY (user_id, show_id))"));
    MainWindow window;
    QVERIFY(openIn(window, database.path()));
    QDialog *opened = nullptr;
    if (dialog == QLatin1String("preferences")) {
        opened = new PreferencesDialog(&window);
    } else if (dialog == QLatin1String("about")) {
        opened = new AboutDialog(&window);
    } else if (dialog == QLatin1String("help")) {
        opened = new HelpWindow(&window);
    } else if (dialog == QLatin1String("new links")) {
        QVERIFY(window.selectRelationship(QStringLiteral("seats")));
        opened = new PayloadDialog(window.editor()->state(),
                                   window.editor()->findChild<LinkPanel *>()->cells()->editors(), &window);
        opened->show();
        QTRY_VERIFY(opened->findChildren<QLineEdit *>().size() >= 3);
    } else if (dialog == QLatin1String("new row")) {
        window.editor()->newRow();
    } else if (dialog == QLatin1String("large gesture")) {
        ask(
            &window, window.session(), {QStringLiteral("Link"), QStringLiteral("Link?"), QStringLiteral("Link 2")},
            [] {}, [] {});
    } else if (dialog == QLatin1String("trust")) {
        askTrust(&window, window.session()->location(), [] {});
    } else if (dialog == QLatin1String("enforcement")) {
        askNoEnforcement(&window, window.session()->location(), [](bool) {});
    } else {
        auto *bar = window.findChild<MessageBar *>();
        bar->show({Report::Kind::Failed, QStringLiteral("No"), QStringLiteral("because"), false});
        for (QAbstractButton *button : bar->findChildren<QAbstractButton *>()) {
            if (button->text() == QStringLiteral("Details…"))
                button->click();
        }
    }
    if (opened)
        opened->show();
    else
        opened = window.findChild<QDialog *>();
    QVERIFY(opened);
    QVERIFY(!opened->windowTitle().isEmpty());
    int looked = 0;
    // Pages that are not in front are looked at too.
    for (QTabWidget *tabs : opened->findChildren<QTabWidget *>()) {
        for (int page = 0; page < tabs->count(); ++page) {
            tabs->setCurrentIndex(page);
            QCOMPARE(nameless(*opened, looked).join(u'\n'), QString());
        }
    }
    QCOMPARE(nameless(*opened, looked).join(u'\n'), QString());
    QVERIFY(looked >= 1);
}

void TestAccessibility::windowHasNames()
{
    const TestDatabase database(TestDatabase::favoritesScript());
    MainWindow window;
    window.show();
    int looked = 0;
    QCOMPARE(nameless(window, looked).join(u'\n'), QString()); // with nothing open
    QVERIFY(openIn(window, database.path()));
    QCOMPARE(nameless(window, looked).join(u'\n'), QString());
    QVERIFY(looked > 20);
}

void TestAccessibility::everyActionIsInAMenu()
{
    const MainWindow window;
    QSet<QAction *> listed;
    for (const QMenu *menu : window.menuBar()->findChildren<QMenu *>()) {
        for (QAction *action : menu->actions())
            listed.insert(action);
    }
    for (QAction *action : window.menuBar()->actions())
        listed.insert(action);
    int withKeys = 0;
    for (QAction *action : window.findChildren<QAction *>()) {
        if (action->shortcut().isEmpty())
            continue;
        ++withKeys;
        QVERIFY2(listed.contains(action), qPrintable(action->text()));
        QVERIFY2(action->toolTip().size() > 12 && action->toolTip() != action->text(), qPrintable(action->text()));
    }
    QVERIFY(withKeys > 15);
}

void TestAccessibility::mnemonicsAreUnique()
{
    const TestDatabase database(TestDatabase::favoritesScript());
    MainWindow window;
    window.setSampleProvider([](const QString &, bool) -> Result<QString> { return QString(); });
    QVERIFY(openIn(window, database.path()));
    const auto textsOf = [](const QList<QAction *> &actions) {
        QList<std::pair<QString, QString>> texts;
        for (const QAction *action : actions) {
            if (!action->isSeparator())
                texts.append({action->text().section(u'\t', 0, 0), action->text()});
        }
        return texts;
    };
    QCOMPARE(clashes(textsOf(window.menuBar()->actions())).join(u'\n'), QString());
    int menus = 0;
    for (const QMenu *menu : window.menuBar()->findChildren<QMenu *>()) {
        if (menu->title() == QLatin1String("Open &recent"))
            continue; // files have no letters
        ++menus;
        const auto texts = textsOf(menu->actions());
        QCOMPARE(clashes(texts).join(u'\n'), QString());
        for (const auto &[text, owner] : texts)
            QVERIFY2(!QKeySequence::mnemonic(text).isEmpty(), qPrintable(owner));
    }
    QVERIFY(menus >= 6);
}

void TestAccessibility::preferencesMnemonics()
{
    PreferencesDialog dialog;
    dialog.show();
    auto *tabs = dialog.findChild<QTabWidget *>();
    for (int page = 0; page < tabs->count(); ++page) {
        tabs->setCurrentIndex(page);
        QList<std::pair<QString, QString>> texts;
        for (int each = 0; each < tabs->count(); ++each)
            texts.append({tabs->tabText(each), tabs->tabText(each)});
        for (const QLabel *label : tabs->currentWidget()->findChildren<QLabel *>()) {
            if (label->buddy())
                texts.append({label->text(), label->text()});
        }
        for (const QAbstractButton *button : tabs->currentWidget()->findChildren<QAbstractButton *>())
            texts.append({button->text(), button->text()});
        QCOMPARE(clashes(texts).join(u'\n'), QString());
        QVERIFY(texts.size() > tabs->count());
    }
}

void TestAccessibility::tabReachesEveryPreference()
{
    PreferencesDialog dialog;
    dialog.show();
    auto *tabs = dialog.findChild<QTabWidget *>();
    for (int page = 0; page < tabs->count(); ++page) {
        tabs->setCurrentIndex(page);
        QSet<QWidget *> reached;
        int lastY = -1;
        for (QWidget *next = tabs->tabBar()->nextInFocusChain(); next && next != tabs->tabBar();
             next = next->nextInFocusChain()) {
            if (!tabs->currentWidget()->isAncestorOf(next) || !(next->focusPolicy() & Qt::TabFocus)
                || next->focusProxy())
                continue;
            reached.insert(next);
            const int y = next->mapTo(&dialog, QPoint()).y();
            QVERIFY2(y >= lastY, qPrintable(nameOf(next))); // from the top to the bottom
            lastY = y;
        }
        for (QWidget *widget : tabs->currentWidget()->findChildren<QWidget *>()) {
            if (isControl(widget) && !isPart(widget) && !widget->objectName().startsWith(QLatin1String("qt_")))
                QVERIFY2(reached.contains(widget), qPrintable(nameOf(widget)));
        }
    }
}

void TestAccessibility::helpPages()
{
    const QList<HelpPage> pages = joinery::helpPages();
    QStringList files;
    for (const HelpPage &page : pages) {
        QVERIFY2(!page.title.isEmpty(), qPrintable(page.file));
        files += page.file;
    }
    // Every page can be reached from the index, and every link leads somewhere.
    QStringList all = QDir(QStringLiteral(":/help")).entryList({QStringLiteral("*.md")});
    QStringList reached = files;
    all.sort();
    reached.sort();
    QCOMPARE(reached, all);
    static const QRegularExpression link(QStringLiteral("\\]\\(([^)]+)\\)"));
    for (const QString &file : std::as_const(files)) {
        const QString markdown = helpMarkdown(file);
        QVERIFY2(markdown.size() > 200, qPrintable(file));
        auto links = link.globalMatch(markdown);
        while (links.hasNext()) {
            const QString target = links.next().captured(1);
            QVERIFY2(files.contains(target), qPrintable(file + QStringLiteral(" → ") + target));
        }
    }
}

void TestAccessibility::helpListsEveryShortcut()
{
    QString said;
    for (const GestureSection &section : gestures()) {
        for (const auto &[how, what] : section.rows)
            said += u' ' + how + u' ' + what;
    }
    const QStringList words = QString(said)
                                  .replace(QStringLiteral(", "), QStringLiteral(" , "))
                                  .split(QRegularExpression(QStringLiteral("[ ()]")));
    const MainWindow window;
    int checked = 0;
    for (const QAction *action : window.findChildren<QAction *>()) {
        for (const QKeySequence &key : action->shortcuts()) {
            ++checked;
            const QString text = key.toString(QKeySequence::PortableText);
            QVERIFY2(words.contains(text) || (text == QLatin1String("Ctrl+,") && said.contains(text)),
                     qPrintable(text));
        }
    }
    QVERIFY(checked > 15);
    QVERIFY(helpMarkdown(QStringLiteral("keyboard.md")).contains(QStringLiteral("Ctrl+Shift+Z")));
}

void TestAccessibility::helpWindow()
{
    MainWindow window;
    window.show();
    for (QAction *action : window.findChildren<QAction *>()) {
        if (action->shortcut() == QKeySequence(Qt::Key_F1))
            action->trigger();
    }
    auto *help = window.findChild<HelpWindow *>();
    QVERIFY(help && help->isVisible());
    QCOMPARE(help->page(), QStringLiteral("index.md"));
    auto *browser = help->findChild<QTextBrowser *>();
    QVERIFY(browser->toPlainText().contains(QStringLiteral("In a minute")));
    browser->setSource(QUrl(QStringLiteral("linking.md"))); // as a click on a link does
    QVERIFY2(browser->toPlainText().contains(QStringLiteral("Each side keeps a selection")),
             qPrintable(browser->toPlainText()));
    auto *contents = help->findChild<QListWidget *>();
    QCOMPARE(contents->currentItem()->text(), QStringLiteral("Linking and unlinking"));
    browser->backward();
    QCOMPARE(help->page(), QStringLiteral("index.md"));
    QVERIFY(browser->toPlainText().contains(QStringLiteral("In a minute")));
    contents->setCurrentRow(contents->count() - 1);
    QCOMPARE(help->page(), QStringLiteral("keyboard.md"));
    QVERIFY(browser->toPlainText().contains(QStringLiteral("Ctrl+[")));

    auto *find = help->findChild<QLineEdit *>();
    find->setText(QStringLiteral("focus"));
    QVERIFY(browser->textCursor().hasSelection());
    const int first = browser->textCursor().selectionStart();
    QVERIFY(browser->extraSelections().size() > 2);
    help->activateWindow();
    find->setFocus();
    QTest::keyClick(find, Qt::Key_Return);
    QVERIFY(browser->textCursor().selectionStart() > first);
    QTest::keyClick(find, Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(browser->textCursor().selectionStart(), first);
    QVERIFY(help->isVisible());
    find->setText(QStringLiteral("no such word here"));
    QCOMPARE(browser->extraSelections().size(), 0);
}

QTEST_MAIN(TestAccessibility)

#include "tst_accessibility.moc"
