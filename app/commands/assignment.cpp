#include "commands/assignment.h"

#include <QCoreApplication>

namespace joinery {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("joinery::Assignment", text);
}

} // namespace

CommandResult<void> setColumn(Payload &payload, const QString &assignment, const Table &table,
                              const QStringList &settable)
{
    const Column *column = table.column(assignment);
    QVariant value(QMetaType::fromType<QString>());
    QString written = assignment;
    for (qsizetype at = assignment.indexOf(u'='); !column && at > 0; at = assignment.indexOf(u'=', at + 1)) {
        if (at == assignment.indexOf(u'='))
            written = assignment.left(at);
        column = table.column(assignment.left(at));
        // A null string would be bound as NULL.
        value = at + 1 < assignment.size() ? assignment.mid(at + 1) : QStringLiteral("");
    }
    if (!column)
        return wrongCall(say("%1 has no column %2.").arg(table.name.text(), written));
    if (!settable.contains(column->name))
        return wrongCall(say("--set does not set %1: it is no payload column and no third end.").arg(column->name));
    if (payload.contains(column->name))
        return wrongCall(say("--set sets %1 twice.").arg(column->name));
    payload.insert(column->name, value);
    return {};
}

} // namespace joinery
