#pragma once

#include <QString>

namespace joinery {

/// Words by which tables are called that connect others: map, items, membership.
bool isConnecting(const QString &stem);
/// Those that say nothing else: map, membership.
bool isOnlyConnecting(const QString &stem);
/// Words by which tables are called that record what happened or was said: log, payment, message.
bool isHappening(const QString &stem);
/// True for a column that says at which place of a list the row stands: position, delta.
bool isPlaceInList(const QString &column);

} // namespace joinery
