#include "panels/unlinktarget.h"

#include "theme/icons.h"
#include "theme/theme.h"

#include <QDropEvent>
#include <QPainter>

namespace joinery {

UnlinkTarget::UnlinkTarget(EditorState &state, Side side, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
    , m_side(side)
{
    setAcceptDrops(true);
    setAccessibleName(tr("Unlink: drop links here"));
    hide();
}

void UnlinkTarget::paintEvent(QPaintEvent *)
{
    const Colors &c = colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor veil = m_lit ? c.target : c.base;
    veil.setAlphaF(m_lit ? 0.97f : 0.94f);
    painter.fillRect(rect(), veil);
    painter.setPen(m_lit ? QPen(c.accent, 2) : QPen(mixed(c.border, c.muted, 0.5), 1.5, Qt::DashLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect()).adjusted(8, 8, -8, -8), 8, 8);
    const QPoint middle = rect().center();
    icon(QStringLiteral("unlink"), m_lit ? Tone::Accent : Tone::Muted)
        .paint(&painter, QRect(middle.x() - 16, middle.y() - 44, 32, 32));
    painter.setFont(Theme::titleFont());
    painter.setPen(m_lit ? c.accent : c.text);
    painter.drawText(QRect(0, middle.y(), width(), 24), int(Qt::AlignCenter), tr("Unlink"));
    painter.setFont(Theme::smallFont());
    painter.setPen(c.muted);
    painter.drawText(QRect(0, middle.y() + 24, width(), 20), int(Qt::AlignCenter), tr("Drop here to remove the links"));
}

void UnlinkTarget::setLit(bool lit)
{
    m_lit = lit;
    update();
}

void UnlinkTarget::dragEnterEvent(QDragEnterEvent *event)
{
    if (const auto rows = RowMime::peek(event->mimeData()); rows && rows->isLinks()) {
        event->accept();
        setLit(m_state.whyNotOnSide(*rows, m_side, false).isEmpty());
    }
}

void UnlinkTarget::dragMoveEvent(QDragMoveEvent *event)
{
    event->setAccepted(m_lit);
    if (m_lit)
        event->acceptProposedAction();
}

void UnlinkTarget::dragLeaveEvent(QDragLeaveEvent *)
{
    setLit(false);
}

void UnlinkTarget::dropEvent(QDropEvent *event)
{
    setLit(false);
    const auto rows = RowMime::read(event->mimeData());
    if (!rows || !m_state.whyNotOnSide(*rows, m_side, false).isEmpty())
        return;
    event->acceptProposedAction();
    m_state.dropOnSide(*rows, m_side, RowKey(), false);
}

} // namespace joinery
