#include "commands/command.h"

#include <QCoreApplication>
#include <QIODevice>

namespace joinery {

QList<Command> allCommands()
{
    return {relationshipsCommand(), linksCommand(), linkCommand(), unlinkCommand(), importCommand(), sampleCommand()};
}

CommandResult<void> put(QIODevice &device, const QByteArray &bytes)
{
    if (device.write(bytes) != bytes.size()) {
        return refused(QCoreApplication::translate("joinery::Command", "The result could not be written: %1.")
                           .arg(device.errorString()));
    }
    return {};
}

CommandResult<void> putLine(QIODevice &device, const QString &line)
{
    return put(device, (line + u'\n').toUtf8());
}

} // namespace joinery
