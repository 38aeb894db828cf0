#include "database/databasefile.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <mutex>
#include <vector>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::DatabaseFile)
};

constexpr qint64 headerSize = 100;
constexpr qsizetype formatVersions =
    18; // two of them: https://www.sqlite.org/fileformat.html#file_format_version_numbers

/// What this process has open. A file is looked into under the mutex, so that none is opened meanwhile.
struct OpenFiles
{
    std::mutex mutex;
    std::vector<std::filesystem::path> paths;
};

OpenFiles &openFiles()
{
    static OpenFiles files;
    return files;
}

bool isSame(const std::filesystem::path &one, const std::filesystem::path &other)
{
    std::error_code error;
    return one == other || std::filesystem::equivalent(one, other, error);
}

Result<QByteArray> readHeader(const QString &path)
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
    return file.read(headerSize);
}

Result<void> checkHeader(const QString &path, const QByteArray &header)
{
    if (header.isEmpty())
        return failure(Error::Kind::NotADatabase, Text::tr("%1 is empty: it holds no tables.").arg(path));
    if (!header.startsWith(QByteArrayView("SQLite format 3\0", 16))) {
        return failure(Error::Kind::NotADatabase,
                       Text::tr("%1 is not an SQLite database, or it is encrypted.").arg(path));
    }
    if (header.size() < headerSize)
        return failure(Error::Kind::Damaged, Text::tr("%1 is cut off: not even its header is whole.").arg(path));
    return {};
}

} // namespace

Result<DatabaseFile> DatabaseFile::open(const QString &path)
{
    const std::filesystem::path absolute = QFileInfo(path).filesystemAbsoluteFilePath();
    OpenFiles &open = openFiles();
    const std::scoped_lock lock(open.mutex);
    const bool isOpen = std::any_of(open.paths.begin(), open.paths.end(),
                                    [&](const std::filesystem::path &each) { return isSame(each, absolute); });
    bool needsLogBeside = false;
    if (!isOpen) {
        const auto header = readHeader(path);
        if (!header)
            return tl::unexpected(header.error());
        if (auto fine = checkHeader(path, *header); !fine)
            return tl::unexpected(fine.error());
        needsLogBeside = header->sliced(formatVersions).startsWith("\2\2")
                      && !QFileInfo(QFileInfo(path).absolutePath()).isWritable();
    }
    open.paths.push_back(absolute);
    return DatabaseFile(absolute, needsLogBeside);
}

DatabaseFile::~DatabaseFile()
{
    if (m_path.empty())
        return;
    OpenFiles &open = openFiles();
    const std::scoped_lock lock(open.mutex);
    open.paths.erase(std::find(open.paths.begin(), open.paths.end(), m_path));
}

DatabaseFile::DatabaseFile(DatabaseFile &&other) noexcept
{
    *this = std::move(other);
}

DatabaseFile &DatabaseFile::operator=(DatabaseFile &&other) noexcept
{
    std::swap(m_path, other.m_path);
    std::swap(m_needsLogBeside, other.m_needsLogBeside);
    return *this;
}

} // namespace joinery
