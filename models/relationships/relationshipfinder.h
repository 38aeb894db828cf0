#pragma once

#include "values/relationship.h"

namespace joinery {

/// The relationships of a database, read from its declared foreign keys. Pure: schema in, relationships with reasons out.
///
/// A join table is one whose foreign keys to two entity tables lie together inside one key, or that holds nothing beside them
/// but a surrogate key and timestamps. Tables with two foreign keys of which neither holds are offered as `suggested`.
/// Claims come first, then suggestions; each by name.
/// `enforced`: foreign keys are, so that what hangs on one that cannot be is read-only.
QList<Relationship> findRelationships(const Schema &schema, bool enforced = true);

/// Finds by the relationship's name, or by the join table's while that carries one relationship only. Null when
/// nothing or more than one answers.
const Relationship *relationshipNamed(const QList<Relationship> &relationships, const QString &name);

/// Payload columns that an insert must give a value: NOT NULL, no default, not computed, and not a timestamp that is filled by itself.
QStringList requiredPayload(const Schema &schema, const Relationship &relationship);

} // namespace joinery
