#pragma once

#include <QMainWindow>

class QActionGroup;
class QToolBar;

namespace joinery {

class RelationshipPicker;

/// The window's actions, menus and tool bar. What they do is the window's business.
class WindowActions : public QObject
{
    Q_OBJECT

public:
    /// Puts menu bar and tool bar into `window`, which owns the result.
    explicit WindowActions(QMainWindow *window);

    QAction *open;
    QMenu *openRecent;
    QMenu *samples;
    QActionGroup *sampleChoices; ///< data: the sample's name
    QAction *showStart;
    QAction *resetSample;
    QAction *importRows;
    QAction *exportLinks;
    QAction *saveCopy;
    QAction *reload;
    QAction *closeDatabase;
    QAction *quit;

    QAction *undo;
    QAction *redo;
    QAction *copy;
    QAction *paste;
    QAction *selectAll;
    QAction *find;
    QAction *newRow;
    QAction *duplicate;
    QAction *duplicateWithLinks;
    QAction *deleteRows;
    QAction *preferences;

    QAction *link;
    QAction *unlink;
    QAction *payload;
    QAction *selfLinks; ///< a row may be linked with itself
    QAction *focusLeft;
    QAction *focusRight;

    QAction *history;
    QAction *sampleNote;
    QAction *relationships;
    QActionGroup *themes; ///< data: int(Theme::Scheme)
    QActionGroup *densities; ///< data: int(Theme::Density)
    QActionGroup *panels; ///< data: 0, 1, 2
    QAction *nextPanel;
    QAction *previousPanel;
    QAction *pickRelationship;

    QAction *help;
    QAction *gestures;
    QAction *about;

    QMenu *cell; ///< Edit ▸ Cell
    RelationshipPicker *picker;

    /// Enables what makes sense with an editor, with rows that can be edited, with any database. `readOnlyReason`: why the editor's rows
    /// cannot be; empty when they can.
    void setAvailable(bool database, bool editor, const QString &readOnlyReason);
    /// Empty texts: nothing to undo, or to redo.
    void setHistory(const QString &undoText, const QString &redoText);
    /// Enables what makes, copies and deletes rows of the sides.
    void setRowsEditable(bool editable);
    /// The menu of a table's rows.
    QMenu *makeRowMenu(QWidget *parent, const QList<QAction *> &cellActions) const;
    /// What the menu Edit ▸ Cell holds.
    void setCellActions(const QList<QAction *> &actions);

private:
    QAction *add(QMenu *menu, const QString &text, const QString &iconName = {},
                 const QList<QKeySequence> &shortcuts = {});
    QActionGroup *addChoices(QMenu *menu, const QStringList &texts);
    void makeFileMenu();
    void makeSamplesMenu(QMenu *menu);
    void makeEditMenu();
    void makeLinksMenu();
    void makeViewMenu();
    void makeHelpMenu();
    void makeToolBar();
    /// Gives every action a tool tip that says more than its name.
    void explain();

    QMainWindow *m_window;
};

} // namespace joinery
