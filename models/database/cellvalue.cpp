#include "database/cellvalue.h"

#include <QStringDecoder>

namespace joinery {

QVariant CellValue::toVariant() const
{
    switch (type) {
    case Type::Integer:
        return integer;
    case Type::Real:
        return real;
    case Type::Text:
        // A null string would be bound as NULL, and QString::fromUtf8() would drop a mark at the beginning.
        return bytes.isEmpty()
                 ? QStringLiteral("")
                 : QString(QStringDecoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom)(bytes));
    case Type::Blob:
        return bytes.isEmpty() ? QByteArray("") : bytes.toByteArray();
    case Type::Null:
        break;
    }
    return QVariant(QMetaType::fromType<QString>());
}

bool operator==(const CellValue &a, const CellValue &b)
{
    return a.type == b.type && a.integer == b.integer && a.real == b.real && a.bytes == b.bytes;
}

HeldValue::HeldValue(const QVariant &value)
{
    if (value.isNull())
        return;
    switch (value.typeId()) {
    case QMetaType::Bool:
    case QMetaType::Int:
    case QMetaType::LongLong:
        m_value = CellValue::ofInteger(value.toLongLong());
        return;
    case QMetaType::Double:
        m_value = CellValue::ofReal(value.toDouble());
        return;
    case QMetaType::QByteArray:
        m_bytes = value.toByteArray();
        m_value.type = CellValue::Type::Blob;
        return;
    default:
        m_bytes = value.toString().toUtf8();
        m_value.type = CellValue::Type::Text;
    }
}

CellValue HeldValue::value() const
{
    CellValue value = m_value;
    value.bytes = m_bytes;
    return value;
}

} // namespace joinery
