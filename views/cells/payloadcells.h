#pragma once

#include "session/editorstate.h"
#include "tables/linkmodel.h"

#include <QAction>

namespace joinery {

class CellNote;
class PayloadDelegate;
class RowTable;

/// Everything one does with the payload cells of the middle besides typing into them: empty, fill down, copy and paste blocks, bytes from
/// and into files; and the refusals, shown at their cell.
class PayloadCells : public QObject
{
    Q_OBJECT

public:
    /// All outlive it.
    PayloadCells(EditorState &state, LinkModel &model, RowTable *table, QObject *parent);

    /// For the menus; enabled as the current cell allows.
    QList<QAction *> actions() const { return m_actions; }
    /// True when the clipboard's text belongs into the cells from the current one on; then it has been taken.
    bool paste();

signals:
    void said(const joinery::Report &report);

private:
    QAction *addAction(const QString &text, const QKeySequence &key, void (PayloadCells::*slot)());
    void updateActions();
    void edit();
    void setNull();
    void fillDown();
    void copyCells();
    void loadFile();
    void saveFile();
    int column() const;
    /// The links that the current cell stands for: the selection, or its own row.
    KeyList links() const;
    bool isEditable() const;
    bool isBytes() const;
    void showRefusal(const RowKey &link, int column, const Error &error);

    EditorState &m_state;
    LinkModel &m_model;
    RowTable *m_table;
    PayloadDelegate *m_delegate;
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
