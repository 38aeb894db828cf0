#pragma once

#include "session/editorstate.h"
#include "tables/celltable.h"

#include <QAction>

namespace joinery {

class CellDelegate;
class CellEditors;
class CellNote;
class RowTable;

/// Everything one does with the cells of a RowTable besides typing into them: empty, fill down, copy and paste blocks, bytes from and into
/// files; and the refusals, shown at their cell. Gives the table the delegate that edits its cells.
class CellActions : public QObject
{
    Q_OBJECT

public:
    /// All outlive it.
    CellActions(EditorState &state, CellTable &cells, RowTable *table, QObject *parent);

    /// For the menus; enabled as the current cell allows.
    QList<QAction *> actions() const { return m_actions; }
    const CellEditors &editors() const;
    /// True when the clipboard's text belongs into the cells from the current one on; then it has been taken.
    bool paste();

signals:
    void said(const joinery::Report &report);

private:
    QAction *addAction(const QString &text, const QKeySequence &key, void (CellActions::*slot)());
    void updateActions();
    void edit();
    void setNull();
    void fillDown();
    void copyCells();
    void loadFile();
    void saveFile();
    int column() const;
    /// The rows that the current cell stands for: the selection, or its own.
    KeyList rows() const;
    bool isEditable() const;
    bool isBytes() const;
    void onCellsRefused(const RefusedCells &cells);
    void showRefusal(const RowKey &key, int column, const Error &error);

    EditorState &m_state;
    CellTable &m_cells;
    RowTable *m_table;
    CellDelegate *m_delegate;
    CellNote *m_note;
    QList<QAction *> m_actions;
    QAction *m_edit;
    QAction *m_null;
    QAction *m_fill;
    QAction *m_copy;
    QAction *m_load;
    QAction *m_save;
};

} // namespace joinery
