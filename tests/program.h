#pragma once

#include "testdatabase.h"

namespace joinery {

/// What a run of the program left behind.
struct Ended
{
    int status = -1; ///< -1: it did not end by itself
    QByteArray out;
    QByteArray err;
};

/// Runs the program without a display and waits for its end.
Ended run(const QStringList &arguments, const QString &locale = QStringLiteral("C"));

/// "a b|c" → {"a b", "c"}; DB stands for the database's path.
QStringList words(const QString &call, const TestDatabase &database);

/// Checks what a failure promises: a status, nothing on standard output, one line on standard error, which has `part` in it.
void compareFailure(const Ended &ended, int status, const QString &part);
/// Checks that it was done, with exactly `out` on standard output and nothing on standard error.
void compareDone(const Ended &ended, const QByteArray &out);

} // namespace joinery
