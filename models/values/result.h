#pragma once

#include <QString>

#include <tl/expected.hpp>

namespace joinery {

/// What a person may allow so that what was refused works from then on.
enum class Remedy {
    None,
    Trust, ///< DatabaseLocation::trusted
    NoEnforcement, ///< DatabaseLocation::enforced off
};

/// Why something could not be done, in words for the person at the screen.
struct Error
{
    enum class Kind {
        Failed, ///< anything that has no kind of its own
        Missing, ///< a file, table, row or relationship that is not there
        NotADatabase,
        Damaged,
        Locked, ///< another program holds the lock; trying again may help
        ReadOnly,
        Refused, ///< a constraint or a trigger said no
        Ambiguous, ///< more than one row answers to the name
        Stale, ///< the database no longer holds what the step was made from
        NeedsConfirmation, ///< more rows than may be removed without asking
        Untrusted, ///< the file's own triggers or views want what is given to trusted files only
        Cancelled,
    };

    Kind kind = Kind::Failed;
    QString summary; ///< one sentence: what is wrong and what to do
    QString detail; ///< the database's or the system's own words; may be empty
};

template <class T>
using Result = tl::expected<T, Error>;

/// Shorthand for a failing Result: `return failure(Error::Kind::Missing, tr("…"))`.
inline tl::unexpected<Error> failure(Error::Kind kind, QString summary, QString detail = {})
{
    return tl::unexpected<Error>(Error{kind, std::move(summary), std::move(detail)});
}

} // namespace joinery
