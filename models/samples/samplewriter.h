#pragma once

#include "values/result.h"

#include <QStringList>

namespace joinery {

/// PRAGMA application_id of every sample ("Join"), by which it is known for one under any name.
constexpr qint64 sampleMark = 0x4a6f696e;

/// The sample databases that come with the program, by name, in the order of samples().
QStringList sampleNames();

/// The name of the sample that was written to this file, wherever it lies; empty for any other file. Read from the file's header:
/// https://www.sqlite.org/fileformat.html#the_database_header
QString sampleIn(const QString &path);

enum class ExistingFile { Keep, Replace };

/// Writes the sample `name` as a new SQLite file. It is made beside `path` and takes its place when it is whole, so a
/// failure leaves nothing behind and an old file as it was. Fails with Missing for an unknown name, with Refused when
/// `path` exists and is to be kept.
Result<void> writeSample(const QString &name, const QString &path, ExistingFile existing = ExistingFile::Keep);

/// Where this person's own copy of a sample is kept.
QString samplePath(const QString &name);

/// Makes this person's copy where it is missing, or anew with `reset`; returns its path.
Result<QString> ensureSample(const QString &name, bool reset);

} // namespace joinery
