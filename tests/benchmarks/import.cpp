// What `joinery import` costs beside the sqlite3 shell's `.import`, whole processes on copies of one database and on the same file,
// with foreign keys and uniqueness enforced by both. Prints rows per second, peak memory and ratios; asserts nothing.
// Arguments: rows, entities on each side, rounds, and a part of a schema's name.

#include "measuredprocess.h"

#include <QCoreApplication>
#include <QFile>
#include <QSet>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

using namespace joinery;

namespace {

struct Shape
{
    const char *name;
    const char *schema; // of the join table "favorites" over users and shows
    const char *header = "user_id,show_id";
    bool byName = true;
};

const QList<Shape> shapes = {
    {"composite primary key", "CREATE TABLE favorites (user_id INTEGER NOT NULL REFERENCES users(id), show_id INTEGER "
                              "NOT NULL REFERENCES shows(id), PRIMARY KEY (user_id, show_id));"},
    {"without rowid", "CREATE TABLE favorites (user_id INTEGER NOT NULL REFERENCES users(id), show_id INTEGER NOT NULL "
                      "REFERENCES shows(id), PRIMARY KEY (user_id, show_id)) WITHOUT ROWID;"},
    {"without rowid, extra index",
     "CREATE TABLE favorites (user_id INTEGER NOT NULL REFERENCES users(id), show_id INTEGER NOT NULL REFERENCES "
     "shows(id), PRIMARY KEY (user_id, show_id)) WITHOUT ROWID; CREATE INDEX by_show ON favorites (show_id);"},
    {"surrogate id, unique pair, extra index",
     "CREATE TABLE favorites (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users(id), show_id INTEGER "
     "NOT NULL REFERENCES shows(id), UNIQUE (user_id, show_id)); CREATE INDEX by_show ON favorites (show_id);",
     "id,user_id,show_id", false},
    {"unique index",
     "CREATE TABLE favorites (user_id INTEGER NOT NULL REFERENCES users(id), show_id INTEGER NOT NULL REFERENCES "
     "shows(id)); CREATE UNIQUE INDEX pair ON favorites (user_id, show_id);"},
    {"no key, two indexes",
     "CREATE TABLE favorites (user_id INTEGER NOT NULL REFERENCES users(id), show_id INTEGER NOT NULL REFERENCES "
     "shows(id)); CREATE INDEX by_user ON favorites (user_id); CREATE INDEX by_show ON favorites (show_id);"},
    {"surrogate id, pairs may repeat, two indexes",
     "CREATE TABLE favorites (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users(id), show_id INTEGER "
     "NOT NULL REFERENCES shows(id)); CREATE INDEX by_user ON favorites (user_id); CREATE INDEX by_show ON favorites (show_id);",
     "id,user_id,show_id"},
    {"check and trigger",
     "CREATE TABLE favorites (user_id INTEGER NOT NULL REFERENCES users(id), show_id INTEGER NOT NULL REFERENCES "
     "shows(id), rating INTEGER CHECK (rating BETWEEN 1 AND 5), PRIMARY KEY (user_id, show_id)); CREATE TABLE made (n); "
     "INSERT INTO made VALUES (0); CREATE TRIGGER count AFTER INSERT ON favorites BEGIN UPDATE made SET n = n + 1; END;",
     "user_id,show_id,rating"},
    {"log by a trigger",
     "CREATE TABLE favorites (user_id INTEGER NOT NULL REFERENCES users(id), show_id INTEGER NOT NULL REFERENCES "
     "shows(id), rating INTEGER, PRIMARY KEY (user_id, show_id)); CREATE TABLE log (id INTEGER PRIMARY KEY, user_id INTEGER, "
     "show_id INTEGER); CREATE TRIGGER logged AFTER INSERT ON favorites BEGIN INSERT INTO log (user_id, show_id) VALUES "
     "(new.user_id, new.show_id); END;",
     "user_id,show_id,rating"},
    {"trigger that reads a user's links",
     "CREATE TABLE favorites (user_id INTEGER NOT NULL REFERENCES users(id), show_id INTEGER NOT NULL REFERENCES "
     "shows(id), rating INTEGER, PRIMARY KEY (user_id, show_id)); CREATE TRIGGER few BEFORE INSERT ON favorites WHEN "
     "(SELECT count(*) FROM favorites WHERE user_id = new.user_id) >= 5000 BEGIN SELECT RAISE(ABORT, 'enough'); END;",
     "user_id,show_id,rating"},
    {"another unique key, of shows",
     "CREATE TABLE favorites (user_id INTEGER NOT NULL REFERENCES users(id), show_id INTEGER NOT NULL REFERENCES "
     "shows(id), place INTEGER, PRIMARY KEY (user_id, show_id), UNIQUE (show_id, place));",
     "user_id,show_id,place"},
    {"another unique key, of links",
     "CREATE TABLE favorites (user_id INTEGER NOT NULL REFERENCES users(id), show_id INTEGER NOT NULL REFERENCES "
     "shows(id), place INTEGER UNIQUE, PRIMARY KEY (user_id, show_id));",
     "user_id,show_id,place"},
};

/// The same numbers in every run.
class Numbers
{
public:
    /// Evenly spread, from 1 to `most`.
    qint64 even(qint64 most) { return 1 + qint64(double(most) * next()); }
    /// Most often small.
    qint64 longTailed(qint64 most)
    {
        const double each = next();
        return 1 + qint64(double(most) * each * each * each);
    }

private:
    double next()
    {
        m_state = m_state * 6364136223846793005ULL + 1442695040888963407ULL;
        return double(m_state >> 11) / double(1ULL << 53);
    }

    quint64 m_state = 20260101;
};

struct Files
{
    QString byId;
    QString byName;
};

void write(QFile &file, const QByteArray &line)
{
    if (file.write(line) != line.size())
        qFatal("cannot write %s", qPrintable(file.fileName()));
}

/// The column that comes with each pair; empty: none.
QByteArray payloadOf(const Shape &shape)
{
    const QByteArray header(shape.header);
    return header.count(',') < 2 || header.startsWith("id,") ? QByteArray() : header.mid(header.lastIndexOf(',') + 1);
}

/// Different pairs in no order, once as ids and once as names.
Files writeFiles(const QString &folder, const Shape &shape, int entities, int rows)
{
    const Files paths{folder + QStringLiteral("/id.csv"), folder + QStringLiteral("/name.csv")};
    QFile byId(paths.byId);
    QFile byName(paths.byName);
    if (!byId.open(QIODevice::WriteOnly) || !byName.open(QIODevice::WriteOnly))
        qFatal("cannot write into %s", qPrintable(folder));
    const QByteArray header(shape.header);
    const bool hasId = header.startsWith("id,");
    const QByteArray payload = payloadOf(shape);
    write(byId, header + '\n');
    write(byName, "user,show" + (payload.isEmpty() ? QByteArray() : ',' + payload) + '\n');
    Numbers numbers;
    QSet<quint64> seen;
    seen.reserve(rows);
    for (int row = 1; row <= rows;) {
        const qint64 user = numbers.even(entities);
        const qint64 show = numbers.longTailed(entities);
        const quint64 pair = quint64(user) << 32 | quint64(show);
        if (seen.contains(pair))
            continue;
        seen.insert(pair);
        // A rating of five, or a place of its own.
        const QByteArray value = payload.isEmpty()   ? QByteArray()
                               : payload == "rating" ? ',' + QByteArray::number(1 + row % 5)
                                                     : ',' + QByteArray::number(row);
        write(byId, (hasId ? QByteArray::number(row) + ',' : QByteArray()) + QByteArray::number(user) + ','
                        + QByteArray::number(show) + value + '\n');
        write(byName, "User " + QByteArray::number(user * 7919 % 10'000'019) + ",Show "
                          + QByteArray::number(show * 7919 % 10'000'019) + value + '\n');
        ++row;
    }
    return paths;
}

void writeDatabase(const QString &path, const Shape &shape, int entities)
{
    const QString connection = QStringLiteral("writer");
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection);
        database.setDatabaseName(path);
        database.open();
        QSqlQuery query(database);
        QStringList statements{
            QStringLiteral("PRAGMA synchronous = OFF"),
            QStringLiteral("BEGIN"),
            QStringLiteral("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)"),
            QStringLiteral("CREATE TABLE shows (id INTEGER PRIMARY KEY, title TEXT NOT NULL UNIQUE)"),
            QStringLiteral("WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %1) "
                           "INSERT INTO users SELECT i, 'User ' || (i * 7919 % 10000019) FROM n")
                .arg(entities),
            QStringLiteral("INSERT INTO shows SELECT id, 'Show ' || substr(name, 6) FROM users")};
        // A trigger holds a semicolon of its own.
        const QString schema = QString::fromLatin1(shape.schema);
        const qsizetype trigger = schema.indexOf(QLatin1String("CREATE TRIGGER"));
        for (const QString &each : schema.left(trigger).split(u';', Qt::SkipEmptyParts)) {
            if (!each.trimmed().isEmpty())
                statements += each;
        }
        if (trigger >= 0)
            statements += schema.mid(trigger);
        statements += QStringLiteral("COMMIT");
        for (const QString &sql : std::as_const(statements)) {
            if (!query.exec(sql))
                qFatal("%s", qPrintable(sql));
        }
        query.finish();
        database.close();
    }
    QSqlDatabase::removeDatabase(connection);
}

qint64 links(const QString &path)
{
    const QString connection = QStringLiteral("reader");
    qint64 count = 0;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection);
        database.setDatabaseName(path);
        database.open();
        QSqlQuery query(QStringLiteral("SELECT count(*) FROM favorites"), database);
        count = query.next() ? query.value(0).toLongLong() : -1;
    }
    QSqlDatabase::removeDatabase(connection);
    return count;
}

/// Runs one way of importing `rounds` times, each on a fresh copy; the medians.
class Way
{
public:
    Way(const QString &name, const QString &original, qint64 rows) : m_name(name), m_original(original), m_rows(rows) {}

    void round(const QString &program, const QStringList &arguments)
    {
        const QString copy = m_original + QStringLiteral(".copy");
        QFile::remove(copy);
        if (!QFile::copy(m_original, copy))
            qFatal("cannot copy %s", qPrintable(m_original));
        const Measured measured = measure(program, arguments);
        if (measured.status != 0 || links(copy) != m_rows)
            qFatal("%s: ended with %d, %lld links", qPrintable(m_name), measured.status, links(copy));
        m_seconds += measured.seconds;
        m_memory += measured.peakKibibytes;
    }

    double seconds() const { return median(m_seconds); }
    double mebibytes() const { return median(m_memory) / 1024; }

private:
    static double median(QList<double> values)
    {
        std::sort(values.begin(), values.end());
        return values[values.size() / 2];
    }

    const QString m_name;
    const QString m_original;
    const qint64 m_rows;
    QList<double> m_seconds;
    QList<double> m_memory;
};

void print(const Shape &shape, const char *how, qint64 rows, const Way &ours, const Way &peer)
{
    std::printf("%-52s %-8s Joinery %9.0f rows/s %6.0f MiB   .import %9.0f rows/s %6.0f MiB  %6.2f x\n", shape.name,
                how, double(rows) / ours.seconds(), ours.mebibytes(), double(rows) / peer.seconds(), peer.mebibytes(),
                peer.seconds() / ours.seconds());
    std::fflush(stdout);
}

void compare(const Shape &shape, int rows, int entities, int rounds)
{
    QTemporaryDir folder;
    const QString database = folder.filePath(QStringLiteral("original"));
    const QString copy = database + QStringLiteral(".copy");
    writeDatabase(database, shape, entities);
    const Files files = writeFiles(folder.path(), shape, entities, rows);
    const auto joinery = [&](const QString &file) {
        return QStringList{QStringLiteral("import"), copy, QStringLiteral("-r"), QStringLiteral("favorites"), file};
    };
    const QStringList shell{QStringLiteral("-batch"), QStringLiteral("-bail"), copy,
                            QStringLiteral("PRAGMA foreign_keys = ON"), QStringLiteral(".mode csv")};
    Way ours(QStringLiteral("Joinery"), database, rows);
    Way peer(QStringLiteral(".import"), database, rows);
    for (int round = 0; round < rounds; ++round) {
        ours.round(QStringLiteral(JOINERY_BINARY), joinery(files.byId));
        peer.round(QStringLiteral("sqlite3"),
                   shell + QStringList{QStringLiteral(".import --skip 1 %1 favorites").arg(files.byId)});
    }
    print(shape, "by id", rows, ours, peer);
    if (!shape.byName)
        return;
    const QByteArray payload = payloadOf(shape);
    const QString more = payload.isEmpty() ? QString() : QStringLiteral(", ") + QString::fromLatin1(payload);
    const QStringList staged =
        shell
        + QStringList{QStringLiteral("CREATE TEMP TABLE staging (user, show%1)").arg(more),
                      QStringLiteral(".import --skip 1 %1 staging").arg(files.byName),
                      QStringLiteral("INSERT INTO favorites (user_id, show_id%1) SELECT u.id, s.id%1 FROM staging "
                                     "JOIN users AS u ON u.name = user JOIN shows AS s ON s.title = show")
                          .arg(more)};
    Way oursByName(QStringLiteral("Joinery by name"), database, rows);
    Way peerByName(QStringLiteral(".import and two joins"), database, rows);
    for (int round = 0; round < rounds; ++round) {
        oursByName.round(QStringLiteral(JOINERY_BINARY), joinery(files.byName));
        peerByName.round(QStringLiteral("sqlite3"), staged);
    }
    print(shape, "by name", rows, oursByName, peerByName);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const int rows = argc > 1 ? atoi(argv[1]) : 1'000'000;
    const int entities = argc > 2 ? atoi(argv[2]) : 1'000'000;
    const int rounds = argc > 3 ? atoi(argv[3]) : 3;
    const QByteArray part = argc > 4 ? QByteArray(argv[4]) : QByteArray();
    std::printf("%d rows, %d entities on each side; medians of %d rounds\n", rows, entities, rounds);
    for (const Shape &shape : shapes) {
        if (QByteArray(shape.name).contains(part))
            compare(shape, rows, entities, rounds);
    }
    return 0;
}
