#include "busybar.h"

#include "theme/theme.h"

#include <QPainter>

namespace joinery {

BusyBar::BusyBar(QWidget *parent) : QWidget(parent)
{
    setFixedSize(72, 4);
    setAccessibleName(tr("Working"));
    m_timer.setInterval(40);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_phase = (m_phase + 3) % (width() + 32);
        update();
    });
}

void BusyBar::paintEvent(QPaintEvent *)
{
    const Colors &c = colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(c.border);
    painter.drawRoundedRect(rect(), 2, 2);
    painter.setBrush(c.accent);
    painter.drawRoundedRect(
        m_timer.isActive() ? QRect(m_phase - 32, 0, 32, height()) : QRect(0, 0, width() / 2, height()), 2, 2);
}

void BusyBar::showEvent(QShowEvent *)
{
    if (Theme::instance().hasMotion())
        m_timer.start();
}

void BusyBar::hideEvent(QHideEvent *)
{
    m_timer.stop();
}

} // namespace joinery
