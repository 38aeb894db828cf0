// What the editor's models cost beside Qt's stock relational model, on the same file in the same run. Prints ratios; asserts nothing.

#include "links/linkstore.h"
#include "referencedatabase.h"
#include "session/catalog.h"
#include "tables/entitymodel.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

using namespace joinery;

namespace {

constexpr int rounds = 5;

double median(QList<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

double milliseconds(const std::function<void()> &work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return double(timer.nsecsElapsed()) / 1e6;
}

void print(const char *what, double ours, double peer)
{
    std::printf("%-46s Joinery %10.3f ms   stock %10.3f ms   %8.1f x\n", what, ours, peer, peer / ours);
}

/// Drops `count` shows on one user, committed, with undo known; and takes them back.
double dropOurs(Connection &connection, const Catalog &catalog, int user, int count)
{
    LinkStore store(connection, catalog.schema, catalog.relationships.first());
    KeyList shows(1);
    for (qlonglong i = 1; i <= count; ++i)
        shows.append(RowKey{{i * 3}});
    Change change;
    const double time = milliseconds([&] { change = store.link(KeyList{RowKey{{qlonglong(user)}}}, shows)->change; });
    if (!store.revert(change, false))
        qFatal("undo failed");
    forget(connection, change);
    return time;
}

double dropStock(QSqlDatabase database, int user, int count)
{
    QSqlTableModel model(nullptr, database);
    model.setTable(QStringLiteral("user_favorites"));
    model.setEditStrategy(QSqlTableModel::OnManualSubmit);
    model.setFilter(QStringLiteral("user_id = %1").arg(user));
    model.select();
    const double time = milliseconds([&] {
        database.transaction();
        for (int i = 1; i <= count; ++i) {
            QSqlRecord record = model.record();
            record.setValue(0, user);
            record.setValue(1, i * 3);
            model.insertRecord(-1, record);
        }
        model.submitAll();
        database.commit();
    });
    QSqlQuery(database).exec(QStringLiteral("DELETE FROM user_favorites WHERE user_id = %1").arg(user));
    return time;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const int users = argc > 1 ? atoi(argv[1]) : 200'000;
    const int links = argc > 2 ? atoi(argv[2]) : 2'000'000;
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("reference.sqlite"));
    writeReferenceDatabase(path, users, links);
    std::printf("%d users, %d shows, about %d links; medians of %d rounds\n", users, users, links, rounds);

    const DatabaseLocation location{path};
    auto connection = Connection::open(location);
    const auto catalog = *readCatalog(**connection, location);
    QSqlDatabase stock = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("stock"));
    stock.setDatabaseName(path);
    stock.open();
    QSqlQuery(stock).exec(QStringLiteral("PRAGMA foreign_keys = ON"));
    QSqlQuery(stock).exec(QStringLiteral("DELETE FROM user_favorites WHERE user_id = 1"));

    for (const int count : {1, 1'000}) {
        QList<double> ours;
        QList<double> theirs;
        for (int round = 0; round < rounds; ++round) {
            ours += dropOurs(**connection, *catalog, 1, count);
            theirs += dropStock(stock, 1, count);
        }
        print(qPrintable(QStringLiteral("drop %1 rows on one row, committed").arg(count)), median(ours),
              median(theirs));
    }

    Session session(location);
    QEventLoop loop;
    QObject::connect(&session, &Session::loaded, &loop, &QEventLoop::quit);
    session.load();
    loop.exec();
    EditorState state(session, session.catalog()->relationships.first());
    EntityModel model(state, Side::Left);
    QObject::connect(&model, &EntityModel::orderRead, &loop, &QEventLoop::quit);
    loop.exec();
    QList<double> jumps;
    QList<double> offsets;
    for (int round = 0; round < rounds; ++round) {
        const int row = users / 2 + round * 5'000;
        jumps += milliseconds([&] {
            while (!model.index(row, 0).data().isValid())
                QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        });
        offsets += milliseconds([&] {
            QSqlQuery query(stock);
            query.exec(
                QStringLiteral("SELECT id, name, (SELECT count(*) FROM user_favorites WHERE user_id = id) FROM users "
                               "ORDER BY name LIMIT 64 OFFSET %1")
                    .arg(row));
            while (query.next()) {}
        });
    }
    print("jump to a page in the middle (peer: OFFSET)", median(jumps), median(offsets));
    return 0;
}
