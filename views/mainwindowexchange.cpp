// Rows that come from files and go to files.

#include "dialogs/export/exportdialog.h"
#include "dialogs/import/importdialog.h"
#include "mainwindow.h"
#include "messagebar.h"
#include "relationshipeditor.h"
#include "windowactions.h"

#include <QDropEvent>
#include <QMimeData>

namespace joinery {

namespace {

QString fileIn(const QMimeData *mime)
{
    const QList<QUrl> urls = mime->urls();
    return urls.size() == 1 && urls.first().isLocalFile() ? urls.first().toLocalFile() : QString();
}

} // namespace

void MainWindow::connectExchangeActions()
{
    connect(m_actions->importRows, &QAction::triggered, this, &MainWindow::importFile);
    connect(m_actions->exportLinks, &QAction::triggered, this, &MainWindow::exportLinks);
}

void MainWindow::importFile()
{
    if (!m_editor || !m_editor->canEdit())
        return;
    const QString path = ImportDialog::chooseFile(this);
    if (!path.isEmpty())
        importFrom(ImportSource::ofFile(path));
}

void MainWindow::importFrom(const ImportSource &source)
{
    QString why;
    if (!m_session || !m_editor)
        why = tr("Open a database with a relationship first; then %1 can be imported into it.").arg(source.name());
    else if (!m_editor->canEdit())
        why = m_editor->state().readOnlyReason();
    if (!why.isEmpty()) {
        m_messages->show({Report::Kind::Failed, why, {}, false});
        return;
    }
    if (m_import)
        return;
    m_import = new ImportDialog(*m_session, m_editor->state().relationship(), source, this);
    m_import->setAttribute(Qt::WA_DeleteOnClose);
    m_import->open();
}

void MainWindow::exportLinks()
{
    if (!m_editor || m_export)
        return;
    m_export = new ExportDialog(m_editor->state(), this);
    m_export->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_export, &ExportDialog::said, m_messages, &MessageBar::show);
    m_export->open();
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (!fileIn(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    const QString path = fileIn(event->mimeData());
    if (path.isEmpty())
        return;
    event->acceptProposedAction();
    // The program that dropped the file waits for an answer; opening may ask a question.
    QTimer::singleShot(0, this, [this, path] {
        if (ImportSource::holdsRows(path))
            importFrom(ImportSource::ofFile(path));
        else
            open(path);
    });
}

} // namespace joinery
