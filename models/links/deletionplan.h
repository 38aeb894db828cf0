#pragma once

#include "values/relationship.h"

namespace joinery {

/// What goes with entities that are deleted, table by table.
struct DeletionPlan
{
    enum class Fate {
        Chosen, ///< the entities themselves
        Link, ///< links of the relationship that they are deleted in
        Cascaded, ///< rows that a foreign key takes along
        Emptied, ///< rows of which columns are set to NULL
        Defaulted, ///< rows of which columns are set to their defaults
        Hindering, ///< rows for whose sake the database refuses
        Dangling, ///< rows that will refer to what is no longer there
    };
    struct Rows
    {
        Fate fate = Fate::Chosen;
        TableName table;
        QStringList columns = {}; ///< by which they refer, where that matters
        qint64 count = 0;
        QStringList samples = {}; ///< what a person calls the first few

        friend bool operator==(const Rows &, const Rows &) = default;
    };

    QList<Rows> rows; ///< chosen first, then by fate

    /// How many rows have this fate.
    qint64 count(Fate fate) const;
    /// How many rows are removed or altered.
    qint64 touched() const;
    /// True when nothing but the entities themselves is touched or left dangling.
    bool isAlone() const;

    friend bool operator==(const DeletionPlan &, const DeletionPlan &) = default;
};

} // namespace joinery
