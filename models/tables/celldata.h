#pragma once

#include "values/keylist.h"

#include <QModelIndexList>

#include <functional>

class QMimeData;

namespace joinery {

/// A database value in the roles that are the same wherever it is shown: blobs by their size, long texts cut with an ellipsis, the whole
/// of a longer text as its tool tip, dates and numbers in the ValueStyle of now.
QVariant cellData(const QVariant &value, int role);

/// The same for a row that could not be read, or was gone when its values were asked for.
QVariant absentData(int column, int role);

/// The keys of these rows in the order in which they stand, each once.
KeyList keysAt(const KeyList &order, const QModelIndexList &rows);

/// Gives the dragged rows' labels to programs that take text: when all of them are here, because a drag must start at once.
/// `labelAt` returns an empty text for a row that is not; `column` stands for its row.
void setLabels(QMimeData *mime, const QModelIndexList &rows, int column,
               const std::function<QString(int row)> &labelAt);

} // namespace joinery
