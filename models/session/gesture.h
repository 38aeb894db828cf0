#pragma once

#include "links/linkstore.h"
#include "session/catalog.h"
#include "session/gesturetext.h"

#include <functional>
#include <optional>

namespace joinery {

/// What is to be said besides what a gesture did; for what was asked for and never became part of it.
struct Remark
{
    QString text;
    QString detail;
};

/// What a person is asked before a gesture goes on.
struct Confirmation
{
    /// Something else that would happen.
    struct Consequence
    {
        QString what; ///< "2 rows of comments go with it"
        QString which = {}; ///< what some of them are called
    };

    QString title;
    QString text;
    QString action; ///< the button that goes ahead
    QList<Consequence> consequences = {};
};

/// How much a gesture does without asking.
struct Limits
{
    qint64 removed = 1'000; ///< links
    qint64 linked = 100'000; ///< pairs
    qint64 deleted = 1; ///< rows that a deletion removes, alters or leaves dangling

    static Limits none();
};

/// One edit, as a value: what it is called while it runs, and what is done. Session::perform() does it.
struct Gesture
{
    struct Done
    {
        LinkOutcome outcome;
        Report report;
    };
    /// Runs on the writer's thread in transactions of its own; NeedsConfirmation, with the count as the error's detail, where it
    /// would go beyond the limits.
    using Work = std::function<Result<Done>(LinkStore &, Connection &, const Catalog &, const Limits &)>;

    QString what; ///< for the progress line: "Linking…"
    Relationship relationship;
    Work work;
    std::function<Confirmation(qint64 count)> question = {}; ///< for NeedsConfirmation
    /// Session::outsideChanges() when the rows that are to go were read; unset where nothing was read before.
    std::optional<quint64> seen = {};
    QStringList columns = {}; ///< of an edit: the cells that are set, for those that are refused
    TableName table = {}; ///< of an edit: the cells' table; empty: the join table
    Remark remark = {};
    /// Called on the window's thread once the gesture has ended, after its report; not for one that Session::cancel() dropped.
    std::function<void(const Result<Done> &done)> ended = {};
};

/// Links every row of `side` in `many` with every row of the other side in `one`.
Gesture linkGesture(const Relationship &relationship, Side side, const KeyList &many, const KeyList &one,
                    const Payload &payload);
/// Removes the links between them.
Gesture unlinkPairsGesture(const Relationship &relationship, Side side, const KeyList &many, const KeyList &one);
/// Removes links by key (see linkKeyColumns).
Gesture unlinkGesture(const Relationship &relationship, const KeyList &links, quint64 seen);
/// See LinkStore::setPayload.
Gesture setPayloadGesture(const Relationship &relationship, const KeyList &links, const QStringList &columns,
                          const QList<QVariantList> &values, quint64 seen);
/// See LinkStore::copy.
Gesture copyGesture(const Relationship &relationship, const KeyList &links, Side side, const KeyList &targets,
                    bool move, const KeyList &from, quint64 seen);

} // namespace joinery
