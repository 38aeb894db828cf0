#pragma once

#include "panels/entitypanel.h"
#include "panels/linkpanel.h"

class QSplitter;

namespace joinery {

/// Both sides of a relationship with the links between them, and every gesture on them.
class RelationshipEditor : public QWidget
{
    Q_OBJECT

public:
    /// `state` outlives the editor.
    explicit RelationshipEditor(EditorState &state, QWidget *parent = nullptr);
    ~RelationshipEditor() override;

    EditorState &state() { return m_state; }
    EntityPanel *panel(Side side) { return side == Side::Left ? m_left : m_right; }
    LinkPanel *linkPanel() { return m_links; }

    /// True once every list has been read; see ready().
    bool isReady() const { return m_ready; }
    /// True when nothing is being read and every row in view is here.
    bool isSettled() const;

    /// True in the middle of a drag or while a dialog is open: the editor must stay.
    bool isEngaged() const;
    /// True while something is being typed into a cell: the lists must not be read anew under it.
    bool isEditing() const;
    /// Reads all rows anew, keeping selection and place.
    void reload();
    /// Reads all rows anew because the person asks for it: what is being typed into a cell is set first.
    void commitAndReload();
    /// Looks again at what can be edited.
    void updateEditable();

    /// Links what is selected on both sides, or unlinks it (in the middle: the selected links).
    void link();
    void unlink();
    /// Asks for a new row of the side with the keyboard; from the middle, of the side without the focus.
    void newRow();
    /// Duplicates or deletes the selected rows of the side with the keyboard, after a question where more goes along. In the middle
    /// there are no rows but links, and only that is said.
    void duplicate();
    void duplicateWithLinks();
    void deleteRows();
    /// Copies the selected rows of the panel with the keyboard; pastes rows or a column of names.
    void copy();
    void paste();
    void selectAll();
    void find();
    void setFocusSide(Side side);
    /// 0, 1, 2: left, middle, right.
    void focusPanel(int panel);
    void focusNextPanel(bool forward);
    void editPayload();
    bool canEdit() const;
    /// True when a side takes new rows.
    bool canAddRows() const;
    /// What can be done with the current cell of the panel with the keyboard.
    QList<QAction *> cellActions() const;

    QByteArray saveSizes() const;
    void restoreSizes(const QByteArray &sizes);

signals:
    /// Every list has its first order.
    void ready();
    void said(const joinery::Report &report);
    void menuRequested(const QPoint &globalPos);
    /// Rows of several cells have been pasted: pairs, to be imported.
    void cellsPasted(const QString &text);
    /// See LinkPanel::thirdEndsChosen().
    void thirdEndsChosen(const QList<joinery::RowKey> &keys);

private:
    int currentPanel() const;
    /// The side with the keyboard; says what is missing and returns null in the middle.
    EntityPanel *sidePanel();
    RowTable *currentTable() const;
    void onOrderRead();
    void pasteRows(const RowMime &rows);
    void pasteNames(const QString &text);

    EditorState &m_state;
    QSplitter *m_splitter;
    EntityPanel *m_left;
    LinkPanel *m_links;
    EntityPanel *m_right;
    mutable int m_lastPanel = 0; // that had the keyboard, for when a menu has it
    bool m_ready = false;
    bool m_reloadsWhenIdle = false; // what was typed is being set first
};

} // namespace joinery
