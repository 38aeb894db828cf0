#include "export/valuetext.h"

#include <QLocale>

#include <cmath>

namespace joinery {

namespace {

QByteArray realText(double value)
{
    // Neither JSON nor CSV has a word for infinity; a number out of range reads as one everywhere.
    if (std::isinf(value))
        return value > 0 ? QByteArrayLiteral("9e999") : QByteArrayLiteral("-9e999");
    QByteArray text = QByteArray::number(value, 'g', QLocale::FloatingPointShortest);
    if (!text.contains('.') && !text.contains('e'))
        text += ".0";
    return text;
}

} // namespace

bool isNumber(const QVariant &value)
{
    switch (value.typeId()) {
    case QMetaType::Int:
    case QMetaType::LongLong:
    case QMetaType::Double:
        return !value.isNull();
    default:
        return false;
    }
}

QByteArray valueText(const QVariant &value)
{
    if (value.isNull())
        return {};
    switch (value.typeId()) {
    case QMetaType::Int:
    case QMetaType::LongLong:
        return QByteArray::number(value.toLongLong());
    case QMetaType::Double:
        return realText(value.toDouble());
    case QMetaType::QByteArray:
        return value.toByteArray().toBase64();
    default:
        return value.toString().toUtf8();
    }
}

QByteArray valueText(const CellValue &value)
{
    switch (value.type) {
    case CellValue::Type::Integer:
        return QByteArray::number(value.integer);
    case CellValue::Type::Real:
        return realText(value.real);
    case CellValue::Type::Text:
        return value.bytes.toByteArray();
    case CellValue::Type::Blob:
        return value.bytes.toByteArray().toBase64();
    case CellValue::Type::Null:
        break;
    }
    return {};
}

} // namespace joinery
