#pragma once

#include <QVariant>

namespace joinery {

/// How dates and numbers look in a cell.
enum class ValueStyle {
    Stored, ///< as the database holds them
    Desktop, ///< as the desktop's language writes them
};

/// One for the program; from any thread.
void setValueStyle(ValueStyle wanted);
ValueStyle valueStyle();

/// `value` as a cell shows it: in the Desktop style dates and times in ISO 8601 and numbers with a fraction become text of the
/// desktop's language. Whole numbers stay as they are, for most are keys and years, and so does everything else.
QVariant shownValue(const QVariant &value);

} // namespace joinery
