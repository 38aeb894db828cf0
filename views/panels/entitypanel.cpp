#include "panels/entitypanel.h"

#include "cells/cellactions.h"
#include "panels/entityadder.h"
#include "panels/findfield.h"
#include "panels/foldedcolumns.h"
#include "panels/segmentedcontrol.h"
#include "panels/unlinktarget.h"
#include "rows/columnlayout.h"
#include "statepage.h"
#include "theme/theme.h"
#include "values/naming.h"

#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

namespace joinery {

EntityPanel::EntityPanel(EditorState &state, Side side, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
    , m_side(side)
    , m_model(new EntityModel(state, side, this))
    , m_table(new RowTable(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(makeTitleRow());
    column->addLayout(makeFindRow());
    makeTable();
    column->addWidget(m_table, 1);
    m_empty = new StatePage(StatePage::Size::Panel, this);
    m_empty->hide();
    m_unlinkTarget = new UnlinkTarget(state, side, this);
    setMinimumWidth(240);
    setFocusProxy(m_table);
    connectState();
    onFocusChanged();
    showCount();
}

QLayout *EntityPanel::makeTitleRow()
{
    const QString title = m_state.relationship().title(m_side);
    m_focusButton = new QToolButton;
    m_focusButton->setAutoRaise(true);
    m_focusButton->setFixedSize(28, 28);
    m_focusButton->setCheckable(true);
    m_focusButton->setProperty("joineryPlainWhenOn", true); // the dot says it
    m_focusButton->setAccessibleName(tr("Focus on %1").arg(title));
    m_focusButton->setToolTip(
        tr("Focus on %1: the middle shows the links of what is selected here (%2)")
            .arg(title, m_side == Side::Left ? QStringLiteral("Ctrl+[") : QStringLiteral("Ctrl+]")));
    connect(m_focusButton, &QToolButton::clicked, this, [this] {
        m_table->flushSelection();
        m_state.setFocus(m_side);
        onFocusChanged(); // a click on the side that has it must not uncheck it
    });
    m_title = new QLabel(title);
    m_title->setFont(Theme::titleFont());
    m_title->setTextFormat(Qt::PlainText);
    m_count = new QLabel;
    m_count->setAccessibleName(tr("Number of %1").arg(title));

    auto *row = new QHBoxLayout;
    row->setContentsMargins(6, 8, 12, 0);
    row->setSpacing(4);
    row->addWidget(m_focusButton);
    row->addWidget(m_title);
    row->addStretch();
    m_folded = new FoldedColumns;
    row->addWidget(m_folded);
    row->addWidget(m_count);
    return row;
}

QLayout *EntityPanel::makeFindRow()
{
    const QString title = m_state.relationship().title(m_side);
    m_find = new FindField;
    m_find->setAccessibleName(tr("Find in %1").arg(title));
    m_find->setToolTip(tr("Find in every row of %1 (Ctrl+F)").arg(title));
    m_filter = new SegmentedControl;
    m_filter->setAccessibleName(tr("Which %1 to show").arg(title));
    m_filter->addSegment(int(EntityModel::Filter::All), tr("All"), tr("Show all rows"));
    m_filter->addSegment(int(EntityModel::Filter::Linked), tr("Linked"),
                         tr("Show only rows that are linked to the selection"));
    m_filter->addSegment(int(EntityModel::Filter::NotLinked), tr("Not linked"),
                         tr("Show only rows that are not linked to the selection"));
    auto *row = new QHBoxLayout;
    row->setContentsMargins(12, 8, 12, 8);
    row->setSpacing(Theme::grid);
    row->addWidget(m_find, 1);
    row->addWidget(m_filter);
    return row;
}

void EntityPanel::makeTable()
{
    const QString title = m_state.relationship().title(m_side);
    RowSource source;
    source.model = m_model;
    source.keyRole = EntityModel::KeyRole;
    source.placeholderRole = EntityModel::PlaceholderRole;
    source.numericRole = EntityModel::NumericRole;
    source.nullRole = EntityModel::NullRole;
    source.boxColumn = m_model->stateColumn();
    source.pillColumn = m_model->linksColumn();
    source.showsTwins = true;
    source.order = [this]() -> const KeyList & { return m_model->order(); };
    source.readText = [this](const KeyList &keys, const QList<int> &columns, const auto &done) {
        m_model->readText(keys, columns, m_table, done);
    };
    source.counted = [title](qint64 count) { return QLocale().toString(count) + u' ' + countedNoun(title, count); };
    m_table->setCountsPairs(!m_state.relationship().unique);
    m_table->setSource(source);
    m_table->setAccessibleName(title);
    m_table->horizontalHeader()->setSortIndicator(m_model->sortColumn(), m_model->sortOrder());
    const QString part = m_side == Side::Left ? QStringLiteral("left") : QStringLiteral("right");
    m_columns = new ColumnLayout(
        m_table, ColumnLayout::settingsKey(m_state.session().location().path, m_state.relationship().name, part),
        m_model->quietColumns());
    m_folded->setLayoutOf(m_columns);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    if (!m_state.selection(m_side).isEmpty()) {
        m_table->setSelectedKeys(m_state.selection(m_side));
        m_table->forgetPlace(); // the first order shows the selection
    }

    connect(m_table->horizontalHeader(), &QHeaderView::sortIndicatorChanged, this,
            [this](int section, Qt::SortOrder order) {
                if (section == m_model->sortColumn() && order == m_model->sortOrder())
                    return;
                if (section == m_model->stateColumn()) { // boxes have no order
                    m_table->horizontalHeader()->setSortIndicator(m_model->sortColumn(), m_model->sortOrder());
                    return;
                }
                m_table->showStart();
                m_model->sort(section, order);
            });
    m_cells = new CellActions(m_state, *m_model, m_table, this);
    connect(m_cells, &CellActions::said, this, &EntityPanel::said);
    m_adder = new EntityAdder(m_state, *this);
    connect(m_adder, &EntityAdder::said, this, &EntityPanel::said);
    connect(m_table, &RowTable::selectedKeysChanged, this,
            [this] { m_state.setSelection(m_side, m_table->selectedKeys()); });
    connect(m_table, &RowTable::boxClicked, this, &EntityPanel::onBoxClicked);
    connect(m_table, &RowTable::pillClicked, this, [this](const QModelIndex &index) {
        m_table->showRow(m_model->keyAt(index.row()));
        m_state.setFocus(m_side);
    });
    connect(m_table, &RowTable::linkRequested, this, &EntityPanel::link);
    connect(m_table, &RowTable::unlinkRequested, this, &EntityPanel::unlink);
    connect(m_table, &RowTable::toggleRequested, this, &EntityPanel::toggle);
    connect(m_table, &RowTable::said, this, &EntityPanel::said);
    connect(m_table, &RowTable::pasteRequested, this, &EntityPanel::pasteRequested);
    connect(m_table, &RowTable::typed, this, [this](const QString &text) {
        m_find->setFocus(Qt::ShortcutFocusReason);
        m_find->setText(text);
    });
    connect(m_table, &QWidget::customContextMenuRequested, this,
            [this](const QPoint &pos) { emit menuRequested(m_table->viewport()->mapToGlobal(pos)); });
}

void EntityPanel::connectState()
{
    connect(m_find, &FindField::findChanged, this, [this](const QString &text) {
        m_table->forgetPlace();
        m_table->setKeepsHidden(true);
        m_model->setFind(text);
    });
    connect(m_find, &FindField::leaveWanted, this, [this] { m_table->setFocus(Qt::ShortcutFocusReason); });
    connect(m_filter, &SegmentedControl::changed, this, &EntityPanel::setFilter);
    connect(&m_state, &EditorState::focusChanged, this, &EntityPanel::onFocusChanged);
    connect(&m_state, &EditorState::selectionChanged, this, [this](Side side) {
        if (side == m_side)
            m_table->setSelectedKeys(m_state.selection(m_side));
        else
            updateEditable();
    });
    connect(m_model, &EntityModel::orderRead, this, &EntityPanel::onOrderRead);
    connect(m_model, &EntityModel::failed, this, [this](const Error &error) {
        m_error = error.summary;
        showEmptyState();
        emit said({Report::Kind::Failed, error.summary, error.detail, false});
    });
    connect(&Theme::instance(), &Theme::changed, this, &EntityPanel::showCount);
}

void EntityPanel::onFocusChanged()
{
    const bool focus = m_model->isFocusSide();
    m_focusButton->setChecked(focus);
    m_focusButton->setIcon(focus ? icon(QStringLiteral("focus-on"), Tone::Accent)
                                 : icon(QStringLiteral("focus-off"), Tone::Muted));
    m_filter->setVisible(!focus);
    m_filter->setCurrent(int(m_model->filter()));
    m_columns->setManaged(m_model->stateColumn(), !focus);
    m_unlinkTarget->hide();
    updateEditable();
    update();
}

void EntityPanel::updateEditable()
{
    m_table->setBoxesEnabled(!m_model->isFocusSide() && !m_state.focused().isEmpty()
                             && m_state.readOnlyReason().isEmpty());
}

void EntityPanel::setFilter(int filter)
{
    m_table->forgetPlace();
    m_table->setKeepsHidden(true);
    m_model->setFilter(EntityModel::Filter(filter));
}

void EntityPanel::onOrderRead()
{
    m_error.clear();
    m_table->setKeepsHidden(!m_model->find().isEmpty() || m_model->filter() != EntityModel::Filter::All);
    m_filter->setCurrent(int(m_model->filter()));
    showCount();
    showEmptyState();
}

void EntityPanel::showCount()
{
    QPalette quiet = palette();
    quiet.setColor(QPalette::WindowText, colors().muted);
    m_count->setPalette(quiet);
    if (m_model->totalCount() < 0) {
        m_count->clear();
        return;
    }
    const QString total = QLocale().toString(m_model->totalCount());
    const bool part = !m_model->find().isEmpty() || m_model->filter() != EntityModel::Filter::All;
    m_count->setText(part ? tr("%1 of %2").arg(QLocale().toString(m_model->rowCount()), total) : total);
}

bool EntityPanel::refuse()
{
    if (const QString reason = m_state.readOnlyReason(); !reason.isEmpty()) {
        emit said({Report::Kind::Failed, reason, {}, false});
        return true;
    }
    const Side other = otherSide(m_state.focus());
    for (const Side side : {m_state.focus(), other}) {
        // A box carries its own row; keys act on what is selected on both sides.
        if (m_state.selection(side).isEmpty()) {
            emit said({Report::Kind::Nothing,
                       tr("Select rows in %1 first.").arg(m_state.relationship().title(side)),
                       {},
                       false});
            return true;
        }
    }
    return false;
}

void EntityPanel::onBoxClicked(const QModelIndex &index)
{
    if (!m_table->boxesEnabled()) {
        if (const QString reason = m_state.readOnlyReason(); !reason.isEmpty())
            emit said({Report::Kind::Failed, reason, {}, false});
        else
            emit said({Report::Kind::Nothing,
                       tr("Select rows in %1 first.").arg(m_state.relationship().title(m_state.focus())),
                       {},
                       false});
        return;
    }
    const KeyList keys{m_model->keyAt(index.row())};
    const bool linked = index.data(EntityModel::LinkStateRole).toInt() == int(LinkState::All);
    if (linked && m_state.relationship().unique)
        m_state.unlinkFromFocus(keys);
    else
        m_state.linkToFocus(keys);
}

void EntityPanel::link()
{
    m_table->flushSelection();
    if (!refuse())
        m_state.linkToFocus(m_state.selection(otherSide(m_state.focus())));
}

void EntityPanel::unlink()
{
    m_table->flushSelection();
    if (!refuse())
        m_state.unlinkFromFocus(m_state.selection(otherSide(m_state.focus())));
}

void EntityPanel::toggle()
{
    m_table->flushSelection();
    bool all = m_state.relationship().unique && !m_model->isFocusSide();
    constexpr qsizetype most = 2'000; // beyond that, linking is the answer that loses nothing
    const QModelIndexList rows = m_table->selectedRowCount() <= most ? m_table->selectedRowIndexes()
                                                                     : QModelIndexList();
    all = all && !rows.isEmpty();
    for (const QModelIndex &row : rows) {
        const QVariant state = all ? row.data(EntityModel::LinkStateRole) : QVariant();
        all = all && state.isValid() && state.toInt() == int(LinkState::All);
    }
    if (all)
        unlink();
    else
        link();
}

bool EntityPanel::refuseEmpty()
{
    m_table->flushSelection();
    if (!m_state.selection(m_side).isEmpty())
        return false;
    emit said(
        {Report::Kind::Nothing, tr("Select rows in %1 first.").arg(m_state.relationship().title(m_side)), {}, false});
    return true;
}

void EntityPanel::deleteRows()
{
    if (refuseEmpty())
        return;
    if (const QString why = m_state.whyNotDeleted(m_side); !why.isEmpty())
        emit said({Report::Kind::Failed, why, {}, false});
    else
        m_state.deleteEntities(m_side, m_state.selection(m_side));
}

void EntityPanel::duplicate(bool withLinks)
{
    if (!refuseEmpty())
        m_adder->duplicate(withLinks);
}

void EntityPanel::showUnlinkTarget(bool shown)
{
    placeOverlays();
    m_unlinkTarget->setVisible(shown && !m_model->isFocusSide() && m_state.readOnlyReason().isEmpty());
    m_unlinkTarget->raise();
}

void EntityPanel::placeOverlays()
{
    QRect below = m_table->geometry();
    m_unlinkTarget->setGeometry(rect());
    below.setTop(below.top() + m_table->horizontalHeader()->height());
    m_empty->setGeometry(below);
    m_empty->raise();
}

void EntityPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layout()->activate();
    placeOverlays();
}

void EntityPanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), colors().base);
    if (m_model->isFocusSide())
        painter.fillRect(0, 0, width(), 2, colors().accent);
}

} // namespace joinery
