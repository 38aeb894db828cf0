#pragma once

#include "import/importer.h"
#include "session/gesturetext.h"

namespace joinery {

/// An import as a person has prepared it.
struct ImportJob
{
    QString path; ///< the file; empty: `text` is what is imported
    QByteArray text; ///< a pasted block of cells
    ImportPlan plan;
    ImportOptions options;
    std::function<void(const ImportProgress &)> progress; ///< called on the writer's thread
};

/// Does the job on the writer's connection.
Result<ImportOutcome> runImport(Connection &connection, const Schema &schema, const Relationship &relationship,
                                const ImportJob &job);

/// "3 links imported, 1 was linked already, 2 rejected".
Report describeImport(const ImportAccount &account, OnConflict onConflict, bool undoable);

} // namespace joinery
