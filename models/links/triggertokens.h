#pragma once

#include "database/sqltokens.h"

namespace joinery {

/// True where the token at `place` is a column of the row that a trigger runs for: NEW.column, OLD.column.
bool isOfRow(SqlTokens tokens, size_t place);
/// True when the token says that name, quoted or not, in any case.
bool isName(const SqlToken &token, const QString &name);
/// What must all be true for a condition to be; none where it is not made so plainly.
QList<SqlTokens> conjuncts(SqlTokens condition);
/// True for `column + 1`, which comes to the same in any order, also where a number stands in for NULL.
bool isCounting(SqlTokens tokens, const QString &column);

/// The place in a CREATE TRIGGER of the event that it runs for: INSERT, UPDATE or DELETE.
size_t placeOfEvent(SqlTokens trigger);

} // namespace joinery
