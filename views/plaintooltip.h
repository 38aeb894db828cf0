#pragma once

#include <QString>

namespace joinery {

/// `text` for a tool tip, shown as it stands: what a person's data holds is never taken for markup.
QString plainToolTip(const QString &text);

} // namespace joinery
