#pragma once

#include "database/connection.h"
#include "values/schema.h"

namespace joinery {

/// Now, for each of these timestamp columns that is not among `given`, in the form that the column's values have (see timestampLike()).
Result<QVariantMap> timestampValues(Connection &connection, const Table &table, const QStringList &columns,
                                    const QStringList &given = {});

} // namespace joinery
