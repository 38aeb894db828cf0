#pragma once

#include <QByteArray>
#include <QVariant>

namespace joinery {

/// One value on its way into or out of a statement, without a copy: text (UTF-8) and blobs are views of someone else's bytes.
struct CellValue
{
    enum class Type { Null, Integer, Real, Text, Blob };

    Type type = Type::Null;
    qint64 integer = 0;
    double real = 0;
    QByteArrayView bytes;

    static CellValue ofInteger(qint64 value) { return {Type::Integer, value, 0, {}}; }
    static CellValue ofReal(double value) { return {Type::Real, 0, value, {}}; }
    static CellValue ofText(QByteArrayView utf8) { return {Type::Text, 0, 0, utf8}; }
    static CellValue ofBlob(QByteArrayView bytes) { return {Type::Blob, 0, 0, bytes}; }

    bool isNull() const { return type == Type::Null; }
    /// The same as the SQL drivers hold it.
    QVariant toVariant() const;
    /// True for the same type with the same value.
    friend bool operator==(const CellValue &a, const CellValue &b);
};

/// A value that owns its bytes.
class HeldValue
{
public:
    HeldValue() = default;
    explicit HeldValue(const CellValue &value) : m_bytes(value.bytes.toByteArray()), m_value(value) {}
    /// As a driver returned it; what is no number, text, blob or NULL becomes text.
    explicit HeldValue(const QVariant &value);

    CellValue value() const;

private:
    QByteArray m_bytes;
    CellValue m_value;
};

} // namespace joinery
