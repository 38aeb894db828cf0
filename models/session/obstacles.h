#pragma once

#include "database/connection.h"
#include "values/relationship.h"

namespace joinery {

/// Finds relationships whose links could never be changed here, because a trigger, an index or a rule of the join table wants a
/// function, a sort order or an extension that is missing, a table that is gone, or trust. Says so in their readOnlyReason, and what
/// would help in their remedy. Only prepares statements, so nothing is read or written. The connection's thread.
void findObstacles(Connection &connection, QList<Relationship> &relationships);

} // namespace joinery
