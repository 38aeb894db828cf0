#pragma once

#include "values/keylist.h"

#include <QModelIndexList>

namespace joinery {

/// A database value in the roles that are the same wherever it is shown: blobs by their size, long texts cut with an ellipsis, the whole
/// of a longer text as its tool tip.
QVariant cellData(const QVariant &value, int role);

/// The keys of these rows in the order in which they stand, each once.
KeyList keysAt(const KeyList &order, const QModelIndexList &rows);

} // namespace joinery
