#pragma once

#include "database/connection.h"
#include "values/relationship.h"

namespace joinery {

/// The SQL expression for what a person calls a row: its label columns, joined by a space. `alias` is the table's.
QString labelExpression(const Table &table, const QStringList &key, const QString &alias);

/// What a person calls the row with this key, or the key's text when the row has no label.
QString rowLabel(Connection &connection, const Schema &schema, const End &end, const RowKey &key);

/// Rows in a sentence.
struct RowWords
{
    QString text; ///< the one row's label, or "3 users"
    bool isOneRow = true;
};

RowWords describeRows(Connection &connection, const Schema &schema, const Relationship &relationship, Side side,
                      const KeyList &keys);

} // namespace joinery
