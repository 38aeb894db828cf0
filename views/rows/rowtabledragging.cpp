// What the pointer does in a RowTable: pressing, clicking on boxes and pills, dragging and dropping.

#include "plaintooltip.h"
#include "rows/dragpicture.h"
#include "rows/rowdelegate.h"
#include "rows/rowtable.h"
#include "tables/rowmime.h"
#include "theme/theme.h"

#include <QApplication>
#include <QDrag>
#include <QHelpEvent>
#include <QMimeData>
#include <QMouseEvent>
#include <QPointer>
#include <QScrollBar>
#include <QToolTip>

namespace joinery {

RowTable::Part RowTable::partAt(const QModelIndex &index, const QPoint &pos) const
{
    if (!index.isValid() || index.data(m_source.placeholderRole).toBool())
        return Part::Row;
    if (index.column() == m_source.boxColumn)
        return Part::Box;
    if (index.column() == m_source.pillColumn
        && RowDelegate::pillRect(*this, index).adjusted(-4, -4, 4, 4).contains(pos))
        return Part::Pill;
    return Part::Row;
}

void RowTable::mousePressEvent(QMouseEvent *event)
{
    const QPoint pos = event->position().toPoint();
    const QModelIndex index = indexAt(pos);
    m_pressed = index;
    m_pressedAt = pos;
    const bool onRow = event->button() == Qt::LeftButton && index.isValid();
    m_mayDrag = onRow && event->modifiers() == Qt::NoModifier;
    m_pressedPart = m_mayDrag ? partAt(index, pos) : Part::Row;
    m_extends = onRow && event->modifiers() == Qt::ShiftModifier;
    if (m_extends) {
        // Shift also means "move" while links are dragged: the range is selected only when no drag comes of it.
        m_mayDrag = true;
        if (m_anchor < 0)
            m_anchor = qMax(0, currentIndex().row());
        setFocus(Qt::MouseFocusReason);
        event->accept();
        return;
    }
    if (onRow && m_pressedPart == Part::Row)
        m_anchor = index.row();
    if (m_pressedPart == Part::Row)
        QTableView::mousePressEvent(event);
    else
        event->accept(); // acts when the button is let go, unless it becomes a drag
}

void RowTable::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    // Whoever selects a row and drags it right away has pressed twice as well: it is a press until the button is let go.
    QMouseEvent press(QEvent::MouseButtonPress, event->position(), event->scenePosition(), event->globalPosition(),
                      event->button(), event->buttons(), event->modifiers(), event->pointingDevice());
    mousePressEvent(&press);
    if (m_mayDrag && m_pressedPart == Part::Row)
        m_doubleClicked = m_pressed;
}

void RowTable::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint pos = event->position().toPoint();
    setHover(pos);
    if (!m_mayDrag || !(event->buttons() & Qt::LeftButton)) {
        QTableView::mouseMoveEvent(event);
        return;
    }
    // The base class would rather select with the pointer when the pressed row is not selected.
    if (m_pressed.isValid() && (pos - m_pressedAt).manhattanLength() > QApplication::startDragDistance())
        startDrag(model()->supportedDragActions());
}

void RowTable::mouseReleaseEvent(QMouseEvent *event)
{
    m_mayDrag = false;
    const Part part = std::exchange(m_pressedPart, Part::Row);
    const QPersistentModelIndex pressed = m_pressed;
    const QPersistentModelIndex doubleClicked = std::exchange(m_doubleClicked, QPersistentModelIndex());
    if (std::exchange(m_extends, false) && pressed.isValid()) {
        m_pressed = QModelIndex();
        event->accept();
        extendTo(pressed);
        return;
    }
    if (part == Part::Row) {
        QTableView::mouseReleaseEvent(event);
        m_pressed = QModelIndex();
        if (doubleClicked.isValid() && indexAt(event->position().toPoint()) == doubleClicked) {
            if (doubleClicked.flags() & Qt::ItemIsEditable)
                edit(doubleClicked, DoubleClicked, event);
            else
                emit editingRefused(doubleClicked);
        }
        return;
    }
    m_pressed = QModelIndex();
    event->accept();
    const QPoint pos = event->position().toPoint();
    const QModelIndex index = indexAt(pos);
    if (!pressed.isValid() || index != pressed || partAt(index, pos) != part)
        return;
    flushSelection();
    if (part == Part::Box)
        emit boxClicked(index);
    else
        emit pillClicked(index);
}

void RowTable::leaveEvent(QEvent *event)
{
    setHover({-1, -1});
    QTableView::leaveEvent(event);
}

bool RowTable::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave)
        setHover({-1, -1});
    if (event->type() == QEvent::ToolTip) {
        // Every cut text can be read, also where the model has no words of its own.
        const auto *help = static_cast<QHelpEvent *>(event);
        const QModelIndex index = indexAt(help->pos());
        QString text = index.data(Qt::ToolTipRole).toString();
        if (text.isEmpty() && index.isValid() && index.column() != m_source.boxColumn) {
            text = index.data(Qt::DisplayRole).toString();
            if (fontMetrics().horizontalAdvance(text) <= visualRect(index).width() - 2 * Theme::cellMargin)
                text.clear();
        }
        QToolTip::showText(help->globalPos(), plainToolTip(text), this);
        return true;
    }
    return QTableView::viewportEvent(event);
}

void RowTable::setHover(const QPoint &pos)
{
    const QModelIndex index = pos.x() < 0 ? QModelIndex() : indexAt(pos);
    if (index == m_hoverIndex && index.row() == m_hoverRow)
        return;
    const int before = m_hoverRow;
    m_hoverRow = index.row();
    m_hoverIndex = index;
    updateRow(before);
    updateRow(m_hoverRow);
}

void RowTable::scrollContentsBy(int dx, int dy)
{
    QTableView::scrollContentsBy(dx, dy);
    if (m_hoverRow >= 0)
        setHover(viewport()->mapFromGlobal(QCursor::pos()));
    viewport()->update();
}

void RowTable::startDrag(Qt::DropActions)
{
    flushSelection();
    const QPersistentModelIndex pressed = std::exchange(m_pressed, QPersistentModelIndex());
    m_extends = false;
    m_pressedPart = Part::Row;
    m_doubleClicked = QModelIndex();
    m_mayDrag = false;
    if (!dragEnabled())
        return;
    if (pressed.isValid() && !selectionModel()->isRowSelected(pressed.row()))
        dragRows({model()->index(pressed.row(), 0)});
    else
        dragRows(selectedRowIndexes());
}

void RowTable::dragRows(const QModelIndexList &rows)
{
    QMimeData *mime = rows.isEmpty() ? nullptr : model()->mimeData(rows);
    if (!mime)
        return;
    const QString text = rows.size() == 1 ? rows.first().data(Qt::DisplayRole).toString()
                                          : m_source.counted(rows.size());
    QPointer<RowTable> self(this);
    auto *drag = new QDrag(this);
    drag->setMimeData(mime);
    drag->setPixmap(dragPicture(text, int(rows.size()), devicePixelRatioF()));
    drag->setHotSpot({-12, -8});
    emit dragStarted();
    m_dragging = true;
    drag->exec(model()->supportedDragActions(), Qt::CopyAction);
    m_dragging = false;
    if (!self)
        return;
    setDropRow(-1);
    emit dragFinished();
}

QModelIndex RowTable::dropParent(const QPoint &pos) const
{
    return indexAt(pos).siblingAtColumn(0);
}

bool RowTable::isDropRow(int row) const
{
    if (m_dropRow < 0)
        return false;
    return row == m_dropRow
        || (m_dropWidens && selectionModel()->isRowSelected(m_dropRow) && selectionModel()->isRowSelected(row));
}

void RowTable::setDropRow(int row)
{
    if (row == m_dropRow)
        return;
    m_dropRow = row;
    viewport()->update();
}

void RowTable::dragEnterEvent(QDragEnterEvent *event)
{
    const auto rows = RowMime::peek(event->mimeData());
    if (!rows) {
        event->ignore();
        return;
    }
    m_dropWidens = !rows->isLinks();
    m_dragScrollTimer.start();
    event->accept();
}

void RowTable::dragMoveEvent(QDragMoveEvent *event)
{
    const QModelIndex parent = dropParent(event->position().toPoint());
    if (model()->canDropMimeData(event->mimeData(), event->proposedAction(), -1, -1, parent)) {
        setDropRow(parent.row());
        event->acceptProposedAction();
    } else {
        setDropRow(-1);
        event->ignore();
    }
}

void RowTable::dragLeaveEvent(QDragLeaveEvent *)
{
    m_dragScrollTimer.stop();
    setDropRow(-1);
}

void RowTable::dropEvent(QDropEvent *event)
{
    m_dragScrollTimer.stop();
    setDropRow(-1);
    flushSelection();
    const QModelIndex parent = dropParent(event->position().toPoint());
    if (!model()->canDropMimeData(event->mimeData(), event->proposedAction(), -1, -1, parent)) {
        event->ignore();
        return;
    }
    const Qt::DropAction action = event->proposedAction();
    event->acceptProposedAction();
    model()->dropMimeData(event->mimeData(), action, -1, -1, parent);
}

void RowTable::scrollWhileDragging()
{
    if (m_dropRow < 0 && !viewport()->rect().contains(viewport()->mapFromGlobal(QCursor::pos())))
        return;
    const int y = viewport()->mapFromGlobal(QCursor::pos()).y();
    const int edge = Theme::instance().rowHeight();
    const int step = y < edge ? -edge / 2 : y > viewport()->height() - edge ? edge / 2 : 0;
    if (step != 0)
        verticalScrollBar()->setValue(verticalScrollBar()->value() + step);
}

} // namespace joinery
