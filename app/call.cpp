#include "call.h"

#include "commands/opendatabase.h"
#include "helptext.h"
#include "mainwindow.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QRegularExpression>

namespace joinery {

namespace {

constexpr QSize defaultSize(1280, 800);
constexpr QSize largest(16'384, 16'384);

QString say(const char *text)
{
    return QCoreApplication::translate("joinery::Call", text);
}

const QString help = QStringLiteral("help");
const QString version = QStringLiteral("version");
const QString screenshot = QStringLiteral("screenshot");

std::optional<Side> sideNamed(const QString &name)
{
    if (name == QLatin1String("left"))
        return Side::Left;
    if (name == QLatin1String("right"))
        return Side::Right;
    return std::nullopt;
}

Option helpOption()
{
    return {help, u'h', {}, say("show this help"), true};
}

QList<Option> windowOptions()
{
    QList<Option> options = screenshotOptions();
    options += helpOption();
    options += {version, u'v', {}, say("show the version"), true};
    return options;
}

QString sizeText(const QSize &size)
{
    return QStringLiteral("%1x%2").arg(size.width()).arg(size.height());
}

CommandResult<QSize> readSize(const QString &text)
{
    static const QRegularExpression form(QStringLiteral("^(\\d{1,9})x(\\d{1,9})$"));
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch())
        return wrongCall(say("--size takes a width and a height in pixels, such as 1280x800."));
    const QSize size(match.captured(1).toInt(), match.captured(2).toInt());
    if (size.expandedTo(MainWindow::smallest) != size)
        return wrongCall(
            say("--size %1 is too small: the window needs at least %2.").arg(text, sizeText(MainWindow::smallest)));
    if (size.boundedTo(largest) != size)
        return wrongCall(say("--size %1 is too large: a picture has at most %2.").arg(text, sizeText(largest)));
    return size;
}

CommandResult<Call> readScreenshot(const Arguments &arguments, const QString &database)
{
    ScreenshotCall call;
    call.file = arguments.value(screenshot);
    if (!call.file.endsWith(QLatin1String(".png"), Qt::CaseInsensitive))
        return wrongCall(say("--screenshot writes a PNG: %1 does not end in .png.").arg(call.file));
    call.database = database;
    call.relationship = arguments.value(QStringLiteral("relationship"));
    call.size = defaultSize;
    call.dark = arguments.has(QStringLiteral("dark"));
    if (arguments.has(QStringLiteral("size"))) {
        const auto size = readSize(arguments.value(QStringLiteral("size")));
        if (!size)
            return tl::unexpected(size.error());
        call.size = *size;
    }
    for (const QStringList &values : arguments.all(QStringLiteral("select"))) {
        const auto side = sideNamed(values[0]);
        if (!side)
            return wrongCall(say("--select takes left or right, then a key."));
        if (call.selected.contains(*side))
            return wrongCall(say("--select names one row on each side."));
        call.selected.insert(*side, values[1]);
    }
    if (arguments.has(QStringLiteral("focus"))) {
        call.focus = sideNamed(arguments.value(QStringLiteral("focus")));
        if (!call.focus)
            return wrongCall(say("--focus takes left or right."));
    }
    return call;
}

CommandResult<Call> readWindowCall(const QStringList &words)
{
    const auto arguments = Arguments::parse(words, windowOptions());
    if (!arguments)
        return wrongCall(arguments.error());
    if (arguments->has(help))
        return TextCall{helpText()};
    if (arguments->has(version))
        return TextCall{QStringLiteral("joinery " JOINERY_VERSION)};
    if (arguments->positionals().size() > 1)
        return wrongCall(say("One DATABASE at a time is opened: see joinery --help."));
    QString database;
    if (!arguments->positionals().isEmpty()) {
        const auto location = databaseLocation(arguments->positionals().first());
        if (!location)
            return tl::unexpected(location.error());
        database = location->path;
    }
    if (arguments->has(screenshot))
        return readScreenshot(*arguments, database);
    for (const Option &option : screenshotOptions()) {
        if (arguments->has(option.name))
            return wrongCall(say("--%1 goes with --screenshot or a command.").arg(option.name));
    }
    return WindowCall{database};
}

CommandResult<Call> readCommandCall(const Command &command, const QStringList &words)
{
    QList<Option> options = command.options;
    options += helpOption();
    const auto arguments = Arguments::parse(words, options);
    if (!arguments)
        return wrongCall(arguments.error());
    if (arguments->has(help))
        return TextCall{helpText(command)};
    const qsizetype count = arguments->positionals().size();
    if (count < command.fewest || count > command.most)
        return wrongCall(
            say("The call is not complete or says too much; it is: joinery %1 %2").arg(command.name, command.usage));
    return CommandCall{command, *arguments};
}

/// A word that can only have been meant as a command.
bool isMistypedCommand(const QString &word)
{
    static const QRegularExpression form(QStringLiteral("^[A-Za-z][A-Za-z-]*$"));
    return form.match(word).hasMatch() && !QFileInfo::exists(word);
}

} // namespace

CommandResult<Call> readCall(const QStringList &words)
{
    if (words.isEmpty())
        return WindowCall{};
    for (const Command &command : allCommands()) {
        if (command.name == words.first())
            return readCommandCall(command, words.mid(1));
    }
    if (isMistypedCommand(words.first()))
        return wrongCall(say("Unknown command: there is neither a command nor a file called %1; see joinery --help.")
                             .arg(words.first()));
    return readWindowCall(words);
}

} // namespace joinery
