#pragma once

#include "links/change.h"
#include "links/rowreference.h"

namespace joinery {

/// Says that something is not deleted because it could not be undone, and why.
tl::unexpected<Error> beyondUndo(const QString &why, const QString &detail = {});

/// Sets the columns by which rows refer to NULL or to their defaults, as `reference` says, and keeps these rows as they were and as they
/// became. `fromWhere`, with its `values`, selects them: "AS j … WHERE …", to follow "FROM child". Refused when that could not be undone.
/// Writer's thread; inside a transaction of the caller's.
Result<TableChange> loosened(Connection &connection, const Schema &schema, const RowReference &reference,
                             const QString &fromWhere, const QVariantList &values);

} // namespace joinery
