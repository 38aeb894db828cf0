#pragma once

#include "database/connection.h"
#include "values/schema.h"

namespace joinery {

/// The conditions of the CHECK constraints that `named` stands for, from the table's SQL: a constraint's name, or what SQLite says of one
/// without a name, which is its condition or the first identifier in it.
QStringList checkConditions(const QString &tableSql, const QString &named);

/// True where it depends on a row's id whether it is allowed in the table, or what is computed in it: by a CHECK, a generated column, or
/// the condition of a unique index. Fails as the connection's queries do.
Result<bool> rulesReadRowId(Connection &connection, const Table &table);

/// The same refusal with the whole of the rule in its detail, where it is that of a CHECK and names less. Writer's thread.
Error withRule(Connection &connection, const Table &table, Error refusal);

} // namespace joinery
