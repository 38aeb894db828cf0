#include "session/obstacles.h"

#include "database/dialect.h"

#include <QCoreApplication>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::Obstacles)
};

} // namespace

void findObstacles(Connection &connection, QList<Relationship> &relationships)
{
    for (Relationship &relationship : relationships) {
        if (!relationship.readOnlyReason.isEmpty())
            continue;
        const QString table = Dialect::quoted(relationship.joinTable);
        // Preparing compiles the table's triggers, rules, defaults and indexes too.
        for (const QString &sql : {QStringLiteral("INSERT INTO %1 DEFAULT VALUES").arg(table),
                                   QStringLiteral("DELETE FROM %1 WHERE ?").arg(table)}) {
            const auto prepared = connection.prepare(sql);
            if (prepared)
                continue;
            const Error &error = prepared.error();
            if (error.kind == Error::Kind::Untrusted)
                relationship.remedy = Remedy::Trust;
            else if (error.kind != Error::Kind::Failed)
                continue; // a lock, or damage: no property of the table
            relationship.readOnlyReason = error.summary;
            break;
        }
    }
}

} // namespace joinery
