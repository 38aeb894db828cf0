#pragma once

#include "commands/command.h"
#include "values/relationship.h"

#include <QMap>
#include <QSize>

#include <optional>
#include <variant>

namespace joinery {

/// `joinery [DATABASE]`
struct WindowCall
{
    QString database; ///< absolute; empty: the sample
};

/// `joinery --screenshot FILE.png [DATABASE] …`
struct ScreenshotCall
{
    QString file;
    QString database; ///< absolute; empty: the sample
    QString relationship; ///< empty: the one that a window shows first
    QMap<Side, QString> selected; ///< a KEY by side
    std::optional<Side> focus;
    QSize size;
    bool dark = false;
};

/// `joinery COMMAND …`
struct CommandCall
{
    Command command;
    Arguments arguments;
};

/// `joinery --help`, `--version` or `COMMAND --help`: a text and nothing else.
struct TextCall
{
    QString text;
};

using Call = std::variant<WindowCall, ScreenshotCall, CommandCall, TextCall>;

/// Reads the words after the program's name. Needs no application object; whether a file of a name exists decides
/// between a database and a mistyped command.
CommandResult<Call> readCall(const QStringList &words);

} // namespace joinery
