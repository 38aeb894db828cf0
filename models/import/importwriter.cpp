#include "import/importwriter.h"

#include "database/dialect.h"

#include <QCoreApplication>

namespace joinery {

namespace {

constexpr size_t fewestSorted = 20'000;

const QString seenLinks = QStringLiteral("load_seen");

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::ImportWriter)
};

} // namespace

ImportWriter::ImportWriter(Connection &connection, const Schema &schema, const Relationship &relationship,
                           const ImportMapping &mapping, const LoadPlan &plan)
    : m_connection(connection)
    , m_schema(schema)
    , m_relationship(relationship)
    , m_mapping(mapping)
    , m_keepForUndo(plan.keepForUndo)
    , m_leftWidth(size_t(relationship.left.key.size()))
    , m_rightWidth(size_t(relationship.right.key.size()))
    , m_payloadWidth(size_t(plan.payload.size()))
{}

ImportWriter::~ImportWriter()
{
    // Statements first, then the transaction that is rolled back where it has not been committed.
    m_remember.reset();
    m_recall.reset();
    m_made = {};
    m_loader.reset();
    (void)m_connection.exec(QStringLiteral("DROP TABLE IF EXISTS ") + Dialect::temporary(seenLinks));
}

Result<std::unique_ptr<ImportWriter>> ImportWriter::begin(Connection &connection, const Schema &schema,
                                                          const Relationship &relationship,
                                                          const ImportMapping &mapping, const LoadPlan &plan)
{
    std::unique_ptr<ImportWriter> writer(new ImportWriter(connection, schema, relationship, mapping, plan));
    auto loader = LinkStore(connection, schema, relationship).load(plan);
    if (!loader)
        return tl::unexpected(loader.error());
    writer->m_loader = std::move(*loader);
    return writer;
}

Result<void> ImportWriter::write(ImportBatch &batch, Judge &judge, bool isLast, const Told &told)
{
    m_batch = &batch;
    m_judge = &judge;
    const size_t count = batch.size();
    // In the order of their keys many rows are written several times faster; a few keep the file's order, which ids then tell.
    const bool keepsOrder = count < fewestSorted || batch.makesEntities();
    batch.arrange(keepsOrder ? WriteOrder::File : m_loader->order(), m_loader->identifyingPayload());
    m_good.assign(count, false);
    m_told = &told;
    const size_t together = batch.makesEntities() ? 0 : m_loader->together();
    for (size_t i = 0; i < count; ++i) {
        const bool isFirst = batch.row(i).first == batch.row(i).place;
        if (isFirst && together > 0)
            m_group.push_back(i);
        // A later row of the same link waits for what becomes of the first.
        if (!isFirst || m_group.size() == together) {
            if (auto done = writeGroup(); !done)
                return done;
        }
        if (!isFirst || together == 0) {
            if (auto done = writeAlone(i); !done)
                return done;
        }
    }
    if (auto done = writeGroup(); !done)
        return done;
    return m_loader->identifyingPayload() && !isLast ? remember() : Result<void>();
}

/// Writes the rows of m_group, and empties it.
Result<void> ImportWriter::writeGroup()
{
    size_t written = 0;
    if (!m_group.empty() && m_group.size() == m_loader->together()) {
        const size_t width = m_leftWidth + m_rightWidth + m_payloadWidth;
        m_values.resize(m_group.size() * width);
        m_links.clear();
        for (const size_t row : m_group)
            m_links.push_back(readLink(row, &m_values[m_links.size() * width]));
        const auto inserted = m_loader->insertTogether(m_links);
        if (!inserted)
            return tl::unexpected(inserted.error());
        written = *inserted;
    }
    for (size_t i = 0; i < m_group.size(); ++i) {
        if (auto done = i < written ? settle(m_group[i], Verdict::Linked) : writeAlone(m_group[i]); !done)
            return done;
    }
    m_group.clear();
    return {};
}

Result<void> ImportWriter::writeAlone(size_t row)
{
    if (m_good[m_batch->row(row).first])
        return settle(row, Verdict::DuplicateInFile);
    const auto written = writeRow(row);
    return written ? settle(row, *written) : tl::unexpected(written.error());
}

/// Says what has become of the row.
Result<void> ImportWriter::settle(size_t row, Verdict verdict)
{
    if (!isRejected(verdict, m_mapping.onConflict))
        m_good[m_batch->row(row).first] = true;
    return (*m_told)(row, verdict);
}

Verdict ImportWriter::refuse(const Error &error)
{
    m_refusal = error.detail.isEmpty() ? error.summary : error.detail;
    return Verdict::Refused;
}

ImportWriter::Made &ImportWriter::made(Side side)
{
    return m_made[side == Side::Right && !m_judge->sharesEnds() ? 1 : 0];
}

bool ImportWriter::mustMake(Side side, const EndRef &end)
{
    std::vector<std::optional<qint64>> &entities = made(side).entities;
    if (!end.isNew)
        return false;
    entities.resize(m_judge->newNames(side).size());
    return !entities[size_t(end.number)];
}

/// The row's link, whose values are written to `values`.
LoadedLink ImportWriter::readLink(size_t row, CellValue *values)
{
    CellValue *right = values + m_leftWidth;
    CellValue *payload = right + m_rightWidth;
    keyOf(Side::Left, m_batch->row(row).end(Side::Left), values);
    keyOf(Side::Right, m_batch->row(row).end(Side::Right), right);
    m_batch->payload(row, payload);
    return {{values, m_leftWidth}, {right, m_rightWidth}, {payload, m_payloadWidth}};
}

void ImportWriter::keyOf(Side side, const EndRef &end, CellValue *key)
{
    const qint64 number = end.isNew ? *made(side).entities[size_t(end.number)] : end.number;
    m_judge->lookup(side).keys().keyOf(number, key);
}

/// False when the database refuses the entity: see m_refusal.
Result<bool> ImportWriter::make(Side side, const EndRef &end)
{
    Made &entities = made(side);
    if (!entities.maker) {
        auto maker = EntityMaker::prepare(m_connection, m_schema, m_relationship.end(side),
                                          m_mapping.end(side).columns);
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
        refuse(key.error());
        return false;
    }
    entities.entities[size_t(end.number)] = m_judge->lookup(side).keys().numberOf(*key);
    return true;
}

Result<Verdict> ImportWriter::writeRow(size_t row)
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
    m_values.resize(m_leftWidth + m_rightWidth + m_payloadWidth);
    const LoadedLink link = readLink(row, m_values.data());
    const auto written = m_loader->insert(link);
    if (!written)
        return tl::unexpected(written.error());
    if (*written == LinkLoader::Written::Exists) {
        unmake();
        return writeExisting(row, link);
    }
    if (*written == LinkLoader::Written::Refused) {
        unmake();
        return refuse(m_loader->refusal());
    }
    if (savepoint) {
        if (auto released = savepoint->release(); !released)
            return tl::unexpected(released.error());
        for (const Side side : std::as_const(makes)) {
            made(side).maker->confirm();
            ++m_created[size_t(side)];
        }
    }
    return Verdict::Linked;
}

Result<Verdict> ImportWriter::writeExisting(size_t row, const LoadedLink &link)
{
    const auto seen = wasSeen(row);
    if (!seen)
        return tl::unexpected(seen.error());
    if (*seen)
        return Verdict::DuplicateInFile;
    m_refusal = Text::tr("it is linked already");
    if (m_mapping.onConflict != OnConflict::Update)
        return Verdict::AlreadyLinked;
    const auto updated = m_loader->update(link);
    if (!updated)
        return tl::unexpected(updated.error());
    if (*updated == LinkLoader::Written::Done)
        return Verdict::Updated;
    if (*updated == LinkLoader::Written::Exists)
        return Verdict::AlreadyLinked;
    return refuse(m_loader->refusal());
}

/// Keeps the links of this batch in mind, so that a later row of the same link is known for a duplicate.
Result<void> ImportWriter::remember()
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
        if (!m_good[m_batch->row(i).place])
            continue;
        const QByteArray link = m_batch->linkBytes(i, identifying);
        m_remember->bind(0, CellValue::ofBlob(link));
        if (auto done = m_remember->run(); !done)
            return tl::unexpected(done.error());
    }
    return {};
}

Result<void> ImportWriter::commit()
{
    if (!m_judge)
        return m_loader->commit();
    return m_loader->commit({m_judge->lookup(Side::Left).ids(), m_judge->lookup(Side::Right).ids()});
}

Result<bool> ImportWriter::wasSeen(size_t row)
{
    if (!m_recall)
        return false;
    const QByteArray link = m_batch->linkBytes(row, *m_loader->identifyingPayload());
    m_recall->bind(0, CellValue::ofBlob(link));
    auto found = m_recall->step();
    m_recall->reset();
    return found;
}

Result<Change> ImportWriter::finish()
{
    auto links = m_loader->finish();
    if (!links)
        return tl::unexpected(links.error());
    Change change;
    for (const Made &each : m_made) {
        if (!each.maker || !m_keepForUndo)
            continue;
        auto created = each.maker->keep(m_connection, m_schema);
        if (!created)
            return tl::unexpected(created.error());
        change.add(std::move(*created)); // before the links, which refer to them
    }
    change.add(std::move(*links));
    return change;
}

} // namespace joinery
