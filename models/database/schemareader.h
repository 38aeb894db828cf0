#pragma once

#include "database/connection.h"
#include "values/schema.h"

namespace joinery {

/// Reads every table, column, key, index and trigger of the database. Foreign keys without a column list are resolved to the
/// parent's primary key; names of referenced tables and columns are spelled as the parent spells them.
/// A view or virtual table that cannot be described (a module or function is missing here) is listed without columns.
Result<Schema> readSchema(Connection &connection);

} // namespace joinery
