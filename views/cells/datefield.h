#pragma once

#include <QLineEdit>

class QCalendarWidget;

namespace joinery {

/// A date, a time of day or both, in the very form in which it is stored: typed, stepped with Up and Down number by number, or picked in a
/// calendar, which changes the date alone and leaves the rest of the text. Any other text can be typed as well.
class DateField : public QLineEdit
{
    Q_OBJECT

public:
    enum class Parts { Date, Time, Both };

    /// `parts`: what an empty field is filled with.
    explicit DateField(Parts parts, QWidget *parent = nullptr);

    /// True for text that holds a date or a time in ISO 8601, with whatever stands behind it.
    static bool isMoment(const QString &text);

    void showCalendar();
    /// Changes the number at the cursor by one, as a clock or a calendar would; an empty field becomes now.
    void step(int by);
    /// Room for a whole moment beside the calendar's button, also before it is filled.
    QSize sizeHint() const override;

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    void takeDate(const QDate &date);

    const Parts m_parts;
    QAction *m_pick = nullptr;
};

} // namespace joinery
