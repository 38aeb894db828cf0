#include "recentfiles.h"

#include <QSettings>

namespace joinery {

namespace {

constexpr int most = 10;

QString key()
{
    return QStringLiteral("files/recent");
}

} // namespace

QStringList recentFiles()
{
    return QSettings().value(key()).toStringList();
}

void addRecentFile(const QString &path)
{
    QStringList files = recentFiles();
    files.removeAll(path);
    files.prepend(path);
    QSettings().setValue(key(), QStringList(files.mid(0, most)));
}

void clearRecentFiles()
{
    QSettings().remove(key());
}

} // namespace joinery
