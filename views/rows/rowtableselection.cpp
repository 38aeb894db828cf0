// Which rows of a RowTable are selected, and where it is scrolled to, kept by key while the model reads its order anew.

#include "rows/rowtable.h"
#include "theme/theme.h"

#include <QHeaderView>
#include <QMouseEvent>
#include <QScrollBar>

namespace joinery {

QList<std::pair<int, int>> RowTable::selectedRanges() const
{
    QList<std::pair<int, int>> ranges;
    if (!selectionModel())
        return ranges;
    const QItemSelection selection = selectionModel()->selection();
    for (const QItemSelectionRange &range : selection)
        ranges.append({range.top(), range.bottom()});
    std::sort(ranges.begin(), ranges.end());
    QList<std::pair<int, int>> merged;
    for (const auto &range : std::as_const(ranges)) {
        if (!merged.isEmpty() && range.first <= merged.last().second + 1)
            merged.last().second = qMax(merged.last().second, range.second);
        else
            merged.append(range);
    }
    return merged;
}

QModelIndexList RowTable::selectedRowIndexes() const
{
    QModelIndexList rows;
    for (const auto &[top, bottom] : selectedRanges()) {
        for (int row = top; row <= bottom; ++row)
            rows.append(model()->index(row, 0));
    }
    return rows;
}

qsizetype RowTable::selectedRowCount() const
{
    qsizetype count = 0;
    for (const auto &[top, bottom] : selectedRanges())
        count += bottom - top + 1;
    return count;
}

void RowTable::flushSelection()
{
    if (!m_selectionTimer.isActive())
        return;
    m_selectionTimer.stop();
    takeSelection();
}

void RowTable::takeSelection()
{
    if (std::exchange(m_dropsHidden, false))
        m_hidden = KeyList(m_source.order().width());
    const KeyList &order = m_source.order();
    const auto ranges = selectedRanges();
    KeyList keys = m_hidden.isEmpty() ? KeyList(order.width()) : m_hidden;
    if (m_hidden.isEmpty() && ranges.size() == 1 && ranges.first().first == 0
        && ranges.first().second == order.size() - 1) {
        keys = order;
    } else {
        for (const auto &[top, bottom] : ranges) {
            for (int row = top; row <= bottom && row < order.size(); ++row)
                keys.append(order.at(row));
        }
    }
    if (keys == m_selected)
        return;
    m_selected = std::move(keys);
    emit selectedKeysChanged();
}

void RowTable::setSelectedKeys(const KeyList &keys)
{
    if (keys == m_selected)
        return;
    m_selectionTimer.stop();
    m_selected = keys;
    selectKeys(keys);
    if (const auto ranges = selectedRanges(); !ranges.isEmpty()) {
        const QModelIndex first = model()->index(ranges.first().first, 0);
        if (!viewport()->rect().contains(visualRect(first)))
            scrollTo(first, PositionAtCenter);
    }
}

void RowTable::selectKeys(const KeyList &keys)
{
    const KeyList &order = m_source.order();
    QList<int> rows;
    m_hidden = KeyList(order.width());
    const bool all = keys.size() == order.size() && keys == order;
    if (!all && keys.size() <= 4) {
        for (qsizetype i = 0; i < keys.size(); ++i) {
            const RowKey key = keys.at(i);
            const qsizetype row = order.indexOf(key);
            if (row >= 0)
                rows.append(int(row));
            else
                m_hidden.append(key);
        }
        std::sort(rows.begin(), rows.end());
    } else if (!all) {
        QSet<RowKey> wanted = keys.toSet();
        for (qsizetype row = 0; row < order.size() && !wanted.isEmpty(); ++row) {
            if (wanted.remove(order.at(row)))
                rows.append(int(row));
        }
        for (const RowKey &key : std::as_const(wanted))
            m_hidden.append(key);
    }
    QItemSelection selection;
    const int lastColumn = model()->columnCount() - 1;
    const auto add = [&](int top, int bottom) {
        selection.append({model()->index(top, 0), model()->index(bottom, lastColumn)});
    };
    if (all && !order.isEmpty())
        add(0, int(order.size()) - 1);
    for (qsizetype i = 0; i < rows.size();) {
        qsizetype end = i + 1;
        while (end < rows.size() && rows[end] == rows[end - 1] + 1)
            ++end;
        add(rows[i], rows[end - 1]);
        i = end;
    }
    m_restoring = true;
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    m_restoring = false;
    m_dropsHidden = false;
    viewport()->update();
}

void RowTable::extendTo(const QModelIndex &cell)
{
    const int top = qMin(m_anchor, cell.row());
    const int bottom = qMin(qMax(m_anchor, cell.row()), model()->rowCount() - 1);
    const QItemSelection range(model()->index(top, 0), model()->index(bottom, model()->columnCount() - 1));
    selectionModel()->select(range, QItemSelectionModel::ClearAndSelect);
    selectionModel()->setCurrentIndex(cell, QItemSelectionModel::NoUpdate);
}

void RowTable::showRow(const RowKey &key)
{
    const qsizetype row = m_source.order().indexOf(key);
    setSelectedKeys(KeyList{key});
    emit selectedKeysChanged();
    if (row < 0)
        return;
    const QModelIndex cell = model()->index(int(row), qMax(0, currentIndex().column()));
    selectionModel()->setCurrentIndex(cell, QItemSelectionModel::NoUpdate);
    scrollTo(cell);
}

void RowTable::onAboutToReset()
{
    flushSelection();
    const int height = Theme::instance().rowHeight();
    const int value = verticalScrollBar()->value();
    const KeyList &order = m_source.order();
    const int top = value / height;
    m_topKey = value > 0 && top < order.size() ? order.at(top) : RowKey();
    m_topOffset = value % height;
    if (!order.isEmpty()) {
        const int current = currentIndex().row();
        m_currentKey = current >= 0 && current < order.size() ? order.at(current) : RowKey();
        m_currentColumn = qMax(0, currentIndex().column());
    }
    m_hoverRow = -1;
    m_dropRow = -1;
    m_anchor = -1;
}

void RowTable::onReset()
{
    if (m_source.order().isEmpty())
        m_nextPlace = Place::Kept;
    const bool pruned = [this] {
        selectKeys(m_selected);
        return !m_hidden.isEmpty() && !m_keepsHidden;
    }();
    restorePlace();
    if (pruned) {
        m_hidden = KeyList(m_source.order().width());
        m_selectionTimer.start();
    }
    viewport()->update();
}

void RowTable::restorePlace()
{
    const KeyList &order = m_source.order();
    const auto rowOf = [&](const RowKey &key) { return key.isEmpty() ? -1 : int(order.indexOf(key)); };
    executeDelayedItemsLayout();
    updateGeometries();
    int current = rowOf(m_currentKey);
    const auto ranges = selectedRanges();
    if (current < 0 && !ranges.isEmpty())
        current = ranges.first().first;
    if (current >= 0) {
        setAutoScroll(false);
        const int column = qMin(m_currentColumn, model()->columnCount() - 1);
        selectionModel()->setCurrentIndex(model()->index(current, column), QItemSelectionModel::NoUpdate);
        setAutoScroll(true);
    }
    const int height = Theme::instance().rowHeight();
    const Place place = std::exchange(m_nextPlace, Place::Kept);
    if (place == Place::Kept) {
        const int top = rowOf(m_topKey);
        if (top >= 0)
            verticalScrollBar()->setValue(top * height + m_topOffset);
    } else if (place == Place::Selection && current >= 0 && selectionModel()->isRowSelected(current)) {
        scrollTo(model()->index(current, 0), PositionAtCenter);
    } else {
        verticalScrollBar()->setValue(0);
    }
}

QItemSelectionModel::SelectionFlags RowTable::selectionCommand(const QModelIndex &index, const QEvent *event) const
{
    QItemSelectionModel::SelectionFlags flags = QTableView::selectionCommand(index, event);
    const auto *mouse =
        event && (event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseButtonRelease)
            ? static_cast<const QMouseEvent *>(event)
            : nullptr;
    if (mouse && mouse->button() == Qt::LeftButton && mouse->modifiers() == Qt::NoModifier && index.isValid()
        && !selectionModel()->isSelected(index)) {
        if (event->type() == QEvent::MouseButtonPress)
            return QItemSelectionModel::NoUpdate;
        if (m_pressed.isValid() && m_pressed.row() == index.row())
            flags = QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows;
    }
    if ((flags & QItemSelectionModel::Clear) && !m_hidden.isEmpty()) {
        m_dropsHidden = true;
        m_selectionTimer.start();
    }
    return flags;
}

} // namespace joinery
