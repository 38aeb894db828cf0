#pragma once

#include "relationships/relationshipsettings.h"

namespace joinery {

/// A relationship as it is shown, and where it comes from.
struct Reviewed
{
    enum class Origin { Found, Corrected, ByHand };

    Relationship relationship;
    QString id; ///< what the settings call it by
    Origin origin = Origin::Found;
    bool hidden = false;
    bool changed = false; ///< the settings say something of it
    bool accepted = false; ///< a suggestion that the person took
};

/// Something in the settings that this database, as it is now, has no use for.
struct Outdated
{
    QString id;
    QString reason; ///< one sentence
};

/// What was found in a database and what the person made of it.
struct Review
{
    QList<Reviewed> relationships; ///< in the person's order, claims before suggestions; hidden ones too
    QList<Outdated> outdated; ///< kept, but not applied

    /// What the editor offers.
    QList<Relationship> shown() const;
    const Reviewed *find(const QString &id) const;
};

/// Applies the settings to what was found. Pure. `enforced`: foreign keys are.
Review reviewed(const QList<Relationship> &found, const RelationshipSettings &settings, const Schema &schema,
                bool enforced = true);

/// The schema with the labels that the person chose; a column that is gone makes its table's choice outdated.
Schema labelled(Schema schema, const RelationshipSettings &settings, QList<Outdated> *outdated = nullptr);

/// The relationship that has this shape: payload, kind, uniqueness and what hinders editing are read from the schema. Fails when a
/// table or a column is not there, when two lists do not pair up, or when an end is missing.
Result<Relationship> relationshipOf(const RelationshipSettings::Shape &shape, const Schema &schema,
                                    bool enforced = true);

} // namespace joinery
