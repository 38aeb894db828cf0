#include "session/gesture.h"

#include "links/rowlabel.h"

#include <QCoreApplication>
#include <QLocale>

#include <limits>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::Gesture)
};

using Done = Gesture::Done;

Confirmation askToRemove(qint64 count)
{
    return {Text::tr("Unlink"), Text::tr("Remove %Ln link(s)?", nullptr, int(count)),
            Text::tr("Remove %1").arg(QLocale().toString(count))};
}

Confirmation askToLink(qint64 count)
{
    return {Text::tr("Link"), Text::tr("Link %Ln pair(s)?", nullptr, int(count)),
            Text::tr("Link %1").arg(QLocale().toString(count))};
}

} // namespace

Limits Limits::none()
{
    constexpr qint64 unlimited = std::numeric_limits<qint64>::max();
    return {unlimited, unlimited, unlimited};
}

Gesture linkGesture(const Relationship &relationship, Side side, const KeyList &many, const KeyList &one,
                    const Payload &payload)
{
    return {
        Text::tr("Linking…"), relationship,
        [=](LinkStore &store, Connection &connection, const Catalog &catalog, const Limits &limits) -> Result<Done> {
            if (const qint64 pairs = many.size() * one.size(); pairs > limits.linked)
                return failure(Error::Kind::NeedsConfirmation, {}, QString::number(pairs));
            auto outcome = store.link(side == Side::Left ? many : one, side == Side::Left ? one : many, payload);
            if (!outcome)
                return tl::unexpected(outcome.error());
            const RowWords manyText = describeRows(connection, catalog.schema, relationship, side, many);
            const RowWords oneText = describeRows(connection, catalog.schema, relationship, otherSide(side), one);
            return Done{*outcome, describeLinking(*outcome, relationship, side, manyText, oneText)};
        },
        askToLink};
}

Gesture unlinkPairsGesture(const Relationship &relationship, Side side, const KeyList &many, const KeyList &one)
{
    return {
        Text::tr("Unlinking…"), relationship,
        [=](LinkStore &store, Connection &connection, const Catalog &catalog, const Limits &limits) -> Result<Done> {
            auto outcome = store.unlinkPairs(side == Side::Left ? many : one, side == Side::Left ? one : many,
                                             limits.removed);
            if (!outcome)
                return tl::unexpected(outcome.error());
            const RowWords manyText = describeRows(connection, catalog.schema, relationship, side, many);
            const RowWords oneText = describeRows(connection, catalog.schema, relationship, otherSide(side), one);
            return Done{*outcome, describeUnlinking(*outcome, relationship, side, manyText, oneText)};
        },
        askToRemove};
}

Gesture unlinkGesture(const Relationship &relationship, const KeyList &links, quint64 seen)
{
    return {
        Text::tr("Unlinking…"), relationship,
        [=](LinkStore &store, Connection &connection, const Catalog &catalog, const Limits &limits) -> Result<Done> {
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
            auto outcome = store.unlink(links, limits.removed);
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
        askToRemove, seen};
}

Gesture setPayloadGesture(const Relationship &relationship, const KeyList &links, const QStringList &columns,
                          const QList<QVariantList> &values, quint64 seen)
{
    Gesture gesture{Text::tr("Changing links…"),
                    relationship,
                    [=](LinkStore &store, Connection &, const Catalog &, const Limits &) -> Result<Done> {
                        auto outcome = store.setPayload(links, columns, values);
                        if (!outcome)
                            return tl::unexpected(outcome.error());
                        const bool oneValue = columns.size() == 1 && values.size() == 1;
                        const QVariant value = oneValue ? values.first().first() : QVariant();
                        const QString words = !oneValue ? QString()
                                            : value.isNull()
                                                ? Text::tr("%1 emptied (NULL)").arg(columns.first())
                                                : Text::tr("%1 set to %2").arg(columns.first(), shortened(value));
                        return Done{*outcome, describeEditing(*outcome, words)};
                    },
                    {},
                    seen};
    gesture.columns = columns;
    return gesture;
}

Gesture copyGesture(const Relationship &relationship, const KeyList &links, Side side, const KeyList &targets,
                    bool move, const KeyList &from, quint64 seen)
{
    return {
        move ? Text::tr("Moving links…") : Text::tr("Copying links…"), relationship,
        [=](LinkStore &store, Connection &connection, const Catalog &catalog, const Limits &limits) -> Result<Done> {
            if (const qint64 pairs = links.size() * targets.size(); pairs > limits.linked)
                return failure(Error::Kind::NeedsConfirmation, {}, QString::number(pairs));
            auto outcome = store.copy(links, side, targets, move, from);
            if (!outcome)
                return tl::unexpected(outcome.error());
            const QString target = describeRows(connection, catalog.schema, relationship, side, targets).text;
            return Done{*outcome, describeCopying(*outcome, target, move)};
        },
        askToLink, seen};
}

} // namespace joinery
