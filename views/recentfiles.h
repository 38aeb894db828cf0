#pragma once

#include <QStringList>

namespace joinery {

/// The databases that were opened last, newest first, ten at most. Kept in QSettings.
QStringList recentFiles();
void addRecentFile(const QString &path);
void clearRecentFiles();

} // namespace joinery
