#pragma once

#include "database/connection.h"
#include "values/relationship.h"

namespace joinery {

/// True where names say that a link of a table with itself means the same from either row: friends, peers, siblings. Columns that
/// give the two different parts (follower and followed, parent and child) say the opposite. Pure.
bool soundsSymmetric(const Relationship &relationship);

/// Sets `symmetric` of those that sound so and of which no pair is stored both ways: such tables keep a row for each direction.
/// Looks at rows for a moment only; what it cannot tell by then stays as its name says.
void findSymmetric(Connection &connection, QList<Relationship> &relationships);

} // namespace joinery
