// What opening a schema of many tables costs beside the plain queries that read the same schema. Prints ratios; asserts nothing.

#include "session/catalog.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

using namespace joinery;

namespace {

constexpr int rounds = 5;

QString entity(int i)
{
    static const QStringList words = {QStringLiteral("user"),  QStringLiteral("order"), QStringLiteral("item"),
                                      QStringLiteral("tag"),   QStringLiteral("post"),  QStringLiteral("page"),
                                      QStringLiteral("role"),  QStringLiteral("team"),  QStringLiteral("event"),
                                      QStringLiteral("album"), QStringLiteral("track"), QStringLiteral("pupil")};
    return words[i % words.size()] + QString::number(i);
}

/// Half entity tables, half join tables; their keys declared or not.
void writeSchema(const QString &path, int tables, bool declared)
{
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("writer"));
        database.setDatabaseName(path);
        database.open();
        QSqlQuery query(database);
        const auto run = [&](const QString &sql) {
            if (!query.exec(sql))
                qFatal("%s", qPrintable(sql));
        };
        const int entities = tables / 2;
        const auto refer = [&](int i) {
            return declared ? QStringLiteral(" REFERENCES %1s(id)").arg(entity(i % entities)) : QString();
        };
        run(QStringLiteral("PRAGMA synchronous = OFF"));
        run(QStringLiteral("BEGIN"));
        for (int i = 0; i < entities; ++i) {
            run(QStringLiteral(
                    "CREATE TABLE %1s (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, note TEXT, %2_id INTEGER%3, "
                    "created_at TEXT, updated_at TEXT)")
                    .arg(entity(i), entity((i + 7) % entities), refer(i + 7)));
            run(QStringLiteral("WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20) "
                               "INSERT INTO %1s SELECT i, 'name ' || i, '', i, '', '' FROM n")
                    .arg(entity(i)));
        }
        for (int i = 0; i < entities; ++i) {
            const QString other = entity((i + 13) % entities);
            run(QStringLiteral(
                    "CREATE TABLE %1_%2s (%1_id INTEGER NOT NULL%3, %2_id INTEGER NOT NULL%4, position INTEGER%5)")
                    .arg(entity(i), other, refer(i), refer(i + 13),
                         i % 2 ? QStringLiteral(", PRIMARY KEY (%1_id, %2_id)").arg(entity(i), other) : QString()));
            run(QStringLiteral("WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20) "
                               "INSERT INTO %1_%2s SELECT i, 21 - i, i FROM n")
                    .arg(entity(i), other));
        }
        run(QStringLiteral("COMMIT"));
    }
    QSqlDatabase::removeDatabase(QStringLiteral("writer"));
}

double milliseconds(const std::function<void()> &work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return double(timer.nsecsElapsed()) / 1e6;
}

void readPlainly(const QString &path)
{
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("plain"));
        database.setDatabaseName(path);
        database.open();
        const auto column = [&](const QString &sql, int index) {
            QSqlQuery query(database);
            query.setForwardOnly(true);
            query.exec(sql);
            QStringList values;
            while (query.next())
                values += query.value(index).toString();
            return values;
        };
        for (const QString &table : column(QStringLiteral("SELECT name FROM sqlite_master WHERE type = 'table'"), 0)) {
            column(QStringLiteral("PRAGMA table_xinfo(\"%1\")").arg(table), 1);
            for (const QString &index : column(QStringLiteral("PRAGMA index_list(\"%1\")").arg(table), 1))
                column(QStringLiteral("PRAGMA index_info(\"%1\")").arg(index), 2);
            column(QStringLiteral("PRAGMA foreign_key_list(\"%1\")").arg(table), 2);
        }
    }
    QSqlDatabase::removeDatabase(QStringLiteral("plain"));
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const int tables = argc > 1 ? atoi(argv[1]) : 2'000;
    QTemporaryDir folder;
    for (const bool declared : {true, false}) {
        const QString path = folder.filePath(declared ? QStringLiteral("declared.sqlite")
                                                      : QStringLiteral("undeclared.sqlite"));
        writeSchema(path, tables, declared);
        QList<double> ours;
        QList<double> plain;
        qsizetype found = 0;
        for (int round = 0; round < rounds; ++round) {
            plain += milliseconds([&] { readPlainly(path); });
            ours += milliseconds([&] {
                const auto connection = Connection::open({path});
                found = (*readCatalog(**connection, {path}))->relationships.size();
            });
        }
        std::sort(ours.begin(), ours.end());
        std::sort(plain.begin(), plain.end());
        std::printf("%d tables, keys %-10s %lld relationships   Joinery %8.1f ms   plain queries %8.1f ms   %5.2f x\n",
                    tables, declared ? "declared" : "undeclared", static_cast<long long>(found), ours[rounds / 2],
                    plain[rounds / 2], ours[rounds / 2] / plain[rounds / 2]);
    }
    return 0;
}
