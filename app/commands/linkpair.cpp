#include "commands/linkpair.h"

#include "links/rowlabel.h"

#include <QCoreApplication>

namespace joinery {

QString LinkPair::label(Side side) const
{
    return rowLabel(*database.connection, database.catalog->schema, relationship->end(side),
                    side == Side::Left ? left : right);
}

CommandResult<LinkPair> readLinkPair(const Arguments &arguments)
{
    const QStringList &words = arguments.positionals();
    auto database = openDatabase(words[0]);
    if (!database)
        return tl::unexpected(database.error());
    const auto relationship = namedRelationship(*database->catalog, arguments);
    if (!relationship)
        return tl::unexpected(relationship.error());
    if (!database->catalog->readOnlyReason.isEmpty()) {
        return refused(QCoreApplication::translate("joinery::LinkPair", "This database cannot be changed. %1")
                           .arg(database->catalog->readOnlyReason));
    }
    const auto left = namedRow(*database, (*relationship)->left, words[1]);
    if (!left)
        return tl::unexpected(left.error());
    const auto right = namedRow(*database, (*relationship)->right, words[2]);
    if (!right)
        return tl::unexpected(right.error());
    return LinkPair{std::move(*database), *relationship, *left, *right};
}

} // namespace joinery
