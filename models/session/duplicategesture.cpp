#include "session/duplicategesture.h"

#include "links/rowlabel.h"
#include "relationships/entityrules.h"

#include <QCoreApplication>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::DuplicateGesture)
};

using Done = Gesture::Done;

} // namespace

Gesture duplicateEntitiesGesture(const Relationship &relationship, Side side, const KeyList &keys, bool withLinks)
{
    return {
        Text::tr("Duplicating…"), relationship,
        [=](LinkStore &store, Connection &connection, const Catalog &catalog, const Limits &) -> Result<Done> {
            const EntityRules rules(catalog.schema, relationship.end(side), catalog.location.enforced);
            if (!rules.whyReadOnly().isEmpty())
                return failure(Error::Kind::ReadOnly, rules.whyReadOnly());
            auto outcome = store.duplicate(side, keys, withLinks);
            if (!outcome)
                return tl::unexpected(outcome.error());
            Report report;
            report.undoable = true;
            report.text =
                Text::tr("%1 duplicated").arg(describeRows(connection, catalog.schema, relationship, side, keys).text);
            if (withLinks)
                report.text += Text::tr(" with %Ln link(s)", nullptr, int(outcome->linked));
            return Done{*outcome, report};
        }};
}

} // namespace joinery
