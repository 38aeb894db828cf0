#pragma once

#include "import/importdraft.h"

#include <functional>

class QIODevice;

namespace joinery {

/// One row as it will be judged.
struct PreviewRow
{
    enum class NewEnd {
        None,
        Made, ///< the row is the first that needs a new entity
        Shared, ///< the row needs one that an earlier row makes
    };

    qint64 line = 0;
    Verdict verdict = Verdict::Linked;
    QString reason; ///< of a verdict that is not plain from its word
    QStringList fields; ///< as they stand in the file
    std::array<NewEnd, 2> newEnds{}; ///< by side; of a row that will be linked

    friend bool operator==(const PreviewRow &, const PreviewRow &) = default;
};

/// Which rows of a preview are looked at. Nothing: all.
struct RowFilter
{
    std::optional<Verdict> verdict;
    std::optional<Side> makes; ///< rows that make a new entity of that side

    friend bool operator==(const RowFilter &, const RowFilter &) = default;
};

/// A name that no row, or more than one, answers to.
struct OpenNameRow
{
    enum class Fate {
        Rejected,
        Created, ///< becomes a new entity
        Refused, ///< was to become one, which the database will not take
    };

    Side side = Side::Left;
    QString name;
    Verdict verdict = Verdict::UnknownLeft;
    qint64 rows = 0;
    Fate fate = Fate::Rejected;
};

/// What an import would do, as far as the file has been read. What the database itself would refuse shows only when it is written, but
/// for columns that must not be empty.
struct ImportPreview
{
    static constexpr qsizetype mostRows = 1000; ///< of each list; fewer where rows are very long

    QList<PreviewRow> rows; ///< the first ones
    std::array<QList<PreviewRow>, verdictCount> byVerdict; ///< the first ones with each verdict
    std::array<QList<PreviewRow>, 2> making; ///< the first ones that make a new entity, by its side
    ImportAccount account; ///< so far
    QList<OpenNameRow> openNames; ///< those to be decided first, the most frequent first
    bool areNamesCut = false; ///< there are more names than openNames holds
    qint64 bytesRead = 0;
    qint64 bytes = 0;
    bool isWhole = false; ///< the file has been read to its end
    bool areDuplicatesCounted = true; ///< false: too many links to tell all that come twice

    const QList<PreviewRow> &rowsOf(const RowFilter &filter) const;
    /// How many such rows there are in the file, as far as it has been read.
    qint64 countOf(const RowFilter &filter) const;
};

/// Reads and judges the whole file; writes nothing and holds no lock for long. `report` is called with what is known so far, a
/// few times a second, on this thread. Memory is bounded. Fails with Cancelled when the connection's token says so.
Result<ImportPreview> previewImport(QIODevice &file, Connection &connection, const Schema &schema,
                                    const Relationship &relationship, const ImportPlan &plan,
                                    const std::function<void(const ImportPreview &)> &report);

} // namespace joinery
