#include "import/columnvalue.h"

#include <QCoreApplication>
#include <QDate>
#include <QLocale>
#include <QRegularExpression>
#include <QTime>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::ColumnValue)
};

bool has(const QString &type, std::initializer_list<QLatin1String> words)
{
    return std::any_of(words.begin(), words.end(), [&](QLatin1String word) { return type.contains(word); });
}

/// SQLite's own conversion passes over blanks around a number.
QByteArrayView withoutBlanks(QByteArrayView text)
{
    const auto isBlank = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.isEmpty() && isBlank(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isBlank(text.back()))
        text.chop(1);
    return text;
}

std::optional<qint64> wholeNumber(QByteArrayView text)
{
    if (text.startsWith('+') && text.size() > 1 && text[1] != '-')
        text = text.sliced(1);
    qint64 number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

/// A number as SQL writes it: https://www.sqlite.org/lang_expr.html#literal_values_constants_. Neither infinity nor hexadecimal.
bool isNumber(QByteArrayView text)
{
    qsizetype at = !text.isEmpty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
    const auto digits = [&] {
        const qsizetype first = at;
        while (at < text.size() && text[at] >= '0' && text[at] <= '9')
            ++at;
        return at - first;
    };
    qsizetype mantissa = digits();
    if (at < text.size() && text[at] == '.') {
        ++at;
        mantissa += digits();
    }
    if (mantissa == 0)
        return false;
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        if (at < text.size() && (text[at] == '-' || text[at] == '+'))
            ++at;
        if (digits() == 0)
            return false;
    }
    return at == text.size();
}

/// "3.0" and "1e3" are whole, too.
std::optional<qint64> wholeFromNumber(QByteArrayView text)
{
    if (const auto number = wholeNumber(text))
        return number;
    if (!isNumber(text))
        return std::nullopt;
    constexpr double exact = 9007199254740992.0; // above, a double leaves whole numbers out
    const double number = text.toByteArray().toDouble();
    if (number != double(qint64(std::clamp(number, -exact, exact))))
        return std::nullopt;
    return qint64(number);
}

std::optional<qint64> truth(QByteArrayView text)
{
    const QByteArray word = text.toByteArray().toLower();
    for (const char *yes : {"1", "true", "t", "yes", "y", "on"}) {
        if (word == yes)
            return 1;
    }
    for (const char *no : {"0", "false", "f", "no", "n", "off"}) {
        if (word == no)
            return 0;
    }
    return std::nullopt;
}

/// ISO 8601 with a blank or a T, as databases and frameworks write it; a number counts days or seconds.
bool isMoment(ColumnKind kind, QByteArrayView text)
{
    if (isNumber(text))
        return true;
    static const QRegularExpression form(QStringLiteral(
        "^(?:(\\d{4})-(\\d\\d)-(\\d\\d))?(?:(^|[ T])(\\d\\d?):(\\d\\d)(?::(\\d\\d)(?:[.,]\\d+)?)?(?: ?(?:Z|UTC|[-+]\\d\\d(?::?\\d\\d)?))?)?$"));
    const QRegularExpressionMatch match = form.match(QString::fromUtf8(text));
    if (!match.hasMatch() || text.isEmpty())
        return false;
    const bool hasDate = match.capturedLength(1) > 0;
    const bool hasTime = match.capturedLength(5) > 0;
    const auto number = [&](int group) { return match.captured(group).toInt(); };
    if (hasDate && !QDate::isValid(number(1), number(2), number(3)))
        return false;
    const bool endOfDay = number(5) == 24 && number(6) == 0 && number(7) == 0;
    if (hasTime && !endOfDay && !QTime::isValid(number(5), number(6), qMin(number(7), 59)))
        return false;
    return hasTime == (match.capturedStart(4) >= 0) && (hasDate || kind != ColumnKind::Date);
}

std::optional<CellValue> integer(const std::optional<qint64> &number)
{
    return number ? std::optional(CellValue::ofInteger(*number)) : std::nullopt;
}

} // namespace

ColumnKind columnKind(const Column &column)
{
    const QString type = column.type.toUpper();
    static const QRegularExpression whole(
        QStringLiteral("\\b(?:(?:TINY|SMALL|MEDIUM|BIG|UNSIGNED BIG )?INT(?:EGER)?\\d?|(?:SMALL|BIG)?SERIAL)\\b"));
    if (has(type, {QLatin1String("CHAR"), QLatin1String("TEXT"), QLatin1String("CLOB")}))
        return ColumnKind::Any;
    if (type.contains(whole))
        return ColumnKind::Integer;
    if (type.contains(QLatin1String("BOOL")))
        return ColumnKind::Truth;
    if (has(type, {QLatin1String("DATETIME"), QLatin1String("TIMESTAMP")}))
        return ColumnKind::DateTime;
    if (type.startsWith(QLatin1String("DATE")))
        return ColumnKind::Date;
    if (type.startsWith(QLatin1String("TIME")))
        return ColumnKind::Time;
    if (has(type, {QLatin1String("REAL"), QLatin1String("FLOA"), QLatin1String("DOUB"), QLatin1String("NUMERIC"),
                   QLatin1String("DECIMAL"), QLatin1String("NUMBER"), QLatin1String("MONEY")}))
        return ColumnKind::Number;
    if (has(type, {QLatin1String("BLOB"), QLatin1String("BINARY"), QLatin1String("BYTEA")}))
        return ColumnKind::Bytes;
    return ColumnKind::Any;
}

std::optional<CellValue> columnValue(ColumnKind kind, QByteArrayView text, QByteArray &scratch)
{
    switch (kind) {
    case ColumnKind::Any:
        return CellValue::ofText(text);
    case ColumnKind::Integer:
        return integer(wholeFromNumber(withoutBlanks(text)));
    case ColumnKind::Truth:
        return integer(truth(withoutBlanks(text)));
    case ColumnKind::Number:
        // As text: the database converts it, and keeps every digit that a number of its own would lose.
        text = withoutBlanks(text);
        return isNumber(text) ? std::optional(CellValue::ofText(text)) : std::nullopt;
    case ColumnKind::Date:
    case ColumnKind::Time:
    case ColumnKind::DateTime:
        text = withoutBlanks(text);
        if (const auto number = wholeNumber(text))
            return CellValue::ofInteger(*number);
        return isMoment(kind, text) ? std::optional(CellValue::ofText(text)) : std::nullopt;
    case ColumnKind::Bytes: {
        auto decoded = QByteArray::fromBase64Encoding(text.toByteArray(), QByteArray::AbortOnBase64DecodingErrors);
        if (!decoded)
            return std::nullopt;
        scratch = std::move(*decoded);
        return CellValue::ofBlob(scratch);
    }
    }
    return std::nullopt;
}

CellValue numberOrText(QByteArrayView text)
{
    const bool isPlain = !text.isEmpty() && text[0] != '+';
    if (const auto number = wholeNumber(text); isPlain && number && QByteArray::number(*number) == text)
        return CellValue::ofInteger(*number);
    if (isPlain && isNumber(text) && text.contains('.')) {
        const double number = text.toByteArray().toDouble();
        if (std::isfinite(number) && QByteArray::number(number, 'g', QLocale::FloatingPointShortest) == text)
            return CellValue::ofReal(number);
    }
    return CellValue::ofText(text);
}

QString kindInWords(ColumnKind kind)
{
    switch (kind) {
    case ColumnKind::Integer:
        return Text::tr("a whole number");
    case ColumnKind::Number:
        return Text::tr("a number");
    case ColumnKind::Truth:
        return Text::tr("true or false");
    case ColumnKind::Date:
        return Text::tr("a date such as 2026-01-31");
    case ColumnKind::Time:
        return Text::tr("a time such as 18:30");
    case ColumnKind::DateTime:
        return Text::tr("a time such as 2026-01-31 18:30:00");
    case ColumnKind::Bytes:
        return Text::tr("base64");
    case ColumnKind::Any:
        break;
    }
    return Text::tr("text");
}

} // namespace joinery
