#include "links/endjoin.h"

#include "database/columntraits.h"
#include "database/dialect.h"

namespace joinery {

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
