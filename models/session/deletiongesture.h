#pragma once

#include "session/gesture.h"

namespace joinery {

/// Deletes the entities of `side` with these keys, with their links and whatever else the schema takes along; see deleteEntities(). Asks
/// first when that is more than Limits::deleted, and again when it has become something else by the time of the answer.
Gesture deleteEntitiesGesture(const Relationship &relationship, Side side, const KeyList &keys);

} // namespace joinery
