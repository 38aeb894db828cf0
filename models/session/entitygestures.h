#pragma once

#include "session/gesture.h"

namespace joinery {

/// Sets columns of the entities of `side` with these keys: all to the one row of `values`, or each to one of its own.
Gesture setEntitiesGesture(const Relationship &relationship, Side side, const KeyList &keys, const QStringList &columns,
                           const QList<QVariantList> &values);

/// Makes rows in the entity table of `side`; LinkOutcome::created are their keys.
Gesture addEntitiesGesture(const Relationship &relationship, Side side, const NewRows &rows);

/// The same, and links them and the rows `found` of that side with the rows `with` of the other, as one step; see
/// LinkStore::createAndLink.
Gesture createAndLinkGesture(const Relationship &relationship, Side side, const NewRows &rows, const KeyList &found,
                             const KeyList &with, const Payload &payload);

} // namespace joinery
