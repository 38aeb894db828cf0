#include "dialogs/import/importdialog.h"

#include "dialogs/import/importform.h"
#include "dialogs/import/importprogress.h"
#include "dialogs/import/importreport.h"
#include "dialogs/questions.h"

#include <QAbstractItemView>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QKeyEvent>
#include <QMimeData>
#include <QRadioButton>
#include <QScreen>
#include <QSettings>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace joinery {

namespace {

const QString folderKey = QStringLiteral("import/folder");

QString droppedFile(const QMimeData *mime)
{
    const QList<QUrl> urls = mime->urls();
    return urls.size() == 1 && urls.first().isLocalFile() ? urls.first().toLocalFile() : QString();
}

} // namespace

ImportDialog::ImportDialog(Session &session, const Relationship &relationship, const ImportSource &source,
                           QWidget *parent)
    : QDialog(parent)
    , m_state(session, relationship)
    , m_stack(new QStackedWidget)
    , m_form(new ImportForm(m_state))
    , m_progress(new ImportProgressPage(m_state))
    , m_report(new ImportReportPage(m_state))
{
    setWindowTitle(tr("Import CSV"));
    setAcceptDrops(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stack);
    for (QWidget *page :
         {static_cast<QWidget *>(m_form), static_cast<QWidget *>(m_progress), static_cast<QWidget *>(m_report)})
        m_stack->addWidget(page);
    const QSize room = screen()->availableSize() - QSize(80, 80);
    resize(QSize(1120, 720).boundedTo(room.expandedTo(QSize(640, 480))));
    connect(m_form, &ImportForm::importRequested, this, &ImportDialog::start);
    connect(m_form, &ImportForm::cancelRequested, this, &ImportDialog::reject);
    connect(m_form, &ImportForm::fileRequested, this, &ImportDialog::chooseAnother);
    connect(m_progress, &ImportProgressPage::cancelRequested, &m_state, &ImportState::cancel);
    connect(m_report, &ImportReportPage::closeRequested, this, &QDialog::accept);
    connect(m_report, &ImportReportPage::anotherRequested, this, &ImportDialog::chooseAnother);
    connect(m_report, &ImportReportPage::againRequested, this, [this] {
        m_stack->setCurrentWidget(m_form);
        m_state.choose(m_state.choices());
        m_form->takeFocusBack(m_focusBefore);
    });
    connect(&m_state, &ImportState::imported, this, [this](const Report &report) {
        m_progress->stop();
        m_report->show(report);
        m_stack->setCurrentWidget(m_report);
    });
    connect(&m_state, &ImportState::importFailed, this, [this](const Error &error) {
        m_progress->stop();
        m_stack->setCurrentWidget(m_form);
        // The import broke the judging off.
        if (!m_state.preview().isWhole)
            m_state.choose(m_state.choices());
        m_form->say(error.kind == Error::Kind::Cancelled ? tr("Cancelled: nothing was imported.") : error.summary);
        m_form->takeFocusBack(m_focusBefore);
    });
    m_form->makeDefault();
    m_form->setFocus();
    m_state.setSource(source);
}

QString ImportDialog::chooseFile(QWidget *parent)
{
    QSettings settings;
    const QString folder = settings.value(folderKey, QDir::homePath()).toString();
    QString path = QFileDialog::getOpenFileName(parent, tr("Import CSV"), folder,
                                                tr("Tables as text (*.csv *.tsv *.tab *.txt)") + QStringLiteral(";;")
                                                    + tr("All files (*)"));
    if (!path.isEmpty())
        settings.setValue(folderKey, QFileInfo(path).absolutePath());
    return path;
}

void ImportDialog::setSource(const ImportSource &source)
{
    m_stack->setCurrentWidget(m_form);
    m_form->startAnew();
    m_form->makeDefault();
    m_form->setFocus();
    m_state.setSource(source);
}

void ImportDialog::chooseAnother()
{
    letDecisionsGo([this] {
        const QString path = chooseFile(this);
        if (!path.isEmpty())
            setSource(ImportSource::ofFile(path));
    });
}

void ImportDialog::start()
{
    QWidget *focus = focusWidget();
    m_state.start();
    if (!m_state.isImporting())
        return;
    m_focusBefore = focus;
    m_stack->setCurrentWidget(m_progress);
    m_progress->start();
}

void ImportDialog::reject()
{
    if (m_state.isImporting())
        m_state.cancel();
    else
        letDecisionsGo([this] { QDialog::reject(); });
}

/// Goes ahead at once where nothing has been decided about names, or an import has made use of it.
void ImportDialog::letDecisionsGo(const std::function<void()> &goAhead)
{
    const int decided = m_state.names().rowCount() - m_state.names().undecided();
    if (decided == 0 || m_stack->currentWidget() != m_form)
        goAhead();
    else
        askToDiscard(
            this,
            {tr("Names resolved"),
             tr("What you decided about %Ln name(s) has not been used yet and would be lost.", nullptr, decided),
             tr("&Discard")},
            goAhead);
}

void ImportDialog::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        QWidget *focus = focusWidget();
        if (auto *button = qobject_cast<QToolButton *>(focus)) {
            button->click();
            return;
        }
        // What a list makes of it is done by now; it must not begin the import besides.
        if (qobject_cast<QAbstractItemView *>(focus) || qobject_cast<QRadioButton *>(focus))
            return;
    }
    QDialog::keyPressEvent(event);
}

void ImportDialog::dragEnterEvent(QDragEnterEvent *event)
{
    if (!m_state.isImporting() && !droppedFile(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void ImportDialog::dropEvent(QDropEvent *event)
{
    const QString path = droppedFile(event->mimeData());
    if (path.isEmpty() || m_state.isImporting())
        return;
    event->acceptProposedAction();
    letDecisionsGo([this, path] { setSource(ImportSource::ofFile(path)); });
}

} // namespace joinery
