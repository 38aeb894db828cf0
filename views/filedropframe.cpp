#include "filedropframe.h"

#include "theme/icons.h"
#include "theme/theme.h"

#include <QDropEvent>
#include <QFileInfo>
#include <QMimeData>
#include <QPainter>
#include <QUrl>

namespace joinery {

FileDropFrame::FileDropFrame(QWidget *window) : QWidget(window)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    window->installEventFilter(this);
    hide();
}

bool FileDropFrame::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::DragEnter) {
        const QList<QUrl> urls = static_cast<QDragEnterEvent *>(event)->mimeData()->urls();
        if (urls.size() == 1 && urls.first().isLocalFile()) {
            m_name = QFileInfo(urls.first().toLocalFile()).fileName();
            setGeometry(parentWidget()->rect());
            raise();
            show();
        }
    } else if (event->type() == QEvent::DragLeave || event->type() == QEvent::Drop) {
        hide();
    }
    return QWidget::eventFilter(watched, event);
}

void FileDropFrame::paintEvent(QPaintEvent *)
{
    const Colors &c = colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor veil = c.target;
    veil.setAlphaF(0.94f);
    painter.fillRect(rect(), veil);
    painter.setPen(QPen(c.accent, 2));
    painter.drawRoundedRect(QRectF(rect()).adjusted(8, 8, -8, -8), 8, 8);
    const QPoint middle = rect().center();
    icon(QStringLiteral("database"), Tone::Accent).paint(&painter, QRect(middle.x() - 16, middle.y() - 44, 32, 32));
    painter.setFont(Theme::titleFont());
    painter.setPen(c.accent);
    const QString text = painter.fontMetrics().elidedText(tr("Open %1").arg(m_name), Qt::ElideMiddle, width() - 48);
    painter.drawText(QRect(0, middle.y(), width(), 24), int(Qt::AlignCenter), text);
}

} // namespace joinery
