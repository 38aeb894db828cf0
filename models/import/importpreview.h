#pragma once

#include "import/importdraft.h"

#include <functional>

class QIODevice;

namespace joinery {

/// One row as it will be judged.
struct PreviewRow
{
    qint64 line = 0;
    Verdict verdict = Verdict::Linked;
    QString reason; ///< of a verdict that is not plain from its word
    QStringList fields; ///< as they stand in the file
};

/// A name that no row, or more than one, answers to.
struct OpenNameRow
{
    Side side = Side::Left;
    QString name;
    Verdict verdict = Verdict::UnknownLeft;
    qint64 rows = 0;
};

/// What an import would do, as far as the file has been read. What the database itself would refuse shows only when it is written.
struct ImportPreview
{
    static constexpr qsizetype mostRows = 200;

    QList<PreviewRow> rows; ///< the first ones
    std::array<QList<PreviewRow>, verdictCount> byVerdict; ///< the first ones with each verdict
    ImportAccount account; ///< so far
    QList<OpenNameRow> openNames; ///< the most frequent first
    qint64 bytesRead = 0;
    qint64 bytes = 0;
    bool isWhole = false; ///< the file has been read to its end
    bool areDuplicatesCounted = true; ///< false: too many links to tell all that come twice
};

/// Reads and judges the whole file; writes nothing and holds no lock for long. `report` is called with what is known so far, a
/// few times a second, on this thread. Memory is bounded. Fails with Cancelled when the connection's token says so.
Result<ImportPreview> previewImport(QIODevice &file, Connection &connection, const Schema &schema,
                                    const Relationship &relationship, const ImportPlan &plan,
                                    const std::function<void(const ImportPreview &)> &report);

} // namespace joinery
