// What the window's actions do.

#include "dialogs/aboutdialog.h"
#include "dialogs/preferencesdialog.h"
#include "help/helpwindow.h"
#include "mainwindow.h"
#include "messagebar.h"
#include "recentfiles.h"
#include "relationshipeditor.h"
#include "relationshippicker.h"
#include "relationships/relationshipfinder.h"
#include "relationships/relationshipsdialog.h"
#include "theme/icons.h"
#include "theme/theme.h"
#include "windowactions.h"

#include <QActionGroup>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QMessageBox>

namespace joinery {

void MainWindow::connectFileActions()
{
    connect(m_actions->open, &QAction::triggered, this, &MainWindow::chooseFile);
    connect(m_actions->openRecent, &QMenu::aboutToShow, this, &MainWindow::fillRecent);
    connect(m_actions->saveCopy, &QAction::triggered, this, &MainWindow::saveCopy);
    connect(m_actions->reload, &QAction::triggered, this, [this] {
        if (!m_session || !m_session->isLoaded())
            return;
        if (m_editor)
            m_editor->commitAndReload();
        m_session->checkOutside();
        if (!m_editor)
            m_session->load(); // there may be a relationship by now
    });
    connect(m_actions->quit, &QAction::triggered, this, &QWidget::close);
}

void MainWindow::connectEditActions()
{
    connect(m_actions->undo, &QAction::triggered, this, [this] {
        if (m_session)
            m_session->undo();
    });
    connect(m_actions->redo, &QAction::triggered, this, [this] {
        if (m_session)
            m_session->redo();
    });
    const auto withEditor = [this](QAction *action, void (RelationshipEditor::*act)()) {
        connect(action, &QAction::triggered, this, [this, act] {
            if (m_editor)
                (m_editor->*act)();
        });
    };
    withEditor(m_actions->copy, &RelationshipEditor::copy);
    withEditor(m_actions->paste, &RelationshipEditor::paste);
    withEditor(m_actions->selectAll, &RelationshipEditor::selectAll);
    withEditor(m_actions->find, &RelationshipEditor::find);
    withEditor(m_actions->newRow, &RelationshipEditor::newRow);
    withEditor(m_actions->duplicate, &RelationshipEditor::duplicate);
    withEditor(m_actions->duplicateWithLinks, &RelationshipEditor::duplicateWithLinks);
    withEditor(m_actions->deleteRows, &RelationshipEditor::deleteRows);
    withEditor(m_actions->link, &RelationshipEditor::link);
    withEditor(m_actions->unlink, &RelationshipEditor::unlink);
    withEditor(m_actions->payload, &RelationshipEditor::editPayload);
    connect(m_actions->cell, &QMenu::aboutToShow, this, [this] {
        if (m_editor)
            m_actions->setCellActions(m_editor->cellActions());
    });
    connect(m_actions->selfLinks, &QAction::toggled, this, [this](bool allowed) {
        if (m_editor && m_editor->state().relationship().isSelf())
            m_editor->state().setSelfLinks(allowed);
    });
    connect(m_actions->focusLeft, &QAction::triggered, this, [this] {
        if (m_editor)
            m_editor->setFocusSide(Side::Left);
    });
    connect(m_actions->focusRight, &QAction::triggered, this, [this] {
        if (m_editor)
            m_editor->setFocusSide(Side::Right);
    });
    connect(m_actions->picker, &RelationshipPicker::picked, this, &MainWindow::pickRelationship);
    connect(m_actions->pickRelationship, &QAction::triggered, this, [this] {
        m_actions->picker->setFocus(Qt::ShortcutFocusReason);
        m_actions->picker->showPopup();
    });
}

void MainWindow::connectViewActions()
{
    Theme &theme = Theme::instance();
    m_actions->themes->actions().at(int(theme.scheme()))->setChecked(true);
    m_actions->densities->actions().at(int(theme.density()))->setChecked(true);
    connect(m_actions->themes, &QActionGroup::triggered, this,
            [](const QAction *action) { Theme::instance().setScheme(Theme::Scheme(action->data().toInt())); });
    connect(m_actions->densities, &QActionGroup::triggered, this,
            [](const QAction *action) { Theme::instance().setDensity(Theme::Density(action->data().toInt())); });
    connect(m_actions->relationships, &QAction::triggered, this, &MainWindow::showRelationships);
    connect(m_actions->panels, &QActionGroup::triggered, this, [this](const QAction *action) {
        if (m_editor)
            m_editor->focusPanel(action->data().toInt());
    });
    connect(m_actions->nextPanel, &QAction::triggered, this, [this] {
        if (m_editor)
            m_editor->focusNextPanel(true);
    });
    connect(m_actions->previousPanel, &QAction::triggered, this, [this] {
        if (m_editor)
            m_editor->focusNextPanel(false);
    });
    // Preferences set these two as well.
    connect(&theme, &Theme::changed, this, [this] {
        m_actions->themes->actions().at(int(Theme::instance().scheme()))->setChecked(true);
        m_actions->densities->actions().at(int(Theme::instance().density()))->setChecked(true);
    });
    connect(m_actions->help, &QAction::triggered, this, [this] { showHelp(QStringLiteral("index.md")); });
    connect(m_actions->gestures, &QAction::triggered, this, [this] { showHelp(QStringLiteral("keyboard.md")); });
    connect(m_actions->about, &QAction::triggered, this, [this] {
        auto *dialog = new AboutDialog(this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    connect(m_actions->preferences, &QAction::triggered, this, [this] {
        auto *dialog = new PreferencesDialog(this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
}

void MainWindow::showHelp(const QString &page)
{
    if (!m_help) {
        m_help = new HelpWindow(this);
        m_help->setAttribute(Qt::WA_DeleteOnClose);
    }
    m_help->showPage(page);
    m_help->show();
    m_help->raise();
    m_help->activateWindow();
}

void MainWindow::showRelationships()
{
    if (!m_session || !m_session->isLoaded())
        return;
    auto *dialog = new RelationshipsDialog(*m_session, m_editor ? m_editor->state().relationship().name : QString(),
                                           this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

bool MainWindow::selectRelationship(const QString &name)
{
    const Relationship *relationship = m_session && m_session->isLoaded()
                                         ? relationshipNamed(m_session->catalog()->relationships, name)
                                         : nullptr;
    if (!relationship || !m_session->catalog()->whyNotShown(*relationship).isEmpty())
        return false;
    if (!m_editor || m_editor->state().relationship().name != relationship->name)
        showRelationship(*relationship);
    return true;
}

MainWindow::Kept MainWindow::keptOf(const EditorState &state)
{
    return {state.focus(),   state.selection(Side::Left), state.selection(Side::Right),
            state.payload(), state.thirdEnds(),           state.allowsSelfLinks()};
}

void MainWindow::narrow(const QList<RowKey> &thirdEnds)
{
    if (!m_editor)
        return;
    const QString name = m_editor->state().relationship().name;
    Kept kept = keptOf(m_editor->state());
    kept.thirdEnds = thirdEnds;
    const QByteArray sizes = m_editor->saveSizes();
    closeEditor();
    delete m_states.take(name);
    m_kept[name] = kept;
    if (const Relationship *relationship = relationshipNamed(m_session->catalog()->relationships, name)) {
        showRelationship(*relationship);
        m_editor->restoreSizes(sizes);
    }
}

void MainWindow::pickRelationship(const QString &name)
{
    const Catalog &catalog = *m_session->catalog();
    const Relationship *relationship = relationshipNamed(catalog.relationships, name);
    const QString why = relationship ? catalog.whyNotShown(*relationship) : QString();
    if (!why.isEmpty()) {
        m_messages->show({Report::Kind::Nothing, why, {}, false});
        m_actions->picker->setCurrent(m_editor ? m_editor->state().relationship().name : QString());
        return;
    }
    selectRelationship(name);
}

void MainWindow::chooseFile()
{
    const QString folder = m_path.isEmpty() ? QDir::homePath() : QFileInfo(m_path).absolutePath();
    const QString path = QFileDialog::getOpenFileName(
        this, tr("Open a database"), folder,
        tr("SQLite databases (*.sqlite *.sqlite3 *.db *.db3 *.s3db *.sl3 *.gpkg)") + QStringLiteral(";;")
            + tr("All files (*)"));
    if (!path.isEmpty())
        open(path);
}

void MainWindow::fillRecent()
{
    QMenu *menu = m_actions->openRecent;
    menu->clear();
    const QStringList files = recentFiles();
    for (const QString &path : files) {
        QString text = path;
        if (text.startsWith(QDir::homePath() + u'/'))
            text.replace(0, QDir::homePath().size(), u'~');
        QAction *action = menu->addAction(icon(QStringLiteral("database")), text.replace(u'&', QStringLiteral("&&")));
        connect(action, &QAction::triggered, this, [this, path] { open(path); });
    }
    if (files.isEmpty())
        menu->addAction(tr("Nothing opened yet"))->setEnabled(false);
    menu->addSeparator();
    QAction *forget = menu->addAction(tr("Forget these"));
    forget->setEnabled(!files.isEmpty());
    connect(forget, &QAction::triggered, this, [] { clearRecentFiles(); });
}

void MainWindow::saveCopy()
{
    if (!m_session || !m_session->isLoaded())
        return;
    const QFileInfo file(m_path);
    const QString suggested = file.absoluteDir().filePath(
        tr("%1 copy").arg(file.completeBaseName()) + (file.suffix().isEmpty() ? QString() : u'.' + file.suffix()));
    const QString path = QFileDialog::getSaveFileName(this, tr("Save a copy"), suggested);
    if (path.isEmpty())
        return;
    m_session->saveCopy(path);
}

} // namespace joinery
