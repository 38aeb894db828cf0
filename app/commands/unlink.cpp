#include "commands/linkpair.h"
#include "links/linkstore.h"

#include <QCoreApplication>
#include <QLocale>

#include <limits>

namespace joinery {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("joinery::UnlinkCommand", text);
}

CommandResult<void> run(const Arguments &arguments, const Streams &streams)
{
    const auto pair = readLinkPair(arguments);
    if (!pair)
        return tl::unexpected(pair.error());
    const QString left = pair->label(Side::Left);
    const QString right = pair->label(Side::Right);
    LinkStore store(*pair->database.connection, pair->database.catalog->schema, *pair->relationship);
    const qint64 most = arguments.has(QStringLiteral("all")) ? std::numeric_limits<qint64>::max() : 1;
    const auto outcome = store.unlinkPairs({pair->left}, {pair->right}, most);
    if (!outcome && outcome.error().kind == Error::Kind::NeedsConfirmation) {
        return refused(say("%1 and %2 are linked more than once (×%3); --all removes them all.")
                           .arg(right, left, QLocale().toString(outcome.error().detail.toLongLong())));
    }
    if (!outcome)
        return refusedBy(pair->database.catalog->location, outcome.error());
    if (outcome->unlinked == 0)
        return refused(say("%1 and %2 are not linked.").arg(right, left));
    if (outcome->unlinked == 1)
        return putLine(streams.result, say("%1 unlinked from %2").arg(right, left));
    return putLine(streams.result,
                   say("%1 unlinked from %2 (×%3)").arg(right, left, QLocale().toString(outcome->unlinked)));
}

} // namespace

Command unlinkCommand()
{
    return {QStringLiteral("unlink"),
            QStringLiteral("DATABASE -r NAME LEFT RIGHT [--all]"),
            3,
            3,
            say("remove the link between two rows"),
            say("LEFT and RIGHT are key values, or COLUMN=VALUE for the one row where that holds."),
            {relationshipOption(),
             {QStringLiteral("all"),
              {},
              {},
              say("remove every link of the two, where they are linked more than once"),
              false}},
            run};
}

} // namespace joinery
