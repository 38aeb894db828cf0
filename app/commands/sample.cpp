#include "samples/sample.h"
#include "commands/command.h"
#include "samples/samplewriter.h"

#include <QCoreApplication>

#include <algorithm>

namespace joinery {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("joinery::SampleCommand", text);
}

CommandResult<void> run(const Arguments &arguments, const Streams &streams)
{
    const QStringList &words = arguments.positionals();
    if (words.isEmpty())
        return putLine(streams.result, sampleNames().join(u'\n'));
    if (!sampleNames().contains(words[0])) {
        return wrongCall(
            say("There is no sample %1; there is: %2.").arg(words[0], sampleNames().join(QStringLiteral(", "))));
    }
    if (words.size() < 2)
        return wrongCall(say("Say which file the sample is written to: joinery sample %1 FILE.").arg(words[0]));
    if (auto written = writeSample(words[0], words[1]); !written)
        return refused(written.error());
    return {};
}

QString gallery()
{
    const QList<Sample> all = samples();
    qsizetype width = 0;
    for (const Sample &each : all)
        width = std::max(width, each.name.size());
    QString lines;
    for (const Sample &each : all)
        lines += QStringLiteral("  %1  %2\n").arg(each.name.leftJustified(width), each.sentence);
    return lines;
}

} // namespace

Command sampleCommand()
{
    return {QStringLiteral("sample"),
            QStringLiteral("NAME FILE"),
            0,
            2,
            say("write a sample database; without NAME and FILE, list the samples"),
            say("FILE must not exist yet. NAME is one of these:") + QStringLiteral("\n\n") + gallery().chopped(1),
            {},
            run};
}

} // namespace joinery
