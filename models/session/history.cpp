#include "session/history.h"

#include <QUndoCommand>

namespace joinery {

/// A place on the stack. Does nothing itself; see History.
class History::Command : public QUndoCommand
{
public:
    Command(History *history, Step step) : QUndoCommand(step.text), m_history(history), m_step(std::move(step)) {}
    ~Command() override { emit m_history->forgotten(m_step.change); }

    const Step &step() const { return m_step; }

private:
    History *m_history;
    Step m_step;
};

History::History(QObject *parent) : QObject(parent)
{
    connect(&m_stack, &QUndoStack::indexChanged, this, &History::changed);
}

History::~History()
{
    m_stack.disconnect(this);
    const QSignalBlocker quiet(this); // the rows go with their connection
    m_stack.clear();
}

void History::add(Step step)
{
    m_stack.push(new Command(this, std::move(step)));
}

const Step *History::undoStep() const
{
    const auto *command = static_cast<const Command *>(m_stack.command(m_stack.index() - 1));
    return command ? &command->step() : nullptr;
}

const Step *History::redoStep() const
{
    const auto *command = static_cast<const Command *>(m_stack.command(m_stack.index()));
    return command ? &command->step() : nullptr;
}

void History::movedBack()
{
    m_stack.undo();
}

void History::movedForward()
{
    m_stack.redo();
}

void History::dropUndoStep()
{
    // An obsolete command is deleted as the stack moves over it; it does nothing itself.
    if (auto *command = const_cast<QUndoCommand *>(m_stack.command(m_stack.index() - 1))) {
        command->setObsolete(true);
        m_stack.undo();
        emit changed();
    }
}

void History::dropRedoStep()
{
    if (auto *command = const_cast<QUndoCommand *>(m_stack.command(m_stack.index()))) {
        command->setObsolete(true);
        m_stack.redo();
        emit changed();
    }
}

void History::clear()
{
    m_stack.clear();
    emit changed();
}

QStringList History::texts() const
{
    QStringList texts;
    for (int i = 0; i < m_stack.count(); ++i)
        texts += m_stack.text(i);
    return texts;
}

int History::position() const
{
    return m_stack.index();
}

} // namespace joinery
