#pragma once

#include "values/result.h"
#include "values/rowkey.h"
#include "values/schema.h"

#include <QMap>
#include <QVariant>

namespace joinery {

enum class Side { Left, Right };

inline Side otherSide(Side side)
{
    return side == Side::Left ? Side::Right : Side::Left;
}

/// One side of a relationship: an entity table and the foreign key that reaches it.
struct End
{
    QString alias; ///< what the rows are called here: a user's shows are "Favorites"
    TableName table; ///< the entity table; empty for a typed end whose target is not known
    QStringList columns; ///< the join table's columns
    QStringList key; ///< the entity table's columns that they refer to, in the same order
};

/// Two ends and a join table. Can be read from either end.
struct Relationship
{
    enum class Kind { Pair, Self, Ternary, Polymorphic };

    QString name; ///< unique within a database
    TableName joinTable;
    Kind kind = Kind::Pair;
    End left;
    End right;
    QList<End> others; ///< third ends
    QStringList payload; ///< columns that are neither an end's, nor scope, nor a surrogate key
    QMap<QString, QVariant> scope;
    bool unique = true; ///< false: the same pair may be linked twice
    bool symmetric = false; ///< of one table with itself: a link says the same from either of its rows
    bool selfLinks = true; ///< a row may be linked with itself
    bool declared = true; ///< the foreign keys are declared in the schema
    bool suggested = false; ///< too uncertain to be shown as a fact
    QStringList reasons; ///< why this is taken for a relationship, in plain words
    QString readOnlyReason; ///< why its links cannot be edited; empty when they can
    Remedy remedy = Remedy::None; ///< what would lift readOnlyReason

    const End &end(Side side) const { return side == Side::Left ? left : right; }
    bool isSelf() const { return left.table == right.table; }
    /// What the rows of a side are called as rows of their own table: "Shows", where the alias is "Favorites". The alias where
    /// both sides are one table.
    QString title(Side side) const;
};

/// The relationship as far as its third ends are these rows: their columns become scope, so that it is shown, linked and unlinked
/// there alone. `thirdEnds` stand in the order of Relationship::others; an empty key leaves its end open.
Relationship narrowed(Relationship relationship, const QList<RowKey> &thirdEnds, const Table &joinTable);

} // namespace joinery
