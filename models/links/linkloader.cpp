#include "links/linkloader.h"

#include "database/dialect.h"
#include "links/triggereffects.h"

#include <QCoreApplication>

#include <algorithm>

namespace joinery {

namespace {

constexpr int cacheKibibytes = 128 * 1024;

const QString writtenKeys = QStringLiteral("load_written");
const QString linkAlias = QStringLiteral("j");

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::LinkLoader)
};

const Table &tableOf(const Schema &schema, const Relationship &relationship)
{
    const Table *table = schema.table(relationship.joinTable);
    Q_ASSERT(table);
    return *table;
}

QString places(qsizetype count)
{
    return QStringList(count, QStringLiteral("?")).join(QStringLiteral(", "));
}

} // namespace

LinkLoader::LinkLoader(Connection &connection, const Schema &schema, const Relationship &relationship,
                       const LoadPlan &plan)
    : m_connection(connection)
    , m_schema(schema)
    , m_relationship(relationship)
    , m_plan(plan)
    , m_table(tableOf(schema, relationship))
    , m_keeper(connection, schema, m_table)
{}

LinkLoader::~LinkLoader()
{
    // The statements first: a running one would keep the transaction from ending.
    for (std::optional<Statement> *statement : {&m_insert, &m_keepKey})
        statement->reset();
    m_grouped.reset();
    m_updater.reset();
    m_match.reset();
    m_transaction.reset();
    m_confirmed.reset();
    LinkMatch::drop(m_connection);
    (void)m_connection.exec(QStringLiteral("DROP TABLE IF EXISTS ") + Dialect::temporary(writtenKeys));
    if (m_cacheSize != 0)
        (void)m_connection.exec(QStringLiteral("PRAGMA cache_size = %1").arg(m_cacheSize));
}

Result<std::unique_ptr<LinkLoader>> LinkLoader::begin(Connection &connection, const Schema &schema,
                                                      const Relationship &relationship, const LoadPlan &plan)
{
    std::unique_ptr<LinkLoader> loader(new LinkLoader(connection, schema, relationship, plan));
    // Indexes are written all over while rows come; a cache that holds little of them would be written out again and again.
    const auto cache = connection.value(QStringLiteral("PRAGMA cache_size"));
    if (!cache)
        return tl::unexpected(cache.error());
    if (auto done = connection.exec(QStringLiteral("PRAGMA cache_size = -%1").arg(cacheKibibytes)); !done)
        return tl::unexpected(done.error());
    loader->m_cacheSize = cache->toLongLong();
    if (plan.foundLinks > 0) {
        auto confirmed = ConfirmedKeys::begin(connection, schema, relationship, plan.foundLinks);
        if (!confirmed)
            return tl::unexpected(confirmed.error());
        loader->m_confirmed = std::move(*confirmed);
    }
    auto transaction = Transaction::begin(connection);
    if (!transaction)
        return tl::unexpected(transaction.error());
    loader->m_transaction.emplace(std::move(*transaction));
    if (auto done = loader->prepare(); !done)
        return tl::unexpected(done.error());
    return loader;
}

Result<void> LinkLoader::prepare()
{
    auto columns = LoadColumns::make(m_connection, m_schema, m_table, m_relationship, m_plan);
    if (!columns)
        return tl::unexpected(columns.error());
    m_columns.emplace(std::move(*columns));
    if (!m_columns->identity().isEmpty()) {
        auto match = LinkMatch::make(m_connection, m_schema, m_relationship, *m_columns);
        if (!match)
            return tl::unexpected(match.error());
        m_match.emplace(std::move(*match));
    }
    const auto sql = m_connection.value(
        QStringLiteral("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?"), {m_table.name.name});
    if (!sql)
        return tl::unexpected(sql.error());
    m_oneByOne = (!m_confirmed && sql->toString().contains(QLatin1String("DEFERR"), Qt::CaseInsensitive))
              || mayFailHalfway(m_schema);
    if (m_match) {
        auto updater = LinkUpdater::make(m_connection, m_table, m_plan, *m_columns, *m_match);
        if (!updater)
            return tl::unexpected(updater.error());
        m_updater = std::move(*updater);
    }
    // Without a key, each link is looked up in the table before it is written.
    const bool isLookedUp = m_match && !(m_match->comparesAsStored() && m_columns->hasKey());
    if (m_plan.mayChangeSchema && !isLookedUp) {
        auto indexes = SuspendedIndexes::begin(m_connection, m_table, m_plan.expectedLinks);
        if (!indexes)
            return tl::unexpected(indexes.error());
        m_indexes = std::move(*indexes);
    }
    if (auto done = prepareKeeping(); !done)
        return done;
    if (auto done = prepareInsert(); !done)
        return done;
    return prepareGroups(isLookedUp);
}

Result<void> LinkLoader::prepareGroups(bool isLookedUp)
{
    const bool checksKeys = !m_confirmed && !m_table.foreignKeys.isEmpty();
    if (isLookedUp || m_oneByOne || m_returning || checksKeys)
        return {};
    auto grouped = GroupedInsert::make(m_connection, m_table, *m_columns, m_keepKey && m_keySources.isEmpty());
    if (!grouped)
        return tl::unexpected(grouped.error());
    m_grouped = std::move(*grouped);
    return {};
}

Result<void> LinkLoader::prepareInsert()
{
    const QStringList &columns = m_columns->inserted();
    QStringList values;
    for (const QString &name : columns)
        values += m_columns->placeOf(name);
    auto insert = Statement::prepare(
        m_connection,
        QStringLiteral("%1 (%2) VALUES (%3)%4")
            .arg(Dialect::insertInto(m_table), Dialect::quotedList(columns), values.join(QStringLiteral(", ")),
                 m_returning ? QStringLiteral(" RETURNING ") + Dialect::quotedList(m_keyColumns) : QString()));
    if (!insert)
        return tl::unexpected(insert.error());
    m_insert.emplace(std::move(*insert));
    return {};
}

Result<void> LinkLoader::prepareKeeping()
{
    if (!m_plan.keepForUndo)
        return {};
    const bool byRowId = !m_table.rowId.isEmpty();
    m_keyColumns = byRowId ? QStringList(m_table.rowId) : m_table.primaryKey();
    m_returning = !byRowId && !std::all_of(m_keyColumns.begin(), m_keyColumns.end(), [&](const QString &column) {
        return m_columns->inserted().contains(column);
    });
    if (!byRowId && !m_returning) {
        for (const QString &column : std::as_const(m_keyColumns))
            m_keySources += m_columns->sourceOf(column);
    }
    const QString table = Dialect::temporary(writtenKeys);
    for (const QString &sql :
         {QStringLiteral("DROP TABLE IF EXISTS ") + table,
          Dialect::createTemporary(writtenKeys, Connection::keyTableColumns(int(m_keyColumns.size())))}) {
        if (auto done = m_connection.exec(sql); !done)
            return tl::unexpected(done.error());
    }
    auto keepKey = Statement::prepare(
        m_connection, QStringLiteral("INSERT INTO %1 VALUES (%2)").arg(table, places(m_keyColumns.size())));
    if (!keepKey)
        return tl::unexpected(keepKey.error());
    m_keepKey.emplace(std::move(*keepKey));
    return m_updater ? m_updater->keep(m_keeper, table, m_keyColumns) : Result<void>();
}

LinkLoader::Written LinkLoader::refuse(const Error &error)
{
    m_refusal = error;
    return Written::Refused;
}

Result<qint64> LinkLoader::write(const Link &link)
{
    m_columns->bind(*m_insert, m_columns->sources(), link);
    if (!m_returning)
        return m_insert->run();
    const auto row = m_insert->step();
    if (!row || !*row) {
        m_insert->reset();
        return row ? Result<qint64>(0) : tl::unexpected(row.error());
    }
    for (int i = 0; i < m_keyColumns.size(); ++i)
        m_keepKey->bind(i, m_insert->column(i));
    auto kept = m_keepKey->run();
    m_insert->reset();
    return kept;
}

Result<LinkLoader::Written> LinkLoader::writeChecked(const Link &link)
{
    if (!m_oneByOne) {
        const auto written = write(link);
        if (written && *written == 1)
            return Written::Done;
        if (!written && written.error().kind != Error::Kind::Refused)
            return tl::unexpected(written.error());
        m_isLeftOut = written.has_value();
        return refuse(written ? Error{Error::Kind::Refused, Text::tr("A trigger of the table left the row out."), {}}
                              : written.error());
    }
    auto savepoint = Savepoint::begin(m_connection);
    if (!savepoint)
        return tl::unexpected(savepoint.error());
    m_oneByOne = false;
    auto written = writeChecked(link);
    m_oneByOne = true;
    if (!written || (*written != Written::Done && !m_isLeftOut))
        return written;
    if (m_connection.hasOpenReferences())
        return refuse(openReference());
    if (auto released = savepoint->release(); !released)
        return tl::unexpected(released.error());
    return written;
}

Result<LinkLoader::Written> LinkLoader::insert(const Link &link)
{
    if (!m_columns->agree(link)) {
        return refuse(
            {Error::Kind::Refused, Text::tr("The two rows differ in a column that a link shares between both."), {}});
    }
    if (m_match && !(m_match->comparesAsStored() && m_columns->hasKey())) {
        const auto found = m_match->exists(link);
        if (!found)
            return tl::unexpected(found.error());
        if (*found)
            return Written::Exists;
    }
    auto written = writeChecked(link);
    if (!written)
        return written;
    if (*written == Written::Refused) {
        const auto found = m_match ? m_match->exists(link) : Result<bool>(false);
        if (!found)
            return tl::unexpected(found.error());
        return *found ? Written::Exists : Written::Refused;
    }
    ++m_changedRows;
    if (auto kept = keepKey(link, m_insert->lastRowId()); !kept)
        return tl::unexpected(kept.error());
    return Written::Done;
}

Result<size_t> LinkLoader::insertTogether(std::span<const Link> links)
{
    auto count = m_grouped->run(links);
    if (!count)
        return count;
    m_changedRows += qint64(*count);
    for (size_t i = 0; i < *count; ++i) {
        if (auto kept = keepKey(links[i], m_grouped->firstRowId() + qint64(i)); !kept)
            return tl::unexpected(kept.error());
    }
    return count;
}

Result<void> LinkLoader::keepKey(const Link &link, qint64 rowId)
{
    if (!m_keepKey || m_returning)
        return {};
    if (m_keySources.isEmpty())
        m_keepKey->bind(0, CellValue::ofInteger(rowId));
    else
        m_columns->bind(*m_keepKey, m_keySources, link);
    if (auto kept = m_keepKey->run(); !kept)
        return tl::unexpected(kept.error());
    return {};
}

Result<LinkLoader::Written> LinkLoader::update(const Link &link)
{
    if (!m_updater)
        return Written::Exists;
    auto updated = m_updater->update(link, m_oneByOne);
    if (updated && *updated == Written::Refused)
        return refuse(m_updater->refusal());
    return updated;
}

Result<TableChange> LinkLoader::finish()
{
    if (!m_plan.keepForUndo)
        return TableChange();
    TableChange change;
    change.table = m_table.name;
    const KeptRows old = m_updater ? m_updater->old() : KeptRows();
    if (!old.isEmpty())
        change.removed = old;
    auto added = m_keeper.keep(QStringLiteral("AS j JOIN %1 AS k ON %2")
                                   .arg(Dialect::temporary(writtenKeys),
                                        Dialect::identical(linkAlias, m_keyColumns, QStringLiteral("k"),
                                                           Connection::keyTableColumns(int(m_keyColumns.size())))));
    if (!added)
        return tl::unexpected(added.error());
    if (added->count != m_changedRows + old.count) {
        return failure(Error::Kind::Failed,
                       Text::tr("The database changed the new links while they were made (a trigger does that). "
                                "Nothing was changed."),
                       QStringLiteral("%1 ≠ %2").arg(added->count).arg(m_changedRows + old.count));
    }
    change.added = *added;
    return change;
}

Result<void> LinkLoader::commit(const ConfirmedKeys::KnownIds &known)
{
    if (m_indexes) {
        if (auto done = m_indexes->restore(); !done)
            return done;
    }
    if (m_confirmed) {
        if (auto fine = m_confirmed->confirm(known); !fine)
            return fine;
    }
    if (auto done = m_transaction->commit(); !done)
        return done;
    m_transaction.reset();
    return {};
}

} // namespace joinery
