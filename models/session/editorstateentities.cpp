// Entities: changed, added, added to be linked, duplicated and deleted.

#include "session/deletiongesture.h"
#include "session/duplicategesture.h"
#include "session/editorstate.h"
#include "session/entitygestures.h"

namespace joinery {

namespace {

/// What the gesture made, for who waits for it.
Gesture withEnd(Gesture gesture, const EditorState::Added &added)
{
    gesture.ended = [added](const Result<Gesture::Done> &done) {
        if (added)
            added(done ? Result<KeyList>(done->outcome.created) : tl::unexpected(done.error()));
    };
    return gesture;
}

} // namespace

QString EditorState::whyNotAdded(Side side) const
{
    const QString reason = m_session.readOnlyReason();
    return reason.isEmpty() ? rules(side).whyReadOnly() : reason;
}

void EditorState::setEntities(Side side, const KeyList &keys, const QStringList &columns,
                              const QList<QVariantList> &values)
{
    if (!keys.isEmpty() && !columns.isEmpty())
        m_session.perform(setEntitiesGesture(m_relationship, side, keys, columns, values));
}

void EditorState::addEntities(Side side, const NewRows &rows, const Added &added)
{
    m_session.perform(withEnd(addEntitiesGesture(m_relationship, side, rows), added));
}

void EditorState::createAndLink(Side side, const NewRows &rows, const KeyList &found, const KeyList &with,
                                const Remark &remark, const Added &added)
{
    whenPayloadKnown([=, this] {
        Gesture gesture = withEnd(createAndLinkGesture(m_relationship, side, rows, found, with, m_payload), added);
        gesture.remark = remark;
        m_session.perform(gesture);
    });
}

QString EditorState::whyNotDeleted(Side side) const
{
    return whyNotAdded(side); // both need a table whose rows can be told apart
}

void EditorState::deleteEntities(Side side, const KeyList &keys)
{
    if (!keys.isEmpty())
        m_session.perform(deleteEntitiesGesture(m_relationship, side, keys));
}

void EditorState::duplicateEntities(Side side, const KeyList &keys, bool withLinks, const Added &added)
{
    if (!keys.isEmpty())
        m_session.perform(withEnd(duplicateEntitiesGesture(m_relationship, side, keys, withLinks), added));
}

} // namespace joinery
