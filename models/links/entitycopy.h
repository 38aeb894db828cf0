#pragma once

#include "links/linkoutcome.h"

namespace joinery {

class Connection;

/// Copies rows of an end's table that have these keys, each once: but for the row id, time stamps, which are as a new row's, and what must
/// be unique. A unique text gets " (copy)". LinkOutcome::created are the copies' keys, in the order of `keys`. Refused, naming the column,
/// where no new value can be made up; Stale when a row is gone. Inside a transaction of the caller's, who rolls back when it fails.
/// Writer's thread.
Result<LinkOutcome> copyEntities(Connection &connection, const Schema &schema, const End &end, const KeyList &keys);

} // namespace joinery
