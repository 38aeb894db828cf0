#include "session/entitygestures.h"

#include "database/transaction.h"
#include "links/entityrows.h"
#include "relationships/entityrules.h"

#include <QCoreApplication>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::EntityGestures)
};

using Done = Gesture::Done;

Result<void> checkWritable(const Catalog &catalog, const Relationship &relationship, Side side)
{
    const EntityRules rules(catalog.schema, relationship.end(side), catalog.location.enforced);
    return rules.whyReadOnly().isEmpty() ? Result<void>() : failure(Error::Kind::ReadOnly, rules.whyReadOnly());
}

} // namespace

Gesture setEntitiesGesture(const Relationship &relationship, Side side, const KeyList &keys, const QStringList &columns,
                           const QList<QVariantList> &values)
{
    Gesture gesture{Text::tr("Changing rows…"), relationship,
                    [=](LinkStore &, Connection &connection, const Catalog &catalog, const Limits &) -> Result<Done> {
                        if (auto fine = checkWritable(catalog, relationship, side); !fine)
                            return tl::unexpected(fine.error());
                        // What the row was called: its name may be what is changed.
                        const RowWords rows = describeRows(connection, catalog.schema, relationship, side, keys);
                        auto outcome = setEntities(connection, catalog.schema, relationship.end(side), keys, columns,
                                                   values);
                        if (!outcome)
                            return tl::unexpected(outcome.error());
                        const bool oneValue = columns.size() == 1 && values.size() == 1;
                        const QString value = oneValue ? shortened(values.first().first()) : QString();
                        return Done{*outcome, describeEntityEditing(*outcome, relationship, side, rows,
                                                                    oneValue ? columns.first() : QString(), value)};
                    }};
    gesture.columns = columns;
    gesture.table = relationship.end(side).table;
    return gesture;
}

Gesture addEntitiesGesture(const Relationship &relationship, Side side, const NewRows &rows)
{
    return {Text::tr("Adding rows…"), relationship,
            [=](LinkStore &, Connection &connection, const Catalog &catalog, const Limits &) -> Result<Done> {
                if (auto fine = checkWritable(catalog, relationship, side); !fine)
                    return tl::unexpected(fine.error());
                auto transaction = Transaction::begin(connection);
                if (!transaction)
                    return tl::unexpected(transaction.error());
                auto outcome = makeEntities(connection, catalog.schema, relationship.end(side), rows);
                if (!outcome)
                    return tl::unexpected(outcome.error());
                if (auto done = transaction->commit(); !done)
                    return tl::unexpected(done.error());
                const RowWords made = describeRows(connection, catalog.schema, relationship, side, outcome->created);
                return Done{*outcome, describeAdding(made, relationship.title(side))};
            }};
}

Gesture createAndLinkGesture(const Relationship &relationship, Side side, const NewRows &rows, const KeyList &found,
                             const KeyList &with, const Payload &payload)
{
    return {Text::tr("Adding and linking…"), relationship,
            [=](LinkStore &store, Connection &connection, const Catalog &catalog, const Limits &) -> Result<Done> {
                if (auto fine = checkWritable(catalog, relationship, side); !fine)
                    return tl::unexpected(fine.error());
                auto outcome = store.createAndLink(side, rows, found, with, payload);
                if (!outcome)
                    return tl::unexpected(outcome.error());
                const bool one = found.isEmpty() && outcome->created.size() == 1;
                const RowWords many = one
                                        ? describeRows(connection, catalog.schema, relationship, side, outcome->created)
                                        : RowWords{{}, false};
                const RowWords others = describeRows(connection, catalog.schema, relationship, otherSide(side), with);
                return Done{*outcome, describeCreating(*outcome, relationship, side, many, others)};
            }};
}

} // namespace joinery
