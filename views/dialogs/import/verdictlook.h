#pragma once

#include "import/importaccount.h"
#include "theme/icons.h"

#include <QColor>

namespace joinery {

/// The sign and the tone of a verdict; its word is ImportModel's. Never the tone alone.
struct VerdictLook
{
    QString icon;
    Tone tone = Tone::Muted;
};

VerdictLook lookOf(Verdict verdict, bool isRejected);
/// The colour of a verdict's word.
QColor colorOf(const VerdictLook &look);

} // namespace joinery
