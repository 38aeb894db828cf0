#include "theme/controlshapes.h"

#include "theme/styleshapes.h"
#include "theme/theme.h"

#include <QPainter>
#include <QStyleOption>

namespace joinery {

void drawCheckBox(const QStyleOption *option, QPainter *painter)
{
    const Colors &c = colors();
    const bool enabled = option->state & QStyle::State_Enabled;
    const bool on = option->state & QStyle::State_On;
    const bool hot = enabled && (option->state & QStyle::State_MouseOver);
    constexpr qreal side = 15;
    constexpr qreal corner = 3.5;
    QRectF box(0, 0, side, side);
    box.moveCenter(QRectF(option->rect).center());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QColor quiet = enabled ? mixed(c.border, c.muted, 0.55) : c.border;
    const QColor strong = enabled ? (hot ? mixed(c.accent, c.text, 0.15) : c.accent) : c.disabled;
    painter->setPen(on ? QPen(Qt::NoPen) : QPen(hot ? c.accent : quiet, 1.3));
    painter->setBrush(on ? strong : enabled ? c.base : QColor(Qt::transparent));
    painter->drawRoundedRect(box, corner, corner);
    if (on) {
        painter->setPen(QPen(enabled ? c.onAccent : c.base, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter->setBrush(Qt::NoBrush);
        const QPointF o = box.topLeft();
        painter->drawPolyline(QPolygonF{o + QPointF(3.4, 7.6), o + QPointF(6.3, 10.5), o + QPointF(11.4, 4.4)});
    }
    painter->restore();
}

void drawTab(const QStyleOptionTab *tab, QPainter *painter)
{
    const Colors &c = colors();
    const bool front = tab->state & QStyle::State_Selected;
    const bool hot = (tab->state & QStyle::State_MouseOver) && !front;
    const QRect rect = tab->rect;
    if (hot || ((tab->state & QStyle::State_HasFocus) && (tab->state & QStyle::State_KeyboardFocusChange)))
        fillRound(painter, QRectF(rect).adjusted(2, 3, -2, -4), mixed(c.window, c.text, 0.06));
    if (front)
        painter->fillRect(rect.left() + 6, rect.bottom() - 1, rect.width() - 12, 2, c.accent);
}

} // namespace joinery
