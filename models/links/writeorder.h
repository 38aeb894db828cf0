#pragma once

#include "values/relationship.h"
#include "values/schema.h"

namespace joinery {

/// In which orders links can be written so that the same comes out as in the file's order.
enum class WriteOrder {
    Any,
    WithinLeft, ///< those of one row of the left side in the file's order
    WithinRight, ///< those of one row of the right side in the file's order
    File, ///< all in the file's order
};

/// The order that does for both.
constexpr WriteOrder stricter(WriteOrder one, WriteOrder other)
{
    if (one == WriteOrder::Any || one == other)
        return other;
    return other == WriteOrder::Any ? one : WriteOrder::File;
}

/// The side by whose rows links can be told apart where rows agree in `columns` of the join table: WithinLeft or WithinRight; File where
/// by neither. Only for sides whose key is a row id, which compares in one way.
WriteOrder orderWithin(const Schema &schema, const Relationship &relationship, const QStringList &columns);

} // namespace joinery
