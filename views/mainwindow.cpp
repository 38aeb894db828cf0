#include "mainwindow.h"

#include "banner.h"
#include "dialogs/export/exportdialog.h"
#include "dialogs/import/importdialog.h"
#include "dialogs/questions.h"
#include "filedropframe.h"
#include "historypanel.h"
#include "messagebar.h"
#include "openingstates.h"
#include "preferences/databasememory.h"
#include "preferences/preferences.h"
#include "recentfiles.h"
#include "relationshipeditor.h"
#include "relationshippicker.h"
#include "relationships/relationshipfinder.h"
#include "samplenote.h"
#include "startpage.h"
#include "theme/icons.h"
#include "windowactions.h"

#include <QCloseEvent>
#include <QDockWidget>
#include <QFileInfo>
#include <QLocale>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace joinery {

namespace {

constexpr int patience = 150; // milliseconds before "Opening…" is worth a page

} // namespace

MainWindow::MainWindow(QWidget *parent)
    : QMainWindow(parent)
    , m_actions(new WindowActions(this))
    , m_stack(new QStackedWidget)
    , m_start(new StartPage)
    , m_page(new StatePage(StatePage::Size::Page))
    , m_editorPage(new QWidget)
    , m_note(new SampleNote)
    , m_banner(new Banner)
    , m_messages(new MessageBar)
{
    setWindowTitle(tr("Joinery"));
    setAcceptDrops(true);
    new FileDropFrame(this);
    auto *editorColumn = new QVBoxLayout(m_editorPage);
    editorColumn->setContentsMargins(0, 0, 0, 0);
    editorColumn->setSpacing(0);
    editorColumn->addWidget(m_banner);
    m_stack->addWidget(m_start);
    m_stack->addWidget(m_page);
    m_stack->addWidget(m_editorPage);
    auto *central = new QWidget;
    auto *column = new QVBoxLayout(central);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_note);
    column->addWidget(m_stack, 1);
    column->addWidget(m_messages);
    setCentralWidget(central);
    setMinimumSize(smallest);
    makeHistoryDock();
    connectFileActions();
    connectEditActions();
    connectViewActions();
    connectSamples();
    connectExchangeActions();
    m_openingTimer.setSingleShot(true);
    m_openingTimer.setInterval(patience);
    connect(&m_openingTimer, &QTimer::timeout, this, [this] { showPage(openingContent({m_path})); });
    m_reloadTimer.setSingleShot(true);
    m_reloadTimer.setInterval(patience);
    connect(&m_reloadTimer, &QTimer::timeout, this, [this] {
        if (m_session)
            onChangedOutside(m_reloadSchema);
    });
    connect(m_messages, &MessageBar::undoRequested, m_actions->undo, &QAction::trigger);
    connect(m_messages, &MessageBar::cancelRequested, this, [this] {
        if (m_session)
            m_session->cancel();
    });
    connectSafety();
    showSampleNote();
    restoreWindow();
}

MainWindow::~MainWindow()
{
    closeSession();
}

void MainWindow::makeHistoryDock()
{
    auto *dock = new QDockWidget(tr("History"), this);
    dock->setObjectName(QStringLiteral("history"));
    dock->setAllowedAreas(Qt::LeftDockWidgetArea | Qt::RightDockWidgetArea);
    m_history = new HistoryPanel;
    dock->setWidget(m_history);
    addDockWidget(Qt::RightDockWidgetArea, dock);
    dock->hide();
    connect(m_actions->history, &QAction::triggered, dock, &QDockWidget::setVisible);
    connect(dock, &QDockWidget::visibilityChanged, m_actions->history, &QAction::setChecked);
}

void MainWindow::open(const QString &path)
{
    if (!mayLeave())
        return;
    closeSession();
    m_path = QFileInfo(path).absoluteFilePath();
    m_wantedRelationship.clear();
    const DatabaseLocation location = Preferences::instance().location(m_path);
    setWindowTitle(tr("Joinery — %1").arg(location.name()));
    setWindowFilePath(m_path);
    showSampleNote();
    m_messages->clear();
    m_opening = true;
    m_openingTimer.start();
    if (const QByteArray geometry = DatabaseMemory(m_path).geometry(); !geometry.isEmpty())
        restoreGeometry(geometry);
    m_session = new Session(location, this);
    m_session->setLimits(Preferences::instance().limits());
    m_unenforcedByFile = !location.enforced;
    m_shownStyle = Preferences::instance().valueStyle();
    m_history->setSession(m_session);
    connectSession();
    m_session->load();
}

void MainWindow::connectSession()
{
    connect(m_session, &Session::loaded, this, &MainWindow::onLoaded);
    connect(m_session, &Session::failed, this, &MainWindow::onLoadFailed);
    connect(m_session, &Session::reported, m_messages, &MessageBar::show);
    connect(m_session, &Session::busyChanged, m_messages, &MessageBar::setBusy);
    connect(m_session, &Session::historyChanged, this, &MainWindow::showHistory);
    connect(m_session, &Session::rowsChanged, this, &MainWindow::showBanner);
    connect(m_session, &Session::copySaved, this, [this] {
        Preferences::instance().setCopyAnswered(m_path);
        showBanner();
    });
    connect(m_session, &Session::changedOutside, this, &MainWindow::onChangedOutside);
    connect(m_session, &Session::progressed, m_messages, &MessageBar::setProgress);
    connect(m_session, &Session::confirmationNeeded, this,
            [this](const Confirmation &question, const std::function<void()> &goAhead) {
                ask(this, m_session, question, goAhead, [this] {
                    m_messages->show({Report::Kind::Nothing, tr("Nothing was changed"), {}, false});
                });
            });
    connect(m_session, &Session::damageFound, this, [this] {
        showBanner();
        showAvailable();
        if (m_editor)
            m_editor->updateEditable();
    });
}

void MainWindow::closeEditor()
{
    if (!m_editor)
        return;
    rememberLook();
    QSettings().setValue(QStringLiteral("window/sides"), m_editor->saveSizes());
    delete std::exchange(m_editor, nullptr);
}

void MainWindow::closeSession()
{
    m_openingTimer.stop();
    m_reloadTimer.stop();
    m_reloadSchema = false;
    m_opening = false;
    m_enforcementNoteClosed = false;
    if (m_session)
        DatabaseMemory(m_path).setGeometry(saveGeometry());
    closeEditor();
    qDeleteAll(m_states);
    m_states.clear();
    m_kept.clear();
    for (QDialog *dialog : {static_cast<QDialog *>(m_import), static_cast<QDialog *>(m_export)})
        delete dialog; // they work with the session
    m_history->setSession(nullptr);
    delete std::exchange(m_session, nullptr);
    m_actions->picker->setRelationships({});
    m_banner->hide();
    showHistory();
    showAvailable();
}

void MainWindow::onLoadFailed(const Error &error)
{
    m_openingTimer.stop();
    const bool first = std::exchange(m_opening, false);
    if (!first) {
        m_messages->show(describeFailure(error));
        return;
    }
    showPage(failureContent(error, {m_path}, openingChoices()));
    emit openFailed(error);
}

void MainWindow::onLoaded()
{
    m_openingTimer.stop();
    const bool first = std::exchange(m_opening, false);
    const QString shown = m_editor ? m_editor->state().relationship().name : m_wantedRelationship;
    for (auto it = m_states.cbegin(); it != m_states.cend(); ++it) {
        m_kept[it.key()] = keptOf(**it);
    }
    closeEditor();
    qDeleteAll(m_states);
    m_states.clear();

    const QList<Relationship> &relationships = m_session->catalog()->relationships;
    const auto whyNotShown = [this](const Relationship &each) { return m_session->catalog()->whyNotShown(each); };
    m_actions->picker->setRelationships(relationships, whyNotShown);
    if (first)
        addRecentFile(m_path);
    const auto canBeShown = [&](const Relationship &each) { return whyNotShown(each).isEmpty(); };
    const auto firstShown = std::find_if(relationships.begin(), relationships.end(), canBeShown);
    if (firstShown == relationships.end()) {
        showPage(noRelationshipContent(*m_session->catalog(), openingChoices()));
        emit openFailed({Error::Kind::Missing, m_page->headline(), {}});
        return;
    }
    const Relationship *relationship = shown.isEmpty() ? nullptr : relationshipNamed(relationships, shown);
    if (!relationship)
        relationship = relationshipNamed(relationships, DatabaseMemory(m_path).relationship());
    showRelationship(relationship && canBeShown(*relationship) ? *relationship : *firstShown);
}

EditorState *MainWindow::stateFor(const Relationship &relationship)
{
    if (EditorState *state = m_states.value(relationship.name))
        return state;
    const auto kept = m_kept.constFind(relationship.name);
    auto *state = new EditorState(*m_session, relationship,
                                  kept != m_kept.constEnd() ? kept->thirdEnds : QList<RowKey>(), m_session);
    m_states.insert(relationship.name, state);
    if (kept != m_kept.constEnd()) {
        if (relationship.isSelf())
            state->setSelfLinks(kept->selfLinks);
        state->setFocus(kept->focus);
        if (kept->left.width() == relationship.left.key.size())
            state->setSelection(Side::Left, kept->left);
        if (kept->right.width() == relationship.right.key.size())
            state->setSelection(Side::Right, kept->right);
        state->setPayload(kept->payload);
    }
    return state;
}

void MainWindow::showRelationship(const Relationship &relationship)
{
    closeEditor();
    m_wantedRelationship = relationship.name;
    DatabaseMemory(m_path).setRelationship(relationship.name);
    const bool first = !m_states.contains(relationship.name) && !m_kept.contains(relationship.name);
    m_editor = new RelationshipEditor(*stateFor(relationship));
    restoreLook(relationship, first);
    m_editor->restoreSizes(QSettings().value(QStringLiteral("window/sides")).toByteArray());
    connect(m_editor, &RelationshipEditor::thirdEndsChosen, this, &MainWindow::narrow, Qt::QueuedConnection);
    connect(m_editor, &RelationshipEditor::said, m_messages, &MessageBar::show);
    connect(m_editor, &RelationshipEditor::ready, this, &MainWindow::editorReady);
    connect(m_editor, &RelationshipEditor::cellsPasted, this,
            [this](const QString &text) { importFrom(ImportSource::ofText(text)); });
    connect(m_editor, &RelationshipEditor::menuRequested, this, [this](const QPoint &globalPos) {
        m_actions->makeRowMenu(this, m_editor->cellActions())->popup(globalPos);
    });
    m_actions->setCellActions(m_editor->cellActions());
    m_editorPage->layout()->addWidget(m_editor);
    m_stack->setCurrentWidget(m_editorPage);
    m_actions->picker->setCurrent(relationship.name);
    m_editor->setFocus();
    showBanner();
    showAvailable();
}

void MainWindow::onChangedOutside(bool schemaToo)
{
    // A drag or a question is about the columns that it was begun with; the editor is built anew when it has ended.
    m_reloadSchema = m_reloadSchema || schemaToo;
    if (m_editor && (m_editor->isEditing() || (m_reloadSchema && m_editor->isEngaged()))) {
        m_reloadTimer.start();
        return;
    }
    if (std::exchange(m_reloadSchema, false))
        m_session->load();
    else if (m_editor)
        m_editor->reload();
    m_messages->show({Report::Kind::Nothing,
                      tr("Another program changed the database. The lists show it as it is now."),
                      {},
                      false});
}

bool MainWindow::isSettled() const
{
    return !m_opening && (!m_session || !m_session->isBusy())
        && (!m_editor || (m_editor->isReady() && m_editor->isSettled()));
}

void MainWindow::showHistory()
{
    const Step *undo = m_session ? m_session->history().undoStep() : nullptr;
    const Step *redo = m_session ? m_session->history().redoStep() : nullptr;
    m_actions->setHistory(undo ? undo->text : QString(), redo ? redo->text : QString());
}

void MainWindow::showAvailable()
{
    m_actions->setAvailable(m_session && m_session->isLoaded(), m_editor,
                            m_editor ? m_editor->state().readOnlyReason() : QString());
    m_actions->setRowsEditable(m_editor && m_editor->canAddRows());
    m_actions->selfLinks->setVisible(m_editor && m_editor->state().relationship().isSelf());
    m_actions->selfLinks->setChecked(m_editor && m_editor->state().allowsSelfLinks());
    m_actions->payload->setVisible(m_editor && !m_editor->state().requiredColumns().isEmpty());
}

bool MainWindow::mayLeave()
{
    return !m_session || joinery::mayLeave(this, *m_session);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!mayLeave()) {
        event->ignore();
        return;
    }
    saveWindow();
    event->accept();
}

void MainWindow::saveWindow() const
{
    QSettings settings;
    settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    settings.setValue(QStringLiteral("window/state"), saveState());
    if (m_session)
        DatabaseMemory(m_path).setGeometry(saveGeometry());
    if (m_editor)
        settings.setValue(QStringLiteral("window/sides"), m_editor->saveSizes());
}

void MainWindow::restoreWindow()
{
    const QSettings settings;
    resize(1280, 800);
    restoreGeometry(settings.value(QStringLiteral("window/geometry")).toByteArray());
    restoreState(settings.value(QStringLiteral("window/state")).toByteArray());
}

} // namespace joinery
