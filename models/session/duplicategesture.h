#pragma once

#include "session/gesture.h"

namespace joinery {

/// Duplicates the entities of `side` with these keys; with `withLinks`, the copies are linked as they are. See LinkStore::duplicate.
Gesture duplicateEntitiesGesture(const Relationship &relationship, Side side, const KeyList &keys, bool withLinks);

} // namespace joinery
