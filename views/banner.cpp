#include "banner.h"

#include "panels/elidedlabel.h"
#include "theme/icons.h"
#include "theme/theme.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

namespace joinery {

Banner::Banner(QWidget *parent)
    : QWidget(parent)
    , m_sign(new QLabel)
    , m_text(new ElidedLabel)
    , m_action(new QToolButton)
    , m_close(new QToolButton)
{
    setFixedHeight(36);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 0, 8, 0);
    row->setSpacing(Theme::grid);
    row->addWidget(m_sign);
    row->addWidget(m_text, 1);
    row->addWidget(m_action);
    row->addWidget(m_close);
    for (QToolButton *each : {m_action, m_close})
        each->setAutoRaise(true);
    m_close->setIcon(icon(QStringLiteral("close")));
    m_close->setAccessibleName(tr("Close this note"));
    m_close->setToolTip(tr("Close this note"));
    QFont font = m_action->font();
    font.setWeight(QFont::DemiBold);
    m_action->setFont(font);
    connect(m_action, &QToolButton::clicked, this, &Banner::actionTriggered);
    connect(m_close, &QToolButton::clicked, this, [this] {
        hide();
        emit closed();
    });
    connect(&Theme::instance(), &Theme::changed, this, &Banner::showIcon);
    hide();
}

void Banner::show(const QString &iconName, const QString &text, const QString &action, bool closable)
{
    m_icon = iconName;
    m_text->setFullText(text);
    setAccessibleName(text);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    m_close->setVisible(closable);
    showIcon();
    setVisible(true);
}

QString Banner::text() const
{
    return m_text->fullText();
}

void Banner::showIcon()
{
    m_sign->setPixmap(icon(m_icon, Tone::Warning).pixmap(QSize(16, 16), devicePixelRatioF()));
}

void Banner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), colors().notice);
    painter.setPen(colors().border);
    painter.drawLine(0, height() - 1, width(), height() - 1);
}

} // namespace joinery
