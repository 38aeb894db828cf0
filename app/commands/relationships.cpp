#include "commands/opendatabase.h"
#include "export/jsonwriter.h"

#include <QBuffer>
#include <QCoreApplication>

namespace joinery {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("joinery::RelationshipsCommand", text);
}

QString kindName(Relationship::Kind kind)
{
    switch (kind) {
    case Relationship::Kind::Self:
        return QStringLiteral("self");
    case Relationship::Kind::Ternary:
        return QStringLiteral("ternary");
    case Relationship::Kind::Polymorphic:
        return QStringLiteral("polymorphic");
    case Relationship::Kind::Pair:
        break;
    }
    return QStringLiteral("pair");
}

void member(JsonWriter &json, const QString &name, const QVariant &value)
{
    json.key(name);
    json.value(value);
}

void members(JsonWriter &json, const QString &name, const QStringList &texts)
{
    json.key(name);
    json.texts(texts);
}

void writeEnd(JsonWriter &json, const End &end)
{
    json.beginObject();
    member(json, QStringLiteral("alias"), end.alias);
    member(json, QStringLiteral("table"), end.table.isEmpty() ? QVariant() : QVariant(end.table.text()));
    members(json, QStringLiteral("columns"), end.columns);
    members(json, QStringLiteral("key"), end.key);
    json.endObject();
}

void writeRelationship(JsonWriter &json, const Relationship &relationship)
{
    json.beginObject();
    member(json, QStringLiteral("name"), relationship.name);
    member(json, QStringLiteral("joinTable"), relationship.joinTable.text());
    member(json, QStringLiteral("kind"), kindName(relationship.kind));
    json.key(QStringLiteral("left"));
    writeEnd(json, relationship.left);
    json.key(QStringLiteral("right"));
    writeEnd(json, relationship.right);
    json.key(QStringLiteral("others"));
    json.beginArray();
    for (const End &other : relationship.others)
        writeEnd(json, other);
    json.endArray();
    members(json, QStringLiteral("payload"), relationship.payload);
    json.key(QStringLiteral("scope"));
    json.beginObject();
    for (auto it = relationship.scope.begin(); it != relationship.scope.end(); ++it)
        member(json, it.key(), it.value());
    json.endObject();
    member(json, QStringLiteral("unique"), relationship.unique);
    member(json, QStringLiteral("declared"), relationship.declared);
    member(json, QStringLiteral("suggested"), relationship.suggested);
    members(json, QStringLiteral("reasons"), relationship.reasons);
    json.endObject();
}

Result<void> writeJson(QIODevice &device, const Catalog &catalog)
{
    OutputBuffer output(device);
    JsonWriter json(output);
    json.beginObject();
    member(json, QStringLiteral("database"), catalog.location.name());
    json.key(QStringLiteral("relationships"));
    json.beginArray(JsonWriter::Layout::Rows);
    for (const Relationship &relationship : catalog.relationships)
        writeRelationship(json, relationship);
    json.endArray();
    json.endObject();
    json.finish();
    return output.finish();
}

QString endText(const End &end)
{
    QStringList columns;
    for (qsizetype i = 0; i < end.columns.size(); ++i)
        columns += end.table.isEmpty()
                     ? QStringLiteral("%1 → ?").arg(end.columns[i])
                     : QStringLiteral("%1 → %2.%3").arg(end.columns[i], end.table.text(), end.key.value(i));
    return columns.join(QStringLiteral(", "));
}

QString describe(const Relationship &relationship)
{
    const QString name = relationship.suggested ? say("%1 (suggested)").arg(relationship.name) : relationship.name;
    QStringList lines{QStringLiteral("%1: %2 ⇄ %3").arg(name, relationship.left.alias, relationship.right.alias)};
    QStringList ends{endText(relationship.left), endText(relationship.right)};
    for (const End &other : relationship.others)
        ends += endText(other);
    lines += say("  join table %1: %2").arg(relationship.joinTable.text(), ends.join(QStringLiteral("; ")));
    if (!relationship.payload.isEmpty())
        lines += say("  payload: %1").arg(relationship.payload.join(QStringLiteral(", ")));
    for (auto it = relationship.scope.begin(); it != relationship.scope.end(); ++it)
        lines += say("  only where %1 = %2").arg(it.key(), it.value().toString());
    if (!relationship.unique)
        lines += say("  the same pair may be linked more than once");
    lines += say("  because: %1").arg(relationship.reasons.join(QStringLiteral("; ")));
    if (!relationship.readOnlyReason.isEmpty())
        lines += say("  cannot be edited: %1").arg(relationship.readOnlyReason);
    return lines.join(u'\n');
}

CommandResult<void> run(const Arguments &arguments, const Streams &streams)
{
    const auto database = openDatabase(arguments.positionals().first());
    if (!database)
        return tl::unexpected(database.error());
    const Catalog &catalog = *database->catalog;
    if (arguments.has(QStringLiteral("json"))) {
        if (auto written = writeJson(streams.result, catalog); !written)
            return refused(written.error());
        return {};
    }
    if (catalog.relationships.isEmpty()) {
        return putLine(streams.messages,
                       say("No relationship found in %1: no table refers to two others by foreign keys.")
                           .arg(catalog.location.name()));
    }
    QStringList texts;
    for (const Relationship &relationship : catalog.relationships)
        texts += describe(relationship);
    return putLine(streams.result, texts.join(QStringLiteral("\n\n")));
}

} // namespace

Command relationshipsCommand()
{
    return {QStringLiteral("relationships"),
            QStringLiteral("DATABASE [--json]"),
            1,
            1,
            say("show the relationships found, each with its reasons"),
            {},
            {{QStringLiteral("json"), {}, {}, say("write JSON for other programs"), false}},
            run};
}

} // namespace joinery
