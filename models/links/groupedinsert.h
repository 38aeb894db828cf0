#pragma once

#include "database/statement.h"
#include "links/loadcolumns.h"

#include <memory>

namespace joinery {

/// Inserts some dozens of links by one statement: that takes about half the time of one statement each. Links of which no two are the same;
/// what a trigger reads of the links, and what a row is refused for, is the same as with one after another. On the thread of the
/// connection.
class GroupedInsert
{
public:
    /// Nothing where that is not so, or where it could not be told which of the links were inserted. The connection checks no foreign key
    /// of the table meanwhile. `tellsRowIds`: firstRowId() will be asked for.
    static Result<std::unique_ptr<GroupedInsert>> make(Connection &connection, const Table &table,
                                                       const LoadColumns &columns, bool tellsRowIds);

    /// How many links run() takes.
    size_t size() const { return m_size; }
    /// Inserts the links, and returns how many of the first there are now; the next one is refused, if it is inserted alone. None, too, where
    /// refusals are many and trying would take longer than it saves.
    Result<size_t> run(std::span<const LoadedLink> links);
    /// The row id of the first link that run() has inserted; those of the next ones follow it.
    qint64 firstRowId() const { return m_firstRowId; }

private:
    GroupedInsert(Statement statement, const LoadColumns &columns, size_t size, bool isWhole)
        : m_statement(std::move(statement))
        , m_columns(columns)
        , m_size(size)
        , m_isWhole(isWhole)
    {}

    Statement m_statement;
    const LoadColumns &m_columns;
    const size_t m_size;
    const bool m_isWhole; // one refused, and none is inserted
    qint64 m_firstRowId = 0;
    size_t m_pause = 0; // so many calls that nothing is tried in
    size_t m_nextPause = 1;
};

} // namespace joinery
