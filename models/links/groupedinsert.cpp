#include "links/groupedinsert.h"

#include "database/dialect.h"
#include "links/triggertokens.h"

#include <QCoreApplication>

#include <algorithm>

namespace joinery {

namespace {

constexpr size_t mostLinks = 32;
constexpr qsizetype mostValues = 900; // of a statement; SQLite's own limit was 999 once
constexpr size_t longestPause = 256;
constexpr int lowRowIdBits = 62; // near their end SQLite gives row ids at random: https://www.sqlite.org/autoinc.html

struct InsertTriggers
{
    bool any = false;
    bool tellStatements = false; // they leave a row out, or ask what a statement has changed
};

InsertTriggers insertTriggers(const Table &table)
{
    InsertTriggers triggers;
    for (const Trigger &trigger : table.triggers) {
        const QList<SqlToken> tokens = sqlTokens(trigger.sql);
        const SqlTokens words(tokens.constData(), size_t(tokens.size()));
        const size_t event = placeOfEvent(words);
        if (isAt(words, event, "UPDATE") || isAt(words, event, "DELETE"))
            continue;
        triggers.any = true;
        triggers.tellStatements |= holds(words, "IGNORE") || holds(words, "changes");
    }
    return triggers;
}

/// Whether row ids follow one another, and go on doing so.
Result<bool> areRowIdsInARow(Connection &connection, const Table &table)
{
    const auto highest = connection.value(
        QStringLiteral("SELECT max(%1) FROM %2").arg(table.rowId, Dialect::quoted(table.name)));
    if (!highest)
        return tl::unexpected(highest.error());
    return highest->toLongLong() >> lowRowIdBits <= 0;
}

} // namespace

Result<std::unique_ptr<GroupedInsert>> GroupedInsert::make(Connection &connection, const Table &table,
                                                           const LoadColumns &columns, bool tellsRowIds)
{
    const InsertTriggers triggers = insertTriggers(table);
    const QStringList &inserted = columns.inserted();
    // A value of another type is no conflict to SQLite: it ends the statement, and the rows before it may stay uncounted. Of a refused
    // statement's row ids an AUTOINCREMENT takes no notice.
    const bool needsOwn = table.strict || table.autoIncrement
                       || (!table.rowIdColumn.isEmpty() && inserted.contains(table.rowIdColumn));
    // Only the driver's own handle counts the rows before a refused one.
    if (!connection.sharedHandle() || needsOwn || triggers.tellStatements || columns.sharesColumns())
        return nullptr;
    const auto inARow = tellsRowIds && !triggers.any ? areRowIdsInARow(connection, table) : Result<bool>(!tellsRowIds);
    if (!inARow)
        return tl::unexpected(inARow.error());
    if (!*inARow)
        return nullptr;
    const size_t size = std::min(mostLinks, size_t(mostValues / inserted.size()));
    if (size < 2)
        return nullptr;
    QStringList values;
    for (const QString &name : inserted)
        values += columns.placeOf(name);
    const QStringList rows(qsizetype(size), u'(' + values.join(QStringLiteral(", ")) + u')');
    // With FAIL the rows before a refused one stay, and SQLite need not note how to take them back
    // (https://www.sqlite.org/lang_conflict.html). It would hold for triggers, too: so not where there are some.
    const QString into = triggers.any ? Dialect::insertInto(table)
                                      : QStringLiteral("INSERT OR FAIL INTO ") + Dialect::quoted(table.name);
    auto statement = Statement::prepare(
        connection,
        QStringLiteral("%1 (%2) VALUES %3").arg(into, Dialect::quotedList(inserted), rows.join(QStringLiteral(", "))));
    if (!statement)
        return tl::unexpected(statement.error());
    return std::unique_ptr<GroupedInsert>(new GroupedInsert(std::move(*statement), columns, size, triggers.any));
}

Result<size_t> GroupedInsert::run(std::span<const LoadedLink> links)
{
    if (m_pause > 0) {
        --m_pause;
        return 0;
    }
    const int width = int(m_columns.inserted().size());
    for (size_t i = 0; i < m_size; ++i)
        m_columns.bind(m_statement, m_columns.sources(), links[i], int(i) * width);
    const auto inserted = m_statement.run();
    if (!inserted && inserted.error().kind != Error::Kind::Refused)
        return tl::unexpected(inserted.error());
    const auto count = size_t(inserted ? *inserted : m_isWhole ? 0 : m_statement.changedRows());
    if (inserted && count != m_size) {
        return failure(Error::Kind::Failed,
                       QCoreApplication::translate("joinery::GroupedInsert",
                                                   "The database inserted another number of links than meant. Nothing "
                                                   "was changed."),
                       QString::number(count));
    }
    m_firstRowId = m_statement.lastRowId() - qint64(count) + 1;
    m_nextPause = inserted ? 1 : std::min(m_nextPause * 2, longestPause);
    if (!inserted && m_isWhole)
        m_pause = m_nextPause;
    return count;
}

} // namespace joinery
