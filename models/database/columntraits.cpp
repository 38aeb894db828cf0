#include "database/columntraits.h"

#include <sqlite3.h>

namespace joinery {

Affinity affinityOf(const QString &declaredType)
{
    const QString type = declaredType.toUpper();
    const auto has = [&](QLatin1String part) { return type.contains(part); };
    if (has(QLatin1String("INT")))
        return Affinity::Integer;
    if (has(QLatin1String("CHAR")) || has(QLatin1String("CLOB")) || has(QLatin1String("TEXT")))
        return Affinity::Text;
    if (type.isEmpty() || has(QLatin1String("BLOB")))
        return Affinity::Blob;
    if (has(QLatin1String("REAL")) || has(QLatin1String("FLOA")) || has(QLatin1String("DOUB")))
        return Affinity::Real;
    return Affinity::Numeric;
}

Collation collationOf(const Connection &connection, const TableName &table, const QString &column)
{
    sqlite3 *sqlite = connection.sharedHandle();
    if (!sqlite)
        return Collation::Unknown;
    const char *name = nullptr;
    const QByteArray schema = table.schema.toUtf8();
    if (sqlite3_table_column_metadata(sqlite, schema.isEmpty() ? nullptr : schema.constData(),
                                      table.name.toUtf8().constData(), column.toUtf8().constData(), nullptr, &name,
                                      nullptr, nullptr, nullptr)
            != SQLITE_OK
        || !name)
        return Collation::Unknown;
    if (qstricmp(name, "BINARY") == 0)
        return Collation::Binary;
    if (qstricmp(name, "NOCASE") == 0)
        return Collation::NoCase;
    return qstricmp(name, "RTRIM") == 0 ? Collation::RightTrim : Collation::Unknown;
}

} // namespace joinery
