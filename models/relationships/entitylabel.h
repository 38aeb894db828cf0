#pragma once

#include "values/relationship.h"

namespace joinery {

/// What the person chose (see Table::label), or the columns that a person would call a row of `table` by: a name, a title, first and last name, a unique text, any
/// text; the key when there is nothing better. Never empty for a table that has columns.
QStringList labelColumns(const Table &table, const QStringList &key);

/// The columns in the order in which a person reads them: the label first, then the others, surrogate keys last.
QStringList displayOrder(const Table &table, const QStringList &key);

/// Columns that say nothing to a person beside the label: single-column integer keys.
QStringList quietColumns(const Table &table, const QStringList &key);

/// True for a column whose declared type holds text (SQLite's affinity rule, section 3.1 of
/// https://www.sqlite.org/datatype3.html).
bool isTextColumn(const Column &column);
/// True for a column declared as a number.
bool isNumberColumn(const Column &column);
/// True for a column declared as a date or a time, or as both.
bool isTimeColumn(const Column &column);
/// True for what is read from the right: numbers and dates.
bool isRightAligned(const Column &column);

} // namespace joinery
