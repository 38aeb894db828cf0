#pragma once

#include "database/cellvalue.h"
#include "database/connection.h"

#include <vector>

struct sqlite3_stmt;

namespace joinery {

/// A prepared statement for work that is done a million times: on the driver's own handle where that is ours to use, several times
/// faster than a QSqlQuery, and by way of one where it is not. Belongs to its connection's thread and must not outlive it.
class Statement
{
public:
    static Result<Statement> prepare(Connection &connection, const QString &sql);
    ~Statement();
    Statement(Statement &&other) noexcept;
    Statement &operator=(Statement &&other) noexcept;
    Q_DISABLE_COPY(Statement)

    /// Binds the value at `place`, from 0. Its bytes must live until reset(). Values stay bound from run to run.
    void bind(int place, const CellValue &value);
    /// Goes on to the next row: false when there is none. Fails as Connection::run() does.
    Result<bool> step();
    /// Ends the run, so that values can be bound and the next one begin.
    void reset();
    /// step() and reset() for a statement without rows. Returns how many rows it changed.
    Result<qint64> run();

    /// A column of the current row, from 0; its bytes live until the next step().
    CellValue column(int place);
    /// The row id that the last run() has inserted last; of no meaning where it has not.
    qint64 lastRowId() const { return m_lastRowId; }
    /// How many rows the last run() has changed, also where it has failed and left what it had done.
    qint64 changedRows() const { return m_changedRows; }

private:
    Statement() = default;
    Result<bool> stepQuery();

    sqlite3 *m_sqlite = nullptr;
    sqlite3_stmt *m_statement = nullptr; // null: m_query does the work
    Connection *m_connection = nullptr;
    QSqlQuery m_query;
    QVariantList m_values;
    bool m_running = false;
    qint64 m_lastRowId = 0;
    qint64 m_changedRows = 0;
    std::vector<HeldValue> m_row; // what column() has handed out
};

} // namespace joinery
