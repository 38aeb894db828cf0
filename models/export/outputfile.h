#pragma once

#include "values/result.h"

#include <QString>

#include <memory>

class QFileDevice;

namespace joinery {

class Connection;

/// A file that a person names to be written. A file of the disk is written whole or stays as it was; what else there may be, a pipe or
/// a device, takes the bytes as they come and is never replaced.
class OutputFile
{
public:
    /// `inUse`: files that must not be written over. Fails with Failed.
    static Result<std::unique_ptr<OutputFile>> open(const QString &path, const QStringList &inUse);
    ~OutputFile();
    Q_DISABLE_COPY_MOVE(OutputFile)

    QFileDevice &device() { return *m_device; }
    /// Fails when this or an earlier write did; then nothing has changed.
    Result<void> commit();
    /// Says that it could not be written, and why.
    tl::unexpected<Error> failed() const;

private:
    explicit OutputFile(const QString &path) : m_path(path) {}

    const QString m_path;
    std::unique_ptr<QFileDevice> m_device;
};

/// The files that an open database is kept in, journals among them (https://www.sqlite.org/tempfiles.html).
QStringList databaseFiles(Connection &connection);

/// True when `path` leads to one of the files, by whatever links.
bool isOneOf(const QString &path, const QStringList &files);

} // namespace joinery
