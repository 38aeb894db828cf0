#include "session/gesture.h"

#include "links/rowlabel.h"

#include <QCoreApplication>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::Gesture)
};

using Done = Gesture::Done;

} // namespace

Gesture linkGesture(const Relationship &relationship, Side side, const KeyList &many, const KeyList &one,
                    const Payload &payload)
{
    return {Text::tr("Linking…"), relationship,
            [=](LinkStore &store, Connection &connection, const Catalog &catalog, qint64) -> Result<Done> {
                auto outcome = store.link(side == Side::Left ? many : one, side == Side::Left ? one : many, payload);
                if (!outcome)
                    return tl::unexpected(outcome.error());
                const RowWords manyText = describeRows(connection, catalog.schema, relationship, side, many);
                const RowWords oneText = describeRows(connection, catalog.schema, relationship, otherSide(side), one);
                return Done{*outcome, describeLinking(*outcome, relationship, side, manyText, oneText)};
            }};
}

Gesture unlinkPairsGesture(const Relationship &relationship, Side side, const KeyList &many, const KeyList &one)
{
    return {Text::tr("Unlinking…"), relationship,
            [=](LinkStore &store, Connection &connection, const Catalog &catalog, qint64 most) -> Result<Done> {
                auto outcome = store.unlinkPairs(side == Side::Left ? many : one, side == Side::Left ? one : many,
                                                 most);
                if (!outcome)
                    return tl::unexpected(outcome.error());
                const RowWords manyText = describeRows(connection, catalog.schema, relationship, side, many);
                const RowWords oneText = describeRows(connection, catalog.schema, relationship, otherSide(side), one);
                return Done{*outcome, describeUnlinking(*outcome, relationship, side, manyText, oneText)};
            }};
}

Gesture unlinkGesture(const Relationship &relationship, const KeyList &links, quint64 seen)
{
    return {Text::tr("Unlinking…"), relationship,
            [=](LinkStore &store, Connection &connection, const Catalog &catalog, qint64 most) -> Result<Done> {
                // The labels are looked up before the links, and with them the way to their rows, are gone.
                QString many;
                QString one;
                if (links.size() == 1) {
                    const QStringList columns = linkKeyColumns(catalog.table(relationship.joinTable), relationship);
                    const RowKey key = links.at(0);
                    const auto labelOf = [&](const End &end) {
                        RowKey row;
                        for (const QString &column : end.columns)
                            row.values += key.values[columns.indexOf(column)];
                        return rowLabel(connection, catalog.schema, end, row);
                    };
                    many = labelOf(relationship.right);
                    one = labelOf(relationship.left);
                }
                auto outcome = store.unlink(links, most);
                if (!outcome)
                    return tl::unexpected(outcome.error());
                if (links.size() == 1)
                    return Done{*outcome,
                                describeUnlinking(*outcome, relationship, Side::Right, {many, true}, {one, true})};
                Report report;
                report.text = Text::tr("%Ln link(s) removed", nullptr, int(outcome->unlinked));
                report.undoable = true;
                return Done{*outcome, report};
            },
            seen};
}

Gesture copyGesture(const Relationship &relationship, const KeyList &links, Side side, const KeyList &targets,
                    bool move, quint64 seen)
{
    return {move ? Text::tr("Moving links…") : Text::tr("Copying links…"), relationship,
            [=](LinkStore &store, Connection &connection, const Catalog &catalog, qint64) -> Result<Done> {
                auto outcome = store.copy(links, side, targets, move);
                if (!outcome)
                    return tl::unexpected(outcome.error());
                const QString target = describeRows(connection, catalog.schema, relationship, side, targets).text;
                return Done{*outcome, describeCopying(*outcome, target, move)};
            },
            seen};
}

} // namespace joinery
