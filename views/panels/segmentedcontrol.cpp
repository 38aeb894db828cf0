#include "panels/segmentedcontrol.h"

#include "theme/theme.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPainter>
#include <QRadioButton>

namespace joinery {

namespace {

class Segment : public QRadioButton
{
public:
    explicit Segment(const QString &text) : QRadioButton(text)
    {
        setFont(Theme::smallFont());
        setAttribute(Qt::WA_Hover);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }

    QSize sizeHint() const override { return {QFontMetrics(font()).horizontalAdvance(text()) + 16, 24}; }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    bool hitButton(const QPoint &pos) const override { return rect().contains(pos); }

    void paintEvent(QPaintEvent *) override
    {
        const Colors &c = colors();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF face = QRectF(rect()).adjusted(1.5, 1.5, -1.5, -1.5);
        if (isChecked()) {
            painter.setPen(QPen(hasFocus() ? c.accent : c.border, 1));
            painter.setBrush(c.button);
            painter.drawRoundedRect(face, 4, 4);
        }
        painter.setPen(!isEnabled() ? c.disabled : isChecked() ? c.text : underMouse() ? c.text : c.muted);
        painter.drawText(rect(), int(Qt::AlignCenter), text());
    }
};

} // namespace

SegmentedControl::SegmentedControl(QWidget *parent)
    : QWidget(parent)
    , m_group(new QButtonGroup(this))
    , m_layout(new QHBoxLayout(this))
{
    m_layout->setContentsMargins(2, 2, 2, 2);
    m_layout->setSpacing(0);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(m_group, &QButtonGroup::idToggled, this, [this](int id, bool on) {
        if (on && !signalsBlocked())
            emit changed(id);
    });
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void SegmentedControl::addSegment(int id, const QString &text, const QString &toolTip)
{
    auto *segment = new Segment(text);
    segment->setToolTip(toolTip);
    m_group->addButton(segment, id);
    m_layout->addWidget(segment);
    if (m_group->buttons().size() == 1) {
        const QSignalBlocker quiet(this);
        segment->setChecked(true);
    }
}

void SegmentedControl::setText(int id, const QString &text)
{
    QAbstractButton *segment = m_group->button(id);
    segment->setText(text);
    segment->updateGeometry();
}

int SegmentedControl::current() const
{
    return m_group->checkedId();
}

void SegmentedControl::setCurrent(int id)
{
    const QSignalBlocker quiet(this);
    if (QAbstractButton *segment = m_group->button(id))
        segment->setChecked(true);
}

void SegmentedControl::paintEvent(QPaintEvent *)
{
    const Colors &c = colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(c.dark ? c.base : c.pill);
    painter.drawRoundedRect(QRectF(rect()), 6, 6);
}

} // namespace joinery
