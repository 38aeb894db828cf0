#pragma once

#include "values/keylist.h"

#include <QModelIndexList>

#include <functional>

class QMimeData;

namespace joinery {

/// A database value in the roles that are the same wherever it is shown: blobs by their size, long texts cut with an ellipsis, the whole
/// of a longer text as its tool tip.
QVariant cellData(const QVariant &value, int role);

/// The keys of these rows in the order in which they stand, each once.
KeyList keysAt(const KeyList &order, const QModelIndexList &rows);

/// Gives the dragged rows' labels to programs that take text: when all of them are here, because a drag must start at once.
/// `labelAt` returns an empty text for a row that is not; `column` stands for its row.
void setLabels(QMimeData *mime, const QModelIndexList &rows, int column,
               const std::function<QString(int row)> &labelAt);

} // namespace joinery
