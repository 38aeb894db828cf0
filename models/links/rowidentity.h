#pragma once

#include "values/relationship.h"

namespace joinery {

/// How the rows of one table are told apart.
struct RowIdentity
{
    /// Column names that are never NULL and together occur once: a key, or the row id's name. Empty: the rows cannot be told apart.
    QStringList columns;
    /// True when `columns` is SQLite's implicit row id, which a later row may be given again.
    bool implicit = false;
};

RowIdentity identityOf(const Table &table);

/// The columns of a join row's RowKey: its identity, then the ends' and the scope's columns that are not in it. An id that has
/// been given to another pair in the meantime so never answers to the key.
QStringList linkKeyColumns(const Table &joinTable, const Relationship &relationship);

} // namespace joinery
