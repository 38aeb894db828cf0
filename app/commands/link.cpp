#include "commands/linkpair.h"
#include "links/linkstore.h"

#include <QCoreApplication>

namespace joinery {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("joinery::LinkCommand", text);
}

QStringList settableColumns(const Table &table, const Relationship &relationship)
{
    QStringList columns = relationship.payload;
    for (const End &other : relationship.others)
        columns += other.columns;
    columns.removeIf([&](const QString &name) { // computed ones, and those that a tenant's end shares
        const Column *column = table.column(name);
        return (column && column->generated) || relationship.left.columns.contains(name)
            || relationship.right.columns.contains(name);
    });
    return columns;
}

/// `COLUMN=VALUE`, or `COLUMN` for NULL. A column's name may hold an equals sign itself.
CommandResult<void> setColumn(Payload &payload, const QString &assignment, const Table &table,
                              const QStringList &settable)
{
    const Column *column = table.column(assignment);
    QVariant value(QMetaType::fromType<QString>());
    QString written = assignment;
    for (qsizetype at = assignment.indexOf(u'='); !column && at > 0; at = assignment.indexOf(u'=', at + 1)) {
        if (at == assignment.indexOf(u'='))
            written = assignment.left(at);
        column = table.column(assignment.left(at));
        // A null string would be bound as NULL.
        value = at + 1 < assignment.size() ? assignment.mid(at + 1) : QStringLiteral("");
    }
    if (!column)
        return wrongCall(say("%1 has no column %2.").arg(table.name.text(), written));
    if (!settable.contains(column->name))
        return wrongCall(say("--set does not set %1: it is no payload column and no third end.").arg(column->name));
    if (payload.contains(column->name))
        return wrongCall(say("--set sets %1 twice.").arg(column->name));
    payload.insert(column->name, value);
    return {};
}

CommandResult<Payload> readPayload(const Arguments &arguments, const LinkPair &pair)
{
    const Table &table = pair.database.catalog->table(pair.relationship->joinTable);
    const QStringList settable = settableColumns(table, *pair.relationship);
    Payload payload;
    for (const QStringList &values : arguments.all(QStringLiteral("set"))) {
        if (auto set = setColumn(payload, values.first(), table, settable); !set)
            return tl::unexpected(set.error());
    }
    return payload;
}

CommandResult<void> run(const Arguments &arguments, const Streams &streams)
{
    const auto pair = readLinkPair(arguments);
    if (!pair)
        return tl::unexpected(pair.error());
    const auto payload = readPayload(arguments, *pair);
    if (!payload)
        return tl::unexpected(payload.error());
    const QString left = pair->label(Side::Left);
    const QString right = pair->label(Side::Right);
    LinkStore store(*pair->database.connection, pair->database.catalog->schema, *pair->relationship);
    const auto outcome = store.link({pair->left}, {pair->right}, *payload);
    if (!outcome)
        return refusedBy(pair->database.catalog->location, outcome.error());
    if (outcome->alreadyLinked > 0)
        return putLine(streams.result, say("%1 and %2 are linked already").arg(right, left));
    if (!outcome->refused.isEmpty())
        return refused(say("%1 was not linked to %2: %3").arg(right, left, outcome->refused.first().error.summary));
    if (outcome->linked == 0) {
        return refused(
            say("%1 was not linked to %2: they differ in a column that a link shares between both.").arg(right, left));
    }
    return putLine(streams.result, say("%1 linked to %2").arg(right, left));
}

} // namespace

Command linkCommand()
{
    return {QStringLiteral("link"),
            QStringLiteral("DATABASE -r NAME LEFT RIGHT [--set COLUMN=VALUE]..."),
            3,
            3,
            say("link two rows"),
            say("LEFT and RIGHT are key values, or COLUMN=VALUE for the one row where that holds."),
            {relationshipOption(),
             {QStringLiteral("set"),
              {},
              {QStringLiteral("COLUMN=VALUE")},
              say("what the link itself says; COLUMN alone is NULL; repeatable"),
              true}},
            run};
}

} // namespace joinery
