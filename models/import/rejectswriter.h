#pragma once

#include "csv/csvrecord.h"
#include "export/outputbuffer.h"
#include "export/outputfile.h"

#include <QFileDevice>
#include <QStringList>

#include <memory>

namespace joinery {

/// Writes the rejected rows as CSV, UTF-8: the line, the reason, then the row's fields as they stood, those that were no text included. The
/// file is not there, or as it was, until commit().
class RejectsWriter
{
public:
    /// `inUse`: see OutputFile. `header`: the names of the rejected file's columns; where it has none, `columns` of them are numbered.
    static Result<std::unique_ptr<RejectsWriter>> open(const QString &path, const QStringList &inUse,
                                                       const QStringList &header, qsizetype columns);

    /// A rejected row as it is written.
    static QByteArray text(qint64 line, const QString &reason, const std::vector<CsvField> &fields);
    void add(QByteArrayView text) { m_output.write(text); }
    /// Writes what is left, so that commit() can hardly fail any more.
    Result<void> finish();
    Result<void> commit() { return m_file->commit(); }

private:
    explicit RejectsWriter(std::unique_ptr<OutputFile> file) : m_file(std::move(file)), m_output(m_file->device()) {}

    std::unique_ptr<OutputFile> m_file;
    OutputBuffer m_output;
};

} // namespace joinery
