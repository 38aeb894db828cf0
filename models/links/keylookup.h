#pragma once

#include "database/connection.h"
#include "values/relationship.h"

namespace joinery {

/// A row of an end's entity table as a person names it: columns and the texts that they must be equal to.
struct RowName
{
    QString text; ///< as it was written
    QStringList columns;
    QStringList values;
};

/// Reads a KEY as the command line writes it: a key value, several separated by commas and quoted as in CSV for a
/// composite key, `COLUMN=VALUE` where the entity table has that column, or `=VALUE` for a key whatever it holds. Fails
/// when the number of values is not the key's.
Result<RowName> parseRowName(const Schema &schema, const End &end, const QString &text);

/// The key, as stored, of the one row with that name. Values are compared by the database, so a text takes the column's
/// type. Fails with Missing or Ambiguous; with Refused when the row's key is NULL, so that no link can refer to it.
Result<RowKey> findKey(Connection &connection, const Schema &schema, const End &end, const RowName &name);

} // namespace joinery
