#pragma once

#include "database/connection.h"
#include "relationships/relationshipreview.h"

namespace joinery {

/// What is known of an open database: read once, never changed, shared with the threads.
struct Catalog
{
    DatabaseLocation location;
    Schema schema; ///< with the labels that the person chose
    QList<Relationship> found; ///< before anything was corrected
    RelationshipSettings settings;
    Review review; ///< what the settings made of `found`
    QList<Relationship> relationships; ///< what the review leaves to be shown
    QString readOnlyReason; ///< why nothing can be edited; empty when it can
    bool isSample = false; ///< Joinery wrote it to try things out on
    qint64 dataVersion = 0; ///< PRAGMA data_version of the connection that read it
    qint64 schemaVersion = 0;

    /// A table without a column where there is none of that name: an end may refer to a table that is missing or not known.
    const Table &table(const TableName &name) const
    {
        static const Table none;
        const Table *held = schema.table(name);
        return held ? *held : none;
    }
    /// Empty when both ends' tables are there, so that the relationship can be shown side by side; else why it cannot.
    QString whyNotShown(const Relationship &relationship) const;
    /// The same catalog under other settings; nothing is read.
    std::shared_ptr<const Catalog> withSettings(const RelationshipSettings &newSettings) const;

private:
    friend Result<std::shared_ptr<const Catalog>> readCatalog(Connection &, const DatabaseLocation &,
                                                              const RelationshipSettings &);
    void apply(const RelationshipSettings &newSettings);
};

/// Reads schema, relationships and whether the database can be written.
Result<std::shared_ptr<const Catalog>> readCatalog(Connection &connection, const DatabaseLocation &location,
                                                   const RelationshipSettings &settings = {});

} // namespace joinery
