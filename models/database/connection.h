#pragma once

#include "database/databasefile.h"
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
    /// The file's triggers and views may use virtual tables and every function (https://www.sqlite.org/pragma.html#pragma_trusted_schema).
    bool trusted = false;
    /// Foreign keys are enforced. Off: only for files whose keys cannot be.
    bool enforced = true;

    /// The file's name, for titles.
    QString name() const;
};

using CancelToken = std::shared_ptr<std::atomic_bool>;

/// One connection to one database, with Joinery's safety settings. Belongs to the thread that opened it.
///
/// Settings (measured on SQLite 3.40): foreign keys enforced and schema not trusted unless the location says otherwise, cell sizes
/// checked, no file is ever created. Waiting for another program's lock ends with the wait limit or when the cancel token is set.
class Connection
{
public:
    /// Fails with Missing, NotADatabase, Locked, Damaged or Failed. Reads the file's header before anything else.
    /// Waits up to `waitLimit` milliseconds for another program's lock, then and later (see setWaitLimit()).
    static Result<std::unique_ptr<Connection>> open(const DatabaseLocation &location, int waitLimit = 0);
    ~Connection();
    Q_DISABLE_COPY_MOVE(Connection)
    /// One more of the same database, for the thread that calls; cancelled together with this one, which is not used meanwhile but for
    /// statements. Fails as open() does.
    Result<std::unique_ptr<Connection>> openAnother() const;

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
    /// Is set while a statement waits for another program's lock, and cleared when the wait has ended. Null: nobody asks.
    void setWaitingFlag(std::atomic_bool *flag) { m_waiting = flag; }
    /// Trusts and enforces as `location` says from here on. Outside transactions.
    Result<void> setSafety(const DatabaseLocation &location);

    /// Writes a copy of the whole database, page by page, to `path`, in place of what is there; nothing half written is left.
    Result<void> copyTo(const QString &path);
    /// The version of SQLite that this program is linked with: "3.40.1".
    static QString libraryVersion();
    /// Tries to take the write lock and gives it back: ok, ReadOnly or Locked.
    Result<void> probeWriting();

    /// The driver's own handle; null where Qt's plugin carries an SQLite of its own, so that it is not ours to use. See Statement.
    sqlite3 *sharedHandle() const { return m_sharesLibrary ? handle() : nullptr; }
    /// True while the transaction holds rows whose deferred foreign keys refer to nothing, so that it could not be committed. Always
    /// false where the handle is not ours to use.
    bool hasOpenReferences() const;
    /// Says that a transaction has begun, or ended. See Transaction.
    void setInTransaction(bool on) { m_inTransaction = on; }
    /// The same error; where SQLite has ended the transaction by itself, as a trigger can make it do (https://www.sqlite.org/lang_createtrigger.html#raise),
    /// one that says so, and is no refusal that leaves the transaction as it was.
    Error withLostTransaction(const Error &error);
    /// Goes on as if the handle were not ours to use: for tests of the other way.
    void forgoHandle() { m_sharesLibrary = false; }

private:
    Connection(const DatabaseLocation &location, DatabaseFile file);
    Result<void> configure();
    Result<void> fillOneByOne(const QString &name, const KeyList &keys);
    Result<void> fillIntegers(const QString &name, const KeyList &keys);
    void installHandlers();
    sqlite3 *handle() const;
    static int onProgress(void *self);
    static int onBusy(void *self, int attempts);

    DatabaseLocation m_location;
    DatabaseFile m_file;
    QString m_name; // of the QSqlDatabase
    QHash<QString, KeyList> m_filled; // by ensureKeyTable
    CancelToken m_cancel;
    QDeadlineTimer m_deadline{QDeadlineTimer::Forever};
    std::atomic_bool *m_waiting = nullptr;
    int m_waitLimit = 0;
    bool m_inTransaction = false;
    bool m_sharesLibrary = false; // Qt's plugin uses the SQLite that this program is linked with
};

} // namespace joinery
