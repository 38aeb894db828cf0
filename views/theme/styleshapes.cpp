#include "theme/styleshapes.h"

#include "theme/theme.h"

#include <QPainter>
#include <QStyleOption>

namespace joinery {

namespace {

constexpr qreal radius = 5;

} // namespace

void fillRound(QPainter *painter, const QRectF &rect, const QColor &ground, const QColor &border, qreal width)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(ground.isValid() ? QBrush(ground) : QBrush(Qt::NoBrush));
    painter->setPen(border.isValid() ? QPen(border, width) : QPen(Qt::NoPen));
    const qreal inset = border.isValid() ? width / 2 : 0;
    painter->drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius);
    painter->restore();
}

void drawButton(const QStyleOption *option, QPainter *painter, bool isDefault)
{
    const Colors &c = colors();
    const bool enabled = option->state & QStyle::State_Enabled;
    const bool down = option->state & (QStyle::State_Sunken | QStyle::State_On);
    const bool hover = enabled && (option->state & QStyle::State_MouseOver);
    const bool focus = (option->state & QStyle::State_HasFocus) && (option->state & QStyle::State_KeyboardFocusChange);
    QColor ground = isDefault && enabled ? c.accent : c.button;
    if (down)
        ground = mixed(ground, c.text, 0.12);
    else if (hover)
        ground = mixed(ground, c.text, 0.05);
    QColor border = isDefault && enabled ? c.accent : c.border;
    if (focus)
        border = isDefault ? c.text : c.accent;
    fillRound(painter, option->rect, ground, border, focus ? 2 : 1);
}

void drawMark(const QStyleOption *option, QPainter *painter, bool round)
{
    const Colors &c = colors();
    const bool enabled = option->state & QStyle::State_Enabled;
    const bool on = option->state & (QStyle::State_On | QStyle::State_NoChange);
    const bool focus = (option->state & QStyle::State_HasFocus) && (option->state & QStyle::State_KeyboardFocusChange);
    const bool hover = enabled && (option->state & QStyle::State_MouseOver);
    const QRectF box = QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5);
    const qreal corner = round ? box.width() / 2 : 3.5;
    const QColor quiet = !enabled ? c.border : hover ? c.accent : mixed(c.border, c.muted, 0.55);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(on ? (enabled ? c.accent : c.disabled) : focus ? c.accent : quiet, focus ? 1.8 : 1.3));
    painter->setBrush(on && !round ? (enabled ? c.accent : c.disabled) : c.base);
    painter->drawRoundedRect(box, corner, corner);
    if (on && round) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(enabled ? c.accent : c.disabled);
        painter->drawEllipse(box.center(), box.width() / 4, box.height() / 4);
    } else if (on) {
        painter->setPen(QPen(enabled ? c.onAccent : c.base, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const auto at = [&](double x, double y) {
            return QPointF(box.left() + x * box.width(), box.top() + y * box.height());
        };
        painter->drawPolyline(QPolygonF{at(0.24, 0.52), at(0.42, 0.70), at(0.76, 0.30)});
    }
    painter->restore();
}

void drawProgress(const QStyleOption *option, QPainter *painter, double share)
{
    const Colors &c = colors();
    QRectF bar(option->rect);
    fillRound(painter, bar, c.border);
    bar.setWidth(bar.width() * share);
    painter->save();
    painter->setClipRect(bar);
    fillRound(painter, QRectF(option->rect), c.accent);
    painter->restore();
}

void drawField(const QStyleOption *option, QPainter *painter)
{
    const Colors &c = colors();
    const bool enabled = option->state & QStyle::State_Enabled;
    const bool focus = enabled && (option->state & QStyle::State_HasFocus);
    fillRound(painter, option->rect, enabled ? c.base : c.window, focus ? c.accent : c.border, focus ? 1.5 : 1);
}

void drawStep(const QStyleOptionSpinBox *spin, QPainter *painter, const QRect &rect, bool up)
{
    const Colors &c = colors();
    const bool possible = (spin->state & QStyle::State_Enabled)
                       && (spin->stepEnabled
                           & (up ? QAbstractSpinBox::StepUpEnabled : QAbstractSpinBox::StepDownEnabled));
    const bool hot = possible && (spin->state & QStyle::State_MouseOver)
                  && (spin->activeSubControls & (up ? QStyle::SC_SpinBoxUp : QStyle::SC_SpinBoxDown));
    const QPointF middle = QRectF(rect).center() + QPointF(0, up ? 1.5 : -1.5);
    const qreal way = up ? -1 : 1;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(hot        ? c.accent
                         : possible ? c.muted
                                    : c.disabled,
                         1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->drawPolyline(
        QPolygonF{middle + QPointF(-3, -1.5 * way), middle + QPointF(0, 1.5 * way), middle + QPointF(3, -1.5 * way)});
    painter->restore();
}

void drawHeaderSection(const QStyleOptionHeader *header, QPainter *painter)
{
    const Colors &c = colors();
    const bool hover = (header->state & QStyle::State_MouseOver) && (header->state & QStyle::State_Enabled);
    painter->fillRect(header->rect, hover ? c.hover : c.base);
    painter->setPen(QPen(c.border, 1));
    painter->drawLine(header->rect.bottomLeft(), header->rect.bottomRight());
}

/// The title with the sort arrow beside it, in small quiet letters.
void drawHeaderLabel(const QStyleOptionHeader *header, QPainter *painter)
{
    const Colors &c = colors();
    const bool sorted = header->sortIndicator != QStyleOptionHeader::None;
    const bool right = header->textAlignment & Qt::AlignRight;
    const bool first = header->position == QStyleOptionHeader::Beginning
                    || header->position == QStyleOptionHeader::OnlyOneSection;
    const int arrow = sorted ? 14 : 0;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(Theme::smallFont());
    const QFontMetrics metrics(painter->font());
    const QRect room = header->rect.adjusted(first ? Theme::headMargin : Theme::cellMargin, 0, -Theme::cellMargin, -1);
    const QString text = metrics.elidedText(header->text, Qt::ElideRight, room.width() - arrow);
    const int width = metrics.horizontalAdvance(text);
    QRect place(right ? room.right() + 1 - width : room.left(), room.top(), width + 1, room.height());
    painter->setPen(sorted ? c.text : c.muted);
    painter->drawText(place, int(Qt::AlignVCenter | Qt::AlignLeft), text);
    if (sorted) {
        const QPointF middle(right ? place.left() - 8 : place.right() + 8, QRectF(room).center().y() + 1);
        const qreal up = header->sortIndicator == QStyleOptionHeader::SortUp ? 1 : -1;
        painter->setPen(QPen(c.accent, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter->drawPolyline(
            QPolygonF{middle + QPointF(-3, -1.5 * up), middle + QPointF(0, 1.5 * up), middle + QPointF(3, -1.5 * up)});
    }
    painter->restore();
}

void drawScrollBar(const QStyleOptionSlider *bar, QPainter *painter, const QRect &handle)
{
    const Colors &c = colors();
    painter->fillRect(bar->rect, c.base);
    const bool active = (bar->activeSubControls & QStyle::SC_ScrollBarSlider)
                     && (bar->state & (QStyle::State_MouseOver | QStyle::State_Sunken));
    const QColor color = mixed(c.base, c.muted, active ? 0.75 : 0.4);
    const bool vertical = bar->orientation == Qt::Vertical;
    const QRectF thumb = vertical ? QRectF(handle).adjusted(3, 2, -3, -2) : QRectF(handle).adjusted(2, 3, -2, -3);
    if (bar->minimum >= bar->maximum)
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(color);
    const qreal round = (vertical ? thumb.width() : thumb.height()) / 2;
    painter->drawRoundedRect(thumb, round, round);
    painter->restore();
}

} // namespace joinery
