#pragma once

#include "relationships/evidence.h"
#include "values/relationship.h"

namespace joinery {

/// The relationships of a database. Pure: schema and what `evidence` answers in, relationships with reasons out.
///
/// A join table is one whose references to two entity tables lie together inside one key, or that holds nothing beside them
/// but a surrogate key and timestamps; where neither is so, its name, its other columns and its rows are weighed against each other.
/// References are declared, kept by triggers, or guessed from names and from whether the values are found in the parent. What is
/// too uncertain is offered as `suggested`. Claims come first, then suggestions; of each, those with
/// an end whose table is not known come last; by name.
QList<Relationship> findRelationships(const Schema &schema, Evidence &evidence);
/// The same from the schema alone.
QList<Relationship> findRelationships(const Schema &schema);

/// Finds by the relationship's name, or by the join table's while that carries one relationship only. Null when
/// nothing or more than one answers.
const Relationship *relationshipNamed(const QList<Relationship> &relationships, const QString &name);

/// Payload columns that an insert must give a value: NOT NULL, no default, not computed, and not a timestamp that is filled by itself.
QStringList requiredPayload(const Schema &schema, const Relationship &relationship);

} // namespace joinery
