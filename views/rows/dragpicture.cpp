#include "rows/dragpicture.h"

#include "theme/icons.h"
#include "theme/theme.h"

#include <QFontMetrics>
#include <QGuiApplication>
#include <QPainter>

namespace joinery {

QPixmap dragPicture(const QString &text, int rows, qreal scale)
{
    const Colors &c = colors();
    QFont font = QGuiApplication::font();
    font.setWeight(QFont::DemiBold);
    const QFontMetrics metrics(font);
    const QString shown = metrics.elidedText(text, Qt::ElideRight, 240);
    const int stack = rows > 1 ? 4 : 0;
    const QSize card(metrics.horizontalAdvance(shown) + 44, 30);
    QPixmap pixmap((card + QSize(stack + 2, stack + 2)) * scale);
    pixmap.setDevicePixelRatio(scale);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto drawCard = [&](int offset, const QColor &ground) {
        painter.setPen(QPen(c.accent, 1));
        painter.setBrush(ground);
        painter.drawRoundedRect(QRectF(offset + 0.5, offset + 0.5, card.width() - 1, card.height() - 1), 6, 6);
    };
    if (stack > 0)
        drawCard(stack, c.selection);
    drawCard(0, c.accent);
    icon(QStringLiteral("link"), Tone::OnAccent).paint(&painter, QRect(10, (card.height() - 16) / 2, 16, 16));
    painter.setPen(c.onAccent);
    painter.setFont(font);
    painter.drawText(QRect(32, 0, card.width() - 40, card.height()), int(Qt::AlignVCenter | Qt::AlignLeft), shown);
    return pixmap;
}

} // namespace joinery
