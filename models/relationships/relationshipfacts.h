#pragma once

#include "relationships/relationshipreview.h"

namespace joinery {

/// One line of what is known of a relationship.
struct Fact
{
    QString what; ///< "Join table"
    QString text;
};

/// What a relationship is made of, in plain words: join table, ends, key, third ends, scope, payload, what the database itself
/// guarantees.
QList<Fact> factsOf(const Relationship &relationship, const Schema &schema);

/// How sure it is, and where it comes from, in one sentence.
QString certaintyOf(const Reviewed &reviewed);

/// "users ⇄ shows"; a question mark for a table that is not known.
QString endsText(const Relationship &relationship);

} // namespace joinery
