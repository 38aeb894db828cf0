#pragma once

#include "values/result.h"

namespace joinery {

/// What can be seen of a database file without SQLite: clearer sentences than its own, and nothing is opened that is no database. Fails with
/// Missing, NotADatabase, Damaged or Failed. The header is described at https://www.sqlite.org/fileformat.html#the_database_header.
Result<void> checkDatabaseFile(const QString &path);

/// True for a file that is read by way of a log beside it, which cannot be made. Bytes 18 and 19 of the header are 2 where there is one:
/// https://www.sqlite.org/fileformat.html#file_format_version_numbers
bool needsLogBeside(const QString &path);

} // namespace joinery
