#include "commands/assignment.h"
#include "commands/linkpair.h"
#include "import/importplan.h"
#include "links/linkstore.h"

#include <QCoreApplication>

namespace joinery {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("joinery::LinkCommand", text);
}

CommandResult<Payload> readPayload(const Arguments &arguments, const LinkPair &pair)
{
    const Table &table = pair.database.catalog->table(pair.relationship->joinTable);
    const QStringList settable = settableColumns(pair.database.catalog->schema, *pair.relationship);
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
