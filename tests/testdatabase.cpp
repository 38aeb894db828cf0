#include "testdatabase.h"

#include <QEventLoop>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>

namespace joinery {

TestDatabase::TestDatabase(const QString &script)
{
    static int counter = 0;
    m_connection = QStringLiteral("test-%1").arg(++counter);
    QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
    database.setDatabaseName(path());
    if (!database.open())
        qFatal("cannot make the test database");
    exec(QStringLiteral("PRAGMA synchronous = OFF"));
    for (const QString &statement : script.split(QStringLiteral(";\n"), Qt::SkipEmptyParts)) {
        if (!statement.trimmed().isEmpty())
            exec(statement);
    }
}

TestDatabase::~TestDatabase()
{
    QSqlDatabase::database(m_connection).close();
    QSqlDatabase::removeDatabase(m_connection);
}

QString TestDatabase::path() const
{
    return m_folder.filePath(QStringLiteral("test.sqlite"));
}

void TestDatabase::exec(const QString &sql, const QVariantList &values)
{
    QSqlQuery query(QSqlDatabase::database(m_connection));
    query.prepare(sql);
    for (const QVariant &value : values)
        query.addBindValue(value);
    if (!query.exec())
        qFatal("%s: %s", qPrintable(sql), qPrintable(query.lastError().text()));
}

QStringList TestDatabase::rows(const QString &sql)
{
    QSqlQuery query(QSqlDatabase::database(m_connection));
    if (!query.exec(sql))
        qFatal("%s: %s", qPrintable(sql), qPrintable(query.lastError().text()));
    QStringList rows;
    while (query.next()) {
        QStringList cells;
        for (int i = 0; i < query.record().count(); ++i)
            cells += query.value(i).isNull() ? QStringLiteral("NULL") : query.value(i).toString();
        rows += cells.join(u'|');
    }
    return rows;
}

QVariant TestDatabase::value(const QString &sql)
{
    QSqlQuery query(QSqlDatabase::database(m_connection));
    if (!query.exec(sql))
        qFatal("%s: %s", qPrintable(sql), qPrintable(query.lastError().text()));
    return query.next() ? query.value(0) : QVariant();
}

QString TestDatabase::favoritesScript()
{
    return QStringLiteral(
        "CREATE TABLE networks (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\n"
        "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\n"
        "CREATE TABLE shows (id INTEGER PRIMARY KEY, title TEXT NOT NULL, year INTEGER, network_id INTEGER REFERENCES networks(id));\n"
        "CREATE TABLE user_favorites (user_id INTEGER NOT NULL REFERENCES users(id), show_id INTEGER NOT NULL REFERENCES shows(id), "
        "since DATE NOT NULL DEFAULT '2026-01-01', rating INTEGER CHECK (rating BETWEEN 1 AND 5), note TEXT, "
        "PRIMARY KEY (user_id, show_id)) WITHOUT ROWID;\n"
        "CREATE INDEX favorites_by_show ON user_favorites (show_id);\n"
        "INSERT INTO networks VALUES (1, 'HBO'), (2, 'Netflix');\n"
        "INSERT INTO users VALUES (1, 'Ada'), (2, 'Alan'), (3, 'Grace'), (4, 'Edsger'), (5, 'Barbara');\n"
        "INSERT INTO shows VALUES (1, 'Severance', 2022, NULL), (2, 'The Wire', 2002, 1), (3, 'Dark', 2017, 2), "
        "(4, 'Élite', 2018, 2), (5, 'Borgen', 2010, NULL), (6, 'Fleabag', 2016, NULL);\n"
        "INSERT INTO user_favorites VALUES (1, 1, '2026-03-01', 4, 'slow and good'), (1, 3, '2026-04-12', 5, NULL), "
        "(2, 2, '2025-01-05', NULL, NULL), (3, 1, '2025-02-06', 3, ''), (3, 2, '2025-02-07', 2, NULL);\n");
}

bool load(Session &session)
{
    bool ended = false;
    bool good = false;
    QObject context;
    QObject::connect(&session, &Session::loaded, &context, [&] { ended = good = true; });
    QObject::connect(&session, &Session::failed, &context, [&] { ended = true; });
    session.load();
    return QTest::qWaitFor([&] { return ended; }, 20'000) && good;
}

Report finish(Session &session, const std::function<void()> &gesture)
{
    Report last{Report::Kind::Failed, QStringLiteral("no report came"), {}, false};
    QObject context;
    QObject::connect(&session, &Session::reported, &context, [&](const Report &report) { last = report; });
    gesture();
    // An event loop of its own rather than QTest's polling, which would cost ten milliseconds a gesture.
    QEventLoop loop;
    QObject::connect(&session, &Session::busyChanged, &context, [&](bool busy) {
        if (!busy)
            loop.quit();
    });
    QTimer::singleShot(60'000, &context, [&] { loop.exit(1); });
    if (session.isBusy() && loop.exec() != 0)
        return {Report::Kind::Failed, QStringLiteral("the gesture did not end"), {}, false};
    return last;
}

} // namespace joinery
