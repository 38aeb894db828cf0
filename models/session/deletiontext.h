#pragma once

#include "links/deletionplan.h"
#include "session/gesture.h"

namespace joinery {

/// What a person is asked before rows that are called `title` are deleted: which, and what goes with them.
Confirmation askToDelete(const DeletionPlan &plan, const QString &title);
/// "Lisa deleted with 3 links, 2 further rows; 4 rows changed".
Report describeDeletion(const DeletionPlan &plan, const QString &title);

} // namespace joinery
