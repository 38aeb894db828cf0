#pragma once

#include "arguments.h"
#include "values/result.h"

class QIODevice;

namespace joinery {

/// Exit statuses, as other programs rely on them.
enum class ExitStatus {
    Done = 0,
    SomeRejected = 1,
    WrongCall = 2,
    Refused = 3, ///< the database or a file said no
};

/// Why a command ends without its result, or not wholly: the status, and the sentence for standard error, empty where the result
/// itself says why.
struct CommandFailure
{
    ExitStatus status;
    QString sentence;
};

template <class T>
using CommandResult = tl::expected<T, CommandFailure>;

inline tl::unexpected<CommandFailure> wrongCall(QString sentence)
{
    return tl::unexpected(CommandFailure{ExitStatus::WrongCall, std::move(sentence)});
}

inline tl::unexpected<CommandFailure> refused(QString sentence)
{
    return tl::unexpected(CommandFailure{ExitStatus::Refused, std::move(sentence)});
}

inline tl::unexpected<CommandFailure> refused(const Error &error)
{
    return refused(error.summary);
}

/// Where a command puts its result and its messages.
struct Streams
{
    QIODevice &result; ///< standard output: the result alone
    QIODevice &messages; ///< standard error
};

/// One command of the command line.
struct Command
{
    QString name;
    QString usage; ///< what follows the name in a call
    qsizetype fewest; ///< positional arguments
    qsizetype most;
    QString summary; ///< one line
    QString details; ///< what the help says beyond the options; may be empty
    QList<Option> options;
    CommandResult<void> (*run)(const Arguments &arguments, const Streams &streams);
};

Command relationshipsCommand();
Command linksCommand();
Command linkCommand();
Command unlinkCommand();
Command importCommand();
Command sampleCommand();

/// Every command, in the order of the help.
QList<Command> allCommands();

/// Writes all of `bytes`, or fails.
CommandResult<void> put(QIODevice &device, const QByteArray &bytes);
/// Writes one line of text.
CommandResult<void> putLine(QIODevice &device, const QString &line);

} // namespace joinery
