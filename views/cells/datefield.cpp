#include "cells/datefield.h"

#include "theme/icons.h"
#include "theme/theme.h"

#include <QAction>
#include <QCalendarWidget>
#include <QDateTime>
#include <QFrame>
#include <QKeyEvent>
#include <QRegularExpression>
#include <QScreen>
#include <QTextCharFormat>
#include <QVBoxLayout>

namespace joinery {

namespace {

/// What of a text is a date and what a time of day.
struct Moment
{
    QRegularExpressionMatch match;

    explicit Moment(const QString &text)
    {
        // ISO 8601 with a blank or a T, as databases write it: https://www.sqlite.org/lang_datefunc.html#time_values
        static const QRegularExpression form(QStringLiteral(
            "^(?:(\\d{4})-(\\d\\d)-(\\d\\d))?(?:(?:^|[ T])(\\d\\d?):(\\d\\d)(?::(\\d\\d))?)?(?![\\d:-])"));
        match = form.match(text);
    }

    int number(int group) const { return match.captured(group).toInt(); }
    QDate date() const { return {number(1), number(2), number(3)}; }
    QTime time() const { return {number(4), number(5), number(6)}; }
    bool hasDate() const { return match.capturedLength(1) > 0; }
    bool hasTime() const { return match.capturedLength(4) > 0; }
};

const QString dateForm = QStringLiteral("yyyy-MM-dd");

} // namespace

DateField::DateField(Parts parts, QWidget *parent) : QLineEdit(parent), m_parts(parts)
{
    if (parts != Parts::Time) {
        m_pick = addAction(icon(QStringLiteral("calendar"), Tone::Muted), TrailingPosition);
        m_pick->setToolTip(tr("Choose a day (Alt+Down)"));
        connect(m_pick, &QAction::triggered, this, &DateField::showCalendar);
    }
    setToolTip(parts == Parts::Time ? tr("Up and Down change the number at the cursor")
                                    : tr("Alt+Down opens a calendar; Up and Down change the number at the cursor"));
}

bool DateField::isMoment(const QString &text)
{
    const Moment moment(text);
    return (moment.hasDate() && moment.date().isValid())
        || (moment.hasTime() && moment.time().isValid() && !moment.hasDate());
}

QSize DateField::sizeHint() const
{
    const QSize hint = QLineEdit::sizeHint();
    constexpr int frame = 16; // around the text
    const QString widest = m_parts == Parts::Both ? QStringLiteral("0000-00-00 00:00:00")
                                                  : QStringLiteral("0000-00-00");
    const int button = m_pick ? hint.height() : 0;
    const int room = qMax(fontMetrics().horizontalAdvance(widest), fontMetrics().horizontalAdvance(text()));
    return {qMax(hint.width(), room + frame + button), hint.height()};
}

void DateField::showCalendar()
{
    auto *popup = new QFrame(this, Qt::Popup);
    popup->setFrameShape(QFrame::StyledPanel);
    popup->setAttribute(Qt::WA_DeleteOnClose);
    auto *column = new QVBoxLayout(popup);
    column->setContentsMargins(1, 1, 1, 1);
    auto *calendar = new QCalendarWidget;
    calendar->setAccessibleName(tr("Calendar"));
    calendar->setVerticalHeaderFormat(QCalendarWidget::NoVerticalHeader);
    calendar->setGridVisible(false);
    QTextCharFormat weekend;
    weekend.setForeground(colors().secondary); // no warning red
    for (const Qt::DayOfWeek day : {Qt::Saturday, Qt::Sunday})
        calendar->setWeekdayTextFormat(day, weekend);
    const Moment moment(text());
    if (moment.hasDate() && moment.date().isValid())
        calendar->setSelectedDate(moment.date());
    column->addWidget(calendar);
    const auto take = [this, popup](const QDate &date) {
        takeDate(date);
        popup->close();
    };
    connect(calendar, &QCalendarWidget::clicked, this, take);
    connect(calendar, &QCalendarWidget::activated, this, take); // Enter
    popup->adjustSize();
    QPoint place = mapToGlobal(rect().bottomLeft());
    if (const QScreen *where = screen()) {
        const QRect room = where->availableGeometry();
        if (place.y() + popup->height() > room.bottom())
            place.setY(mapToGlobal(QPoint()).y() - popup->height());
        place.setX(qBound(room.left(), place.x(), room.right() - popup->width()));
    }
    popup->move(place);
    popup->show();
    calendar->setFocus(Qt::PopupFocusReason);
}

void DateField::takeDate(const QDate &date)
{
    const Moment moment(text());
    QString changed = text();
    if (moment.hasDate())
        changed.replace(0, int(dateForm.size()), date.toString(dateForm));
    else
        changed = date.toString(dateForm) + (m_parts == Parts::Both ? QStringLiteral(" 00:00:00") : QString());
    selectAll();
    insert(changed); // as if typed: it can be undone, and says that it was edited
}

void DateField::step(int by)
{
    if (text().isEmpty()) {
        const QDateTime now = QDateTime::currentDateTime();
        const QString date = now.toString(dateForm);
        const QString time = now.toString(QStringLiteral("HH:mm:ss"));
        insert(m_parts == Parts::Date ? date : m_parts == Parts::Time ? time : date + u' ' + time);
        return;
    }
    const Moment moment(text());
    const int cursor = hasSelectedText() ? selectionStart() : cursorPosition();
    int group = 0;
    for (int each = 1; each <= 6; ++each) {
        if (moment.match.capturedLength(each) > 0 && cursor >= moment.match.capturedStart(each))
            group = each;
    }
    if (group == 0)
        return;
    QDateTime stepped(moment.hasDate() ? moment.date() : QDate(2000, 1, 1),
                      moment.hasTime() ? moment.time() : QTime(0, 0), Qt::UTC);
    if (!stepped.isValid())
        return;
    stepped = group == 1 ? stepped.addYears(by)
            : group == 2 ? stepped.addMonths(by)
            : group == 3 ? stepped.addDays(by)
                         : stepped.addSecs(qint64(by)
                                           * (group == 4   ? 3'600
                                              : group == 5 ? 60
                                                           : 1));
    const QDate date = stepped.date();
    const QTime time = stepped.time();
    const int values[] = {0, date.year(), date.month(), date.day(), time.hour(), time.minute(), time.second()};
    QString changed = text();
    for (int each = 6; each >= 1; --each) { // from the back: the places of the others stay
        const auto length = moment.match.capturedLength(each);
        if (length > 0)
            changed.replace(moment.match.capturedStart(each), length,
                            QStringLiteral("%1").arg(values[each], int(length), 10, QLatin1Char('0')));
    }
    selectAll();
    insert(changed);
    const Moment now(changed);
    setSelection(int(now.match.capturedStart(group)), int(now.match.capturedLength(group)));
}

void DateField::keyPressEvent(QKeyEvent *event)
{
    const bool down = event->key() == Qt::Key_Down;
    if (m_pick && ((down && event->modifiers() & Qt::AltModifier) || event->key() == Qt::Key_F4))
        showCalendar();
    else if (down || event->key() == Qt::Key_Up)
        step(down ? -1 : 1);
    else
        QLineEdit::keyPressEvent(event);
}

void DateField::wheelEvent(QWheelEvent *event)
{
    event->ignore(); // a list that is scrolled must not change what is edited in it
}

} // namespace joinery
