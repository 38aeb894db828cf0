#pragma once

#include <QIcon>

namespace joinery {

enum class Tone { Text, Muted, Accent, Success, Warning, Error, OnAccent };

/// The picture `:/icons/NAME.svg` in the colour of `tone`; it follows the theme by itself and is sharp at every scale. Null while
/// there is no such file.
QIcon icon(const QString &name, Tone tone = Tone::Text);

} // namespace joinery
