#pragma once

#include "values/relationship.h"

namespace joinery {

/// The condition that joins an entity table to the join table as the foreign key itself compares: by the parent's affinity and
/// collation (https://www.sqlite.org/foreignkeys.html#fk_basics). `entity` and `link` are the tables' aliases.
QString endJoin(const Schema &schema, const Relationship &relationship, const End &end, const QString &entity,
                const QString &link);

/// True when two values that the foreign key of `end` takes for the same may be stored differently in the join table: another
/// spelling of a text, or a number as text.
bool mayDifferInStorage(const Schema &schema, const Relationship &relationship, const End &end);

} // namespace joinery
