#include "windowactions.h"

#include "plaintooltip.h"
#include "relationshippicker.h"
#include "samples/sample.h"
#include "theme/icons.h"
#include "theme/theme.h"

#include <QActionGroup>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QToolBar>
#include <QToolButton>

namespace joinery {

namespace {

/// Long step texts would make a menu as wide as the window.
QString shortened(const QString &text)
{
    constexpr int most = 60;
    return text.size() <= most ? text : text.left(most - 1) + QChar(0x2026);
}

/// An ampersand in a person's data is no mnemonic.
QString verbatim(QString text)
{
    return text.replace(u'&', QStringLiteral("&&"));
}

} // namespace

WindowActions::WindowActions(QMainWindow *window) : QObject(window), m_window(window)
{
    makeFileMenu();
    makeEditMenu();
    makeLinksMenu();
    makeViewMenu();
    makeHelpMenu();
    makeToolBar();
    setAvailable(false, false, {});
    setHistory({}, {});
}

QAction *WindowActions::add(QMenu *menu, const QString &text, const QString &iconName,
                            const QList<QKeySequence> &shortcuts)
{
    QAction *action = menu->addAction(text);
    if (!iconName.isEmpty())
        action->setIcon(icon(iconName));
    if (shortcuts.isEmpty())
        return action;
    action->setShortcuts(shortcuts);
    QString plain = text.section(u'\t', 0, 0);
    plain.remove(u'&').remove(QChar(0x2026));
    action->setToolTip(QStringLiteral("%1 (%2)").arg(plain, shortcuts.first().toString(QKeySequence::NativeText)));
    return action;
}

QActionGroup *WindowActions::addChoices(QMenu *menu, const QStringList &texts)
{
    auto *group = new QActionGroup(this);
    for (int i = 0; i < texts.size(); ++i) {
        QAction *action = menu->addAction(texts[i]);
        action->setCheckable(true);
        action->setData(i);
        group->addAction(action);
    }
    return group;
}

void WindowActions::makeFileMenu()
{
    QMenu *menu = m_window->menuBar()->addMenu(tr("&File"));
    open = add(menu, tr("&Open…"), QStringLiteral("open"), {QKeySequence(Qt::CTRL | Qt::Key_O)});
    open->setIconText(tr("Open"));
    openRecent = menu->addMenu(tr("Open &recent"));
    menu->addSeparator();
    makeSamplesMenu(menu->addMenu(icon(QStringLiteral("sample")), tr("&Samples")));
    menu->addSeparator();
    importRows = add(menu, tr("&Import CSV…"), QStringLiteral("import"), {QKeySequence(Qt::CTRL | Qt::Key_I)});
    importRows->setIconText(tr("Import CSV"));
    exportLinks = add(menu, tr("E&xport…"), QStringLiteral("export"), {QKeySequence(Qt::CTRL | Qt::Key_E)});
    exportLinks->setIconText(tr("Export"));
    menu->addSeparator();
    saveCopy = add(menu, tr("Save a &copy…"), QStringLiteral("save"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S)});
    reload = add(menu, tr("Re&load"), QStringLiteral("reload"), {QKeySequence(Qt::Key_F5)});
    reload->setToolTip(tr("Read everything anew (F5)"));
    menu->addSeparator();
    closeDatabase = add(menu, tr("Close &database"), {}, {QKeySequence(Qt::CTRL | Qt::Key_W)});
    quit = add(menu, tr("&Quit"), QStringLiteral("quit"), {QKeySequence(Qt::CTRL | Qt::Key_Q)});
}

void WindowActions::makeSamplesMenu(QMenu *menu)
{
    samples = menu;
    sampleChoices = new QActionGroup(this);
    sampleChoices->setExclusionPolicy(QActionGroup::ExclusionPolicy::None);
    int number = 0;
    for (const Sample &each : joinery::samples()) {
        number = (number + 1) % 10;
        QAction *action = menu->addAction(
            QStringLiteral("&%1  %2\t%3").arg(QString::number(number), each.name, each.ends));
        action->setData(each.name);
        sampleChoices->addAction(action);
    }
    menu->addSeparator();
    showStart = add(menu, tr("&What each is about"));
    resetSample = add(menu, tr("R&eset this sample…"));
}

void WindowActions::makeEditMenu()
{
    QMenu *menu = m_window->menuBar()->addMenu(tr("&Edit"));
    undo = add(menu, tr("&Undo"), QStringLiteral("undo"), {QKeySequence(Qt::CTRL | Qt::Key_Z)});
    redo = add(menu, tr("&Redo"), QStringLiteral("redo"),
               {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)});
    undo->setIconText(tr("Undo"));
    redo->setIconText(tr("Redo"));
    menu->addSeparator();
    copy = add(menu, tr("&Copy"), QStringLiteral("copy"), {QKeySequence(Qt::CTRL | Qt::Key_C)});
    paste = add(menu, tr("&Paste"), QStringLiteral("paste"), {QKeySequence(Qt::CTRL | Qt::Key_V)});
    paste->setToolTip(tr("Link the copied rows, or the rows that a copied column names (Ctrl+V)"));
    selectAll = add(menu, tr("Select &all"), QStringLiteral("select-all"), {QKeySequence(Qt::CTRL | Qt::Key_A)});
    menu->addSeparator();
    newRow = add(menu, tr("Ne&w row…"), QStringLiteral("plus"), {QKeySequence(Qt::CTRL | Qt::Key_N)});
    duplicate = add(menu, tr("Dupl&icate"), {}, {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D)});
    duplicateWithLinks = add(menu, tr("Duplicate with lin&ks"), {}, {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L)});
    deleteRows = add(menu, tr("Delete row&s…"), QStringLiteral("delete"), {QKeySequence(Qt::SHIFT | Qt::Key_Delete)});
    setRowsEditable(false);
    cell = menu->addMenu(tr("Ce&ll"));
    menu->addSeparator();
    find = add(menu, tr("&Find"), QStringLiteral("find"), {QKeySequence(Qt::CTRL | Qt::Key_F)});
    menu->addSeparator();
    preferences = add(menu, tr("Pr&eferences…"), QStringLiteral("settings"), {QKeySequence(Qt::CTRL | Qt::Key_Comma)});
}

void WindowActions::makeLinksMenu()
{
    QMenu *menu = m_window->menuBar()->addMenu(tr("&Links"));
    // The tables themselves take these two keys, so that fields and buttons keep theirs.
    link = add(menu, tr("&Link selected") + QStringLiteral("\t") + tr("Enter"), QStringLiteral("link"));
    unlink = add(menu, tr("&Unlink selected") + QStringLiteral("\t") + tr("Delete"), QStringLiteral("unlink"));
    payload = add(menu, tr("&What new links say…"));
    selfLinks = add(menu, tr("A row may be linked with &itself"));
    selfLinks->setCheckable(true);
    selfLinks->setVisible(false);
    menu->addSeparator();
    focusLeft = add(menu, tr("Focus on the le&ft side"), QStringLiteral("left-side"),
                    {QKeySequence(Qt::CTRL | Qt::Key_BracketLeft)});
    focusRight = add(menu, tr("Focus on the ri&ght side"), QStringLiteral("right-side"),
                     {QKeySequence(Qt::CTRL | Qt::Key_BracketRight)});
    menu->addSeparator();
    pickRelationship = add(menu, tr("Choose &relationship"), QStringLiteral("relationship"),
                           {QKeySequence(Qt::CTRL | Qt::Key_R)});
}

void WindowActions::makeViewMenu()
{
    QMenu *menu = m_window->menuBar()->addMenu(tr("&View"));
    history = add(menu, tr("&History"), QStringLiteral("history"), {QKeySequence(Qt::CTRL | Qt::Key_H)});
    history->setCheckable(true);
    sampleNote = add(menu, tr("&What to try"), QStringLiteral("sample"));
    sampleNote->setCheckable(true);
    relationships = add(menu, tr("Relat&ionships…"), QStringLiteral("relationship"),
                        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R)});
    relationships->setToolTip(tr("What was found, and what to make of it (Ctrl+Shift+R)"));
    menu->addSeparator();
    QMenu *theme = menu->addMenu(tr("&Theme"));
    themes = addChoices(theme, {tr("As the des&ktop"), tr("&Light"), tr("&Dark")});
    themes->actions().at(1)->setIcon(icon(QStringLiteral("sun")));
    themes->actions().at(2)->setIcon(icon(QStringLiteral("moon")));
    QMenu *density = menu->addMenu(tr("&Density"));
    densities = addChoices(density, {tr("&Comfortable"), tr("Com&pact")});
    menu->addSeparator();
    panels = new QActionGroup(this);
    const QStringList texts{tr("Go to the &left side"), tr("Go to the li&nks"), tr("Go to the &right side")};
    for (int i = 0; i < texts.size(); ++i) {
        QAction *action = add(menu, texts[i], {}, {QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + i))});
        action->setData(i);
        panels->addAction(action);
    }
    nextPanel = add(menu, tr("Ne&xt panel"), {}, {QKeySequence(Qt::Key_F6)});
    previousPanel = add(menu, tr("Pre&vious panel"), {}, {QKeySequence(Qt::SHIFT | Qt::Key_F6)});
}

void WindowActions::makeHelpMenu()
{
    QMenu *menu = m_window->menuBar()->addMenu(tr("&Help"));
    help = add(menu, tr("Joinery &help"), QStringLiteral("help"), {QKeySequence(Qt::Key_F1)});
    gestures = add(menu, tr("&Keyboard and gestures"));
    menu->addSeparator();
    about = add(menu, tr("&About Joinery"), QStringLiteral("info"));
}

void WindowActions::makeToolBar()
{
    QToolBar *bar = m_window->addToolBar(tr("Tool bar"));
    bar->setObjectName(QStringLiteral("toolBar"));
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    auto *start = new QWidget;
    start->setFixedWidth(4);
    bar->addWidget(start);
    bar->addAction(open);
    bar->addSeparator();
    bar->addAction(undo);
    bar->addAction(redo);
    bar->addSeparator();
    bar->addAction(importRows);
    bar->addAction(exportLinks);
    bar->addSeparator();
    bar->addAction(reload);
    auto *space = new QWidget;
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(space);
    auto *label = new QLabel(tr("Relationship"));
    label->setFont(Theme::smallFont());
    label->setContentsMargins(0, 0, Theme::grid, 0);
    label->setForegroundRole(QPalette::PlaceholderText);
    bar->addWidget(label);
    picker = new RelationshipPicker;
    label->setBuddy(picker);
    bar->addWidget(picker);
    auto *edge = new QWidget;
    edge->setFixedWidth(4);
    bar->addWidget(edge);
    for (QAction *action : bar->actions()) {
        if (QWidget *button = bar->widgetForAction(action); qobject_cast<QToolButton *>(button))
            button->setFocusPolicy(Qt::TabFocus);
    }
    // The tool bar stays where it is; a menu that could hide it would leave no way back.
    bar->toggleViewAction()->setVisible(false);
}

void WindowActions::setAvailable(bool database, bool editor, const QString &readOnlyReason)
{
    for (QAction *action : {saveCopy, reload, relationships, closeDatabase})
        action->setEnabled(database);
    cell->setEnabled(editor);
    for (QAction *action :
         {exportLinks, copy, selectAll, find, focusLeft, focusRight, nextPanel, previousPanel, pickRelationship})
        action->setEnabled(editor);
    panels->setEnabled(editor);
    explain();
    for (QAction *action : {importRows, link, unlink, payload, paste}) {
        action->setEnabled(editor && readOnlyReason.isEmpty());
        if (!readOnlyReason.isEmpty())
            action->setToolTip(plainToolTip(tr("Read only: %1").arg(readOnlyReason)));
    }
}

void WindowActions::setHistory(const QString &undoText, const QString &redoText)
{
    undo->setEnabled(!undoText.isEmpty());
    redo->setEnabled(!redoText.isEmpty());
    undo->setText(undoText.isEmpty() ? tr("&Undo") : tr("&Undo: %1").arg(verbatim(shortened(undoText))));
    redo->setText(redoText.isEmpty() ? tr("&Redo") : tr("&Redo: %1").arg(verbatim(shortened(redoText))));
    undo->setToolTip(undoText.isEmpty() ? tr("Undo (Ctrl+Z)") : plainToolTip(tr("Undo: %1 (Ctrl+Z)").arg(undoText)));
    redo->setToolTip(redoText.isEmpty() ? tr("Redo (Ctrl+Shift+Z)")
                                        : plainToolTip(tr("Redo: %1 (Ctrl+Shift+Z)").arg(redoText)));
}

void WindowActions::setRowsEditable(bool editable)
{
    for (QAction *action : {newRow, duplicate, duplicateWithLinks, deleteRows})
        action->setEnabled(editable);
}

void WindowActions::setCellActions(const QList<QAction *> &actions)
{
    cell->clear();
    cell->addActions(actions);
}

QMenu *WindowActions::makeRowMenu(QWidget *parent, const QList<QAction *> &cellActions) const
{
    auto *menu = new QMenu(parent);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions({link, unlink});
    menu->addSeparator();
    menu->addActions({newRow, duplicate, duplicateWithLinks, deleteRows});
    menu->addSeparator();
    if (!cellActions.isEmpty()) {
        menu->addActions(cellActions);
        menu->addSeparator();
    }
    menu->addActions({copy, paste});
    menu->addSeparator();
    menu->addAction(selectAll);
    return menu;
}

} // namespace joinery
