#include "links/triggereffects.h"

#include "database/dialect.h"
#include "database/sqltokens.h"

#include <algorithm>

namespace joinery {

namespace {

/// A statement that runs the triggers that setting the change's columns runs.
QString setToItself(const TableChange &change)
{
    QStringList same;
    for (const QString &column : change.columns)
        same += QStringLiteral("%1 = %1").arg(Dialect::quoted(column));
    return QStringLiteral("UPDATE %1 SET %2").arg(Dialect::quoted(change.table), same.join(QStringLiteral(", ")));
}

} // namespace

Result<qint64> changesSoFar(Connection &connection)
{
    const auto count = connection.value(Dialect::countChanges());
    if (!count)
        return tl::unexpected(count.error());
    return count->toLongLong();
}

Result<bool> writesElsewhere(Connection &connection, const Table &table, const QString &program)
{
    // A compiled statement shows what its triggers write, by root page: https://www.sqlite.org/opcode.html#OpenWrite
    const auto own = connection.keys(
        QStringLiteral("SELECT rootpage FROM sqlite_master WHERE tbl_name IN (?, 'sqlite_sequence')"), 1,
        {table.name.name});
    if (!own)
        return tl::unexpected(own.error());
    auto steps = connection.exec(QStringLiteral("EXPLAIN ") + program);
    if (!steps)
        return tl::unexpected(steps.error());
    constexpr int opcode = 1;
    constexpr int rootPage = 3;
    constexpr int database = 4;
    while (steps->next()) {
        const QString what = steps->value(opcode).toString();
        if (what == QLatin1String("VUpdate"))
            return true;
        const bool isOwn = steps->value(database).toInt() == 0
                        && own->contains(RowKey{{steps->value(rootPage).toLongLong()}});
        if (what == QLatin1String("OpenWrite") && !isOwn)
            return true;
    }
    return false;
}

Result<bool> exchangeAlone(Connection &connection, RowKeeper &keeper, const Table &table, const TableChange &change)
{
    const auto before = changesSoFar(connection);
    if (auto done = keeper.exchange(change.before, change.after, change.columns); !done)
        return tl::unexpected(done.error());
    const auto after = changesSoFar(connection);
    if (!before || !after)
        return tl::unexpected(before ? after.error() : before.error());
    if (*after - *before == change.before.count)
        return true;
    auto elsewhere = writesElsewhere(connection, table, setToItself(change));
    if (!elsewhere)
        return elsewhere;
    return !*elsewhere;
}

Bystanders::Bystanders(Connection &connection, const Schema &schema) : m_connection(connection), m_schema(schema) {}

Result<void> Bystanders::keep(const Change &change)
{
    for (const TableName &name : change.tables()) {
        const Table &table = *m_schema.table(name);
        if (table.triggers.isEmpty())
            continue;
        RowKeeper keeper(m_connection, m_schema, table);
        QStringList concerned;
        for (const TableChange &part : change.parts) {
            if (part.table == name && !part.after.isEmpty())
                concerned += QStringLiteral("%1 NOT IN (%2)")
                                 .arg(keeper.identityOf(QStringLiteral("j")), keeper.keptIdentities(part.after));
        }
        const QString where = concerned.isEmpty() ? QString()
                                                  : QStringLiteral(" WHERE ") + concerned.join(QStringLiteral(" AND "));
        const auto rows = keeper.keep(QStringLiteral("AS j") + where);
        if (!rows)
            return tl::unexpected(rows.error());
        m_rows.append({&table, *rows});
    }
    return {};
}

Result<bool> Bystanders::areUntouched(const Change &change)
{
    for (const auto &[table, rows] : std::as_const(m_rows)) {
        if (rows.isEmpty())
            continue;
        const auto same = RowKeeper(m_connection, m_schema, *table).checkUnchanged(rows);
        if (!same && same.error().kind == Error::Kind::Stale)
            return false;
        if (!same)
            return tl::unexpected(same.error());
    }
    for (const TableChange &part : change.parts) {
        const Table &table = *m_schema.table(part.table);
        if (table.triggers.isEmpty())
            continue;
        const QString program = part.removed.isEmpty()
                                  ? setToItself(part)
                                  : QStringLiteral("INSERT INTO %1 DEFAULT VALUES").arg(Dialect::quoted(part.table));
        const auto elsewhere = writesElsewhere(m_connection, table, program);
        if (!elsewhere)
            return tl::unexpected(elsewhere.error());
        if (*elsewhere)
            return false;
    }
    return true;
}

bool mayFailHalfway(const Schema &schema)
{
    QStringList careful; // tables that refuse in a way of their own
    for (const Table &table : schema.tables) {
        if (table.strict || table.settlesConflicts)
            careful += table.name.name;
    }
    const auto mayFail = [&](const Trigger &trigger) {
        const QList<SqlToken> tokens = sqlTokens(trigger.sql);
        return std::any_of(tokens.begin(), tokens.end(), [&](const SqlToken &token) {
            return token.is(QLatin1String("FAIL")) || careful.contains(token.name(), Qt::CaseInsensitive);
        });
    };
    // A trigger names its own table, too.
    return std::any_of(schema.tables.begin(), schema.tables.end(), [&](const Table &table) {
        return std::any_of(table.triggers.begin(), table.triggers.end(), mayFail);
    });
}

Result<bool> mayBeRefused(Connection &connection, const QList<LinkTriggers::Write> &writes)
{
    for (const LinkTriggers::Write &write : writes) {
        auto query = connection.exec(
            QStringLiteral("SELECT type = 'index', sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL "
                           "AND type IN ('table', 'index')"),
            {write.table.name});
        if (!query)
            return tl::unexpected(query.error());
        while (query->next()) {
            const QList<SqlToken> tokens = sqlTokens(query->value(1).toString());
            const SqlTokens words(tokens.constData(), size_t(tokens.size()));
            const bool names = std::any_of(words.begin(), words.end(), [&](const SqlToken &token) {
                return write.columns.contains(token.name(), Qt::CaseInsensitive);
            });
            // What a CHECK says of a row that is added is the same whenever it is added, but for what it says of ids.
            const bool adds = write.columns.isEmpty();
            const bool isIndex = query->value(0).toBool();
            if (isIndex ? isAt(words, 1, "UNIQUE") && (adds || names)
                        : (!adds || write.copiesId) && holds(words, "CHECK"))
                return true;
        }
    }
    return false;
}

} // namespace joinery
