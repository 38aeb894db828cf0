#pragma once

#include "links/linkoutcome.h"
#include "links/rowlabel.h"

namespace joinery {

/// What a gesture did, in words for the message bar and for the command line.
struct Report
{
    enum class Kind {
        Done,
        Nothing, ///< all of it was so already, or there was nothing to do
        Partly, ///< some rows were refused
        Failed,
    };

    Kind kind = Kind::Done;
    QString text;
    QString detail;
    bool undoable = false;
    Remedy remedy = Remedy::None; ///< what would make the refused work
};

/// "3 shows linked to Ada Lovelace, 2 were linked already, 1 refused: rating must not be empty". `side` is the side the many are of;
/// `many` and `one` describe the rows of that side and of the other.
Report describeLinking(const LinkOutcome &outcome, const Relationship &relationship, Side side, const RowWords &many,
                       const RowWords &one);
Report describeUnlinking(const LinkOutcome &outcome, const Relationship &relationship, Side side, const RowWords &many,
                         const RowWords &one);
Report describeCopying(const LinkOutcome &outcome, const QString &target, bool moved);
/// `what` says which value was set, where it was one: "rating set to 5".
Report describeEditing(const LinkOutcome &outcome, const QString &what);
/// `rows` as they were called before `column` was set to `value`; an empty column where several were set.
Report describeEntityEditing(const LinkOutcome &outcome, const Relationship &relationship, Side side,
                             const RowWords &rows, const QString &column, const QString &value);
/// "Severance added to Shows".
Report describeAdding(const RowWords &made, const QString &title);
/// "Severance added to Shows and linked to Ada Lovelace": `many` is the one new row where nothing else was linked.
Report describeCreating(const LinkOutcome &outcome, const Relationship &relationship, Side side, const RowWords &many,
                        const RowWords &one);
/// A value as it stands in a sentence.
QString shortened(const QVariant &value);
Report describeReverting(const LinkOutcome &outcome, const QString &step, bool again);
Report describeFailure(const Error &error);

} // namespace joinery
