#pragma once

#include "csv/csvdialect.h"
#include "values/result.h"

#include <QList>
#include <QStringList>

class QIODevice;

namespace joinery {

/// The beginning of a file as a dialect reads it: for guesses and previews.
struct CsvSample
{
    struct Field
    {
        QByteArray text; ///< UTF-8
        bool quoted = false;
    };

    QStringList header; ///< the columns' names; empty when there is no header
    QList<QList<Field>> rows; ///< without the header; faulty ones among them
    qsizetype columns = 0; ///< what a record must hold: as many fields as the header, or as most records of the sample
    qint64 faults = 0; ///< records that cannot be right, whatever they mean
    double bytesPerRow = 0; ///< on average; 0 when there is none
    bool isWhole = false; ///< the file holds no more
};

/// Reads the first `most` records. `file` is seekable and stands at its beginning afterwards.
Result<CsvSample> readSample(QIODevice &file, const CsvDialect &dialect, qsizetype most = 200);

} // namespace joinery
