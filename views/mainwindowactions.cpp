// What the window's actions do.

#include "dialogs/gesturesdialog.h"
#include "mainwindow.h"
#include "messagebar.h"
#include "recentfiles.h"
#include "relationshipeditor.h"
#include "relationshippicker.h"
#include "theme/icons.h"
#include "theme/theme.h"
#include "windowactions.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QStandardPaths>

namespace joinery {

void MainWindow::connectFileActions()
{
    connect(m_actions->open, &QAction::triggered, this, &MainWindow::chooseFile);
    connect(m_actions->openRecent, &QMenu::aboutToShow, this, &MainWindow::fillRecent);
    connect(m_actions->openSample, &QAction::triggered, this, &MainWindow::openSample);
    connect(m_actions->resetSample, &QAction::triggered, this, &MainWindow::resetSample);
    m_actions->openSample->setVisible(false);
    m_actions->resetSample->setVisible(false);
    connect(m_actions->saveCopy, &QAction::triggered, this, &MainWindow::saveCopy);
    connect(m_actions->reload, &QAction::triggered, this, [this] {
        if (!m_session || !m_session->isLoaded())
            return;
        m_session->checkOutside();
        if (m_editor)
            m_editor->reload();
        else
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
    withEditor(m_actions->link, &RelationshipEditor::link);
    withEditor(m_actions->unlink, &RelationshipEditor::unlink);
    withEditor(m_actions->payload, &RelationshipEditor::editPayload);
    connect(m_actions->focusLeft, &QAction::triggered, this, [this] {
        if (m_editor)
            m_editor->setFocusSide(Side::Left);
    });
    connect(m_actions->focusRight, &QAction::triggered, this, [this] {
        if (m_editor)
            m_editor->setFocusSide(Side::Right);
    });
    connect(m_actions->picker, &RelationshipPicker::picked, this, &MainWindow::selectRelationship);
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
    connect(m_actions->gestures, &QAction::triggered, this, [this] {
        auto *dialog = new GesturesDialog(this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->show();
    });
    connect(m_actions->about, &QAction::triggered, this, [this] {
        auto *box = new QMessageBox(QMessageBox::NoIcon, tr("About Joinery"),
                                    tr("Joinery %1").arg(QCoreApplication::applicationVersion()), QMessageBox::Close,
                                    this);
        box->setAttribute(Qt::WA_DeleteOnClose);
        box->setInformativeText(
            tr("Edits many-to-many relationships in SQL databases: both sides of a join table side by side, linked by "
               "dragging, by one click or by key."));
        box->setIconPixmap(QIcon(QStringLiteral(":/icons/joinery.svg")).pixmap(QSize(64, 64), devicePixelRatioF()));
        box->open();
    });
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

bool MainWindow::isSample() const
{
    return m_path.startsWith(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + u'/');
}

void MainWindow::openSample()
{
    if (!m_sampleProvider)
        return;
    const auto path = m_sampleProvider(false);
    if (path)
        open(*path);
    else
        m_messages->show(describeFailure(path.error()));
}

void MainWindow::resetSample()
{
    if (!m_sampleProvider || !mayLeave())
        return;
    QMessageBox box(QMessageBox::Question, tr("Reset sample"), tr("Put the sample back as it was at first?"),
                    QMessageBox::Cancel, this);
    box.setInformativeText(tr("Every change that was made in the sample is lost."));
    const QPushButton *reset = box.addButton(tr("Reset"), QMessageBox::AcceptRole);
    box.setDefaultButton(QMessageBox::Cancel);
    box.exec();
    if (box.clickedButton() != reset)
        return;
    if (isSample())
        closeSession(); // nothing of ours may hold the file while it is replaced
    const auto path = m_sampleProvider(true);
    if (!path) {
        m_messages->show(describeFailure(path.error()));
        return;
    }
    open(*path);
    m_messages->show({Report::Kind::Done, tr("The sample is as new."), {}, false});
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
