#pragma once

#include "csv/csvdialect.h"
#include "values/result.h"

#include <QStringList>

class QIODevice;

namespace joinery {

/// What is known of a file before it is looked at.
struct CsvHints
{
    QByteArray notDelimiters; ///< characters that separate something else in it
    QStringList names; ///< columns that it must have, if it has a header
    QStringList likely; ///< columns of which two make the first line a header, whatever else is there
};

/// Guesses every option of `dialect` that no person chose. Never fails to come to a guess; fails when the file cannot be read.
/// `file` is seekable and stands at its beginning afterwards.
Result<void> sniffCsv(QIODevice &file, CsvDialect &dialect, const CsvHints &hints = {});

} // namespace joinery
