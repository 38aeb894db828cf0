#include "links/timestampvalues.h"

#include "database/dialect.h"
#include "relationships/timestamps.h"

namespace joinery {

Result<QVariantMap> timestampValues(Connection &connection, const Table &table, const QStringList &columns,
                                    const QStringList &given)
{
    QVariantMap values;
    for (const QString &name : columns) {
        if (given.contains(name))
            continue;
        const auto example = connection.value(QStringLiteral("SELECT %1 FROM %2 WHERE %1 IS NOT NULL LIMIT 1")
                                                  .arg(Dialect::quoted(name), Dialect::quoted(table.name)));
        if (!example)
            return tl::unexpected(example.error());
        values.insert(name, timestampLike(*example, table.column(name)->type, QDateTime::currentDateTimeUtc()));
    }
    return values;
}

} // namespace joinery
