#pragma once

#include "values/relationship.h"

namespace joinery {

/// The condition that joins an entity table to the join table as the foreign key itself compares: by the parent's affinity and
/// collation (https://www.sqlite.org/foreignkeys.html#fk_basics). `entity` and `link` are the tables' aliases.
QString endJoin(const Schema &schema, const Relationship &relationship, const End &end, const QString &entity,
                const QString &link);

} // namespace joinery
