#pragma once

#include <QList>
#include <QString>

#include <array>

namespace joinery {

/// What became of a row, in the order of the account.
enum class Verdict {
    Linked,
    AlreadyLinked,
    Updated,
    DuplicateInFile,
    UnknownLeft,
    UnknownRight,
    AmbiguousLeft,
    AmbiguousRight,
    Malformed,
    Refused,
};
constexpr int verdictCount = 10;

/// What to do with a pair that is linked already.
enum class OnConflict { Skip, Update, Reject };

/// True for a verdict that puts a row into the rejects file.
bool isRejected(Verdict verdict, OnConflict onConflict);
/// "unknown left": for a preview.
QString verdictInWords(Verdict verdict);

/// An import's account. Every row that was read has one verdict.
struct ImportAccount
{
    std::array<qint64, verdictCount> rows{};
    qint64 blankLines = 0;
    qint64 createdLeft = 0;
    qint64 createdRight = 0;
    bool written = false; ///< false: nothing was changed, and the account says what would have been

    qint64 of(Verdict verdict) const { return rows[size_t(verdict)]; }
    void count(Verdict verdict) { ++rows[size_t(verdict)]; }
    qint64 read() const;
    qint64 rejected(OnConflict onConflict) const;
};

/// A line of an account as a person reads it.
struct AccountLine
{
    enum class Kind { Read, OfVerdict, CreatedLeft, CreatedRight, BlankLines };

    Kind kind;
    Verdict verdict; ///< of OfVerdict
    qint64 count;
    bool isRejected;
};

/// What was read, and then, of all else, what is not zero.
QList<AccountLine> accountLines(const ImportAccount &account, OnConflict onConflict);

} // namespace joinery
