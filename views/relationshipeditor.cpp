#include "relationshipeditor.h"

#include "cells/cellactions.h"
#include "dialogs/payloaddialog.h"
#include "panels/entityadder.h"
#include "panels/findfield.h"
#include "theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QMimeData>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace joinery {

namespace {

/// As spreadsheets copy: a row a line, and every row of two cells at least.
bool isBlockOfCells(const QString &text)
{
    const QStringList lines = text.split(u'\n', Qt::SkipEmptyParts);
    return !lines.isEmpty()
        && std::all_of(lines.begin(), lines.end(), [](const QString &line) { return line.contains(u'\t'); });
}

} // namespace

RelationshipEditor::RelationshipEditor(EditorState &state, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
    , m_splitter(new QSplitter(Qt::Horizontal))
    , m_left(new EntityPanel(state, Side::Left))
    , m_links(new LinkPanel(state))
    , m_right(new EntityPanel(state, Side::Right))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_splitter);
    m_splitter->setChildrenCollapsible(false);
    for (QWidget *each :
         {static_cast<QWidget *>(m_left), static_cast<QWidget *>(m_links), static_cast<QWidget *>(m_right)})
        m_splitter->addWidget(each);
    m_splitter->setStretchFactor(0, 10);
    m_splitter->setStretchFactor(1, 12);
    m_splitter->setStretchFactor(2, 10);
    m_splitter->setSizes({400, 480, 400});

    for (EntityPanel *each : {m_left, m_right}) {
        connect(each, &EntityPanel::said, this, &RelationshipEditor::said);
        connect(each, &EntityPanel::pasteRequested, this, &RelationshipEditor::paste);
        connect(each, &EntityPanel::menuRequested, this, &RelationshipEditor::menuRequested);
        connect(&each->model(), &EntityModel::orderRead, this, &RelationshipEditor::onOrderRead);
        connect(m_links, &LinkPanel::linksDragStarted, each, [each] { each->showUnlinkTarget(true); });
        connect(m_links, &LinkPanel::linksDragFinished, each, [each] { each->showUnlinkTarget(false); });
    }
    connect(m_links, &LinkPanel::said, this, &RelationshipEditor::said);
    connect(m_links, &LinkPanel::pasteRequested, this, &RelationshipEditor::paste);
    connect(m_links, &LinkPanel::menuRequested, this, &RelationshipEditor::menuRequested);
    connect(m_links, &LinkPanel::thirdEndsChosen, this, &RelationshipEditor::thirdEndsChosen);
    connect(m_links, &LinkPanel::payloadRequested, this, &RelationshipEditor::editPayload);
    connect(&m_links->model(), &LinkModel::orderRead, this, &RelationshipEditor::onOrderRead);
    connect(&m_state, &EditorState::payloadNeeded, this, &RelationshipEditor::editPayload);
    connect(&m_state.session(), &Session::busyChanged, this, [this](bool busy) {
        if (!busy && std::exchange(m_reloadsWhenIdle, false))
            reload();
    });
    connect(qApp, &QApplication::focusChanged, this, [this] { currentPanel(); });
    setFocusProxy(m_left);
}

RelationshipEditor::~RelationshipEditor()
{
    // The keyboard leaves the panels while they are destroyed, when this is no RelationshipEditor any more.
    disconnect(qApp, nullptr, this, nullptr);
}

void RelationshipEditor::onOrderRead()
{
    if (m_ready || m_left->model().isLoading() || m_right->model().isLoading() || m_links->model().isLoading())
        return;
    m_ready = true;
    emit ready();
}

bool RelationshipEditor::isSettled() const
{
    for (const EntityPanel *each : {m_left, m_right}) {
        if (each->model().isLoading() || each->model().isFetching() || !each->table()->hasAllVisibleRows())
            return false;
    }
    return !m_links->model().isLoading() && !m_links->model().isFetching() && m_links->table()->hasAllVisibleRows();
}

bool RelationshipEditor::isEngaged() const
{
    return m_left->table()->isDragging() || m_links->table()->isDragging() || m_right->table()->isDragging()
        || isEditing() || QApplication::activeModalWidget() || QApplication::activePopupWidget();
}

bool RelationshipEditor::isEditing() const
{
    return m_left->table()->isEditing() || m_links->table()->isEditing() || m_right->table()->isEditing();
}

void RelationshipEditor::reload()
{
    m_left->model().reload();
    m_right->model().reload();
    m_links->model().reload();
}

void RelationshipEditor::commitAndReload()
{
    const bool wasEditing = isEditing();
    for (RowTable *each : {m_left->table(), m_links->table(), m_right->table()})
        each->commitEditing();
    if (wasEditing && m_state.session().isBusy())
        m_reloadsWhenIdle = true;
    else
        reload();
}

void RelationshipEditor::updateEditable()
{
    m_left->updateEditable();
    m_right->updateEditable();
    m_links->showPayload();
}

bool RelationshipEditor::canEdit() const
{
    return m_state.readOnlyReason().isEmpty();
}

bool RelationshipEditor::canAddRows() const
{
    return m_left->adder()->whyNot().isEmpty() || m_right->adder()->whyNot().isEmpty();
}

QList<QAction *> RelationshipEditor::cellActions() const
{
    const int panel = currentPanel();
    return (panel == 0 ? m_left->cells() : panel == 1 ? m_links->cells() : m_right->cells())->actions();
}

int RelationshipEditor::currentPanel() const
{
    const QWidget *focus = QApplication::focusWidget();
    const QList<const QWidget *> panels{m_left, m_links, m_right};
    for (int i = 0; i < panels.size(); ++i) {
        if (focus && panels[i]->isAncestorOf(focus))
            m_lastPanel = i;
    }
    return m_lastPanel;
}

RowTable *RelationshipEditor::currentTable() const
{
    switch (currentPanel()) {
    case 0:
        return m_left->table();
    case 1:
        return m_links->table();
    default:
        return m_right->table();
    }
}

void RelationshipEditor::link()
{
    (currentPanel() == 0 ? m_left : m_right)->link();
}

void RelationshipEditor::unlink()
{
    if (currentPanel() == 1)
        m_links->unlink();
    else
        (currentPanel() == 0 ? m_left : m_right)->unlink();
}

void RelationshipEditor::newRow()
{
    const int current = currentPanel();
    const Side side = current == 0 ? Side::Left : current == 2 ? Side::Right : otherSide(m_state.focus());
    panel(side)->adder()->addRow();
}

EntityPanel *RelationshipEditor::sidePanel()
{
    const int current = currentPanel();
    if (current == 1) {
        emit said({Report::Kind::Nothing,
                   tr("These are links. Select rows in %1 or %2 first.")
                       .arg(m_state.relationship().title(Side::Left), m_state.relationship().title(Side::Right)),
                   {},
                   false});
        return nullptr;
    }
    return current == 0 ? m_left : m_right;
}

void RelationshipEditor::duplicate()
{
    if (EntityPanel *side = sidePanel())
        side->duplicate(false);
}

void RelationshipEditor::duplicateWithLinks()
{
    if (EntityPanel *side = sidePanel())
        side->duplicate(true);
}

void RelationshipEditor::deleteRows()
{
    if (EntityPanel *side = sidePanel())
        side->deleteRows();
}

void RelationshipEditor::copy()
{
    currentTable()->flushSelection();
    currentTable()->copy();
}

void RelationshipEditor::selectAll()
{
    currentTable()->selectAll();
}

void RelationshipEditor::find()
{
    FindField *field = currentPanel() == 0 ? m_left->findField()
                     : currentPanel() == 1 ? m_links->findField()
                                           : m_right->findField();
    field->setFocus(Qt::ShortcutFocusReason);
    field->selectAll();
}

void RelationshipEditor::setFocusSide(Side side)
{
    panel(side)->table()->flushSelection();
    m_state.setFocus(side);
}

void RelationshipEditor::focusPanel(int panel)
{
    RowTable *tables[] = {m_left->table(), m_links->table(), m_right->table()};
    tables[panel]->setFocus(Qt::ShortcutFocusReason);
}

void RelationshipEditor::focusNextPanel(bool forward)
{
    focusPanel((currentPanel() + (forward ? 1 : 2)) % 3);
}

void RelationshipEditor::editPayload()
{
    if (!canEdit())
        return;
    auto *dialog = new PayloadDialog(m_state, m_links->cells()->editors(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    const bool asked = !m_state.isPayloadKnown();
    connect(dialog, &QDialog::rejected, this, [this, asked] {
        if (asked)
            emit said({Report::Kind::Nothing, tr("Nothing linked"), {}, false});
    });
    connect(dialog, &QDialog::accepted, m_links, &LinkPanel::showPayload);
    dialog->open();
}

void RelationshipEditor::paste()
{
    const QMimeData *mime = QApplication::clipboard()->mimeData();
    if (!canEdit()) {
        emit said({Report::Kind::Failed, m_state.readOnlyReason(), {}, false});
        return;
    }
    if (currentPanel() == 1 && m_links->cells()->paste())
        return;
    for (EntityPanel *each : {m_left, m_right})
        each->table()->flushSelection();
    const auto rows = RowMime::read(mime);
    if (rows && rows->session == m_state.session().id())
        pasteRows(*rows);
    else if (mime && mime->hasText() && isBlockOfCells(mime->text()))
        emit cellsPasted(mime->text());
    else if (mime && mime->hasText())
        pasteNames(mime->text());
    else
        emit said(
            {Report::Kind::Nothing, tr("There is nothing to paste: copy rows or a column of names first."), {}, false});
}

void RelationshipEditor::pasteRows(const RowMime &rows)
{
    const Side focus = m_state.focus();
    QString why;
    if (rows.isLinks() && !m_state.focused().isEmpty()) {
        why = m_state.whyNotOnSide(rows, focus, true);
        if (why.isEmpty())
            m_state.dropOnSide(rows, focus, m_state.focused().at(0), false);
    } else if (rows.isLinks()) {
        why = tr("Select rows in %1 first.").arg(m_state.relationship().title(focus));
    } else if (rows.side() == focus && !m_state.selection(otherSide(focus)).isEmpty()) {
        why = m_state.whyNotOnSide(rows, otherSide(focus), true);
        if (why.isEmpty())
            m_state.dropOnSide(rows, otherSide(focus), m_state.selection(otherSide(focus)).at(0), false);
    } else {
        why = m_state.whyNotOnMiddle(rows);
        if (why.isEmpty())
            m_state.dropOnMiddle(rows);
    }
    if (!why.isEmpty())
        emit said({Report::Kind::Nothing, why, {}, false});
}

void RelationshipEditor::pasteNames(const QString &text)
{
    if (m_state.focused().isEmpty()) {
        emit said({Report::Kind::Nothing,
                   tr("Select rows in %1 first.").arg(m_state.relationship().title(m_state.focus())),
                   {},
                   false});
        return;
    }
    QStringList names;
    for (const QString &line : text.split(u'\n')) {
        const QString name = line.section(u'\t', 0, 0).trimmed();
        if (!name.isEmpty())
            names += name;
    }
    // The names mean what was looked at when they were pasted, whatever is selected by the time they are found.
    const Side side = otherSide(m_state.focus());
    m_state.findByName(side, names, this, [this, side, with = m_state.focused()](const Result<NamedRows> &rows) {
        if (!rows) {
            emit said(describeFailure(rows.error()));
            return;
        }
        const QString title = m_state.relationship().title(side);
        const bool offers = !rows->missing.isEmpty() && m_state.rules(side).takesNames()
                         && panel(side)->adder()->whyNot().isEmpty();
        const QStringList left = offers ? rows->ambiguous : rows->missing + rows->ambiguous;
        Remark remark;
        if (!left.isEmpty()) {
            remark.text = tr("%Ln name(s) not found, or not found once, in %1: %2", nullptr, int(left.size()))
                              .arg(title, left.mid(0, 5).join(QStringLiteral(", ")));
            remark.detail = left.join(u'\n');
        }
        if (offers)
            panel(side)->adder()->offer(*rows, with, remark);
        else if (rows->found.isEmpty())
            emit said({Report::Kind::Nothing, remark.text, remark.detail, false});
        else
            m_state.link(side, rows->found, with, remark);
    });
}

QByteArray RelationshipEditor::saveSizes() const
{
    return m_splitter->saveState();
}

void RelationshipEditor::restoreSizes(const QByteArray &sizes)
{
    if (!sizes.isEmpty())
        m_splitter->restoreState(sizes);
}

} // namespace joinery
