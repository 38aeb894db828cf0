#pragma once

#include "import/importer.h"
#include "session/gesture.h"

namespace joinery {

/// An import as a person has prepared it.
struct ImportJob
{
    QString path; ///< the file; empty: `text` is what is imported
    QByteArray text; ///< a pasted block of cells
    ImportPlan plan;
    ImportOptions options;
    std::function<void(const ImportProgress &)> progress = {}; ///< called on the writer's thread
    /// Where the account is put before the gesture is reported; nothing is, when nothing came of it. May be null.
    std::shared_ptr<ImportAccount> account = {};
};

/// Imports the rows as one step. Session::cancel() leaves nothing of it behind.
Gesture importGesture(const Relationship &relationship, const ImportJob &job);

/// "3 links imported, 1 was linked already, 2 rejected".
Report describeImport(const ImportAccount &account, OnConflict onConflict, bool undoable);

} // namespace joinery
