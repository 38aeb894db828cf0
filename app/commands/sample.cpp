#include "commands/command.h"
#include "samples/samplewriter.h"

#include <QCoreApplication>

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

} // namespace

Command sampleCommand()
{
    return {QStringLiteral("sample"),
            QStringLiteral("NAME FILE"),
            0,
            2,
            say("write a sample database; without NAME and FILE, list the samples"),
            say("FILE must not exist yet."),
            {},
            run};
}

} // namespace joinery
