#pragma once

class QPainter;
class QStyleOption;
class QStyleOptionTab;

namespace joinery {

// The shapes of controls that choose, in the colours of now.

/// A check box as the lists paint theirs.
void drawCheckBox(const QStyleOption *option, QPainter *painter);
/// A tab without a frame; a line in the accent runs below the one in front.
void drawTab(const QStyleOptionTab *tab, QPainter *painter);

} // namespace joinery
