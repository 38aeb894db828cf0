#include "preferences/preferences.h"

#include <QFileInfo>
#include <QSettings>

namespace joinery {

namespace {

QString styleKey()
{
    return QStringLiteral("look/desktopValues");
}

QString removedKey()
{
    return QStringLiteral("asking/removed");
}

QString linkedKey()
{
    return QStringLiteral("asking/linked");
}

QString offersKey()
{
    return QStringLiteral("files/offersCopy");
}

QString answeredKey()
{
    return QStringLiteral("files/copyOffered");
}

QString trustedKey()
{
    return QStringLiteral("files/trusted");
}

QString unenforcedKey()
{
    return QStringLiteral("files/unenforced");
}

QStringList listed(const QString &key)
{
    return QSettings().value(key).toStringList();
}

} // namespace

QString canonicalPath(const QString &path)
{
    const QString canonical = QFileInfo(path).canonicalFilePath();
    return canonical.isEmpty() ? path : canonical;
}

Preferences &Preferences::instance()
{
    static Preferences preferences;
    return preferences;
}

void Preferences::load()
{
    const bool desktop = QSettings().value(styleKey(), false).toBool();
    joinery::setValueStyle(desktop ? ValueStyle::Desktop : ValueStyle::Stored);
    emit changed();
}

void Preferences::setValueStyle(ValueStyle style)
{
    QSettings().setValue(styleKey(), style == ValueStyle::Desktop);
    joinery::setValueStyle(style);
    emit changed();
}

Limits Preferences::limits() const
{
    const QSettings settings;
    Limits limits;
    limits.removed = qMax<qint64>(1, settings.value(removedKey(), limits.removed).toLongLong());
    limits.linked = qMax<qint64>(1, settings.value(linkedKey(), limits.linked).toLongLong());
    return limits;
}

void Preferences::setLimits(const Limits &limits)
{
    QSettings settings;
    settings.setValue(removedKey(), limits.removed);
    settings.setValue(linkedKey(), limits.linked);
    emit changed();
}

bool Preferences::offersCopy() const
{
    return QSettings().value(offersKey(), true).toBool();
}

void Preferences::setOffersCopy(bool offers)
{
    QSettings().setValue(offersKey(), offers);
    emit changed();
}

bool Preferences::isCopyAnswered(const QString &path) const
{
    return listed(answeredKey()).contains(canonicalPath(path));
}

void Preferences::setCopyAnswered(const QString &path)
{
    setListed(answeredKey(), path, true);
}

DatabaseLocation Preferences::location(const QString &path) const
{
    const QString canonical = canonicalPath(path);
    return {path, trustedFiles().contains(canonical), !unenforcedFiles().contains(canonical)};
}

QStringList Preferences::trustedFiles() const
{
    return listed(trustedKey());
}

void Preferences::setTrusted(const QString &path, bool trusted)
{
    setListed(trustedKey(), path, trusted);
}

QStringList Preferences::unenforcedFiles() const
{
    return listed(unenforcedKey());
}

void Preferences::setEnforced(const QString &path, bool enforced)
{
    setListed(unenforcedKey(), path, !enforced);
}

void Preferences::setListed(const QString &key, const QString &path, bool isListed)
{
    QStringList files = listed(key);
    files.removeAll(canonicalPath(path));
    files.removeAll(path); // a file that is gone is listed by the path it had
    if (isListed)
        files.append(canonicalPath(path));
    QSettings().setValue(key, files);
    emit changed();
}

} // namespace joinery
