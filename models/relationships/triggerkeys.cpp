#include "relationships/triggerkeys.h"

#include <QRegularExpression>

namespace joinery {

QList<TriggerKey> keysOfTriggers(const Table &table)
{
    static const QString name = QStringLiteral(R"(["`\[]?(\w+)["`\]]?)");
    static const QRegularExpression compared(
        QStringLiteral(
            R"(FROM\s+%1(?:\s+(?:AS\s+)?(?!WHERE)\w+)?\s+WHERE\s+(?:["`\[]?\w+["`\]]?\.)?%1\s*=\s*NEW\s*\.\s*%1)")
            .arg(name),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression comparedBackwards(
        QStringLiteral(
            R"(FROM\s+%1(?:\s+(?:AS\s+)?(?!WHERE)\w+)?\s+WHERE\s+NEW\s*\.\s*%1\s*=\s*(?:["`\[]?\w+["`\]]?\.)?%1)")
            .arg(name),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression listed(
        QStringLiteral(R"(NEW\s*\.\s*%1\s+NOT\s+IN\s*\(\s*SELECT\s+%1\s+FROM\s+%1)").arg(name),
        QRegularExpression::CaseInsensitiveOption);
    QList<TriggerKey> keys;
    for (const Trigger &trigger : table.triggers) {
        if (!trigger.sql.contains(QLatin1String("RAISE"), Qt::CaseInsensitive))
            continue;
        for (auto it = compared.globalMatch(trigger.sql); it.hasNext();) {
            const auto match = it.next();
            keys += TriggerKey{match.captured(3), match.captured(1), match.captured(2)};
        }
        for (auto it = comparedBackwards.globalMatch(trigger.sql); it.hasNext();) {
            const auto match = it.next();
            keys += TriggerKey{match.captured(2), match.captured(1), match.captured(3)};
        }
        for (auto it = listed.globalMatch(trigger.sql); it.hasNext();) {
            const auto match = it.next();
            keys += TriggerKey{match.captured(1), match.captured(3), match.captured(2)};
        }
    }
    return keys;
}

} // namespace joinery
