#include "samplenote.h"

#include "samples/sample.h"
#include "theme/icons.h"
#include "theme/theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

namespace joinery {

SampleNote::SampleNote(QWidget *parent)
    : QWidget(parent)
    , m_sign(new QLabel)
    , m_title(new QLabel)
    , m_twist(new QLabel)
    , m_steps(new QLabel)
{
    auto *close = new QToolButton;
    close->setAutoRaise(true);
    close->setIcon(icon(QStringLiteral("close")));
    close->setAccessibleName(tr("Close what to try"));
    close->setToolTip(tr("Close; View ▸ What to try shows it again"));
    connect(close, &QToolButton::clicked, this, &SampleNote::closed);
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);
    m_title->setFont(strong);
    for (QLabel *label : {m_title, m_twist, m_steps})
        label->setTextFormat(Qt::PlainText);
    for (QLabel *label : {m_twist, m_steps})
        label->setWordWrap(true);
    m_steps->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(12, Theme::grid, Theme::grid, Theme::grid);
    grid->setHorizontalSpacing(Theme::grid);
    grid->setVerticalSpacing(Theme::grid / 2);
    grid->setColumnStretch(2, 1);
    grid->addWidget(m_sign, 0, 0);
    grid->addWidget(m_title, 0, 1);
    grid->addWidget(m_twist, 0, 2);
    grid->addWidget(close, 0, 3, Qt::AlignTop);
    grid->addWidget(m_steps, 1, 1, 1, 2);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    connect(&Theme::instance(), &Theme::changed, this, &SampleNote::showColors);
    showColors();
    hide();
}

void SampleNote::setSample(const Sample &sample)
{
    m_title->setText(tr("What to try in %1").arg(sample.name));
    m_twist->setText(sample.twist);
    QStringList lines;
    for (qsizetype i = 0; i < sample.steps.size(); ++i)
        lines += QStringLiteral("%1.\u2002%2").arg(QString::number(i + 1), sample.steps[i]);
    m_steps->setText(lines.join(u'\n'));
    setAccessibleName(m_title->text());
    setAccessibleDescription(sample.twist + u'\n' + m_steps->text());
}

void SampleNote::showColors()
{
    m_sign->setPixmap(icon(QStringLiteral("sample"), Tone::Accent).pixmap(QSize(16, 16), devicePixelRatioF()));
    QPalette quiet = palette();
    quiet.setColor(QPalette::WindowText, colors().muted);
    m_twist->setPalette(quiet);
    QPalette plain = palette();
    plain.setColor(QPalette::WindowText, colors().text);
    m_title->setPalette(plain);
    m_steps->setPalette(plain);
}

void SampleNote::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), colors().window);
    painter.setPen(colors().border);
    painter.drawLine(0, height() - 1, width(), height() - 1);
}

} // namespace joinery
