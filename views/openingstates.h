#pragma once

#include "session/catalog.h"
#include "statepage.h"

namespace joinery {

/// What the window can offer on a page of its own.
struct OpeningChoices
{
    std::function<void()> open;
    std::function<void()> showSamples; ///< null when there are no samples
    std::function<void()> tryAgain;
    std::function<void()> trust; ///< asks whether the file is to be trusted, and then tries again
};

StatePage::Content openingContent(const DatabaseLocation &location);
/// Why the database could not be opened, and what to do.
StatePage::Content failureContent(const Error &error, const DatabaseLocation &location, const OpeningChoices &choices);
/// Why there is nothing to edit in this database: what was looked for, and what is there.
StatePage::Content noRelationshipContent(const Catalog &catalog, const OpeningChoices &choices);

} // namespace joinery
