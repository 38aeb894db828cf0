#pragma once

#include "csv/csvrecord.h"
#include "export/outputbuffer.h"

#include <QSaveFile>
#include <QStringList>

#include <memory>

namespace joinery {

/// Writes the rejected rows as CSV, UTF-8: the line, the reason, then the row's fields as they stood, those that were no text included. The
/// file is not there, or as it was, until commit().
class RejectsWriter
{
public:
    /// `header`: the names of the rejected file's columns; where it has none, `columns` of them are numbered.
    static Result<std::unique_ptr<RejectsWriter>> open(const QString &path, const QStringList &header,
                                                       qsizetype columns);

    /// A rejected row as it is written.
    static QByteArray text(qint64 line, const QString &reason, const std::vector<CsvField> &fields);
    void add(QByteArrayView text) { m_output.write(text); }
    /// Writes what is left, so that commit() can hardly fail any more.
    Result<void> finish();
    Result<void> commit();

private:
    explicit RejectsWriter(const QString &path) : m_file(path), m_output(m_file) {}

    Result<void> failed() const;

    QSaveFile m_file;
    OutputBuffer m_output;
};

} // namespace joinery
