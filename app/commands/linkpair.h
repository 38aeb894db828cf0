#pragma once

#include "commands/opendatabase.h"

namespace joinery {

/// What `link` and `unlink` work on: an open database that can be changed, a relationship and a row at each of its
/// ends.
struct LinkPair
{
    OpenDatabase database;
    const Relationship *relationship; ///< lives as long as the database's catalog
    RowKey left;
    RowKey right;

    QString label(Side side) const;
};

/// Reads `DATABASE -r NAME LEFT RIGHT`.
CommandResult<LinkPair> readLinkPair(const Arguments &arguments);

} // namespace joinery
