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
    bool isSample = false; ///< Joinery wrote it to try things out on
    qint64 dataVersion = 0; ///< PRAGMA data_version of the connection that read it
    qint64 schemaVersion = 0;

    const Table &table(const TableName &name) const { return *schema.table(name); }
};

/// Reads schema, relationships and whether the database can be written.
Result<std::shared_ptr<const Catalog>> readCatalog(Connection &connection, const DatabaseLocation &location);

} // namespace joinery
