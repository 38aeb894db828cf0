#pragma once

#include <QColor>
#include <QRectF>

class QPainter;
class QStyleOption;
class QStyleOptionHeader;
class QStyleOptionSlider;
class QStyleOptionSpinBox;

namespace joinery {

// The shapes that JoineryStyle is made of, in the colours of now.

/// A rectangle with round corners; an invalid colour leaves its part out.
void fillRound(QPainter *painter, const QRectF &rect, const QColor &ground, const QColor &border = {}, qreal width = 1);
/// `isDefault`: the button that Return presses, in the accent.
void drawButton(const QStyleOption *option, QPainter *painter, bool isDefault);
void drawField(const QStyleOption *option, QPainter *painter);
/// The box that is checked, or (`round`) the one choice of several.
void drawMark(const QStyleOption *option, QPainter *painter, bool round);
/// How far something has come: the groove, and what of it is done.
void drawProgress(const QStyleOption *option, QPainter *painter, double share);
/// The arrow that steps a number up or down.
void drawStep(const QStyleOptionSpinBox *spin, QPainter *painter, const QRect &rect, bool up);
void drawHeaderSection(const QStyleOptionHeader *header, QPainter *painter);
/// The title with the sort arrow beside it, in small quiet letters.
void drawHeaderLabel(const QStyleOptionHeader *header, QPainter *painter);
void drawScrollBar(const QStyleOptionSlider *bar, QPainter *painter, const QRect &handle);

} // namespace joinery
