#include "database/databasefile.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::DatabaseFile)
};

} // namespace

Result<void> checkDatabaseFile(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return failure(Error::Kind::Missing, Text::tr("There is no file %1.").arg(path));
    if (info.isDir())
        return failure(Error::Kind::NotADatabase, Text::tr("%1 is a folder. Choose a database file.").arg(path));
    if (!info.isFile()) // reading from a pipe would wait for ever
        return failure(Error::Kind::NotADatabase, Text::tr("%1 is no file. Choose a database file.").arg(path));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return failure(Error::Kind::Failed, Text::tr("%1 may not be read. Ask for permission to read it.").arg(path),
                       file.errorString());
    }
    const QByteArray header = file.read(100);
    if (header.isEmpty())
        return failure(Error::Kind::NotADatabase, Text::tr("%1 is empty: it holds no tables.").arg(path));
    if (!header.startsWith(QByteArrayView("SQLite format 3\0", 16))) {
        return failure(Error::Kind::NotADatabase,
                       Text::tr("%1 is not an SQLite database, or it is encrypted.").arg(path));
    }
    if (header.size() < 100)
        return failure(Error::Kind::Damaged, Text::tr("%1 is cut off: not even its header is whole.").arg(path));
    return {};
}

bool needsLogBeside(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) && file.read(20).endsWith("\2\2")
        && !QFileInfo(QFileInfo(path).absolutePath()).isWritable();
}

} // namespace joinery
