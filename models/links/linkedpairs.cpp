#include "database/dialect.h"
#include "links/endjoin.h"
#include "links/gesturetables.h"
#include "links/pairinserter.h"

// Which candidates are linked already: the part of PairInserter that drops them.

namespace joinery {

using GestureTables::candidates;

QString PairInserter::linkedCandidates() const
{
    const QString c = QStringLiteral("c");
    const bool asStored = comparesAsStored(m_connection, m_schema, m_relationship);
    QStringList selects;
    for (const bool swapped : {false, true}) {
        if (swapped && !m_relationship.symmetric)
            continue;
        selects += asStored
                     ? QStringLiteral("SELECT c.rowid FROM %1 AS c WHERE EXISTS (SELECT 1 FROM %2 AS j WHERE %3)")
                           .arg(Dialect::temporary(candidates), Dialect::quoted(m_table.name), pairMatches(c, swapped))
                     : spelledOtherwise(swapped);
    }
    return selects.join(QStringLiteral(" UNION ALL "));
}

QString PairInserter::spelledOtherwise(bool swapped) const
{
    // What the foreign keys take for the same row is the same pair, however the join table spells it.
    QStringList same;
    const auto joined = [&](const End &end, const End &held, const QString &alias) {
        for (qsizetype i = 0; i < end.key.size(); ++i)
            same += QStringLiteral("%1.%2 = c.%3")
                        .arg(alias, Dialect::quoted(end.key[i]), candidateColumn(held.columns[i]));
        return QStringLiteral("JOIN %1 AS %2 ON %3")
            .arg(Dialect::quoted(end.table), alias, endJoin(m_schema, m_relationship, end, alias, QStringLiteral("j")));
    };
    const End &left = m_relationship.left;
    const End &right = m_relationship.right;
    const QString ends = joined(left, swapped ? right : left, QStringLiteral("a")) + u' '
                       + joined(right, swapped ? left : right, QStringLiteral("b"));
    for (auto it = m_relationship.scope.begin(); it != m_relationship.scope.end(); ++it)
        same += QStringLiteral("j.%1 = +c.%2").arg(Dialect::quoted(it.key()), candidateColumn(it.key()));
    return QStringLiteral("SELECT c.rowid FROM %1 AS j %2 JOIN %3 AS c ON %4")
        .arg(Dialect::quoted(m_table.name), ends, Dialect::temporary(candidates), same.join(QStringLiteral(" AND ")));
}

Result<void> PairInserter::dropLinked(LinkOutcome &outcome)
{
    if (!m_relationship.unique)
        return {};
    const QString table = Dialect::temporary(candidates);
    const QString twins = QStringLiteral(
                              "DELETE FROM %1 WHERE rowid NOT IN (SELECT min(c.rowid) FROM %1 AS c GROUP BY %2)")
                              .arg(table, candidateColumns(m_pairColumns, QStringLiteral("c")));
    const QString linked = QStringLiteral("DELETE FROM %1 WHERE rowid IN (%2)").arg(table, linkedCandidates());
    QStringList statements{twins, linked};
    if (m_relationship.symmetric) {
        const QString c = QStringLiteral("c");
        const QString columns = QStringLiteral("(%1, %2) = (%3, %4)");
        const auto of = [&](const End &end, const QString &alias) { return candidateColumns(end.columns, alias); };
        const QString other = QStringLiteral("t");
        statements.insert(
            1, QStringLiteral("DELETE FROM %1 AS t WHERE EXISTS (SELECT 1 FROM %1 AS c WHERE "
                              "c.rowid < t.rowid AND %2)")
                   .arg(table, columns.arg(of(m_relationship.left, c), of(m_relationship.right, c),
                                           of(m_relationship.right, other), of(m_relationship.left, other))));
    }
    for (const QString &sql : std::as_const(statements)) {
        const auto dropped = m_connection.exec(sql);
        if (!dropped)
            return tl::unexpected(dropped.error());
        outcome.alreadyLinked += dropped->numRowsAffected();
    }
    return {};
}

} // namespace joinery
