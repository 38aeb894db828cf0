// RelationshipSettings as JSON, in the names that `joinery relationships --json` uses.

#include "relationships/relationshipsettings.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace joinery {

namespace {

constexpr int version = 1;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::RelationshipSettings)
};

QJsonArray listJson(const QStringList &list)
{
    return QJsonArray::fromStringList(list);
}

QStringList listFrom(const QJsonValue &json)
{
    QStringList list;
    const QJsonArray array = json.toArray();
    for (const auto &each : array)
        list += each.toString();
    return list;
}

QJsonObject tableJson(const TableName &table)
{
    QJsonObject json{{QStringLiteral("name"), table.name}};
    if (!table.schema.isEmpty())
        json.insert(QStringLiteral("schema"), table.schema);
    return json;
}

TableName tableFrom(const QJsonValue &json)
{
    return {json[QStringLiteral("schema")].toString(), json[QStringLiteral("name")].toString()};
}

QJsonObject endJson(const End &end)
{
    QJsonObject json{{QStringLiteral("table"), tableJson(end.table)},
                     {QStringLiteral("columns"), listJson(end.columns)},
                     {QStringLiteral("key"), listJson(end.key)}};
    if (!end.alias.isEmpty())
        json.insert(QStringLiteral("alias"), end.alias);
    return json;
}

End endFrom(const QJsonValue &json)
{
    return {json[QStringLiteral("alias")].toString(), tableFrom(json[QStringLiteral("table")]),
            listFrom(json[QStringLiteral("columns")]), listFrom(json[QStringLiteral("key")])};
}

QJsonObject shapeJson(const RelationshipSettings::Shape &shape)
{
    QJsonArray others;
    for (const End &other : shape.others)
        others += endJson(other);
    return {{QStringLiteral("joinTable"), tableJson(shape.joinTable)},
            {QStringLiteral("left"), endJson(shape.left)},
            {QStringLiteral("right"), endJson(shape.right)},
            {QStringLiteral("others"), others},
            {QStringLiteral("scope"), QJsonObject::fromVariantMap(shape.scope)}};
}

RelationshipSettings::Shape shapeFrom(const QJsonValue &json)
{
    RelationshipSettings::Shape shape{tableFrom(json[QStringLiteral("joinTable")]),
                                      endFrom(json[QStringLiteral("left")]),
                                      endFrom(json[QStringLiteral("right")]),
                                      {},
                                      json[QStringLiteral("scope")].toObject().toVariantMap()};
    const QJsonArray others = json[QStringLiteral("others")].toArray();
    for (const auto &other : others)
        shape.others += endFrom(other);
    return shape;
}

} // namespace

QJsonObject RelationshipSettings::toJson() const
{
    QJsonArray list;
    for (const Entry &entry : entries) {
        QJsonObject json{{QStringLiteral("id"), entry.id}};
        for (const auto &[key, text] :
             {std::pair{QStringLiteral("name"), entry.name}, std::pair{QStringLiteral("leftAlias"), entry.leftAlias},
              std::pair{QStringLiteral("rightAlias"), entry.rightAlias}}) {
            if (!text.isEmpty())
                json.insert(key, text);
        }
        for (const auto &[key, holds] :
             {std::pair{QStringLiteral("byHand"), entry.byHand}, std::pair{QStringLiteral("hidden"), entry.hidden},
              std::pair{QStringLiteral("accepted"), entry.accepted}}) {
            if (holds)
                json.insert(key, true);
        }
        if (entry.symmetric)
            json.insert(QStringLiteral("symmetric"), *entry.symmetric);
        if (entry.shape)
            json.insert(QStringLiteral("shape"), shapeJson(*entry.shape));
        list += json;
    }
    QJsonObject labelJson;
    for (auto it = labels.begin(); it != labels.end(); ++it)
        labelJson.insert(it.key(), listJson(it.value()));
    return {{QStringLiteral("joinery"), QStringLiteral("relationships")},
            {QStringLiteral("version"), version},
            {QStringLiteral("relationships"), list},
            {QStringLiteral("order"), listJson(order)},
            {QStringLiteral("labels"), labelJson}};
}

Result<RelationshipSettings> RelationshipSettings::fromJson(const QJsonObject &json)
{
    if (json[QStringLiteral("joinery")].toString() != QLatin1String("relationships"))
        return failure(Error::Kind::Failed, Text::tr("The file holds no settings for relationships."));
    if (json[QStringLiteral("version")].toInt() > version)
        return failure(Error::Kind::Failed, Text::tr("The settings were written by a later version of Joinery."));
    RelationshipSettings settings;
    const QJsonArray relationships = json[QStringLiteral("relationships")].toArray();
    for (const auto &each : relationships) {
        Entry entry{each[QStringLiteral("id")].toString()};
        if (entry.id.isEmpty())
            return failure(Error::Kind::Failed, Text::tr("The settings speak of a relationship without an id."));
        entry.byHand = each[QStringLiteral("byHand")].toBool();
        entry.name = each[QStringLiteral("name")].toString();
        entry.leftAlias = each[QStringLiteral("leftAlias")].toString();
        entry.rightAlias = each[QStringLiteral("rightAlias")].toString();
        entry.hidden = each[QStringLiteral("hidden")].toBool();
        entry.accepted = each[QStringLiteral("accepted")].toBool();
        if (each[QStringLiteral("symmetric")].isBool())
            entry.symmetric = each[QStringLiteral("symmetric")].toBool();
        if (each[QStringLiteral("shape")].isObject())
            entry.shape = shapeFrom(each[QStringLiteral("shape")]);
        settings.entries += entry;
    }
    settings.order = listFrom(json[QStringLiteral("order")]);
    const QJsonObject labelJson = json[QStringLiteral("labels")].toObject();
    for (auto it = labelJson.begin(); it != labelJson.end(); ++it)
        settings.labels.insert(it.key(), listFrom(it.value()));
    return settings;
}

} // namespace joinery
