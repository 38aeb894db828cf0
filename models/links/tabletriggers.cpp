#include "links/tabletriggers.h"

#include <QRegularExpression>

namespace joinery {

bool writesElsewhere(const Table &table)
{
    // https://www.sqlite.org/lang_createtrigger.html: the statements stand between BEGIN and END.
    static const QRegularExpression begin(QStringLiteral("\\bBEGIN\\b"), QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression write(
        QStringLiteral("\\b(INTO|DELETE\\s+FROM|UPDATE(?:\\s+OR\\s+\\w+)?)\\s*([\"`\\[]?)([^\\s\"`\\](]+)"),
        QRegularExpression::CaseInsensitiveOption);
    for (const Trigger &trigger : table.triggers) {
        const QString body = trigger.sql.mid(qMax(qsizetype(0), trigger.sql.indexOf(begin)));
        for (auto it = write.globalMatch(body); it.hasNext();) {
            const QRegularExpressionMatch match = it.next();
            const bool updates = match.capturedView(1).startsWith(QLatin1String("UPDATE"), Qt::CaseInsensitive);
            if (!updates || match.capturedView(3).compare(table.name.name, Qt::CaseInsensitive) != 0)
                return true;
        }
    }
    return false;
}

} // namespace joinery
