#include "tables/valuestyle.h"

#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>

#include <atomic>

namespace joinery {

namespace {

std::atomic<ValueStyle> style = ValueStyle::Stored;

/// A date, and perhaps a time, in the forms that SQLite's own functions take (https://www.sqlite.org/lang_datefunc.html), and a zone.
const QRegularExpression &isoDate()
{
    static const QRegularExpression expression(QStringLiteral(
        R"(^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2})(:\d{2})?(?:\.(\d+))?( ?(?:Z|[+-]\d{2}:?\d{2}))?)?$)"));
    return expression;
}

QString shownDate(const QString &text)
{
    const QRegularExpressionMatch match = isoDate().match(text);
    const QDate date = QDate::fromString(match.captured(1), Qt::ISODate);
    if (!match.hasMatch() || !date.isValid())
        return text;
    const QLocale locale;
    QString shown = locale.toString(date, QLocale::ShortFormat);
    if (match.captured(2).isEmpty())
        return shown;
    const QTime time = QTime::fromString(match.captured(2) + match.captured(3), match.captured(3).isEmpty()
                                                                                    ? QStringLiteral("HH:mm")
                                                                                    : QStringLiteral("HH:mm:ss"));
    if (!time.isValid())
        return text;
    shown += u' ' + locale.toString(time, QLocale::ShortFormat);
    const QString zone = match.captured(5).trimmed();
    return zone.isEmpty() ? shown : shown + u' ' + (zone == QLatin1String("Z") ? QStringLiteral("UTC") : zone);
}

} // namespace

void setValueStyle(ValueStyle wanted)
{
    style = wanted;
}

ValueStyle valueStyle()
{
    return style;
}

QVariant shownValue(const QVariant &value)
{
    if (style == ValueStyle::Stored)
        return value;
    if (value.typeId() == QMetaType::Double)
        return QLocale().toString(value.toDouble(), 'g', QLocale::FloatingPointShortest);
    constexpr int shortest = 10;
    constexpr int longest = 40;
    if (value.typeId() == QMetaType::QString) {
        const QString text = value.toString();
        if (text.size() >= shortest && text.size() <= longest && text[0].isDigit())
            return shownDate(text);
    }
    return value;
}

} // namespace joinery
