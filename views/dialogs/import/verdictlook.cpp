#include "dialogs/import/verdictlook.h"

#include "theme/theme.h"

namespace joinery {

VerdictLook lookOf(Verdict verdict, bool isRejected)
{
    switch (verdict) {
    case Verdict::Linked:
        return {QStringLiteral("link"), Tone::Success};
    case Verdict::Updated:
        return {QStringLiteral("reload"), Tone::Success};
    case Verdict::AlreadyLinked:
        return {QStringLiteral("success"), isRejected ? Tone::Error : Tone::Muted};
    case Verdict::DuplicateInFile:
        return {QStringLiteral("copy"), Tone::Muted};
    case Verdict::UnknownLeft:
    case Verdict::UnknownRight:
    case Verdict::AmbiguousLeft:
    case Verdict::AmbiguousRight:
        return {QStringLiteral("help"), Tone::Warning};
    case Verdict::Malformed:
    case Verdict::Refused:
        break;
    }
    return {QStringLiteral("error"), Tone::Error};
}

QColor colorOf(const VerdictLook &look)
{
    const Colors &c = colors();
    switch (look.tone) {
    case Tone::Success:
        return c.success;
    case Tone::Warning:
        return c.warning;
    case Tone::Error:
        return c.error;
    default:
        return c.muted;
    }
}

} // namespace joinery
