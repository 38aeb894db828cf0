#include "links/confirmedkeys.h"

#include "database/dialect.h"
#include "database/idset.h"
#include "database/statement.h"
#include "links/endjoin.h"
#include "links/linktriggers.h"

#include <QCoreApplication>

#include <algorithm>

namespace joinery {

namespace {

constexpr qint64 fewestRows = 20'000;
constexpr qint64 cheapLooks = 4; // so many rows are looked over in the time that one takes to be checked by itself

/// True when every foreign key of the join table is an end's, compared as stored, and nothing but the links themselves hangs on them.
bool endsAreAllKeys(const Connection &connection, const Schema &schema, const Relationship &relationship)
{
    const Table *table = schema.table(relationship.joinTable);
    if (!table || !table->name.schema.isEmpty() || table->foreignKeys.isEmpty()
        || !schema.referencesTo(relationship.joinTable).isEmpty()
        || !LinkTriggers::read(schema, relationship).leaveKeys())
        return false;
    const auto isEnd = [](const ForeignKey &key, const End &end) {
        return key.table == end.table && key.from() == end.columns && key.to() == end.key;
    };
    return std::all_of(table->foreignKeys.begin(), table->foreignKeys.end(),
                       [&](const ForeignKey &key) {
                           return key.fault.isEmpty()
                               && (isEnd(key, relationship.left) || isEnd(key, relationship.right));
                       })
        && comparesAsStored(connection, schema, relationship);
}

bool refersToRowId(const Schema &schema, const ForeignKey &key)
{
    const Table *parent = schema.table(key.table);
    return key.columns.size() == 1 && parent && parent->rowIdColumn == key.columns.first().to;
}

} // namespace

Result<std::unique_ptr<ConfirmedKeys>> ConfirmedKeys::begin(Connection &connection, const Schema &schema,
                                                            const Relationship &relationship, qint64 rows)
{
    if (rows < fewestRows || !endsAreAllKeys(connection, schema, relationship))
        return nullptr;
    const auto enforced = connection.value(QStringLiteral("PRAGMA foreign_keys"));
    if (!enforced)
        return tl::unexpected(enforced.error());
    if (enforced->toInt() == 0)
        return nullptr;
    const Table &table = *schema.table(relationship.joinTable);
    std::unique_ptr<ConfirmedKeys> keys(new ConfirmedKeys(connection, table, relationship));
    keys->m_areRowIds = std::all_of(table.foreignKeys.begin(), table.foreignKeys.end(),
                                    [&](const ForeignKey &key) { return refersToRowId(schema, key); });
    const qint64 most = keys->m_areRowIds ? rows * cheapLooks : rows;
    const auto there = connection.value(QStringLiteral("SELECT count(*) FROM (SELECT 1 FROM %1 LIMIT %2)")
                                            .arg(Dialect::quoted(table.name))
                                            .arg(most + 1));
    if (!there)
        return tl::unexpected(there.error());
    if (there->toLongLong() > most)
        return nullptr;
    // A link that dangles already is not this import's, and has to be told from one that is.
    if (auto fine = keys->confirm(); !fine)
        return fine.error().kind == Error::Kind::Refused ? Result<std::unique_ptr<ConfirmedKeys>>(nullptr)
                                                         : tl::unexpected(fine.error());
    if (auto done = connection.exec(QStringLiteral("PRAGMA foreign_keys = OFF")); !done)
        return tl::unexpected(done.error());
    return keys;
}

ConfirmedKeys::~ConfirmedKeys()
{
    (void)m_connection.exec(QStringLiteral("PRAGMA foreign_keys = ON"));
}

/// False also where it takes SQLite to tell: for a value that is no integer.
Result<bool> ConfirmedKeys::areAllFound(const KnownIds &known)
{
    QStringList columns;
    for (const ForeignKey &key : m_table.foreignKeys)
        columns += key.columns.first().from;
    auto links = Statement::prepare(
        m_connection,
        QStringLiteral("SELECT %1 FROM %2").arg(Dialect::quotedList(columns), Dialect::quoted(m_table.name)));
    if (!links)
        return tl::unexpected(links.error());
    std::vector<IdSet> read(size_t(columns.size()));
    std::vector<const IdSet *> parents; // looked for when there is a link
    for (;;) {
        const auto row = links->step();
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            return true;
        for (int i = 0; i < int(columns.size()); ++i) {
            if (size_t(i) == parents.size()) {
                const auto ids = parentsOf(m_table.foreignKeys[i], known, read[size_t(i)]);
                if (!ids)
                    return tl::unexpected(ids.error());
                parents.push_back(*ids);
            }
            const CellValue value = links->column(i);
            const bool isFound = value.type == CellValue::Type::Integer && parents[size_t(i)]->contains(value.integer);
            if (!isFound && value.type != CellValue::Type::Null)
                return false;
        }
    }
}

/// Reads them into `read` where they are not known.
Result<const IdSet *> ConfirmedKeys::parentsOf(const ForeignKey &key, const KnownIds &known, IdSet &read)
{
    for (const Side side : {Side::Left, Side::Right}) {
        if (known[size_t(side)] && key.from() == m_relationship.end(side).columns)
            return known[size_t(side)];
    }
    auto ids = IdSet::read(m_connection, key.table, key.columns.first().to);
    if (!ids)
        return tl::unexpected(ids.error());
    read = std::move(*ids);
    return &read;
}

Result<void> ConfirmedKeys::confirm(const KnownIds &known)
{
    const auto found = m_areRowIds ? areAllFound(known) : Result<bool>(false);
    if (!found)
        return tl::unexpected(found.error());
    if (*found)
        return {};
    const auto dangling = m_connection.value(
        QStringLiteral("SELECT count(*) FROM (SELECT 1 FROM pragma_foreign_key_check(?) LIMIT 1)"),
        {m_table.name.name});
    if (!dangling)
        return tl::unexpected(dangling.error());
    if (dangling->toInt() == 0)
        return {};
    return failure(
        Error::Kind::Refused,
        QCoreApplication::translate("joinery::ConfirmedKeys",
                                    "A row that the links refer to is no longer there. Nothing was changed."),
        QStringLiteral("PRAGMA foreign_key_check"));
}

} // namespace joinery
