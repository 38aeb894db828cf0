#include "values/rowkey.h"

#include <QByteArray>

namespace joinery {

namespace {

bool needsQuotes(const QString &text)
{
    return text.isEmpty() || text.contains(u',') || text.contains(u'"') || text.contains(u'\n');
}

} // namespace

bool sameValue(const QVariant &a, const QVariant &b)
{
    if (a.isNull() || b.isNull())
        return a.isNull() && b.isNull();
    return a.metaType() == b.metaType() && a == b;
}

bool RowKey::hasNull() const
{
    for (const QVariant &value : values) {
        if (value.isNull())
            return true;
    }
    return false;
}

QString RowKey::text() const
{
    QStringList parts;
    for (const QVariant &value : values) {
        QString part = value.toString();
        if (!value.isNull() && needsQuotes(part))
            part = u'"' + part.replace(u'"', QStringLiteral("\"\"")) + u'"';
        parts += part;
    }
    return parts.join(u',');
}

bool operator==(const RowKey &a, const RowKey &b)
{
    if (a.values.size() != b.values.size())
        return false;
    for (qsizetype i = 0; i < a.values.size(); ++i) {
        if (!sameValue(a.values[i], b.values[i]))
            return false;
    }
    return true;
}

size_t qHash(const RowKey &key, size_t seed) noexcept
{
    for (const QVariant &value : key.values) {
        switch (value.typeId()) {
        case QMetaType::LongLong:
            seed = ::qHash(value.toLongLong(), seed);
            break;
        case QMetaType::Double:
            seed = ::qHash(value.toDouble(), seed);
            break;
        case QMetaType::QByteArray:
            seed = ::qHash(value.toByteArray(), seed);
            break;
        default:
            seed = ::qHash(value.toString(), seed);
        }
    }
    return seed;
}

QStringList splitKeyText(const QString &text)
{
    QStringList parts(QString{});
    bool quoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (quoted) {
            if (c == u'"' && i + 1 < text.size() && text[i + 1] == u'"')
                parts.last() += text[++i];
            else if (c == u'"')
                quoted = false;
            else
                parts.last() += c;
        } else if (c == u'"' && parts.last().isEmpty()) {
            quoted = true;
        } else if (c == u',') {
            parts += QString();
        } else {
            parts.last() += c;
        }
    }
    return parts;
}

} // namespace joinery
