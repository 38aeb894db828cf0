#pragma once

#include "values/relationship.h"

namespace joinery {

/// The relationship as queries that start from one end see it. A symmetric one counts from either of a link's rows: linkSource()
/// then holds each link both ways round, and the ends' columns are those of linkSource(). Others stay as they are.
Relationship seenFromEnds(Relationship relationship);

/// What such a query reads links from, to stand before an alias: the join table, or the table of links both ways round, with every
/// column of the join table and what tells its rows apart.
QString linkSource(const Relationship &relationship, const Table &joinTable);

} // namespace joinery
