#pragma once

#include "values/result.h"

#include <QByteArray>

class QIODevice;

namespace joinery {

/// Guesses a text file's encoding: a byte order mark; zeros in every other byte; UTF-8 where what is not ASCII is well-formed, but for a few
/// stray bytes; else what uchardet finds. Reads all of the file, up to a gigabyte, because the first letter that tells may stand
/// at its end. `file` is seekable and stands at its beginning afterwards. Fails when it cannot be read.
Result<QByteArray> sniffEncoding(QIODevice &file);

} // namespace joinery
