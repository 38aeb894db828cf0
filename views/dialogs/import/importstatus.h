#pragma once

#include "session/importstate.h"
#include "theme/icons.h"

namespace joinery {

/// What an import's form says below its rows: what would happen, and what the button does.
struct ImportStatus
{
    QString icon; ///< empty: none
    Tone tone = Tone::Muted;
    QString text;
    QString action; ///< what the button says
    bool canImport = false;
};

ImportStatus statusOf(const ImportState &state);

/// What a choice changed besides itself: columns that two sides exchanged, values that no column gives any more. Empty when nothing,
/// or when the drafts are of different files.
QString sideEffects(const ImportDraft &before, const ImportDraft &now, const ImportChoices &choices,
                    const Relationship &relationship);

} // namespace joinery
