#pragma once

#include "values/result.h"

#include <filesystem>

namespace joinery {

/// A database file that a connection of this process opens, as long as it has it open. Any thread.
///
/// It says what can be seen of a file without SQLite, in clearer sentences than SQLite's. A file that this process has open already is not looked
/// into: closing it again would take away the locks that SQLite holds on it
/// (https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_).
class DatabaseFile
{
public:
    /// Opens nothing that is no database. Fails with Missing, NotADatabase, Damaged or Failed. The header is described at
    /// https://www.sqlite.org/fileformat.html#the_database_header.
    static Result<DatabaseFile> open(const QString &path);
    ~DatabaseFile();
    DatabaseFile(DatabaseFile &&other) noexcept;
    DatabaseFile &operator=(DatabaseFile &&other) noexcept;

    /// True for a file that is read by way of a log beside it, which cannot be made. Not told of a file that was open already.
    bool needsLogBeside() const { return m_needsLogBeside; }

private:
    DatabaseFile(std::filesystem::path path, bool needsLogBeside)
        : m_path(std::move(path))
        , m_needsLogBeside(needsLogBeside)
    {}

    std::filesystem::path m_path; // empty: moved from
    bool m_needsLogBeside = false;
};

} // namespace joinery
