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

/// One edit, as a value: what it is called while it runs, and what is done. Session::perform() does it.
struct Gesture
{
    struct Done
    {
        LinkOutcome outcome;
        Report report;
    };
    /// Runs on the writer's thread in transactions of its own; NeedsConfirmation, with the count as the error's detail, where more
    /// than `most` links would go.
    using Work = std::function<Result<Done>(LinkStore &, Connection &, const Catalog &, qint64 most)>;

    QString what; ///< for the progress line: "Linking…"
    Relationship relationship;
    Work work;
    /// Session::outsideChanges() when the rows that are to go were read; unset where nothing was read before.
    std::optional<quint64> seen = {};
    Remark remark = {};
};

/// Links every row of `side` in `many` with every row of the other side in `one`.
Gesture linkGesture(const Relationship &relationship, Side side, const KeyList &many, const KeyList &one,
                    const Payload &payload);
/// Removes the links between them.
Gesture unlinkPairsGesture(const Relationship &relationship, Side side, const KeyList &many, const KeyList &one);
/// Removes links by key (see linkKeyColumns).
Gesture unlinkGesture(const Relationship &relationship, const KeyList &links, quint64 seen);
/// See LinkStore::copy.
Gesture copyGesture(const Relationship &relationship, const KeyList &links, Side side, const KeyList &targets,
                    bool move, quint64 seen);

} // namespace joinery
