#pragma once

#include "links/linkstore.h"

#include <QObject>
#include <QUndoStack>

namespace joinery {

/// One gesture that can be taken back.
struct Step
{
    QString text; ///< what it did, for menu and list: "link 3 shows to Ada Lovelace"
    Relationship relationship;
    Change change;
};

/// The gestures of a sitting, done and undone. Holds them only: the work is the Session's, on the writer's thread, and the history
/// moves after it has succeeded. (That is why QUndoStack's own actions are not used: they would move first.)
class History : public QObject
{
    Q_OBJECT

public:
    explicit History(QObject *parent = nullptr);
    ~History() override;

    /// Adds a step that has been done; the steps that were undone before it are forgotten.
    void add(Step step);
    /// The step that undo would take back, or redo do again; null when there is none.
    const Step *undoStep() const;
    const Step *redoStep() const;
    void movedBack();
    void movedForward();
    /// Drops the step that could not be undone (or redone) because the database no longer matches.
    void dropUndoStep();
    void dropRedoStep();
    void clear();

    /// Every step in order, for the list; the first `position()` of them are done.
    QStringList texts() const;
    int position() const;

signals:
    void changed();
    /// A step can no longer be reached; the rows it keeps may go.
    void forgotten(const joinery::Change &change);

private:
    class Command;

    QUndoStack m_stack;
};

} // namespace joinery
