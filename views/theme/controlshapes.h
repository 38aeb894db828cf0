#pragma once

class QPainter;
class QStyleOption;
class QStyleOptionTab;

namespace joinery {

// The shapes of tabs, in the colours of now.

/// A tab without a frame; a line in the accent runs below the one in front.
void drawTab(const QStyleOptionTab *tab, QPainter *painter);

} // namespace joinery
