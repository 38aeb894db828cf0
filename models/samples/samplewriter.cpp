#include "samples/samplewriter.h"

#include "database/dialect.h"
#include "samples/sample.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QStandardPaths>
#include <QTemporaryFile>
#include <QtEndian>

#include <algorithm>
#include <atomic>
#include <filesystem>

namespace joinery {

namespace {

const QString folder = QStringLiteral(":/samples/");
const QString suffix = QStringLiteral(".sql");

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::SampleWriter)
};

/// In a sample's script a statement ends where a line ends with a semicolon; lines of comment stand between statements.
QStringList statements(const QString &script)
{
    QStringList found;
    QString statement;
    for (const QString &line : script.split(u'\n')) {
        if (statement.isEmpty() && (line.isEmpty() || line.startsWith(QLatin1String("--"))))
            continue;
        statement += line + u'\n';
        if (line.endsWith(u';')) {
            found += statement;
            statement.clear();
        }
    }
    if (!statement.isEmpty())
        found += statement;
    return found;
}

Result<void> runAll(QSqlDatabase &database, const QStringList &sql)
{
    QSqlQuery query(database);
    for (const QString &statement : sql) {
        if (!query.exec(statement))
            return tl::unexpected(Dialect::error(query.lastError()));
    }
    return {};
}

/// A Connection never creates a file, so this is a plain one.
Result<void> fill(const QString &path, const QString &script, int number)
{
    static std::atomic<int> counter = 0;
    const QString name = QStringLiteral("joinery-sample-%1").arg(++counter);
    Result<void> done;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        database.setDatabaseName(path);
        // The file is thrown away when anything fails, so its journal need not be a file beside it.
        QStringList all{QStringLiteral("PRAGMA journal_mode = MEMORY"), QStringLiteral("PRAGMA foreign_keys = ON"),
                        QStringLiteral("PRAGMA application_id = %1").arg(sampleMark),
                        QStringLiteral("PRAGMA user_version = %1").arg(number), QStringLiteral("BEGIN")};
        all += statements(script);
        all += QStringLiteral("COMMIT");
        done = database.open() ? runAll(database, all) : tl::unexpected(Dialect::error(database.lastError()));
        database.close();
    }
    QSqlDatabase::removeDatabase(name);
    return done;
}

Error alreadyThere(const QString &path)
{
    return {Error::Kind::Refused, Text::tr("There is a file %1 already; choose another name.").arg(path), {}};
}

Result<void> moveInto(QTemporaryFile &file, const QString &path, ExistingFile existing)
{
    const QString from = file.fileName();
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther);
    if (existing == ExistingFile::Keep) {
        if (!QFile::rename(from, path)) {
            return tl::unexpected(QFileInfo::exists(path)
                                      ? alreadyThere(path)
                                      : Error{Error::Kind::Failed, Text::tr("%1 could not be written.").arg(path), {}});
        }
        return {};
    }
    // What SQLite left beside the old file would be taken for the new one's.
    for (const QString &beside : {QStringLiteral("-journal"), QStringLiteral("-wal"), QStringLiteral("-shm")})
        QFile::remove(path + beside);
    std::error_code error;
    std::filesystem::rename(std::filesystem::path(from.toStdU16String()), std::filesystem::path(path.toStdU16String()),
                            error);
    if (error) {
        return failure(Error::Kind::Failed, Text::tr("%1 could not be written.").arg(path),
                       QString::fromLocal8Bit(error.message().c_str()));
    }
    return {};
}

} // namespace

QStringList sampleNames()
{
    QStringList names;
    for (const Sample &each : samples())
        names += each.name;
    return names;
}

QString sampleIn(const QString &path)
{
    constexpr qsizetype headerSize = 100;
    constexpr qsizetype userVersion = 60;
    constexpr qsizetype applicationId = 68;
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray header = file.read(headerSize);
    if (header.size() < headerSize || !header.startsWith("SQLite format 3"))
        return {};
    if (qFromBigEndian<quint32>(header.constData() + applicationId) != sampleMark)
        return {};
    const quint32 number = qFromBigEndian<quint32>(header.constData() + userVersion);
    for (const Sample &each : samples()) {
        if (quint32(each.number) == number)
            return each.name;
    }
    return {};
}

Result<void> writeSample(const QString &name, const QString &path, ExistingFile existing)
{
    const QList<Sample> all = samples();
    const auto sample = std::find_if(all.begin(), all.end(), [&](const Sample &each) { return each.name == name; });
    QFile script(folder + name + suffix);
    if (sample == all.end() || !script.open(QIODevice::ReadOnly)) {
        return failure(
            Error::Kind::Missing,
            Text::tr("There is no sample %1; there is: %2.").arg(name, sampleNames().join(QStringLiteral(", "))));
    }
    const QFileInfo target(path);
    if (target.isDir())
        return failure(Error::Kind::Refused, Text::tr("%1 is a folder; choose a file's name.").arg(path));
    if (existing == ExistingFile::Keep && (target.exists() || target.isSymLink()))
        return tl::unexpected(alreadyThere(path));
    QTemporaryFile file(target.absolutePath() + QStringLiteral("/.joinery-sample-XXXXXX"));
    if (!file.open()) {
        return failure(Error::Kind::Failed,
                       Text::tr("Nothing can be written in %1: %2.").arg(target.absolutePath(), file.errorString()),
                       file.errorString());
    }
    file.close();
    if (auto filled = fill(file.fileName(), QString::fromUtf8(script.readAll()), sample->number); !filled)
        return filled;
    return moveInto(file, target.absoluteFilePath(), existing);
}

QString samplePath(const QString &name)
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/samples/") + name
         + QStringLiteral(".sqlite");
}

Result<QString> ensureSample(const QString &name, bool reset)
{
    const QString path = samplePath(name);
    if (QFileInfo::exists(path) && !reset)
        return path;
    const QString home = QFileInfo(path).absolutePath();
    if (!QDir().mkpath(home))
        return failure(Error::Kind::Failed, Text::tr("The folder %1 could not be made.").arg(home));
    auto written = writeSample(name, path, ExistingFile::Replace);
    if (!written)
        return tl::unexpected(written.error());
    return path;
}

} // namespace joinery
