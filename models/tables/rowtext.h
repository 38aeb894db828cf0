#pragma once

#include "tables/pagedrows.h"

namespace joinery {

/// Rows as text for spreadsheets and editors: a line a row, a tab between cells, whole values as they are stored. A cell that
/// holds a tab, a line break or a quote is quoted as in CSV (RFC 4180), which spreadsheets read back as one cell.
struct RowText
{
    PagedRows::Fetch fetch;
    QList<int> columns; ///< which of a row's values, in this order

    /// Reader's thread. Rows that are no longer there are left out.
    Result<QString> read(Connection &connection, const KeyList &keys) const;
};

} // namespace joinery
