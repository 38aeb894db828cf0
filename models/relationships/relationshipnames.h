#pragma once

#include "values/relationship.h"

namespace joinery {

/// Gives a relationship its name and its ends their aliases, from the names of tables and columns.
void nameRelationship(Relationship &relationship, const Table &table);
/// Names one of several relationships of a join table whose ends depend on a type: "Taggings (Posts)".
void nameByType(Relationship &relationship, bool leftTyped, bool rightTyped);
/// What the rows at the end are called by the end's own column: followers for follower_id.
QString aliasFromColumn(const End &end);
/// Adds the join table where several relationships are called the same.
void makeNamesUnique(QList<Relationship> &relationships);

} // namespace joinery
