#include "cells/celldelegate.h"

#include "rows/rowdelegate.h"
#include "rows/rowtable.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>

namespace joinery {

namespace {

constexpr QSize longTextSize(360, 140);
/// Of an editor that was left with Return: then a value that was not touched is meant for all selected rows, too.
constexpr char isConfirmed[] = "confirmed";

QStringList editedColumns(const CellTable &cells, int count)
{
    QStringList columns;
    for (int column = 0; column < count; ++column) {
        if (cells.definition(column) && cells.whyNotEdited(column).isEmpty())
            columns += cells.definition(column)->name;
    }
    return columns;
}

} // namespace

CellDelegate::CellDelegate(EditorState &state, CellTable &cells, RowTable *table)
    : QSqlRelationalDelegate(table)
    , m_cells(cells)
    , m_table(table)
    , m_look(new RowDelegate(table))
    , m_editors(new CellEditors(state, cells.cellTable(), editedColumns(cells, table->model()->columnCount()), this))
{}

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    m_look->paint(painter, option, index);
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return m_look->sizeHint(option, index);
}

QWidget *CellDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const Column *column = m_cells.definition(index.column());
    QWidget *editor = column ? m_editors->make(*column, index.data(Qt::EditRole), parent) : nullptr;
    if (auto *line = qobject_cast<QLineEdit *>(editor))
        line->setAlignment(Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt()));
    return editor;
}

void CellDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    m_editors->fill(editor, *m_cells.definition(index.column()), index.data(Qt::EditRole),
                    index.data(Qt::DisplayRole).toString());
}

KeyList CellDelegate::rowsWith(const RowKey &key) const
{
    const KeyList &selected = m_table->selectedKeys();
    return selected.size() > 1 && selected.contains(key) ? selected : KeyList{key};
}

void CellDelegate::setModelData(QWidget *editor, QAbstractItemModel *, const QModelIndex &index) const
{
    const RowKey key = m_cells.keyAt(index.row());
    const KeyList rows = rowsWith(key);
    const auto value = m_editors->entered(editor, *m_cells.definition(index.column()), index.data(Qt::EditRole),
                                          rows.size() > 1 && editor->property(isConfirmed).toBool());
    if (!value)
        return;
    if (*value)
        m_cells.setCells(rows, {index.column()}, {QVariantList{**value}});
    else
        emit refused(key, index.column(), value->error());
}

void CellDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                                        const QModelIndex &index) const
{
    QRect place = option.rect.adjusted(0, 0, 0, -1);
    if (qobject_cast<QPlainTextEdit *>(editor)) {
        place.setSize(longTextSize.expandedTo({place.width(), 0}));
        const QRect room = m_table->viewport()->rect();
        place.moveRight(qMin(place.right(), room.right()));
        place.moveBottom(qMin(place.bottom(), room.bottom()));
        place.moveTopLeft({qMax(place.left(), 0), qMax(place.top(), 0)});
    } else {
        // A narrow column's editor is wider than its cell, to the side where the text goes on.
        const int width = qMax(place.width(), qMin(editor->sizeHint().width(), m_table->viewport()->width()));
        const bool leftwards = index.data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight;
        place.setLeft(leftwards ? place.right() + 1 - width : place.left());
        place.setWidth(width);
        place.moveLeft(qBound(0, place.left(), m_table->viewport()->width() - width));
    }
    editor->setGeometry(place);
}

bool CellDelegate::eventFilter(QObject *editor, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (enter)
            editor->setProperty(isConfirmed, true);
        auto *text = qobject_cast<QPlainTextEdit *>(editor);
        if (text && enter && key->modifiers() & Qt::ControlModifier) {
            emit commitData(text);
            emit closeEditor(text);
            return true;
        }
    }
    return QSqlRelationalDelegate::eventFilter(editor, event);
}

} // namespace joinery
