#include "links/linkstamps.h"

#include "database/dialect.h"
#include "relationships/timestamps.h"

namespace joinery {

Result<QVariantMap> stampsFor(Connection &connection, const Table &table, const QStringList &columns)
{
    QVariantMap values;
    for (const QString &name : columns) {
        const QString column = Dialect::quoted(name);
        const auto example = connection.value(
            QStringLiteral("SELECT %1 FROM %2 WHERE %1 IS NOT NULL LIMIT 1").arg(column, Dialect::quoted(table.name)));
        if (!example)
            return tl::unexpected(example.error());
        values.insert(name, timestampLike(*example, table.column(name)->type, QDateTime::currentDateTimeUtc()));
    }
    return values;
}

Result<QVariantMap> newRowStamps(Connection &connection, const Table &table, const QStringList &given)
{
    QStringList columns;
    for (const QString &stamp : keptTimestamps(table)) {
        if (!given.contains(stamp))
            columns += stamp;
    }
    return stampsFor(connection, table, columns);
}

} // namespace joinery
