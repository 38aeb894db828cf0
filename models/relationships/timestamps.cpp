#include "relationships/timestamps.h"

#include "values/naming.h"

#include <QSet>
#include <QTimeZone>

namespace joinery {

namespace {

bool isMadeName(const QString &name)
{
    static const QSet<QString> names = {
        QStringLiteral("created_at"),   QStringLiteral("created_on"),        QStringLiteral("created"),
        QStringLiteral("date_created"), QStringLiteral("creation_date"),     QStringLiteral("create_date"),
        QStringLiteral("created_date"), QStringLiteral("inserted_at"),       QStringLiteral("create_time"),
        QStringLiteral("created_time"), QStringLiteral("creation_time"),     QStringLiteral("date_added"),
        QStringLiteral("added_at"),     QStringLiteral("timestamp_created"),
    };
    return names.contains(name);
}

bool isChangedName(const QString &name)
{
    static const QSet<QString> names = {
        QStringLiteral("updated_at"),    QStringLiteral("updated_on"),    QStringLiteral("updated"),
        QStringLiteral("last_update"),   QStringLiteral("last_updated"),  QStringLiteral("date_updated"),
        QStringLiteral("update_date"),   QStringLiteral("update_time"),   QStringLiteral("modified"),
        QStringLiteral("modified_at"),   QStringLiteral("modified_on"),   QStringLiteral("date_modified"),
        QStringLiteral("modified_date"), QStringLiteral("last_modified"), QStringLiteral("changed_at"),
    };
    return names.contains(name);
}

bool canHoldTime(const QString &type)
{
    const QString upper = type.toUpper();
    for (const QLatin1String part :
         {QLatin1String("DATE"), QLatin1String("TIME"), QLatin1String("TEXT"), QLatin1String("CHAR"),
          QLatin1String("INT"), QLatin1String("NUM"), QLatin1String("REAL")}) {
        if (upper.contains(part))
            return true;
    }
    return upper.isEmpty();
}

QString underscored(const QString &column)
{
    return wordsOf(column).join(u'_');
}

bool isSetByTrigger(const Table &table, const QString &column)
{
    for (const Trigger &trigger : table.triggers) {
        if (trigger.sql.contains(column, Qt::CaseInsensitive))
            return true;
    }
    return false;
}

} // namespace

bool isKeptTimestamp(const Column &column)
{
    const QString name = underscored(column.name);
    return (isMadeName(name) || isChangedName(name)) && canHoldTime(column.type);
}

QStringList keptTimestamps(const Table &table)
{
    QStringList kept;
    for (const Column &column : table.columns) {
        if (!isKeptTimestamp(column) || column.generated || column.hasDefault())
            continue;
        if (column.notNull || !isSetByTrigger(table, column.name))
            kept += column.name;
    }
    return kept;
}

QStringList changeTimestamps(const Table &table)
{
    QStringList columns;
    for (const Column &column : table.columns) {
        const bool isIts = isKeptTimestamp(column) && isChangedName(underscored(column.name));
        if (isIts && !column.generated && !isSetByTrigger(table, column.name))
            columns += column.name;
    }
    return columns;
}

QVariant timestampLike(const QVariant &example, const QString &declaredType, const QDateTime &now)
{
    const QDateTime utc = now.toUTC();
    const QString type = declaredType.toUpper();
    if (example.isNull() && (type.contains(QLatin1String("INT")) || type.contains(QLatin1String("REAL"))))
        return qlonglong(utc.toSecsSinceEpoch());
    if (example.isNull() && type == QLatin1String("DATE"))
        return utc.toString(QStringLiteral("yyyy-MM-dd"));
    if (example.typeId() == QMetaType::LongLong || example.typeId() == QMetaType::Double) {
        // 1e11 seconds is the year 5138, 1e11 milliseconds 1973.
        const bool milliseconds = example.toDouble() > 1e11;
        return milliseconds ? qlonglong(utc.toMSecsSinceEpoch()) : qlonglong(utc.toSecsSinceEpoch());
    }
    const QString text = example.toString();
    if (text.size() == 10)
        return utc.toString(QStringLiteral("yyyy-MM-dd"));
    const QString separator = text.size() > 10 && text[10] == u'T' ? QStringLiteral("T") : QStringLiteral(" ");
    QString result = utc.toString(QStringLiteral("yyyy-MM-dd")) + separator + utc.toString(QStringLiteral("HH:mm:ss"));
    const qsizetype dot = text.indexOf(u'.');
    if (dot >= 0) {
        qsizetype digits = 0;
        while (dot + 1 + digits < text.size() && text[dot + 1 + digits].isDigit())
            ++digits;
        result += u'.' + utc.toString(QStringLiteral("zzz")).leftJustified(digits, u'0', true);
    }
    if (text.endsWith(u'Z'))
        result += u'Z';
    else if (text.endsWith(QLatin1String("+00:00")))
        result += text.endsWith(QLatin1String(" +00:00")) ? QStringLiteral(" +00:00") : QStringLiteral("+00:00");
    return result;
}

} // namespace joinery
