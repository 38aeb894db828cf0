#pragma once

#include "import/columnvalue.h"
#include "values/result.h"

#include <QVariant>

namespace joinery {

/// What a person typed for a column, as the value to store: refused, saying what the column takes, where it takes something else
/// (see ColumnKind). An empty text is NULL where the column is no text.
Result<QVariant> valueFromInput(const Column &column, const QString &text);

/// A stored value as a person edits it; it reads back through valueFromInput() as the same value.
QString inputText(const QVariant &value);

/// The values that the column's own CHECK (… IN (…)) allows, from the table's SQL; empty where there is none that is just a list.
QStringList checkedChoices(const QString &tableSql, const QString &column);

} // namespace joinery
