#include "relationships/relationshipsettings.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>
#include <QSettings>

#include <algorithm>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::RelationshipSettings)
};

bool sameEnd(const End &a, const End &b)
{
    return a.table == b.table && a.columns == b.columns && a.key == b.key;
}

QString settingsKey(const QString &databasePath)
{
    const QString canonical = QFileInfo(databasePath).canonicalFilePath();
    const QString path = canonical.isEmpty() ? QFileInfo(databasePath).absoluteFilePath() : canonical;
    const QByteArray hash = QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Sha1);
    return QStringLiteral("databases/%1/relationships").arg(QString::fromLatin1(hash.toHex()));
}

} // namespace

QString relationshipId(const Relationship &relationship)
{
    const auto columns = [](const End &end) { return end.columns.join(u','); };
    QString id = QStringLiteral("%1(%2;%3)")
                     .arg(relationship.joinTable.text(), columns(relationship.left), columns(relationship.right));
    for (auto it = relationship.scope.begin(); it != relationship.scope.end(); ++it)
        id += QStringLiteral("[%1=%2]").arg(it.key(), it.value().toString());
    return id;
}

RelationshipSettings::Shape RelationshipSettings::Shape::of(const Relationship &relationship)
{
    Shape shape{relationship.joinTable, relationship.left, relationship.right, relationship.others, relationship.scope};
    shape.left.alias.clear();
    shape.right.alias.clear();
    return shape;
}

bool operator==(const RelationshipSettings::Shape &a, const RelationshipSettings::Shape &b)
{
    return a.joinTable == b.joinTable && sameEnd(a.left, b.left) && sameEnd(a.right, b.right)
        && std::equal(a.others.begin(), a.others.end(), b.others.begin(), b.others.end(), sameEnd)
        && a.scope == b.scope;
}

bool RelationshipSettings::Entry::isEmpty() const
{
    return !byHand && name.isEmpty() && leftAlias.isEmpty() && rightAlias.isEmpty() && !hidden && !accepted
        && !symmetric && !shape;
}

RelationshipSettings::Entry &RelationshipSettings::entry(const QString &id)
{
    for (Entry &each : entries) {
        if (each.id == id)
            return each;
    }
    entries.append(Entry{id});
    return entries.last();
}

const RelationshipSettings::Entry *RelationshipSettings::find(const QString &id) const
{
    const auto found = std::find_if(entries.begin(), entries.end(), [&](const Entry &each) { return each.id == id; });
    return found == entries.end() ? nullptr : &*found;
}

void RelationshipSettings::forget(const QString &id)
{
    entries.removeIf([&](const Entry &each) { return each.id == id; });
    order.removeAll(id);
}

void RelationshipSettings::tidy()
{
    entries.removeIf([](const Entry &each) { return each.isEmpty(); });
}

Result<void> RelationshipSettings::save(const QString &path) const
{
    QSaveFile file(path);
    const QByteArray json = QJsonDocument(toJson()).toJson();
    if (!file.open(QIODevice::WriteOnly) || file.write(json) != json.size() || !file.commit())
        return failure(Error::Kind::Failed, Text::tr("%1 could not be written: %2.").arg(path, file.errorString()));
    return {};
}

Result<RelationshipSettings> RelationshipSettings::load(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(Error::Kind::Missing, Text::tr("%1 could not be read: %2.").arg(path, file.errorString()));
    QJsonParseError parseError;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &parseError);
    if (!document.isObject()) {
        return failure(Error::Kind::Failed, Text::tr("%1 holds no settings for relationships.").arg(path),
                       parseError.errorString());
    }
    return fromJson(document.object());
}

RelationshipSettings RelationshipSettings::kept(const QString &databasePath)
{
    const QByteArray json = QSettings().value(settingsKey(databasePath)).toByteArray();
    return fromJson(QJsonDocument::fromJson(json).object()).value_or(RelationshipSettings());
}

void RelationshipSettings::keep(const QString &databasePath) const
{
    QSettings settings;
    if (isEmpty())
        settings.remove(settingsKey(databasePath));
    else
        settings.setValue(settingsKey(databasePath), QJsonDocument(toJson()).toJson(QJsonDocument::Compact));
}

} // namespace joinery
