#pragma once

#include "import/importplan.h"
#include "import/importwriter.h"
#include "import/rejectswriter.h"

namespace joinery {

struct ImportOptions
{
    bool dryRun = false; ///< judge everything, write nothing
    bool allOrNothing = false; ///< one rejected row, and nothing is written
    bool keepForUndo = true;
    QString rejects; ///< the file for rejected rows; empty: none
};

struct ImportProgress
{
    qint64 bytesRead = 0;
    qint64 bytes = 0; ///< of the whole file
    qint64 read = 0; ///< rows
    qint64 rows = 0; ///< of those, the ones with a verdict: a good row has none until it is written
};

struct ImportOutcome
{
    ImportAccount account;
    Change change; ///< one step for undo
    KeyList added; ///< the first thousand new or changed links' keys
};

/// Reads, judges and writes a file's rows: one transaction, and of a cancelled or failed import nothing remains. Memory is bounded,
/// whatever the file's size: rows are written in batches, each in the order of its keys where that changes nothing. On the writer's
/// thread; what it was made from outlives it.
class Importer
{
public:
    Importer(Connection &connection, const Schema &schema, const Relationship &relationship);

    /// Called now and then, on the same thread.
    void setProgress(std::function<void(const ImportProgress &)> progress) { m_progress = std::move(progress); }
    /// `file` is seekable. Fails with Cancelled when the connection's token says so.
    Result<ImportOutcome> run(QIODevice &file, const ImportPlan &plan, const ImportOptions &options);

private:
    Result<void> prepare(QIODevice &file);
    Result<void> readAll(QIODevice &file);
    Result<void> judge(const CsvRecord &record);
    Result<void> take(const Judge::Row &row, const CsvRecord &record);
    Result<void> flush(bool isLast);
    void writeRejects();
    Result<void> close(ImportOutcome &outcome);
    void reject(qint64 line, const QByteArray &text);
    Result<void> tick();
    void tellProgress();
    void release();

    Connection &m_connection;
    const Schema &m_schema;
    const Relationship &m_relationship;
    std::function<void(const ImportProgress &)> m_progress;

    const ImportPlan *m_plan = nullptr;
    ImportOptions m_options;
    ImportAccount m_account;
    std::unique_ptr<ImportWriter> m_writer;
    std::optional<Judge> m_judge;
    std::optional<ImportBatch> m_batch;
    std::unique_ptr<RejectsWriter> m_rejects;
    std::vector<std::pair<qint64, QByteArray>> m_held; // rejected rows that wait for earlier ones
    qsizetype m_heldBytes = 0;
    ImportProgress m_done;
    qint64 m_ticks = 0;
};

} // namespace joinery
