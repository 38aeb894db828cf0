#pragma once

#include "database/connection.h"
#include "values/schema.h"

namespace joinery {

/// SQLite's column affinities: https://www.sqlite.org/datatype3.html#determination_of_column_affinity
enum class Affinity { Integer, Text, Blob, Real, Numeric };

Affinity affinityOf(const QString &declaredType);

/// How a column compares text by itself.
enum class Collation {
    Binary,
    NoCase, ///< without regard to the case of ASCII letters
    RightTrim, ///< without regard to blanks at the end
    Unknown, ///< another one, or it cannot be known here
};

Collation collationOf(const Connection &connection, const TableName &table, const QString &column);

} // namespace joinery
