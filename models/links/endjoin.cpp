#include "links/endjoin.h"

#include "database/columntraits.h"
#include "database/dialect.h"

namespace joinery {

QString referenceJoin(const Table *parent, const QStringList &to, const QString &parentAlias, const Table *child,
                      const QStringList &from, const QString &childAlias)
{
    QStringList terms;
    for (qsizetype i = 0; i < to.size(); ++i) {
        const Column *toColumn = parent ? parent->column(to[i]) : nullptr;
        const Column *fromColumn = child ? child->column(from[i]) : nullptr;
        // The plus takes the child's own affinity away, and with it an index: only where the two differ.
        const bool differ = toColumn && fromColumn && affinityOf(toColumn->type) != affinityOf(fromColumn->type);
        terms += QStringLiteral("%1.%2 = %3%4.%5")
                     .arg(parentAlias, Dialect::quoted(to[i]), differ ? QStringLiteral("+") : QString(), childAlias,
                          Dialect::quoted(from[i]));
    }
    return terms.join(QStringLiteral(" AND "));
}

QString endJoin(const Schema &schema, const Relationship &relationship, const End &end, const QString &entity,
                const QString &link)
{
    return referenceJoin(schema.table(end.table), end.key, entity, schema.table(relationship.joinTable), end.columns,
                         link);
}

bool comparesAsStored(const Connection &connection, const Schema &schema, const Relationship &relationship)
{
    const Table *child = schema.table(relationship.joinTable);
    for (const End *end : {&relationship.left, &relationship.right}) {
        const Table *parent = schema.table(end->table);
        for (qsizetype i = 0; i < end->key.size(); ++i) {
            const Column *to = parent ? parent->column(end->key[i]) : nullptr;
            const Column *from = child ? child->column(end->columns[i]) : nullptr;
            if (!to || !from || affinityOf(to->type) != affinityOf(from->type))
                return false;
            const Collation collation = collationOf(connection, child->name, from->name);
            if (collation == Collation::Unknown || collation != collationOf(connection, parent->name, to->name))
                return false;
        }
    }
    return true;
}

} // namespace joinery
