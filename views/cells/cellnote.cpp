#include "cells/cellnote.h"

#include "theme/icons.h"
#include "theme/theme.h"

#include <QAbstractItemView>
#include <QAccessible>
#include <QFocusEvent>
#include <QPainter>

namespace joinery {

namespace {

constexpr int widest = 320;
constexpr int padding = 8;
constexpr int signSize = 16;

} // namespace

CellNote::CellNote(QAbstractItemView *view) : QLabel(view->viewport()), m_view(view)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setContentsMargins(2 * padding + signSize, padding, padding, padding);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    view->installEventFilter(this);
    view->viewport()->installEventFilter(this);
    hide();
}

void CellNote::show(const QModelIndex &cell, const QString &text)
{
    m_view->scrollTo(cell);
    setText(text);
    const int width = qMin(widest, m_view->viewport()->width() - 2 * padding);
    resize(width, heightForWidth(width));
    const QRect room = m_view->viewport()->rect();
    QRect place(m_view->visualRect(cell).bottomLeft(), size());
    if (place.bottom() > room.bottom())
        place.moveBottom(m_view->visualRect(cell).top());
    place.moveRight(qMin(place.right(), room.right() - padding));
    move(qMax(place.left(), padding), qMax(place.top(), 0));
    QLabel::show();
    raise();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

bool CellNote::eventFilter(QObject *watched, QEvent *event)
{
    const QEvent::Type type = event->type();
    const bool left = type == QEvent::FocusOut
                   && static_cast<QFocusEvent *>(event)->reason() != Qt::ActiveWindowFocusReason;
    if (left || type == QEvent::KeyPress || type == QEvent::MouseButtonPress || type == QEvent::Wheel)
        hide();
    return QLabel::eventFilter(watched, event);
}

void CellNote::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colors().error, 1));
    painter.setBrush(colors().base);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    icon(QStringLiteral("error"), Tone::Error).paint(&painter, QRect(padding, padding + 1, signSize, signSize));
    painter.end();
    QLabel::paintEvent(event);
}

} // namespace joinery
