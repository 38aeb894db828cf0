#pragma once

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

} // namespace joinery
