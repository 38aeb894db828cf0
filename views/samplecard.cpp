#include "samplecard.h"

#include "panels/elidedlabel.h"
#include "samples/sample.h"
#include "theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace joinery {

SampleCard::SampleCard(const Sample &sample, QWidget *parent)
    : QAbstractButton(parent)
    , m_name(new QLabel(sample.name))
    , m_ends(new ElidedLabel)
    , m_sentence(new ElidedLabel)
    , m_twist(new ElidedLabel)
{
    setText(sample.name);
    setAccessibleName(sample.name);
    setAccessibleDescription(sample.sentence + u' ' + sample.twist);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);
    m_name->setFont(strong);
    m_name->setTextFormat(Qt::PlainText);
    m_ends->setFont(Theme::smallFont());
    m_ends->setFullText(sample.ends);
    m_sentence->setFullText(sample.sentence);
    m_twist->setFullText(sample.twist);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 10, 12, 10);
    column->setSpacing(2);
    auto *head = new QHBoxLayout;
    head->setSpacing(Theme::grid);
    head->addWidget(m_name);
    head->addWidget(m_ends, 1);
    column->addLayout(head);
    column->addWidget(m_sentence);
    column->addWidget(m_twist);
    for (QWidget *label : std::initializer_list<QWidget *>{m_name, m_ends, m_sentence, m_twist})
        label->setAttribute(Qt::WA_TransparentForMouseEvents);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    // What is cut off in a label that takes no pointer can still be read.
    setToolTip(QStringLiteral("<p>%1<br>%2</p>").arg(sample.sentence.toHtmlEscaped(), sample.twist.toHtmlEscaped()));
    connect(&Theme::instance(), &Theme::changed, this, &SampleCard::showColors);
    showColors();
}

void SampleCard::showColors()
{
    const auto paint = [this](QWidget *label, const QColor &color) {
        QPalette own = palette();
        own.setColor(QPalette::WindowText, color);
        label->setForegroundRole(QPalette::WindowText); // not the button's
        label->setPalette(own);
    };
    paint(m_name, colors().text);
    paint(m_ends, colors().muted);
    paint(m_sentence, colors().text);
    paint(m_twist, colors().muted);
}

bool SampleCard::event(QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            click();
            return true;
        }
    }
    return QAbstractButton::event(event);
}

void SampleCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(isDown() ? colors().selection : underMouse() ? colors().hover : colors().base);
    painter.setPen(QPen(hasFocus() ? colors().accent : colors().border, hasFocus() ? 2 : 1));
    constexpr double corner = 6;
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), corner, corner);
}

} // namespace joinery
