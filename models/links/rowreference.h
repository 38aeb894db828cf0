#pragma once

#include "values/relationship.h"

namespace joinery {

/// How rows of one table refer to those of another, and what becomes of them when the rows referred to are deleted.
struct RowReference
{
    enum class Effect {
        Removes, ///< they go along
        Empties, ///< their columns are set to NULL
        Defaults, ///< their columns are set to their defaults
        Hinders, ///< the database refuses the deletion
        Dangles, ///< nothing: they go on referring to what is not there
    };

    const Table *child = nullptr; ///< whose rows refer
    const Table *parent = nullptr;
    QStringList columns; ///< of the child
    QStringList to; ///< of the parent, in the same order
    QMap<QString, QVariant> scope = {}; ///< what other columns of the child must hold
    Effect effect = Effect::Hinders;

    /// The condition that a row of `childAlias` refers to one of `parentAlias`; the scope's values are to be bound, in order.
    QString condition(const QString &parentAlias, const QString &childAlias) const;
    QVariantList bound() const { return scope.values(); }
};

/// What refers to the rows of `parent`: by declared foreign keys and, not declared, by the ends of `known`. `enforced`: foreign keys are.
QList<RowReference> referencesTo(const Schema &schema, const QList<Relationship> &known, const Table &parent,
                                 bool enforced);

} // namespace joinery
