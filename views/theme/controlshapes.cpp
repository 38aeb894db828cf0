#include "theme/controlshapes.h"

#include "theme/styleshapes.h"
#include "theme/theme.h"

#include <QPainter>
#include <QStyleOption>

namespace joinery {

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
