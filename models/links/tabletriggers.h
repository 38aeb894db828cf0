#pragma once

#include "values/schema.h"

namespace joinery {

/// Judged by the text of the table's triggers: do they add or remove rows, or change those of another table? What only sets columns of the
/// row itself, as a time stamp, does not. A trigger that is written in an odd way counts as one that does.
bool writesElsewhere(const Table &table);

} // namespace joinery
