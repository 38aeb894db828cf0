#include "helptext.h"

#include "commands/opendatabase.h"

#include <QCoreApplication>

namespace joinery {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("joinery::HelpText", text);
}

QString optionLines(const QList<Option> &options)
{
    constexpr int width = 30;
    QString lines;
    for (const Option &option : options) {
        const QString letter = option.letter.isNull() ? QString() : QStringLiteral("-%1, ").arg(option.letter);
        const QString call = QStringLiteral("  %1--%2 %3").arg(letter, option.name, option.values.join(u' ')).trimmed();
        lines += QStringLiteral("  ") + call.leftJustified(width) + u' ' + option.help + u'\n';
    }
    return lines;
}

} // namespace

QList<Option> screenshotOptions()
{
    const QString side = QStringLiteral("left|right");
    Option relationship = relationshipOption();
    return {
        {QStringLiteral("screenshot"),
         {},
         {QStringLiteral("FILE.png")},
         say("draw the window into a picture, without a display"),
         false},
        relationship,
        {QStringLiteral("select"), {}, {side, QStringLiteral("KEY")}, say("select a row of that side"), true},
        {QStringLiteral("focus"), {}, {side}, say("the side whose selection's links the middle shows"), false},
        {QStringLiteral("size"),
         {},
         {QStringLiteral("WxH")},
         say("the picture's size in pixels, 1280x800 by default"),
         false},
        {QStringLiteral("dark"), {}, {}, say("use the dark palette"), false},
    };
}

QString helpText()
{
    QString text = say("Edits many-to-many relationships in SQL databases.");
    text += QStringLiteral("\n\n");
    const auto entry = [&text](const QString &call, const QString &summary) {
        text += QStringLiteral("  joinery %1\n      %2\n").arg(call, summary);
    };
    entry(QStringLiteral("[DATABASE]"), say("open the window (without DATABASE: the sample of users and shows)"));
    entry(
        QStringLiteral(
            "--screenshot FILE.png [DATABASE] [-r NAME] [--select left|right KEY] [--focus left|right] [--size WxH] [--dark]"),
        say("draw the window into a picture, without a display, and end"));
    for (const Command &command : allCommands())
        entry(command.name + u' ' + command.usage, command.summary);
    entry(QStringLiteral("--version | --help | COMMAND --help"), say("show the version, this help, or a command's"));
    text += u'\n';
    text += say(
        "DATABASE is an SQLite file. NAME is a relationship's name, or its join table's. KEY, LEFT and RIGHT are key values, those of a\n"
        "composite key separated by commas; COLUMN=VALUE names the one row where that holds, =VALUE is a key whatever it holds.\n"
        "After -- nothing is an option.");
    text += QStringLiteral("\n\n");
    text += say(
        "Exit status: 0 done, 1 done but some rows were rejected, 2 the call is wrong, 3 the database or a file refused.");
    return text;
}

QString helpText(const Command &command)
{
    QString text = QStringLiteral("joinery %1 %2\n\n  %3\n").arg(command.name, command.usage, command.summary);
    if (!command.details.isEmpty())
        text += u'\n' + command.details + u'\n';
    if (!command.options.isEmpty())
        text += u'\n' + optionLines(command.options);
    return text.trimmed();
}

} // namespace joinery
