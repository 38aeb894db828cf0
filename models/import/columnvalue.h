#pragma once

#include "database/cellvalue.h"
#include "values/schema.h"

#include <optional>

namespace joinery {

/// What values a column takes, judged by its declared type as a person means it, where SQLite itself would store anything anywhere.
enum class ColumnKind {
    Any, ///< text, and whatever a type that is not known here may hold: stored as the database converts it
    Integer,
    Number,
    Truth,
    Date,
    Time,
    DateTime,
    Bytes, ///< written as base64 (RFC 4648, section 4), as an export writes it
};

ColumnKind columnKind(const Column &column);

/// The value that `text` (UTF-8) is in a column of that kind, or nothing where the column cannot take it. The value's bytes are views of
/// `text`, or of `scratch`.
std::optional<CellValue> columnValue(ColumnKind kind, QByteArrayView text, QByteArray &scratch);

/// A number as a column without a type holds it, where the text is one as the database would write it; the text itself otherwise.
CellValue numberOrText(QByteArrayView text);

/// What the kind takes, in words: "a whole number".
QString kindInWords(ColumnKind kind);

} // namespace joinery
