#pragma once

#include "links/linkoutcome.h"

namespace joinery {

/// Sets columns of the rows of an end's table that have these keys; see editRows(). One transaction. Writer's thread.
Result<LinkOutcome> setEntities(Connection &connection, const Schema &schema, const End &end, const KeyList &keys,
                                const QStringList &columns, const QList<QVariantList> &values);

/// Makes rows in an end's table; timestamps that frameworks keep are set to now. All of them or, where one is refused, none: inside a
/// transaction of the caller's, who rolls back. Writer's thread.
Result<LinkOutcome> makeEntities(Connection &connection, const Schema &schema, const End &end, const NewRows &rows);

} // namespace joinery
