#pragma once

#include "relationships/references.h"

namespace joinery {

/// Finds pairs of a column that names a table and one that holds the id of a row there: taggable_type and taggable_id (Rails, Laravel),
/// content_type_id and object_id (Django), item_type and item_id. Their targets are the types that the rows hold; none where
/// there are no rows, or where a literal names no table.
void addTypedReferences(ReferenceFinder &finder, qsizetype table, QList<Reference> &found);

} // namespace joinery
