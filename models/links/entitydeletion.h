#pragma once

#include "links/change.h"
#include "links/deletionplan.h"
#include "values/keylist.h"

namespace joinery {

class Connection;

struct Deletion
{
    DeletionPlan plan;
    Change change;
};

/// Deletes the rows of a side that have these keys, with their links of `relationship` and with whatever the schema takes along, and keeps
/// all of it for undo. `known`: relationships whose references may be declared nowhere; such rows are left and counted as dangling.
///
/// Inside a transaction of the caller's, who may look at the plan and roll back instead of committing; writer's thread. Stale when a row
/// is gone. Refused, and nothing is said to be done, when the database says no, when other rows hinder it, or when not everything
/// could be put back: undo has been tried by then.
Result<Deletion> deleteEntities(Connection &connection, const Schema &schema, const QList<Relationship> &known,
                                const Relationship &relationship, Side side, const KeyList &keys);

} // namespace joinery
