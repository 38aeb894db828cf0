#pragma once

#include "values/relationship.h"

#include <QDateTime>

namespace joinery {

/// The timestamps among a join table's columns that an insert has to fill: no default, not computed, and, unless NOT NULL
/// forces a value, not set by a trigger.
QStringList keptTimestamps(const Table &table);

/// The timestamps that say when a row was changed, and that a change therefore has to move: those that neither a trigger nor the
/// database itself sets.
QStringList changeTimestamps(const Table &table);

/// True when the name and type say that a framework keeps the column (createdAt, updated_at, last_update, …).
bool isKeptTimestamp(const Column &column);

/// `now` in the form that `example`, a value of the same column, has: seconds or milliseconds since 1970, ISO 8601 with T,
/// Sequelize's "2026-01-01 00:00:00.000 +00:00", or a plain date; without an example UTC as "2026-01-01 00:00:00"
/// (seconds in a column declared as a number, the date in one declared as DATE).
QVariant timestampLike(const QVariant &example, const QString &declaredType, const QDateTime &now);

} // namespace joinery
