#pragma once

#include "database/progress.h"
#include "import/importer.h"
#include "import/importsource.h"
#include "session/gesture.h"

namespace joinery {

/// An import under way.
struct ImportRun
{
    Progress bytes; ///< of the file, read so far
    std::atomic<qint64> read = 0; ///< rows so far
    std::atomic<qint64> rows = 0; ///< of those, the ones with a verdict
    ImportAccount account; ///< once the gesture has ended well
};

/// Imports the source's rows as one step for undo. `rejects`: the file that rejected rows go to; empty: none. `run` is told how far it has
/// come. `judged`: what the source must still be; else nothing is imported and the gesture fails with changedSource().
Gesture importGesture(const Relationship &relationship, const ImportSource &source, const ImportPlan &plan,
                      const QString &rejects, const std::shared_ptr<ImportRun> &run,
                      const std::optional<SourceStamp> &judged = std::nullopt);

/// Says that a file is no longer what was judged.
Error changedSource();

/// "1,204 links imported from pairs.csv, 3 were linked already, 2 rows rejected".
Report describeImport(const ImportAccount &account, OnConflict onConflict, const QString &source);

} // namespace joinery
