#include "preferences/databasememory.h"

#include "preferences/preferences.h"

#include <QCryptographicHash>
#include <QSettings>
#include <QUrl>

namespace joinery {

namespace {

template <class Choice>
Choice choice(const QSettings &settings, const QString &key, Choice last)
{
    // What another version wrote is no reason for a value that no control shows.
    return Choice(qBound(0, settings.value(key, 0).toInt(), int(last)));
}

} // namespace

DatabaseMemory::DatabaseMemory(const QString &path)
{
    const QByteArray hash = QCryptographicHash::hash(canonicalPath(path).toUtf8(), QCryptographicHash::Sha1);
    m_group = QStringLiteral("databases/%1/").arg(QString::fromLatin1(hash.toHex()));
}

QString DatabaseMemory::relationship() const
{
    return QSettings().value(m_group + QStringLiteral("relationship")).toString();
}

void DatabaseMemory::setRelationship(const QString &name)
{
    QSettings().setValue(m_group + QStringLiteral("relationship"), name);
}

DatabaseMemory::Look DatabaseMemory::look(const QString &relationship) const
{
    QSettings settings;
    settings.beginGroup(m_group + QString::fromLatin1(QUrl::toPercentEncoding(relationship)));
    return {choice(settings, QStringLiteral("focus"), Side::Right),
            choice(settings, QStringLiteral("left"), EntityModel::Filter::NotLinked),
            choice(settings, QStringLiteral("right"), EntityModel::Filter::NotLinked),
            choice(settings, QStringLiteral("links"), LinkModel::Scope::All)};
}

void DatabaseMemory::setLook(const QString &relationship, const Look &look)
{
    QSettings settings;
    settings.beginGroup(m_group + QString::fromLatin1(QUrl::toPercentEncoding(relationship)));
    settings.setValue(QStringLiteral("focus"), int(look.focus));
    settings.setValue(QStringLiteral("left"), int(look.left));
    settings.setValue(QStringLiteral("right"), int(look.right));
    settings.setValue(QStringLiteral("links"), int(look.scope));
}

QByteArray DatabaseMemory::geometry() const
{
    return QSettings().value(m_group + QStringLiteral("geometry")).toByteArray();
}

void DatabaseMemory::setGeometry(const QByteArray &geometry)
{
    QSettings().setValue(m_group + QStringLiteral("geometry"), geometry);
}

} // namespace joinery
