#include "links/linkloader.h"

#include "database/dialect.h"
#include "links/endjoin.h"
#include "links/linkstamps.h"
#include "links/rowidentity.h"
#include "relationships/timestamps.h"

#include <QCoreApplication>

#include <algorithm>

namespace joinery {

namespace {

constexpr int cacheKibibytes = 128 * 1024;

const QString existingLinks = QStringLiteral("load_existing");
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

bool containsAll(const QStringList &outer, const QStringList &inner)
{
    return std::all_of(inner.begin(), inner.end(), [&](const QString &each) { return outer.contains(each); });
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
    for (std::optional<Statement> *statement :
         {&m_insert, &m_exists, &m_update, &m_keepOld, &m_keepUpdated, &m_keepKey})
        statement->reset();
    m_transaction.reset();
    for (const QString &table : {existingLinks, writtenKeys})
        (void)m_connection.exec(QStringLiteral("DROP TABLE IF EXISTS ") + Dialect::temporary(table));
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
    for (auto step : {&LinkLoader::collectColumns, &LinkLoader::findIdentity, &LinkLoader::prepareExisting,
                      &LinkLoader::prepareUpdate, &LinkLoader::prepareKeeping}) {
        if (auto done = (this->*step)(); !done)
            return done;
    }
    const QString sql =
        QStringLiteral("INSERT OR ABORT INTO %1 (%2) VALUES (%3)%4")
            .arg(Dialect::quoted(m_table.name), Dialect::quotedList(m_columns), places(m_columns.size()),
                 m_returning ? QStringLiteral(" RETURNING ") + Dialect::quotedList(m_keyColumns) : QString());
    auto insert = Statement::prepare(m_connection, sql);
    if (!insert)
        return tl::unexpected(insert.error());
    m_insert.emplace(std::move(*insert));
    return {};
}

QStringList LinkLoader::pairColumns() const
{
    QStringList columns = m_relationship.left.columns;
    for (const QString &column : m_relationship.right.columns + m_relationship.scope.keys()) {
        if (!columns.contains(column))
            columns += column;
    }
    return columns;
}

Result<void> LinkLoader::collectColumns()
{
    const auto stamps = newRowStamps(m_connection, m_table, m_plan.payload + m_plan.set.keys());
    if (!stamps)
        return tl::unexpected(stamps.error());
    QMap<QString, QVariant> constants = *stamps;
    for (auto it = m_plan.set.begin(); it != m_plan.set.end(); ++it)
        constants.insert(it.key(), it.value());
    for (auto it = m_relationship.scope.begin(); it != m_relationship.scope.end(); ++it)
        constants.insert(it.key(), it.value());
    const QStringList ends = m_relationship.left.columns + m_relationship.right.columns;
    for (auto it = constants.begin(); it != constants.end(); ++it) {
        if (ends.contains(it.key()) || m_plan.payload.contains(it.key()))
            continue;
        m_constantColumns += it.key();
        m_constants.emplace_back(it.value());
    }
    for (const QString &column : ends + m_plan.payload + m_constantColumns) {
        if (m_columns.contains(column))
            continue;
        m_columns += column;
        m_sources += sourceOf(column);
    }
    return {};
}

LinkLoader::Source LinkLoader::sourceOf(const QString &column) const
{
    if (const qsizetype at = m_relationship.left.columns.indexOf(column); at >= 0)
        return {Source::Kind::Left, int(at)};
    if (const qsizetype at = m_relationship.right.columns.indexOf(column); at >= 0)
        return {Source::Kind::Right, int(at)};
    if (const qsizetype at = m_plan.payload.indexOf(column); at >= 0)
        return {Source::Kind::OfRow, int(at)};
    return {Source::Kind::Constant, int(m_constantColumns.indexOf(column))};
}

CellValue LinkLoader::valueOf(const Source &source, const Link &link) const
{
    const auto place = size_t(source.place);
    switch (source.kind) {
    case Source::Kind::Left:
        return link.left[place];
    case Source::Kind::Right:
        return link.right[place];
    case Source::Kind::OfRow:
        return link.payload[place];
    case Source::Kind::Constant:
        break;
    }
    return m_constants[place].value();
}

void LinkLoader::bind(Statement &statement, const QList<Source> &sources, const Link &link, int first) const
{
    for (const Source &source : sources)
        statement.bind(first++, valueOf(source, link));
}

Result<void> LinkLoader::findIdentity()
{
    const QStringList pair = pairColumns();
    // Every unique index, also those over a part of the rows or over expressions, which are no keys.
    QMap<QString, QStringList> indexes;
    auto query = m_connection.exec(
        QStringLiteral("SELECT i.name, c.name FROM pragma_index_list(?) AS i JOIN pragma_index_info(i.name) AS c "
                       "WHERE i.\"unique\""),
        {m_table.name.name});
    if (!query)
        return tl::unexpected(query.error());
    while (query->next())
        indexes[query->value(0).toString()] += query->value(1).toString();
    QList<QStringList> keys = indexes.values();
    if (!m_table.rowIdColumn.isEmpty())
        keys += QStringList(m_table.rowIdColumn);

    if (m_relationship.unique) {
        m_linkColumns = pair;
    } else {
        for (const UniqueKey &key : m_table.uniqueKeys) {
            const bool isNarrower = m_linkColumns.isEmpty() || key.columns.size() < m_linkColumns.size();
            if (containsAll(key.columns, pair) && containsAll(m_columns, key.columns) && isNarrower)
                m_linkColumns = key.columns;
        }
    }
    if (!m_linkColumns.isEmpty()) {
        m_identifying.emplace();
        for (const QString &column : std::as_const(m_linkColumns)) {
            if (const Source source = sourceOf(column); source.kind == Source::Kind::OfRow)
                *m_identifying += source.place;
        }
    }
    m_hasKey = !m_linkColumns.isEmpty() && m_table.isUnique(m_linkColumns);

    const bool refersToItself = std::any_of(m_table.foreignKeys.begin(), m_table.foreignKeys.end(),
                                            [&](const ForeignKey &key) { return key.table == m_table.name; });
    m_orderMatters = m_linkColumns.isEmpty() || !m_table.triggers.isEmpty() || refersToItself
                  || std::any_of(keys.begin(), keys.end(),
                                 [&](const QStringList &key) { return !containsAll(key, m_linkColumns); });

    const auto sql = m_connection.value(
        QStringLiteral("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?"), {m_table.name.name});
    if (!sql)
        return tl::unexpected(sql.error());
    m_deferred = sql->toString().contains(QLatin1String("DEFERR"), Qt::CaseInsensitive);
    return {};
}

Result<void> LinkLoader::prepareExisting()
{
    if (!m_identifying)
        return {};
    m_comparesAsStored = joinery::comparesAsStored(m_connection, m_schema, m_relationship);
    QStringList terms;
    if (m_comparesAsStored) {
        for (const QString &column : std::as_const(m_linkColumns)) {
            terms += QStringLiteral("j.%1 = ?").arg(Dialect::quoted(column));
            m_matchSources += sourceOf(column);
        }
        m_match = terms.join(QStringLiteral(" AND "));
    } else {
        // What is linked, once, in the parents' own spelling: the foreign key compares by that.
        QStringList selected;
        QStringList names;
        const auto add = [&](const QString &expression, const Source &source) {
            selected += expression;
            names += QStringLiteral("k%1").arg(names.size());
            terms += QStringLiteral("%1 = ?").arg(names.last());
            m_matchSources += source;
        };
        for (qsizetype i = 0; i < m_relationship.left.key.size(); ++i)
            add(QStringLiteral("a.") + Dialect::quoted(m_relationship.left.key[i]), {Source::Kind::Left, int(i)});
        for (qsizetype i = 0; i < m_relationship.right.key.size(); ++i)
            add(QStringLiteral("b.") + Dialect::quoted(m_relationship.right.key[i]), {Source::Kind::Right, int(i)});
        for (const QString &column : std::as_const(m_linkColumns)) {
            const Source source = sourceOf(column);
            if (source.kind == Source::Kind::OfRow || source.kind == Source::Kind::Constant)
                add(QStringLiteral("j.") + Dialect::quoted(column), source);
        }
        const QStringList compared = names;
        const QStringList identity = identityOf(m_table).columns;
        QStringList identityNames;
        for (const QString &column : identity) {
            selected += QStringLiteral("j.") + Dialect::quoted(column);
            identityNames += QStringLiteral("i%1").arg(identityNames.size());
        }
        names += identityNames;
        const QString table = Dialect::temporary(existingLinks);
        const QString fill =
            QStringLiteral("INSERT INTO %1 SELECT %2 FROM %3 AS j JOIN %4 AS a ON %5 JOIN %6 AS b ON %7")
                .arg(table, selected.join(QStringLiteral(", ")), Dialect::quoted(m_table.name),
                     Dialect::quoted(m_relationship.left.table),
                     endJoin(m_schema, m_relationship, m_relationship.left, QStringLiteral("a"), linkAlias),
                     Dialect::quoted(m_relationship.right.table),
                     endJoin(m_schema, m_relationship, m_relationship.right, QStringLiteral("b"), linkAlias));
        const QString index = QStringLiteral("CREATE INDEX temp.%1 ON %2 (%3)")
                                  .arg(
                                      Dialect::quoted(Dialect::temporaryName(existingLinks + QStringLiteral("_index"))),
                                      Dialect::quoted(Dialect::temporaryName(existingLinks)), compared.join(u','));
        for (const QString &sql : {QStringLiteral("DROP TABLE IF EXISTS ") + table,
                                   Dialect::createTemporary(existingLinks, names), fill, index}) {
            if (auto done = m_connection.exec(sql); !done)
                return tl::unexpected(done.error());
        }
        m_match = QStringLiteral("(%1) IN (SELECT %2 FROM %3 WHERE %4)")
                      .arg(Dialect::quotedList(identity, linkAlias), identityNames.join(u','), table,
                           terms.join(QStringLiteral(" AND ")));
    }
    const QString from = m_comparesAsStored ? Dialect::quoted(m_table.name) + QStringLiteral(" AS j")
                                            : Dialect::temporary(existingLinks);
    auto statement = Statement::prepare(
        m_connection, QStringLiteral("SELECT 1 FROM %1 WHERE %2").arg(from, terms.join(QStringLiteral(" AND "))));
    if (!statement)
        return tl::unexpected(statement.error());
    m_exists.emplace(std::move(*statement));
    return {};
}

Result<void> LinkLoader::prepareUpdate()
{
    if (!m_identifying)
        return {};
    const auto stamps = stampsFor(m_connection, m_table, changeTimestamps(m_table));
    if (!stamps)
        return tl::unexpected(stamps.error());
    QStringList assignments;
    for (const QString &column : m_plan.payload + m_plan.set.keys()) {
        if (m_linkColumns.contains(column))
            continue;
        assignments += QStringLiteral("%1 = ?").arg(Dialect::quoted(column));
        m_updateSources += sourceOf(column);
        m_updated += column;
    }
    for (auto it = stamps->begin(); it != stamps->end() && !m_updated.isEmpty(); ++it) {
        if (m_updated.contains(it.key()))
            continue;
        assignments += QStringLiteral("%1 = ?").arg(Dialect::quoted(it.key()));
        m_constantColumns += it.key() + QStringLiteral(" (changed)");
        m_constants.emplace_back(it.value());
        m_updateSources += Source{Source::Kind::Constant, int(m_constants.size()) - 1};
    }
    if (assignments.isEmpty())
        return {};
    auto statement = Statement::prepare(
        m_connection, QStringLiteral("UPDATE OR ABORT %1 AS j SET %2 WHERE %3")
                          .arg(Dialect::quoted(m_table.name), assignments.join(QStringLiteral(", ")), m_match));
    if (!statement)
        return tl::unexpected(statement.error());
    m_update.emplace(std::move(*statement));
    return {};
}

Result<void> LinkLoader::prepareKeeping()
{
    if (!m_plan.keepForUndo)
        return {};
    const bool byRowId = !m_table.rowId.isEmpty();
    m_keyColumns = byRowId ? QStringList(m_table.rowId) : m_table.primaryKey();
    m_returning = !byRowId && !containsAll(m_columns, m_keyColumns);
    if (!byRowId && !m_returning) {
        for (const QString &column : std::as_const(m_keyColumns))
            m_keySources += sourceOf(column);
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
    if (!m_update)
        return {};
    const auto old = m_keeper.start();
    if (!old)
        return tl::unexpected(old.error());
    m_old = *old;
    auto keepOld = Statement::prepare(m_connection,
                                      m_keeper.keepStatement(m_old, QStringLiteral("AS j WHERE ") + m_match));
    if (!keepOld)
        return tl::unexpected(keepOld.error());
    m_keepOld.emplace(std::move(*keepOld));
    auto keepUpdated = Statement::prepare(m_connection, QStringLiteral("INSERT INTO %1 SELECT %2 FROM %3 AS j WHERE %4")
                                                            .arg(table, Dialect::quotedList(m_keyColumns, linkAlias),
                                                                 Dialect::quoted(m_table.name), m_match));
    if (!keepUpdated)
        return tl::unexpected(keepUpdated.error());
    m_keepUpdated.emplace(std::move(*keepUpdated));
    return {};
}

Result<bool> LinkLoader::exists(const Link &link)
{
    bind(*m_exists, m_matchSources, link);
    const auto found = m_exists->step();
    m_exists->reset();
    return found;
}

bool LinkLoader::agrees(const Link &link) const
{
    for (qsizetype i = 0; i < m_relationship.left.columns.size(); ++i) {
        const qsizetype shared = m_relationship.right.columns.indexOf(m_relationship.left.columns[i]);
        if (shared >= 0 && !(link.left[size_t(i)] == link.right[size_t(shared)]))
            return false;
    }
    return true;
}

LinkLoader::Written LinkLoader::refuse(const Error &error)
{
    m_refusal = error;
    return Written::Refused;
}

Result<qint64> LinkLoader::write(const Link &link)
{
    bind(*m_insert, m_sources, link);
    if (!m_returning)
        return m_insert->run();
    const auto row = m_insert->step();
    if (!row || !*row) {
        m_insert->reset();
        return row ? Result<qint64>(0) : tl::unexpected(row.error());
    }
    for (int i = 0; i < m_keyColumns.size(); ++i)
        m_keepKey->bind(i, m_insert->column(i));
    const auto kept = m_keepKey->run();
    m_insert->reset();
    return kept;
}

Result<LinkLoader::Written> LinkLoader::writeChecked(const Link &link)
{
    if (!m_deferred) {
        const auto written = write(link);
        if (written && *written == 1)
            return Written::Done;
        if (!written && written.error().kind != Error::Kind::Refused)
            return tl::unexpected(written.error());
        return refuse(written ? Error{Error::Kind::Refused, Text::tr("A trigger of the table left the row out."), {}}
                              : written.error());
    }
    auto savepoint = Savepoint::begin(m_connection);
    if (!savepoint)
        return tl::unexpected(savepoint.error());
    m_deferred = false;
    auto written = writeChecked(link);
    m_deferred = true;
    if (!written || *written != Written::Done)
        return written;
    if (m_connection.hasOpenReferences()) {
        return refuse({Error::Kind::Refused, Text::tr("A row that this one refers to is not there."),
                       QStringLiteral("FOREIGN KEY constraint failed")});
    }
    if (auto released = savepoint->release(); !released)
        return tl::unexpected(released.error());
    return Written::Done;
}

Result<LinkLoader::Written> LinkLoader::insert(const Link &link)
{
    if (!agrees(link)) {
        return refuse(
            {Error::Kind::Refused, Text::tr("The two rows differ in a column that a link shares between both."), {}});
    }
    if (m_identifying && !(m_comparesAsStored && m_hasKey)) {
        const auto found = exists(link);
        if (!found)
            return tl::unexpected(found.error());
        if (*found)
            return Written::Exists;
    }
    const auto written = writeChecked(link);
    if (!written)
        return written;
    if (*written == Written::Refused) {
        const auto found = m_identifying ? exists(link) : Result<bool>(false);
        if (!found)
            return tl::unexpected(found.error());
        return *found ? Written::Exists : Written::Refused;
    }
    ++m_changedRows;
    if (auto kept = keepKey(link); !kept)
        return tl::unexpected(kept.error());
    return Written::Done;
}

Result<void> LinkLoader::keepKey(const Link &link)
{
    if (!m_keepKey || m_returning)
        return {};
    if (m_keySources.isEmpty())
        m_keepKey->bind(0, CellValue::ofInteger(m_insert->lastRowId()));
    else
        bind(*m_keepKey, m_keySources, link);
    if (auto kept = m_keepKey->run(); !kept)
        return tl::unexpected(kept.error());
    return {};
}

Result<LinkLoader::Written> LinkLoader::update(const Link &link)
{
    if (!m_update)
        return Written::Exists;
    std::optional<Savepoint> savepoint;
    if (m_deferred) {
        auto begun = Savepoint::begin(m_connection);
        if (!begun)
            return tl::unexpected(begun.error());
        savepoint.emplace(std::move(*begun));
    }
    if (m_keepOld) {
        bind(*m_keepOld, m_matchSources, link);
        if (auto kept = m_keepOld->run(); !kept)
            return tl::unexpected(kept.error());
    }
    bind(*m_update, m_updateSources, link);
    bind(*m_update, m_matchSources, link, int(m_updateSources.size()));
    const auto updated = m_update->run();
    if (!updated && updated.error().kind != Error::Kind::Refused)
        return tl::unexpected(updated.error());
    if (!updated || *updated != 1 || (savepoint && m_connection.hasOpenReferences())) {
        // What was kept of the row before goes again.
        if (m_keepOld && !savepoint) {
            const QString drop = QStringLiteral("DELETE FROM %1 WHERE rowid = ?").arg(RowKeeper::tableOf(m_old));
            if (auto dropped = m_connection.exec(drop, {m_keepOld->lastRowId()}); !dropped)
                return tl::unexpected(dropped.error());
        }
        return refuse(updated ? Error{Error::Kind::Refused, Text::tr("The database left the row as it was."), {}}
                              : updated.error());
    }
    if (savepoint) {
        if (auto released = savepoint->release(); !released)
            return tl::unexpected(released.error());
    }
    if (m_keepUpdated) {
        ++m_old.count;
        bind(*m_keepUpdated, m_matchSources, link);
        if (auto kept = m_keepUpdated->run(); !kept)
            return tl::unexpected(kept.error());
    }
    return Written::Done;
}

Result<TableChange> LinkLoader::finish()
{
    if (!m_plan.keepForUndo)
        return TableChange();
    TableChange change;
    change.table = m_table.name;
    if (!m_old.isEmpty())
        change.removed = m_old;
    auto added = m_keeper.keep(QStringLiteral("AS j JOIN %1 AS k ON %2")
                                   .arg(Dialect::temporary(writtenKeys),
                                        Dialect::identical(linkAlias, m_keyColumns, QStringLiteral("k"),
                                                           Connection::keyTableColumns(int(m_keyColumns.size())))));
    if (!added)
        return tl::unexpected(added.error());
    if (added->count != m_changedRows + m_old.count) {
        return failure(Error::Kind::Failed,
                       Text::tr("The database changed the new links while they were made (a trigger does that). "
                                "Nothing was changed."),
                       QStringLiteral("%1 ≠ %2").arg(added->count).arg(m_changedRows + m_old.count));
    }
    change.added = *added;
    return change;
}

Result<void> LinkLoader::commit()
{
    if (auto done = m_transaction->commit(); !done)
        return done;
    m_transaction.reset();
    return {};
}

} // namespace joinery
