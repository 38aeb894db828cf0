#pragma once

#include "database/connection.h"
#include "values/relationship.h"

namespace joinery {

/// The condition that joins an entity table to the join table as the foreign key itself compares: by the parent's affinity and
/// collation (https://www.sqlite.org/foreignkeys.html#fk_basics). `entity` and `link` are the tables' aliases.
QString endJoin(const Schema &schema, const Relationship &relationship, const End &end, const QString &entity,
                const QString &link);

/// The same for any reference: `from` of `child` refers to `to` of `parent`. A column that is not there compares by its own rules.
QString referenceJoin(const Table *parent, const QStringList &to, const QString &parentAlias, const Table *child,
                      const QStringList &from, const QString &childAlias);

/// True when a pair is the same exactly when the join table's own columns say so; false where its foreign keys may take another
/// spelling, or a number as text, for the same row.
bool comparesAsStored(const Connection &connection, const Schema &schema, const Relationship &relationship);

} // namespace joinery
