#include "relationships/symmetry.h"

#include "database/dialect.h"
#include "values/naming.h"

#include <QSet>

namespace joinery {

namespace {

constexpr int budget = 100; // milliseconds

bool anyOf(const QStringList &words, const QSet<QString> &set)
{
    for (const QString &word : words) {
        if (set.contains(singular(word)))
            return true;
    }
    return false;
}

bool isStoredBothWays(Connection &connection, const Relationship &relationship)
{
    const QStringList &left = relationship.left.columns;
    const QStringList &right = relationship.right.columns;
    const QString a = QStringLiteral("a");
    const QString b = QStringLiteral("b");
    const auto both = connection.value(
        QStringLiteral("SELECT 1 FROM %1 AS a JOIN %1 AS b ON %2 AND %3 WHERE NOT (%4) LIMIT 1")
            .arg(Dialect::quoted(relationship.joinTable), Dialect::equal(a, left, b, right),
                 Dialect::equal(a, right, b, left), Dialect::identical(a, left, a, right)));
    return both && both->isValid();
}

} // namespace

bool soundsSymmetric(const Relationship &relationship)
{
    static const QSet<QString> symmetric = {
        QStringLiteral("friend"),      QStringLiteral("friendship"), QStringLiteral("peer"),
        QStringLiteral("sibling"),     QStringLiteral("synonym"),    QStringLiteral("antonym"),
        QStringLiteral("spouse"),      QStringLiteral("marriage"),   QStringLiteral("neighbor"),
        QStringLiteral("neighbour"),   QStringLiteral("twin"),       QStringLiteral("colleague"),
        QStringLiteral("similar"),     QStringLiteral("partner"),    QStringLiteral("border"),
        QStringLiteral("interaction"),
    };
    // friend_requests and the like have a sender.
    static const QSet<QString> directed = {
        QStringLiteral("follower"), QStringLiteral("followed"),  QStringLiteral("followee"), QStringLiteral("parent"),
        QStringLiteral("child"),    QStringLiteral("from"),      QStringLiteral("to"),       QStringLiteral("sender"),
        QStringLiteral("receiver"), QStringLiteral("recipient"), QStringLiteral("source"),   QStringLiteral("target"),
        QStringLiteral("request"),  QStringLiteral("requester"), QStringLiteral("invite"),   QStringLiteral("inviter"),
        QStringLiteral("blocked"),  QStringLiteral("blocker"),   QStringLiteral("owner"),    QStringLiteral("referrer"),
    };
    if (!relationship.isSelf() || relationship.left.table.isEmpty() || !relationship.others.isEmpty())
        return false;
    const QStringList table = wordsOf(relationship.joinTable.name);
    QStringList columns;
    for (const QString &column : relationship.left.columns + relationship.right.columns)
        columns += wordsOf(column);
    return !anyOf(table + columns, directed) && anyOf(table, symmetric);
}

void findSymmetric(Connection &connection, QList<Relationship> &relationships)
{
    connection.setDeadline(QDeadlineTimer(budget));
    for (Relationship &each : relationships)
        each.symmetric = soundsSymmetric(each) && !isStoredBothWays(connection, each);
    connection.setDeadline(QDeadlineTimer(QDeadlineTimer::Forever));
}

} // namespace joinery
