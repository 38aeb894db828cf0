#include "session/deletiongesture.h"

#include "database/transaction.h"
#include "links/entitydeletion.h"
#include "relationships/entityrules.h"
#include "relationships/relationshipfinder.h"
#include "session/deletiontext.h"

#include <QCoreApplication>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::DeletionGesture)
};

using Done = Gesture::Done;

/// Fails when the tables are no longer those that the catalog tells of: what goes with a row would be another question.
Result<void> checkTables(Connection &connection, const Catalog &catalog)
{
    const auto version = connection.value(QStringLiteral("PRAGMA schema_version"));
    if (!version)
        return tl::unexpected(version.error());
    if (version->toLongLong() != catalog.schemaVersion) {
        return failure(Error::Kind::Stale,
                       Text::tr("Another program has changed the tables in the meantime. Nothing was "
                                "deleted; press F5 and try again."));
    }
    return {};
}

} // namespace

Gesture deleteEntitiesGesture(const Relationship &relationship, Side side, const KeyList &keys)
{
    // What was asked for, between the writer's thread, which finds it out, and the window's, which asks: never at once.
    const auto asked = std::make_shared<DeletionPlan>();
    const QString title = relationship.title(side);
    Gesture gesture{
        Text::tr("Deleting…"), relationship,
        [=](LinkStore &, Connection &connection, const Catalog &catalog, const Limits &limits) -> Result<Done> {
            const EntityRules rules(catalog.schema, relationship.end(side), catalog.location.enforced);
            if (!rules.whyReadOnly().isEmpty())
                return failure(Error::Kind::ReadOnly, rules.whyReadOnly());
            auto transaction = Transaction::begin(connection);
            if (!transaction)
                return tl::unexpected(transaction.error());
            if (auto fine = checkTables(connection, catalog); !fine)
                return tl::unexpected(fine.error());
            // The row goes from all of the relationship, however much of it is shown.
            const Relationship *whole = relationshipNamed(catalog.relationships, relationship.name);
            const auto deletion = deleteEntities(connection, catalog.schema, catalog.relationships,
                                                 whole ? *whole : relationship, side, keys);
            if (!deletion)
                return tl::unexpected(deletion.error());
            const DeletionPlan &plan = deletion->plan;
            if (!asked->rows.isEmpty() && plan != *asked) {
                return failure(Error::Kind::Stale,
                               Text::tr("The database was changed in the meantime, and other rows would go "
                                        "now. Nothing was deleted; try again."));
            }
            const qint64 touched = plan.touched() + plan.count(DeletionPlan::Fate::Dangling);
            if (touched > limits.deleted) {
                *asked = plan;
                return failure(Error::Kind::NeedsConfirmation, {}, QString::number(touched));
            }
            if (auto done = transaction->commit(); !done)
                return tl::unexpected(done.error());
            Done done;
            done.outcome.change = deletion->change;
            done.report = describeDeletion(plan, title);
            return done;
        }};
    gesture.question = [=](qint64) { return askToDelete(*asked, title); };
    return gesture;
}

} // namespace joinery
