#pragma once

#include <QHashFunctions>
#include <QMetaType>
#include <QStringList>
#include <QVariantList>

namespace joinery {

/// What identifies a row: the values of its key columns, in the key's order.
/// Values are as the driver returned them: qlonglong, double, QString, QByteArray or null.
struct RowKey
{
    QVariantList values;

    bool isEmpty() const { return values.isEmpty(); }
    /// True when any part is NULL: SQL finds such a row only with IS.
    bool hasNull() const;
    /// As the command line writes it: values separated by commas, quoted as in CSV.
    QString text() const;

    friend bool operator==(const RowKey &a, const RowKey &b);
    friend size_t qHash(const RowKey &key, size_t seed) noexcept;
};

/// Splits "1,\"a,b\"" as RowKey::text() joins it. Never fails: an unclosed quote ends with the text.
QStringList splitKeyText(const QString &text);

/// A value for equality and hashing that tells NULL, 1, 1.0, '1' and x'31' apart.
bool sameValue(const QVariant &a, const QVariant &b);

} // namespace joinery

Q_DECLARE_METATYPE(joinery::RowKey)
