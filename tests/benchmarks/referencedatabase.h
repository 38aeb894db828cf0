#pragma once

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>

namespace joinery {

/// Writes the reference database: `users` users and as many shows with unique names, `links` long-tailed favorites, always the same
/// for the same numbers. The file must not exist.
inline void writeReferenceDatabase(const QString &path, int users, int links)
{
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("reference"));
        database.setDatabaseName(path);
        database.open();
        QSqlQuery query(database);
        for (
            const QString &sql : {
                QStringLiteral("PRAGMA synchronous = OFF"),
                QStringLiteral("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)"),
                QStringLiteral("CREATE TABLE shows (id INTEGER PRIMARY KEY, title TEXT NOT NULL UNIQUE)"),
                QStringLiteral(
                    "CREATE TABLE user_favorites (user_id INTEGER NOT NULL REFERENCES users(id), show_id INTEGER NOT NULL "
                    "REFERENCES shows(id), PRIMARY KEY (user_id, show_id)) WITHOUT ROWID"),
                QStringLiteral("BEGIN"),
                QStringLiteral(
                    "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %1) INSERT INTO users SELECT i, "
                    "printf('User %07d', (i * 7919) % 10000019) FROM n")
                    .arg(users),
                QStringLiteral("INSERT INTO shows SELECT id, 'Show ' || substr(name, 6) FROM users"),
                // A multiplicative generator gives evenly spread numbers; their third power makes the tail long.
                QStringLiteral(
                    "WITH n(i, a, b) AS (SELECT 1, 12345, 67891 UNION ALL SELECT i + 1, (a * 16807) % 2147483647, (b * 48271) % 2147483647 "
                    "FROM n WHERE i < %2) INSERT OR IGNORE INTO user_favorites SELECT 1 + CAST(%1 * (a / 2147483647.0) AS INTEGER), "
                    "1 + CAST(%1 * (b / 2147483647.0) * (b / 2147483647.0) * (b / 2147483647.0) AS INTEGER) FROM n")
                    .arg(users)
                    .arg(links),
                QStringLiteral("CREATE INDEX favorites_by_show ON user_favorites (show_id)"),
                QStringLiteral("COMMIT"),
            }) {
            if (!query.exec(sql))
                qFatal("%s", qPrintable(sql));
        }
        query.finish();
        database.close();
    }
    QSqlDatabase::removeDatabase(QStringLiteral("reference"));
}

} // namespace joinery
