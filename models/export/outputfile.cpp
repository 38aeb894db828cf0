#include "export/outputfile.h"

#include "database/connection.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSaveFile>

#include <algorithm>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::OutputFile)
};

/// The number of an open file of this process's that `path` stands for, such as /dev/stdout; −1 for others.
int openFile(const QString &path)
{
    static const QRegularExpression form(QStringLiteral("^/(?:dev|proc/self)/(?:fd/(\\d+)|(stdout)|(stderr))$"));
    const QRegularExpressionMatch match = form.match(path);
    if (!match.hasMatch())
        return -1;
    return match.hasCaptured(2) ? 1 : match.hasCaptured(3) ? 2 : match.captured(1).toInt();
}

bool isOnDisk(const QString &path)
{
    const QFileInfo info(path);
    return !info.exists() || info.isFile() || info.isDir();
}

/// Where a path leads, also where no file is there yet.
QString placeOf(const QString &path)
{
    const QFileInfo info(path);
    return info.exists() ? info.canonicalFilePath()
                         : QFileInfo(info.absolutePath()).canonicalFilePath() + u'/' + info.fileName();
}

} // namespace

OutputFile::~OutputFile() = default;

Result<std::unique_ptr<OutputFile>> OutputFile::open(const QString &path, const QStringList &inUse)
{
    std::unique_ptr<OutputFile> output(new OutputFile(path));
    if (isOneOf(path, inUse)) {
        return failure(Error::Kind::Failed,
                       Text::tr("%1 is in use and would be written over; name another file.").arg(path));
    }
    const int number = openFile(path);
    const QIODevice::OpenMode mode = QIODevice::WriteOnly | QIODevice::Unbuffered;
    bool isOpen = false;
    if (number < 0 && isOnDisk(path)) {
        output->m_device = std::make_unique<QSaveFile>(path);
        isOpen = output->m_device->open(mode);
    } else {
        auto file = std::make_unique<QFile>(path);
#ifdef Q_OS_UNIX
        isOpen = number >= 0 ? file->open(dup(number), mode, QFileDevice::AutoCloseHandle) : file->open(mode);
#else
        isOpen = file->open(mode);
#endif
        output->m_device = std::move(file);
    }
    if (!isOpen)
        return output->failed();
    return output;
}

Result<void> OutputFile::commit()
{
    auto *whole = qobject_cast<QSaveFile *>(m_device.get());
    const bool isDone = whole ? whole->commit() : m_device->flush() && m_device->error() == QFileDevice::NoError;
    if (!isDone)
        return failed();
    return {};
}

tl::unexpected<Error> OutputFile::failed() const
{
    return failure(Error::Kind::Failed, Text::tr("%1 could not be written: %2.").arg(m_path, m_device->errorString()),
                   m_device->errorString());
}

QStringList databaseFiles(Connection &connection)
{
    QStringList files;
    auto query = connection.exec(QStringLiteral("SELECT file FROM pragma_database_list WHERE file <> ''"));
    while (query && query->next()) {
        const QString file = query->value(0).toString();
        files += file;
        for (const QLatin1String companion : {QLatin1String("-journal"), QLatin1String("-wal"), QLatin1String("-shm")})
            files += file + companion;
    }
    return files;
}

bool isOneOf(const QString &path, const QStringList &files)
{
    const QString place = placeOf(path);
    return std::any_of(files.begin(), files.end(), [&](const QString &file) { return placeOf(file) == place; });
}

} // namespace joinery
