#include "database/statement.h"

#include "database/dialect.h"

#include <QSqlRecord>

#include <sqlite3.h>

namespace joinery {

namespace {

tl::unexpected<Error> errorOf(sqlite3 *sqlite)
{
    return tl::unexpected(
        Dialect::error(QSqlError(QString(), QString::fromUtf8(sqlite3_errmsg(sqlite)), QSqlError::StatementError,
                                 QString::number(sqlite3_extended_errcode(sqlite)))));
}

/// SQLite takes a null pointer for NULL, whatever the length.
const char *dataOf(QByteArrayView bytes)
{
    return bytes.isEmpty() ? "" : bytes.data();
}

} // namespace

Result<Statement> Statement::prepare(Connection &connection, const QString &sql)
{
    Statement statement;
    statement.m_connection = &connection;
    statement.m_sqlite = connection.sharedHandle();
    if (statement.m_sqlite) {
        const QByteArray text = sql.toUtf8();
        if (sqlite3_prepare_v3(statement.m_sqlite, text.constData(), int(text.size()), SQLITE_PREPARE_PERSISTENT,
                               &statement.m_statement, nullptr)
            != SQLITE_OK)
            return errorOf(statement.m_sqlite);
        return statement;
    }
    auto query = connection.prepare(sql);
    if (!query)
        return tl::unexpected(query.error());
    statement.m_query = std::move(*query);
    return statement;
}

Statement::~Statement()
{
    sqlite3_finalize(m_statement); // null does nothing
}

Statement::Statement(Statement &&other) noexcept
{
    *this = std::move(other);
}

Statement &Statement::operator=(Statement &&other) noexcept
{
    std::swap(m_sqlite, other.m_sqlite);
    std::swap(m_statement, other.m_statement);
    std::swap(m_connection, other.m_connection);
    std::swap(m_query, other.m_query);
    std::swap(m_values, other.m_values);
    std::swap(m_running, other.m_running);
    std::swap(m_lastRowId, other.m_lastRowId);
    std::swap(m_changedRows, other.m_changedRows);
    std::swap(m_row, other.m_row);
    return *this;
}

void Statement::bind(int place, const CellValue &value)
{
    if (!m_statement) {
        while (m_values.size() <= place)
            m_values += QVariant(QMetaType::fromType<QString>());
        m_values[place] = value.toVariant();
        return;
    }
    const int at = place + 1;
    switch (value.type) {
    case CellValue::Type::Null:
        sqlite3_bind_null(m_statement, at);
        break;
    case CellValue::Type::Integer:
        sqlite3_bind_int64(m_statement, at, value.integer);
        break;
    case CellValue::Type::Real:
        sqlite3_bind_double(m_statement, at, value.real);
        break;
    case CellValue::Type::Text:
        sqlite3_bind_text64(m_statement, at, dataOf(value.bytes), sqlite3_uint64(value.bytes.size()), SQLITE_STATIC,
                            SQLITE_UTF8);
        break;
    case CellValue::Type::Blob:
        sqlite3_bind_blob64(m_statement, at, dataOf(value.bytes), sqlite3_uint64(value.bytes.size()), SQLITE_STATIC);
        break;
    }
}

Result<bool> Statement::stepQuery()
{
    if (!std::exchange(m_running, true)) {
        if (auto done = m_connection->run(m_query, m_values); !done)
            return tl::unexpected(done.error());
    }
    m_row.clear();
    if (m_query.next())
        return true;
    if (m_query.lastError().isValid())
        return tl::unexpected(m_connection->withLostTransaction(Dialect::error(m_query.lastError())));
    return false;
}

Result<bool> Statement::step()
{
    if (!m_statement)
        return stepQuery();
    const int code = sqlite3_step(m_statement);
    if (code == SQLITE_ROW)
        return true;
    if (code == SQLITE_DONE)
        return false;
    return tl::unexpected(m_connection->withLostTransaction(errorOf(m_sqlite).value()));
}

void Statement::reset()
{
    m_running = false;
    if (m_statement)
        sqlite3_reset(m_statement);
    else
        m_query.finish();
}

Result<qint64> Statement::run()
{
    const auto stepped = step();
    m_changedRows = m_statement ? qint64(sqlite3_changes(m_sqlite)) : stepped ? m_query.numRowsAffected() : 0;
    m_lastRowId = m_statement ? qint64(sqlite3_last_insert_rowid(m_sqlite)) : m_query.lastInsertId().toLongLong();
    reset();
    if (!stepped)
        return tl::unexpected(stepped.error());
    return m_changedRows;
}

CellValue Statement::column(int place)
{
    if (!m_statement) {
        if (m_row.empty()) // never grows while views of it are out
            m_row.resize(size_t(m_query.record().count()));
        m_row[size_t(place)] = HeldValue(m_query.value(place));
        return m_row[size_t(place)].value();
    }
    const auto bytes = [&](const void *data) {
        return QByteArrayView(static_cast<const char *>(data), sqlite3_column_bytes(m_statement, place));
    };
    switch (sqlite3_column_type(m_statement, place)) {
    case SQLITE_INTEGER:
        return CellValue::ofInteger(sqlite3_column_int64(m_statement, place));
    case SQLITE_FLOAT:
        return CellValue::ofReal(sqlite3_column_double(m_statement, place));
    case SQLITE_TEXT: {
        const void *text = sqlite3_column_text(m_statement, place);
        return CellValue::ofText(bytes(text));
    }
    case SQLITE_BLOB: {
        const void *blob = sqlite3_column_blob(m_statement, place);
        return CellValue::ofBlob(bytes(blob));
    }
    default:
        return {};
    }
}

} // namespace joinery
