#include "links/endjoin.h"

#include "database/dialect.h"

namespace joinery {

namespace {

/// SQLite's column affinities: https://www.sqlite.org/datatype3.html#determination_of_column_affinity
enum class Affinity { Integer, Text, Blob, Real, Numeric };

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

} // namespace

QString endJoin(const Schema &schema, const Relationship &relationship, const End &end, const QString &entity,
                const QString &link)
{
    const Table *parent = schema.table(end.table);
    const Table *child = schema.table(relationship.joinTable);
    QStringList terms;
    for (qsizetype i = 0; i < end.key.size(); ++i) {
        const Column *to = parent ? parent->column(end.key[i]) : nullptr;
        const Column *from = child ? child->column(end.columns[i]) : nullptr;
        // The plus takes the child's own affinity away, and with it an index: only where the two differ.
        const bool differ = to && from && affinityOf(to->type) != affinityOf(from->type);
        terms += QStringLiteral("%1.%2 = %3%4.%5")
                     .arg(entity, Dialect::quoted(end.key[i]), differ ? QStringLiteral("+") : QString(), link,
                          Dialect::quoted(end.columns[i]));
    }
    return terms.join(QStringLiteral(" AND "));
}

bool mayDifferInStorage(const Schema &schema, const Relationship &relationship, const End &end)
{
    const Table *parent = schema.table(end.table);
    const Table *child = schema.table(relationship.joinTable);
    for (qsizetype i = 0; parent && child && i < end.key.size(); ++i) {
        const Column *to = parent->column(end.key[i]);
        const Column *from = child->column(end.columns[i]);
        if (to && from && (!to->collation.isEmpty() || affinityOf(to->type) != affinityOf(from->type)))
            return true;
    }
    return false;
}

} // namespace joinery
