#pragma once

#include "import/importplan.h"
#include "import/judge.h"

#include <functional>

namespace joinery {

/// A row as it will be judged, for a list.
struct PreviewRow
{
    qint64 line = 0;
    Verdict verdict = Verdict::Linked;
    QString reason; ///< empty for a good row
    QStringList fields;
};

/// What an import would do, as far as can be told without writing: whether the database refuses a row shows only then, and
/// so a good row counts as linked.
struct ImportPreview
{
    ImportAccount account;
    QList<PreviewRow> rows; ///< the first of each verdict, in the order of the file
    QHash<QString, OpenName> openLeft; ///< names that are unknown or ambiguous, with how many rows have them
    QHash<QString, OpenName> openRight;
    bool isWhole = false; ///< the whole file has been judged
};

/// Judges a file for a preview, on a reader's connection. `most`: how many rows of each verdict are listed. `told` is called now
/// and then with what is known so far, on the same thread; it may be null. Fails with Cancelled when the connection's token says so.
Result<ImportPreview> previewImport(QIODevice &file, Connection &connection, const Schema &schema,
                                    const Relationship &relationship, const ImportPlan &plan, qsizetype most,
                                    const std::function<void(const ImportPreview &)> &told = {});

} // namespace joinery
