#pragma once

#include "database/connection.h"
#include "values/relationship.h"

namespace joinery {

/// Now, for each of `columns`, in the form that the table's values there already have.
Result<QVariantMap> stampsFor(Connection &connection, const Table &table, const QStringList &columns);

/// The same for the timestamps that a new row of the table must be given, but for those in `given`.
Result<QVariantMap> newRowStamps(Connection &connection, const Table &table, const QStringList &given);

} // namespace joinery
