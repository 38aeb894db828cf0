#include "statepage.h"

#include "theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace joinery {

StatePage::StatePage(Size size, QWidget *parent)
    : QWidget(parent)
    , m_size(size)
    , m_picture(new QLabel)
    , m_headline(new QLabel)
    , m_text(new QLabel)
    , m_buttons(new QHBoxLayout)
{
    auto *column = new QVBoxLayout(this);
    const int edge = size == Size::Page ? 6 * Theme::grid : 2 * Theme::grid;
    column->setContentsMargins(edge, edge, edge, edge);
    column->setSpacing(Theme::grid);
    column->addStretch(2);
    column->addWidget(m_picture, 0, Qt::AlignHCenter);
    column->addSpacing(Theme::grid / 2);
    for (QLabel *label : {m_headline, m_text}) {
        label->setAlignment(Qt::AlignHCenter);
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(size == Size::Page ? Qt::TextSelectableByMouse : Qt::NoTextInteraction);
        // Between stretches, not aligned: an aligned label's height would not follow its width.
        auto *row = new QHBoxLayout;
        row->addStretch(1);
        row->addWidget(label, size == Size::Page ? 0 : 100);
        row->addStretch(1);
        column->addLayout(row);
    }
    m_headline->setFont(size == Size::Page ? Theme::headlineFont() : Theme::titleFont());
    if (size == Size::Page) {
        m_headline->setFixedWidth(640);
        m_text->setFixedWidth(480);
    }
    column->addSpacing(Theme::grid);
    m_buttons->setSpacing(Theme::grid);
    column->addLayout(m_buttons);
    column->addStretch(3);
    connect(&Theme::instance(), &Theme::changed, this, &StatePage::showIcon);
}

void StatePage::setContent(const Content &content)
{
    m_icon = content.icon;
    m_tone = content.tone;
    m_headline->setText(content.headline);
    m_text->setText(content.text);
    m_text->setVisible(!content.text.isEmpty());
    setAccessibleName(content.headline);
    setAccessibleDescription(content.text);
    while (QLayoutItem *item = m_buttons->takeAt(0)) {
        if (QWidget *button = item->widget()) {
            button->hide();
            button->deleteLater(); // it may be the one that was clicked
        }
        delete item;
    }
    m_buttons->addStretch();
    for (const Choice &choice : content.choices) {
        auto *button = new QPushButton(choice.text);
        button->setDefault(choice.main);
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, choice.act);
        m_buttons->addWidget(button);
    }
    m_buttons->addStretch();
    showIcon();
}

QString StatePage::headline() const
{
    return m_headline->text();
}

void StatePage::showIcon()
{
    const int size = m_size == Size::Page ? 48 : 28;
    m_picture->setPixmap(icon(m_icon, m_tone).pixmap(QSize(size, size), devicePixelRatioF()));
    QPalette quiet = palette();
    quiet.setColor(QPalette::WindowText, colors().muted);
    m_text->setPalette(quiet);
    QPalette plain = palette();
    plain.setColor(QPalette::WindowText, m_size == Size::Page ? colors().text : colors().secondary);
    m_headline->setPalette(plain);
}

void StatePage::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), colors().base);
}

} // namespace joinery
