#pragma once

#include <QPixmap>
#include <QString>

namespace joinery {

/// What hangs at the pointer while rows are dragged: `text` on a card, on a stack of cards when there are several rows.
QPixmap dragPicture(const QString &text, int rows, qreal scale);

} // namespace joinery
