#include "import/importer.h"

#include "csv/csvreader.h"
#include "database/dialect.h"

#include <QCoreApplication>
#include <QIODevice>

#include <algorithm>

namespace joinery {

namespace {

constexpr qsizetype mostHeldBytes = 32 << 20;
constexpr qint64 ticksBetweenReports = 4096;
constexpr size_t fewestSorted = 20'000;
constexpr qsizetype mostAddedKept = 1000;

const QString seenLinks = QStringLiteral("load_seen");

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

Importer::Made &Importer::made(Side side)
{
    return m_made[side == Side::Right && !m_judge->sharesEnds() ? 1 : 0];
}

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
        return close(outcome);
    };
    const auto done = steps();
    release();
    if (!done)
        return tl::unexpected(done.error());
    return outcome;
}

/// Statements first, then the transaction that is rolled back where it has not been committed.
void Importer::release()
{
    m_remember.reset();
    m_recall.reset();
    m_made = {};
    m_judge.reset();
    m_batch.reset();
    m_rejects.reset();
    m_held.clear();
    m_loader.reset();
    (void)m_connection.exec(QStringLiteral("DROP TABLE IF EXISTS ") + Dialect::temporary(seenLinks));
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
    LinkStore store(m_connection, m_schema, m_relationship);
    auto loader = store.load(load);
    if (!loader)
        return tl::unexpected(loader.error());
    m_loader = std::move(*loader);
    auto judge = Judge::make(m_connection, m_schema, m_relationship, m_plan->mapping, m_plan->sample.columns);
    if (!judge)
        return tl::unexpected(judge.error());
    m_judge.emplace(std::move(*judge));
    if (auto ready = m_judge->expect(expected); !ready)
        return ready;
    m_batch.emplace(size_t(load.payload.size()), !m_options.rejects.isEmpty(), expected + expected / 16);
    m_left.resize(size_t(m_relationship.left.key.size()));
    m_right.resize(size_t(m_relationship.right.key.size()));
    m_payload.resize(size_t(load.payload.size()));
    if (m_options.rejects.isEmpty())
        return {};
    auto rejects = RejectsWriter::open(m_options.rejects, m_plan->sample.header, m_plan->sample.columns);
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
    if (m_progress) {
        m_done.rows = m_account.read();
        m_progress(m_done);
    }
    return {};
}

Result<void> Importer::readAll(QIODevice &file)
{
    file.seek(0);
    CsvReader reader(file, m_plan->dialect);
    CsvRecord record;
    const Judge::Take taker = [&](const Judge::Row &row) { return take(row, record); };
    bool isHeader = m_plan->dialect.header.value();
    for (;;) {
        const auto read = reader.next(record);
        if (!read)
            return tl::unexpected(read.error());
        if (!*read)
            break;
        if (std::exchange(isHeader, false))
            continue;
        if (auto judged = m_judge->judge(record, taker); !judged)
            return judged;
        m_done.bytesRead = reader.bytesRead();
        if (auto going = tick(); !going)
            return going;
        if (m_batch->isFull() || m_heldBytes > mostHeldBytes) {
            if (auto flushed = flush(false); !flushed)
                return flushed;
        }
    }
    m_account.blankLines = reader.blankLines();
    return {};
}

void Importer::reject(qint64 line, const QByteArray &text)
{
    m_held.emplace_back(line, text);
    m_heldBytes += text.size();
}

Result<void> Importer::take(const Judge::Row &row, const CsvRecord &record)
{
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
    const QList<int> identifying = m_loader->identifyingPayload().value_or(QList<int>());
    const bool linksOnce = m_loader->identifyingPayload().has_value();
    const size_t count = m_batch->size();
    // In the order of their keys many rows are written several times faster; a few keep the file's order, which ids then tell.
    const bool inOrder = count >= fewestSorted && !m_loader->orderMatters() && !m_batch->makesEntities();
    std::vector<quint32> first; // of the same link, where rows stay in the order of the file
    if (inOrder)
        m_batch->sort(identifying);
    else if (linksOnce)
        first = m_batch->firstOfSame(identifying);
    std::vector<char> good(count, 0); // by the first of the same link
    size_t firstInOrder = 0;
    for (size_t i = 0; i < count; ++i) {
        if (i > 0 && linksOnce && inOrder && !m_batch->sameLink(i - 1, i, identifying))
            firstInOrder = i;
        const size_t same = !linksOnce ? i : inOrder ? firstInOrder : first[i];
        Verdict verdict = Verdict::DuplicateInFile;
        if (!good[same]) {
            const auto written = write(i);
            if (!written)
                return tl::unexpected(written.error());
            verdict = *written;
        }
        m_account.count(verdict);
        if (!isRejected(verdict, m_plan->mapping.onConflict)) {
            good[same] = 1;
        } else if (m_rejects) {
            const qint64 line = m_batch->row(i).line;
            reject(line, RejectsWriter::text(line, m_refusal, m_batch->record(i)));
        }
        if (auto going = tick(); !going)
            return going;
    }
    if (linksOnce && !isLast) {
        if (auto remembered = rememberBatch(good); !remembered)
            return remembered;
    }
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

/// Keeps the links of this batch in mind, so that a later row of the same link is known for a duplicate.
Result<void> Importer::rememberBatch(const std::vector<char> &good)
{
    const QString table = Dialect::temporary(seenLinks);
    if (!m_remember) {
        for (const QString &sql : {QStringLiteral("DROP TABLE IF EXISTS ") + table,
                                   QStringLiteral("CREATE TEMP TABLE %1 (link BLOB PRIMARY KEY) WITHOUT ROWID")
                                       .arg(Dialect::quoted(Dialect::temporaryName(seenLinks)))}) {
            if (auto done = m_connection.exec(sql); !done)
                return tl::unexpected(done.error());
        }
        auto remember = Statement::prepare(m_connection,
                                           QStringLiteral("INSERT OR IGNORE INTO %1 VALUES (?)").arg(table));
        if (!remember)
            return tl::unexpected(remember.error());
        auto recall = Statement::prepare(m_connection, QStringLiteral("SELECT 1 FROM %1 WHERE link = ?").arg(table));
        if (!recall)
            return tl::unexpected(recall.error());
        m_remember.emplace(std::move(*remember));
        m_recall.emplace(std::move(*recall));
    }
    const QList<int> identifying = *m_loader->identifyingPayload();
    for (size_t i = 0; i < m_batch->size(); ++i) {
        if (!good[i])
            continue;
        const QByteArray link = m_batch->linkBytes(i, identifying);
        m_remember->bind(0, CellValue::ofBlob(link));
        if (auto done = m_remember->run(); !done)
            return tl::unexpected(done.error());
    }
    return {};
}

Result<bool> Importer::wasSeen(size_t row)
{
    if (!m_recall)
        return false;
    const QByteArray link = m_batch->linkBytes(row, *m_loader->identifyingPayload());
    m_recall->bind(0, CellValue::ofBlob(link));
    const auto found = m_recall->step();
    m_recall->reset();
    return found;
}

bool Importer::mustMake(Side side, const EndRef &end)
{
    std::vector<std::optional<qint64>> &entities = made(side).entities;
    if (!end.isNew)
        return false;
    entities.resize(m_judge->newNames(side).size());
    return !entities[size_t(end.number)];
}

void Importer::keyOf(Side side, const EndRef &end, CellValue *key)
{
    const qint64 number = end.isNew ? *made(side).entities[size_t(end.number)] : end.number;
    m_judge->lookup(side).keys().keyOf(number, key);
}

/// False when the database refuses the entity: see m_refusal.
Result<bool> Importer::make(Side side, const EndRef &end)
{
    Made &entities = made(side);
    if (!entities.maker) {
        auto maker = EntityMaker::prepare(m_connection, m_schema, m_relationship.end(side),
                                          m_plan->mapping.end(side).columns);
        if (!maker)
            return tl::unexpected(maker.error());
        entities.maker.emplace(std::move(*maker));
    }
    std::vector<CellValue> values;
    for (const HeldValue &value : m_judge->newNames(side)[size_t(end.number)].values)
        values.push_back(value.value());
    const auto key = entities.maker->make(values);
    if (!key && key.error().kind != Error::Kind::Refused)
        return tl::unexpected(key.error());
    if (!key) {
        m_refusal = key.error().detail.isEmpty() ? key.error().summary : key.error().detail;
        return false;
    }
    entities.entities[size_t(end.number)] = m_judge->lookup(side).keys().numberOf(*key);
    return true;
}

Result<Verdict> Importer::write(size_t row)
{
    const EndRef ends[2] = {m_batch->row(row).end(Side::Left), m_batch->row(row).end(Side::Right)};
    std::optional<Savepoint> savepoint;
    QList<Side> makes;
    const auto unmake = [&] {
        for (const Side side : std::as_const(makes)) {
            made(side).entities[size_t(ends[size_t(side)].number)].reset();
            made(side).maker->forget();
        }
    };
    for (const Side side : {Side::Left, Side::Right}) {
        if (!mustMake(side, ends[size_t(side)]))
            continue;
        if (!savepoint) {
            auto begun = Savepoint::begin(m_connection);
            if (!begun)
                return tl::unexpected(begun.error());
            savepoint.emplace(std::move(*begun));
        }
        const auto madeOne = make(side, ends[size_t(side)]);
        if (!madeOne)
            return tl::unexpected(madeOne.error());
        if (!*madeOne) {
            unmake();
            return Verdict::Refused;
        }
        makes += side;
    }
    keyOf(Side::Left, ends[0], m_left.data());
    keyOf(Side::Right, ends[1], m_right.data());
    m_batch->payload(row, m_payload.data());
    const LinkLoader::Link link{m_left, m_right, m_payload};
    const auto written = m_loader->insert(link);
    if (!written)
        return tl::unexpected(written.error());
    if (*written == LinkLoader::Written::Exists) {
        unmake();
        return writeExisting(row, link);
    }
    if (*written == LinkLoader::Written::Refused) {
        const Error &refusal = m_loader->refusal();
        m_refusal = refusal.detail.isEmpty() ? refusal.summary : refusal.detail;
        unmake();
        return Verdict::Refused;
    }
    if (savepoint) {
        if (auto released = savepoint->release(); !released)
            return tl::unexpected(released.error());
        for (const Side side : std::as_const(makes)) {
            made(side).maker->confirm();
            ++(side == Side::Left ? m_account.createdLeft : m_account.createdRight);
        }
    }
    return Verdict::Linked;
}

Result<Verdict> Importer::writeExisting(size_t row, const LinkLoader::Link &link)
{
    const auto seen = wasSeen(row);
    if (!seen)
        return tl::unexpected(seen.error());
    if (*seen)
        return Verdict::DuplicateInFile;
    m_refusal = Text::tr("it is linked already");
    if (m_plan->mapping.onConflict != OnConflict::Update)
        return Verdict::AlreadyLinked;
    const auto updated = m_loader->update(link);
    if (!updated)
        return tl::unexpected(updated.error());
    if (*updated == LinkLoader::Written::Done)
        return Verdict::Updated;
    if (*updated == LinkLoader::Written::Exists)
        return Verdict::AlreadyLinked;
    const Error &refusal = m_loader->refusal();
    m_refusal = refusal.detail.isEmpty() ? refusal.summary : refusal.detail;
    return Verdict::Refused;
}

Result<Change> Importer::finishChange()
{
    auto links = m_loader->finish();
    if (!links)
        return tl::unexpected(links.error());
    Change change;
    for (const Made &each : m_made) {
        if (!each.maker || !m_options.keepForUndo)
            continue;
        auto created = each.maker->keep(m_connection, m_schema);
        if (!created)
            return tl::unexpected(created.error());
        change.add(std::move(*created)); // before the links, which refer to them
    }
    change.add(std::move(*links));
    return change;
}

Result<void> Importer::close(ImportOutcome &outcome)
{
    const bool failsAsAWhole = m_options.allOrNothing && m_account.rejected(m_plan->mapping.onConflict) > 0;
    m_account.written = !m_options.dryRun && !failsAsAWhole;
    if (m_rejects) {
        if (auto done = m_rejects->finish(); !done)
            return done;
    }
    if (m_account.written) {
        const auto change = finishChange();
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
        if (auto done = m_loader->commit(); !done)
            return done;
    }
    outcome.account = m_account;
    return m_rejects ? m_rejects->commit() : Result<void>();
}

} // namespace joinery
