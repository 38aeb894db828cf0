#pragma once

#include "import/importaccount.h"
#include "values/relationship.h"
#include "values/rowkey.h"

#include <QHash>

#include <algorithm>

namespace joinery {

/// What a person decided about a name that is unknown or ambiguous; holds for every row with the name.
struct Resolution
{
    enum class Kind {
        Use, ///< `key` is meant
        Create,
        Skip, ///< leave its rows out
    };

    Kind kind = Kind::Skip;
    RowKey key;
};

/// How a file names the entities of one end.
struct EndMapping
{
    QList<int> fileColumns; ///< places in a record, from 0
    QStringList columns; ///< the entity columns that they are compared with, pairwise
    QByteArray separator; ///< between several names in the one column; empty: one name
    bool create = false; ///< an unknown name becomes a new entity
    QHash<QString, Resolution> resolutions; ///< by the name as nameText() writes it

    /// True when a name may become a new entity.
    bool creates() const
    {
        return create || std::any_of(resolutions.begin(), resolutions.end(), [](const Resolution &each) {
                   return each.kind == Resolution::Kind::Create;
               });
    }
};

/// How a file's columns become join rows.
struct ImportMapping
{
    struct PayloadColumn
    {
        int fileColumn; ///< place in a record, from 0
        QString column; ///< the join table's
    };

    struct ScopeColumn
    {
        int fileColumn;
        QString column; ///< the join table's
        QByteArray value; ///< what a row of the relationship says there
    };

    EndMapping left;
    EndMapping right;
    QList<PayloadColumn> payload; ///< payload columns and third ends
    QList<ScopeColumn> scope; ///< where the file itself says what relationship a row is of
    QMap<QString, QVariant> set; ///< the same value for every row, by the join table's column
    OnConflict onConflict = OnConflict::Skip;
    bool ignoreCase = false;
    bool ignoreBlanks =
        false; ///< a name that is not known is looked for without the blanks around it; in a list, what is blank is no name

    bool creates() const { return left.creates() || right.creates(); }
    const EndMapping &end(Side side) const { return side == Side::Left ? left : right; }
    EndMapping &end(Side side) { return side == Side::Left ? left : right; }
};

} // namespace joinery
