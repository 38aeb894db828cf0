#include "links/suspendedindexes.h"

#include "database/dialect.h"

namespace joinery {

namespace {

constexpr qint64 fewestRows = 100'000;

Result<bool> hasStatistics(Connection &connection, const Table &table)
{
    const auto tables = connection.value(
        QStringLiteral("SELECT count(*) FROM sqlite_master WHERE name IN ('sqlite_stat1', 'sqlite_stat4')"));
    if (!tables || tables->toInt() == 0)
        return tables ? Result<bool>(false) : tl::unexpected(tables.error());
    const auto known = connection.value(
        QStringLiteral("SELECT count(*) FROM sqlite_stat1 WHERE tbl = ? COLLATE NOCASE"), {table.name.name});
    return known ? Result<bool>(known->toInt() > 0) : tl::unexpected(known.error());
}

} // namespace

Result<std::unique_ptr<SuspendedIndexes>> SuspendedIndexes::begin(Connection &connection, const Table &table,
                                                                  qint64 rows)
{
    if (rows < fewestRows || !table.triggers.isEmpty() || !table.name.schema.isEmpty())
        return nullptr;
    const auto there = connection.value(QStringLiteral("SELECT count(*) FROM (SELECT 1 FROM %1 LIMIT %2)")
                                            .arg(Dialect::quoted(table.name))
                                            .arg(rows + 1));
    if (!there)
        return tl::unexpected(there.error());
    const auto analyzed = hasStatistics(connection, table);
    if (!analyzed)
        return tl::unexpected(analyzed.error());
    if (there->toLongLong() > rows || *analyzed)
        return nullptr;
    auto query = connection.exec(
        QStringLiteral(
            "SELECT i.name, m.sql FROM pragma_index_list(?) AS i JOIN sqlite_master AS m ON m.type = 'index' "
            "AND m.name = i.name WHERE NOT i.\"unique\" AND m.sql IS NOT NULL ORDER BY m.rowid"),
        {table.name.name});
    if (!query)
        return tl::unexpected(query.error());
    QStringList names;
    QStringList statements;
    while (query->next()) {
        names += query->value(0).toString();
        statements += query->value(1).toString();
    }
    query->finish();
    if (names.isEmpty())
        return nullptr;
    for (const QString &name : std::as_const(names)) {
        if (auto dropped = connection.exec(QStringLiteral("DROP INDEX main.") + Dialect::quoted(name)); !dropped)
            return tl::unexpected(dropped.error());
    }
    return std::unique_ptr<SuspendedIndexes>(new SuspendedIndexes(connection, statements));
}

Result<void> SuspendedIndexes::restore()
{
    for (const QString &statement : m_statements) {
        if (auto made = m_connection.exec(statement); !made)
            return tl::unexpected(made.error());
    }
    return {};
}

} // namespace joinery
