#pragma once

#include "database/connection.h"
#include "values/relationship.h"

namespace joinery {

/// What is known of an open database: read once, never changed, shared with the threads.
struct Catalog
{
    DatabaseLocation location;
    Schema schema;
    QList<Relationship> relationships;
    QString readOnlyReason; ///< why nothing can be edited; empty when it can
    qint64 dataVersion = 0; ///< PRAGMA data_version of the connection that read it
    qint64 schemaVersion = 0;

    /// A table without a column where there is none of that name: an end may refer to a table that is missing or not known.
    const Table &table(const TableName &name) const
    {
        static const Table none;
        const Table *found = schema.table(name);
        return found ? *found : none;
    }
    /// Empty when both ends' tables are there, so that the relationship can be shown side by side; else why it cannot.
    QString whyNotShown(const Relationship &relationship) const;
};

/// Reads schema, relationships and whether the database can be written.
Result<std::shared_ptr<const Catalog>> readCatalog(Connection &connection, const DatabaseLocation &location);

} // namespace joinery
