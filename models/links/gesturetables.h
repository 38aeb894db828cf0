#pragma once

#include "database/connection.h"
#include "database/dialect.h"
#include "values/relationship.h"

namespace joinery {

/// The key tables (see Connection::fillKeyTable) that a gesture works with.
namespace GestureTables {

inline const QString left = QStringLiteral("gesture_left");
inline const QString right = QStringLiteral("gesture_right");
inline const QString links = QStringLiteral("gesture_links");
/// The pairs that PairInserter is about to insert.
inline const QString candidates = QStringLiteral("gesture_candidates");

/// `FROM keys AS k JOIN entity AS e ON …`: the entity's rows with these keys, in the entity's own spelling.
inline QString entityOf(const QString &keys, const End &end, const QString &keyAlias, const QString &alias)
{
    return QStringLiteral("%1 AS %2 JOIN %3 AS %4 ON %5")
        .arg(Dialect::temporary(keys), keyAlias, Dialect::quoted(end.table), alias,
             Dialect::equal(alias, end.key, keyAlias, Connection::keyTableColumns(int(end.key.size()))));
}

} // namespace GestureTables

} // namespace joinery
