#include "database/connection.h"

#include "database/dialect.h"
#include "database/sqlfunctions.h"
#include "database/transaction.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QSqlDriver>
#include <QTemporaryFile>
#include <QUrl>

#include <sqlite3.h>

#include <chrono>
#include <filesystem>
#include <thread>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::Connection)
};

} // namespace

QString DatabaseLocation::name() const
{
    return QFileInfo(path).fileName();
}

Connection::Connection(const DatabaseLocation &location, DatabaseFile file)
    : m_location(location)
    , m_file(std::move(file))
{
    static std::atomic<int> counter = 0;
    m_name = QStringLiteral("joinery-%1").arg(++counter);
    QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name);
    QUrl url = QUrl::fromLocalFile(location.path);
    database.setDatabaseName(QString::fromLatin1(url.toEncoded(QUrl::FullyEncoded)) + QStringLiteral("?mode=rw"));
    database.setConnectOptions(QStringLiteral("QSQLITE_OPEN_URI;QSQLITE_BUSY_TIMEOUT=0"));
}

Result<std::unique_ptr<Connection>> Connection::open(const DatabaseLocation &location, int waitLimit)
{
    auto file = DatabaseFile::open(location.path);
    if (!file)
        return tl::unexpected(file.error());
    std::unique_ptr<Connection> connection(new Connection(location, std::move(*file)));
    connection->m_waitLimit = waitLimit;
    QSqlDatabase database = QSqlDatabase::database(connection->m_name, false);
    if (!database.open())
        return tl::unexpected(Dialect::error(database.lastError()));
    connection->installHandlers();
    if (auto fine = connection->configure(); !fine) {
        if (fine.error().kind == Error::Kind::Failed && connection->m_file.needsLogBeside())
            return failure(Error::Kind::ReadOnly,
                           Text::tr("%1 uses a write-ahead log, which is kept beside it, and its folder is "
                                    "write-protected. Copy the file to another folder and open the copy.")
                               .arg(location.name()),
                           fine.error().detail);
        return tl::unexpected(fine.error());
    }
    return connection;
}

Result<std::unique_ptr<Connection>> Connection::openAnother() const
{
    auto another = open(m_location, m_waitLimit);
    if (another)
        (*another)->setCancelToken(m_cancel);
    return another;
}

Connection::~Connection()
{
    QSqlDatabase::database(m_name, false).close();
    QSqlDatabase::removeDatabase(m_name);
}

Result<void> Connection::setSafety(const DatabaseLocation &location)
{
    const auto pragma = [](const char *name, bool on) {
        return QStringLiteral("PRAGMA %1 = %2").arg(QLatin1String(name), QLatin1String(on ? "ON" : "OFF"));
    };
    for (const QString &sql : {pragma("foreign_keys", location.enforced), pragma("trusted_schema", location.trusted)}) {
        if (auto done = exec(sql); !done)
            return tl::unexpected(done.error());
    }
    m_location = location;
    return {};
}

Result<void> Connection::configure()
{
    if (auto done = setSafety(m_location); !done)
        return done;
    if (auto done = exec(QStringLiteral("PRAGMA cell_size_check = ON")); !done)
        return tl::unexpected(done.error());
    // The first real read: it shows a lock, damage or a wrong key.
    if (auto count = value(QStringLiteral("SELECT count(*) FROM sqlite_master")); !count)
        return tl::unexpected(count.error());
    return {};
}

sqlite3 *Connection::handle() const
{
    const QVariant handle = QSqlDatabase::database(m_name, false).driver()->handle();
    if (!handle.isValid() || qstrcmp(handle.typeName(), "sqlite3*") != 0)
        return nullptr;
    return *static_cast<sqlite3 *const *>(handle.constData());
}

void Connection::installHandlers()
{
    // The handle is only ours to use when Qt's plugin and this program share one SQLite library.
    const auto theirs = value(QStringLiteral("SELECT sqlite_source_id()"));
    sqlite3 *sqlite = handle();
    if (!sqlite || !theirs || theirs->toString() != QString::fromLatin1(sqlite3_sourceid())) {
        Dialect::setHasFunctions(false);
        return;
    }
    m_sharesLibrary = true;
    sqlite3_progress_handler(sqlite, 1000, &Connection::onProgress, this);
    sqlite3_busy_handler(sqlite, &Connection::onBusy, this);
    addFunctions(sqlite);
}

int Connection::onProgress(void *self)
{
    return static_cast<Connection *>(self)->isCancelled() ? 1 : 0;
}

int Connection::onBusy(void *self, int attempts)
{
    constexpr int step = 10;
    auto *connection = static_cast<Connection *>(self);
    if (connection->isCancelled() || attempts * step >= connection->m_waitLimit)
        return 0;
    if (connection->m_waiting)
        *connection->m_waiting = true;
    std::this_thread::sleep_for(std::chrono::milliseconds(step));
    return 1;
}

Result<QSqlQuery> Connection::prepare(const QString &sql)
{
    QSqlQuery query(QSqlDatabase::database(m_name, false));
    query.setForwardOnly(true);
    if (!query.prepare(sql))
        return tl::unexpected(Dialect::error(query.lastError()));
    return query;
}

Result<void> Connection::run(QSqlQuery &query, const QVariantList &values)
{
    for (qsizetype i = 0; i < values.size(); ++i)
        query.bindValue(int(i), Dialect::bound(values[i]));
    const bool done = query.exec();
    if (m_waiting)
        *m_waiting = false;
    if (done)
        return {};
    Error error = Dialect::error(query.lastError());
    // To SQLite a wait that was given up is a lock like any other.
    if (error.kind == Error::Kind::Locked && isCancelled())
        error = {Error::Kind::Cancelled, Text::tr("Cancelled."), error.detail};
    return tl::unexpected(withLostTransaction(error));
}

Error Connection::withLostTransaction(const Error &error)
{
    if (!m_inTransaction || error.kind != Error::Kind::Refused)
        return error;
    if (sqlite3 *sqlite = sharedHandle()) {
        if (sqlite3_get_autocommit(sqlite) == 0)
            return error;
    } else {
        // Only where there is none can one begin.
        QSqlQuery query(QSqlDatabase::database(m_name, false));
        if (!query.exec(QStringLiteral("BEGIN")))
            return error;
        query.exec(QStringLiteral("ROLLBACK"));
    }
    return {
        Error::Kind::Failed,
        Text::tr("A trigger of the database ended the whole change, not only what it refused. Nothing was changed."),
        error.detail};
}

Result<QSqlQuery> Connection::exec(const QString &sql, const QVariantList &values)
{
    auto query = prepare(sql);
    if (!query)
        return query;
    if (auto done = run(*query, values); !done)
        return tl::unexpected(done.error());
    return query;
}

Result<QVariant> Connection::value(const QString &sql, const QVariantList &values)
{
    auto query = exec(sql, values);
    if (!query)
        return tl::unexpected(query.error());
    return query->next() ? query->value(0) : QVariant();
}

Result<KeyList> Connection::keys(const QString &sql, int width, const QVariantList &values)
{
    auto query = exec(sql, values);
    if (!query)
        return tl::unexpected(query.error());
    KeyList list(width);
    RowKey key;
    while (query->next()) {
        key.values.clear();
        for (int column = 0; column < width; ++column)
            key.values += query->value(column);
        list.append(key);
    }
    if (query->lastError().isValid())
        return tl::unexpected(Dialect::error(query->lastError()));
    return list;
}

QStringList Connection::keyTableColumns(int width)
{
    QStringList columns;
    for (int i = 0; i < width; ++i)
        columns += QStringLiteral("k%1").arg(i);
    return columns;
}

Result<void> Connection::fillKeyTable(const QString &name, const KeyList &keys)
{
    const QStringList columns = keyTableColumns(keys.width());
    const QString drop = QStringLiteral("DROP TABLE IF EXISTS ") + Dialect::temporary(name);
    for (const QString &sql : {drop, Dialect::createTemporary(name, columns)}) {
        if (auto done = exec(sql); !done)
            return tl::unexpected(done.error());
    }
    // One transaction for all of them, also where the caller has none.
    auto savepoint = Savepoint::begin(*this);
    if (!savepoint)
        return tl::unexpected(savepoint.error());
    if (auto done = keys.isIntegers() ? fillIntegers(name, keys) : fillOneByOne(name, keys); !done)
        return done;
    const QString index = QStringLiteral("CREATE INDEX temp.%1 ON %2 (%3)")
                              .arg(Dialect::quoted(Dialect::temporaryName(name + QStringLiteral("_index"))),
                                   Dialect::quoted(Dialect::temporaryName(name)), Dialect::quotedList(columns));
    if (auto done = exec(index); !done)
        return tl::unexpected(done.error());
    return savepoint->release();
}

Result<void> Connection::fillOneByOne(const QString &name, const KeyList &keys)
{
    const QString places = QStringList(keys.width(), QStringLiteral("?")).join(u',');
    auto insert = prepare(QStringLiteral("INSERT INTO %1 VALUES (%2)").arg(Dialect::temporary(name), places));
    if (!insert)
        return tl::unexpected(insert.error());
    for (qsizetype i = 0; i < keys.size(); ++i) {
        if (auto done = run(*insert, keys.at(i).values); !done)
            return done;
    }
    return {};
}

Result<void> Connection::fillIntegers(const QString &name, const KeyList &keys)
{
    // A hundred thousand in one statement: several times faster than one by one.
    constexpr qsizetype bunch = 100'000;
    auto insert = prepare(
        QStringLiteral("INSERT INTO %1 SELECT value FROM json_each(?)").arg(Dialect::temporary(name)));
    if (!insert)
        return tl::unexpected(insert.error());
    for (qsizetype first = 0; first < keys.size(); first += bunch) {
        QString list(u'[');
        for (qsizetype i = first, end = qMin(keys.size(), first + bunch); i < end; ++i)
            list += (i > first ? QStringLiteral(",") : QString()) + QString::number(keys.integerAt(i));
        if (auto done = run(*insert, {QString(list + u']')}); !done)
            return done;
    }
    return {};
}

Result<void> Connection::ensureKeyTable(const QString &name, const KeyList &keys)
{
    const auto held = m_filled.constFind(name);
    if (held != m_filled.cend() && held->width() == keys.width() && *held == keys)
        return {};
    m_filled.remove(name); // a fill that fails half-way must not pass for this one
    if (auto done = fillKeyTable(name, keys); !done)
        return done;
    m_filled.insert(name, keys);
    return {};
}

Result<void> Connection::copyTo(const QString &path)
{
    // Beside the target and renamed over it at the end, as QSaveFile would: SQLite writes the file itself.
    QTemporaryFile reserved(path + QStringLiteral(".XXXXXX"));
    if (!reserved.open()) {
        return failure(Error::Kind::Failed, Text::tr("The copy could not be written to %1.").arg(path),
                       reserved.errorString());
    }
    reserved.setAutoRemove(false);
    const QString part = reserved.fileName();
    reserved.close();
    const auto failed = [&](const QString &words) {
        QFile::remove(part);
        return failure(
            isCancelled() ? Error::Kind::Cancelled : Error::Kind::Failed,
            isCancelled() ? Text::tr("Cancelled.") : Text::tr("The copy could not be written to %1.").arg(path), words);
    };
    if (m_sharesLibrary) {
        sqlite3 *target = nullptr;
        int code = sqlite3_open_v2(QFile::encodeName(part).constData(), &target,
                                   SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
        if (code == SQLITE_OK) {
            // https://www.sqlite.org/backup.html
            constexpr int pages = 1'000;
            if (sqlite3_backup *backup = sqlite3_backup_init(target, "main", handle(), "main")) {
                do {
                    code = sqlite3_backup_step(backup, pages);
                } while (code == SQLITE_OK && !isCancelled());
                sqlite3_backup_finish(backup);
            } else {
                code = sqlite3_errcode(target);
            }
        }
        const QString words = QString::fromUtf8(sqlite3_errmsg(target));
        sqlite3_close(target);
        if (code != SQLITE_DONE)
            return failed(words);
    } else if (auto done = exec(QStringLiteral("VACUUM INTO ?"), {part}); !done) {
        return failed(done.error().detail);
    }
    std::error_code error;
    std::filesystem::rename(part.toStdU16String(), path.toStdU16String(), error);
    if (error)
        return failed(QString::fromStdString(error.message()));
    // What an earlier database of that name left must not be applied to this one.
    for (const QString &rest : {QStringLiteral("-journal"), QStringLiteral("-wal"), QStringLiteral("-shm")})
        QFile::remove(path + rest);
    return {};
}

bool Connection::hasOpenReferences() const
{
    // https://www.sqlite.org/c3ref/c_dbstatus_options.html#sqlitedbstatusdeferredfks
    int open = 0;
    int highest = 0;
    sqlite3 *sqlite = sharedHandle();
    return sqlite && sqlite3_db_status(sqlite, SQLITE_DBSTATUS_DEFERRED_FKS, &open, &highest, 0) == SQLITE_OK && open;
}

QString Connection::libraryVersion()
{
    return QString::fromLatin1(sqlite3_libversion());
}

Result<void> Connection::probeWriting()
{
    if (auto begun = exec(Dialect::beginWriting()); !begun)
        return tl::unexpected(begun.error());
    if (auto ended = exec(QStringLiteral("ROLLBACK")); !ended)
        return tl::unexpected(ended.error());
    return {};
}

} // namespace joinery
