#pragma once

#include "values/keylist.h"
#include "values/result.h"

#include <QDeadlineTimer>
#include <QSqlDatabase>
#include <QSqlQuery>

#include <atomic>
#include <memory>

struct sqlite3;

namespace joinery {

/// Where a database is and how it is to be opened. A value; each thread opens a Connection of its own from it.
struct DatabaseLocation
{
    QString path; ///< an SQLite file, absolute

    /// The file's name, for titles.
    QString name() const;
};

using CancelToken = std::shared_ptr<std::atomic_bool>;

/// One connection to one database, with Joinery's safety settings. Belongs to the thread that opened it.
///
/// Settings (measured on SQLite 3.40): foreign keys enforced, schema not trusted, cell sizes checked, no file is
/// ever created. Waiting for another program's lock ends with the wait limit or when the cancel token is set.
class Connection
{
public:
    /// Fails with Missing, NotADatabase, Locked, Damaged or Failed. Reads the file's header before anything else.
    /// Waits up to `waitLimit` milliseconds for another program's lock, then and later (see setWaitLimit()).
    static Result<std::unique_ptr<Connection>> open(const DatabaseLocation &location, int waitLimit = 0);
    ~Connection();
    Q_DISABLE_COPY_MOVE(Connection)

    /// Runs one statement; every value is bound by position.
    Result<QSqlQuery> exec(const QString &sql, const QVariantList &values = {});
    /// For a statement that is run many times; see run().
    Result<QSqlQuery> prepare(const QString &sql);
    /// Runs a prepared statement once with these values.
    Result<void> run(QSqlQuery &query, const QVariantList &values);
    /// The first row's first column; an invalid variant when there is no row.
    Result<QVariant> value(const QString &sql, const QVariantList &values = {});
    /// Every row's first `width` columns as keys, in order.
    Result<KeyList> keys(const QString &sql, int width, const QVariantList &values = {});
    /// Fills the temporary table `name` (made anew) with keys: columns k0, k1, ….
    Result<void> fillKeyTable(const QString &name, const KeyList &keys);
    /// The columns of such a table: k0, k1, ….
    static QStringList keyTableColumns(int width);
    /// The same, for a table that nothing but this call fills: does nothing when it holds these keys already.
    Result<void> ensureKeyTable(const QString &name, const KeyList &keys);

    /// Statements stop with Cancelled soon after the token becomes true. Null: never.
    void setCancelToken(CancelToken token) { m_cancel = std::move(token); }
    bool isCancelled() const
    {
        return (m_cancel && m_cancel->load(std::memory_order_relaxed)) || m_deadline.hasExpired();
    }
    /// Statements stop with Cancelled soon after it has passed, too. From the start: never.
    void setDeadline(QDeadlineTimer deadline) { m_deadline = deadline; }
    /// How long to wait for another program's lock. 0: fail at once.
    void setWaitLimit(int milliseconds) { m_waitLimit = milliseconds; }

    /// Writes a copy of the whole database, page by page, to `path`, in place of what is there; nothing half written is left.
    Result<void> copyTo(const QString &path);
    /// Tries to take the write lock and gives it back: ok, ReadOnly or Locked.
    Result<void> probeWriting();

    /// The driver's own handle; null where Qt's plugin carries an SQLite of its own, so that it is not ours to use. See Statement.
    sqlite3 *sharedHandle() const { return m_sharesLibrary ? handle() : nullptr; }
    /// True while the transaction holds rows whose deferred foreign keys refer to nothing, so that it could not be committed. Always
    /// false where the handle is not ours to use.
    bool hasOpenReferences() const;
    /// Goes on as if the handle were not ours to use: for tests of the other way.
    void forgoHandle() { m_sharesLibrary = false; }

private:
    explicit Connection(const DatabaseLocation &location);
    Result<void> configure();
    Result<void> fillOneByOne(const QString &name, const KeyList &keys);
    Result<void> fillIntegers(const QString &name, const KeyList &keys);
    void installHandlers();
    sqlite3 *handle() const;
    static int onProgress(void *self);
    static int onBusy(void *self, int attempts);

    QString m_name; // of the QSqlDatabase
    QHash<QString, KeyList> m_filled; // by ensureKeyTable
    CancelToken m_cancel;
    QDeadlineTimer m_deadline{QDeadlineTimer::Forever};
    int m_waitLimit = 0;
    bool m_sharesLibrary = false; // Qt's plugin uses the SQLite that this program is linked with
};

} // namespace joinery
