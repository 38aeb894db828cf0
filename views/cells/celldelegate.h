#pragma once

#include "cells/celleditors.h"
#include "tables/celltable.h"

#include <QSqlRelationalDelegate>

namespace joinery {

class RowDelegate;
class RowTable;

/// Edits the cells of a RowTable in place, each with an editor that fits its column; one that refers to another table searches all of that
/// table, where the class that this is derived from lists what has been fetched. What is typed goes to every selected row where the
/// edited one is among several that are selected.
class CellDelegate : public QSqlRelationalDelegate
{
    Q_OBJECT

public:
    /// All outlive the delegate.
    CellDelegate(EditorState &state, CellTable &cells, RowTable *table);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;
    void setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const override;
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const override;

    /// The rows that a value set in the row `key` goes to.
    KeyList rowsWith(const RowKey &key) const;
    const CellEditors &editors() const { return *m_editors; }

signals:
    /// What was typed is nothing for the column.
    void refused(const joinery::RowKey &row, int column, const joinery::Error &error) const;

protected:
    bool eventFilter(QObject *editor, QEvent *event) override;

private:
    CellTable &m_cells;
    RowTable *m_table;
    RowDelegate *m_look;
    CellEditors *m_editors;
};

} // namespace joinery
