#pragma once

#include "session/catalog.h"
#include "testdatabase.h"

namespace joinery {

inline QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

inline KeyList one(const QVariantList &key)
{
    return KeyList{RowKey{key}};
}

/// A scratch database and what was found in it.
struct Opened
{
    explicit Opened(const QString &script) : database(script)
    {
        connection = *Connection::open(database.location());
        catalog = *readCatalog(*connection, database.location());
    }

    const Relationship *named(const QString &joinTable, const QString &scope) const
    {
        for (const Relationship &each : catalog->relationships) {
            const bool scoped = scope.isEmpty() || (!each.scope.isEmpty() && each.scope.first().toString() == scope);
            if (each.joinTable.name == joinTable && scoped)
                return &each;
        }
        return nullptr;
    }

    /// Every row of every table, by table.
    QMap<QString, QStringList> content()
    {
        QMap<QString, QStringList> all;
        for (const Table &table : catalog->schema.tables) {
            QStringList rows = database.rows(QStringLiteral("SELECT * FROM \"%1\"")
                                                 .arg(QString(table.name.name).replace(u'"', QStringLiteral("\"\""))));
            rows.sort();
            all.insert(table.name.name, rows);
        }
        return all;
    }

    TestDatabase database;
    std::unique_ptr<Connection> connection;
    std::shared_ptr<const Catalog> catalog;
};

/// Ada is a friend of Alan and, stored the other way round, of Grace; Edsger of nobody. `table` makes the table of friends.
inline QString friendsScript(const QString &table)
{
    return text("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);\n"
                "INSERT INTO users VALUES (1, 'Ada'), (2, 'Alan'), (3, 'Grace'), (4, 'Edsger');\n")
         + table + text(";\nINSERT INTO friends (user_id, friend_id) VALUES (1, 2), (3, 1)");
}

inline const QString friendsTable = QStringLiteral(
    "CREATE TABLE friends (user_id INTEGER NOT NULL REFERENCES users, friend_id INTEGER NOT NULL REFERENCES users, "
    "since TEXT, PRIMARY KEY (user_id, friend_id))");

} // namespace joinery
