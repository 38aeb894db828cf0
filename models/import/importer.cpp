#include "import/importer.h"

#include "csv/recordblock.h"

#include <QCoreApplication>
#include <QIODevice>

#include <algorithm>

namespace joinery {

namespace {

constexpr qsizetype mostHeldBytes = 32 << 20;
constexpr qint64 ticksBetweenReports = 4096;
constexpr qsizetype mostAddedKept = 1000;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::Importer)
};

} // namespace

Importer::Importer(Connection &connection, const Schema &schema, const Relationship &relationship)
    : m_connection(connection)
    , m_schema(schema)
    , m_relationship(relationship)
{}

Result<ImportOutcome> Importer::run(QIODevice &file, const ImportPlan &plan, const ImportOptions &options)
{
    m_plan = &plan;
    m_options = options;
    m_account = {};
    m_done = {};
    m_done.bytes = file.size();
    ImportOutcome outcome;
    const auto steps = [&]() -> Result<void> {
        if (auto ready = prepare(file); !ready)
            return ready;
        if (auto read = readAll(file); !read)
            return read;
        if (auto flushed = flush(true); !flushed)
            return flushed;
        tellProgress();
        return close(outcome);
    };
    const auto done = steps();
    release();
    if (!done)
        return tl::unexpected(done.error());
    return outcome;
}

/// The writer last: what has not been committed is rolled back when nothing reads any more.
void Importer::release()
{
    m_judge.reset();
    m_batch.reset();
    m_rejects.reset();
    m_held.clear();
    m_writer.reset();
}

Result<void> Importer::prepare(QIODevice &file)
{
    LoadPlan load;
    for (const ImportMapping::PayloadColumn &column : m_plan->mapping.payload)
        load.payload += column.column;
    load.set = m_plan->mapping.set;
    load.keepForUndo = m_options.keepForUndo && !m_options.dryRun;
    const double perRow = m_plan->sample.bytesPerRow;
    const qint64 expected = perRow > 0 ? qint64(double(file.size()) / perRow) : 0;
    load.foundLinks = m_plan->mapping.creates() ? 0 : expected;
    load.expectedLinks = expected;
    load.mayChangeSchema = !m_options.keepForUndo;
    auto writer = ImportWriter::begin(m_connection, m_schema, m_relationship, m_plan->mapping, load);
    if (!writer)
        return tl::unexpected(writer.error());
    m_writer = std::move(*writer);
    auto judge = Judge::make(m_connection, m_schema, m_relationship, m_plan->mapping, m_plan->sample.columns);
    if (!judge)
        return tl::unexpected(judge.error());
    m_judge.emplace(std::move(*judge));
    if (auto ready = m_judge->expect(expected); !ready)
        return ready;
    m_batch.emplace(size_t(load.payload.size()), !m_options.rejects.isEmpty(), expected + expected / 16);
    if (m_options.rejects.isEmpty())
        return {};
    QStringList inUse = databaseFiles(m_connection);
    if (const auto *source = qobject_cast<QFileDevice *>(&file))
        inUse += source->fileName();
    auto rejects = RejectsWriter::open(m_options.rejects, inUse, m_plan->sample.header, m_plan->sample.columns);
    if (!rejects)
        return tl::unexpected(rejects.error());
    m_rejects = std::move(*rejects);
    return {};
}

Result<void> Importer::tick()
{
    if (++m_ticks % ticksBetweenReports != 0)
        return {};
    if (m_connection.isCancelled())
        return failure(Error::Kind::Cancelled, Text::tr("Cancelled."));
    tellProgress();
    return {};
}

void Importer::tellProgress()
{
    m_done.rows = m_account.read();
    if (m_progress)
        m_progress(m_done);
}

Result<void> Importer::readAll(QIODevice &file)
{
    file.seek(0);
    CsvReader reader(file, m_plan->dialect);
    RecordBlock block;
    bool isHeader = m_plan->dialect.header.value();
    for (;;) {
        const auto read = block.read(reader);
        if (!read)
            return tl::unexpected(read.error());
        if (!*read)
            break;
        m_done.bytesRead = reader.bytesRead();
        const auto records = block.records().subspan(std::exchange(isHeader, false) ? 1 : 0);
        m_judge->foresee(records);
        for (const CsvRecord &record : records) {
            if (auto judged = judge(record); !judged)
                return judged;
        }
    }
    m_account.blankLines = reader.blankLines();
    return {};
}

Result<void> Importer::judge(const CsvRecord &record)
{
    if (auto judged = m_judge->judge(record, [&](const Judge::Row &row) { return take(row, record); }); !judged)
        return judged;
    if (auto going = tick(); !going)
        return going;
    return m_batch->isFull() || m_heldBytes > mostHeldBytes ? flush(false) : Result<void>();
}

void Importer::reject(qint64 line, const QByteArray &text)
{
    m_held.emplace_back(line, text);
    m_heldBytes += text.size();
}

Result<void> Importer::take(const Judge::Row &row, const CsvRecord &record)
{
    ++m_done.read;
    if (!row.verdict) {
        m_batch->add(row, record);
        return {};
    }
    m_account.count(*row.verdict);
    if (m_rejects)
        reject(record.line, RejectsWriter::text(record.line, row.reason(), record.fields));
    return {};
}

Result<void> Importer::flush(bool isLast)
{
    const auto told = [this](size_t row, Verdict verdict) {
        m_account.count(verdict);
        if (m_rejects && isRejected(verdict, m_plan->mapping.onConflict)) {
            const auto line = qint64(m_batch->row(row).line);
            reject(line, RejectsWriter::text(line, m_writer->refusal(), m_batch->record(row)));
        }
        return tick();
    };
    if (auto written = m_writer->write(*m_batch, *m_judge, isLast, told); !written)
        return written;
    m_batch->clear();
    writeRejects();
    return {};
}

/// Those that wait, in the order of the file.
void Importer::writeRejects()
{
    std::stable_sort(m_held.begin(), m_held.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    for (const auto &[line, text] : m_held)
        m_rejects->add(text);
    m_held.clear();
    m_heldBytes = 0;
}

Result<void> Importer::close(ImportOutcome &outcome)
{
    m_account.createdLeft = m_writer->created(Side::Left);
    m_account.createdRight = m_writer->created(Side::Right);
    const bool failsAsAWhole = m_options.allOrNothing && m_account.rejected(m_plan->mapping.onConflict) > 0;
    m_account.written = !m_options.dryRun && !failsAsAWhole;
    if (m_rejects) {
        if (auto done = m_rejects->finish(); !done)
            return done;
    }
    if (m_account.written) {
        const auto change = m_writer->finish();
        if (!change)
            return tl::unexpected(change.error());
        outcome.change = *change;
        if (!change->isEmpty() && change->parts.last().table == m_relationship.joinTable) {
            const Table &table = *m_schema.table(m_relationship.joinTable);
            const auto added = RowKeeper(m_connection, m_schema, table)
                                   .keys(change->parts.last().added, linkKeyColumns(table, m_relationship),
                                         mostAddedKept);
            if (!added)
                return tl::unexpected(added.error());
            outcome.added = *added;
        }
    }
    if (m_account.written) {
        if (auto done = m_writer->commit(); !done)
            return done;
    }
    outcome.account = m_account;
    return m_rejects ? m_rejects->commit() : Result<void>();
}

} // namespace joinery
