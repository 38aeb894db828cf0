#include "links/checkrules.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::CheckRules)
};

const QLatin1String failed("CHECK constraint failed: ");

/// A word, a quoted name or text, a comment, or any other character: https://www.sqlite.org/lang_keywords.html
const QRegularExpression &tokens()
{
    static const QRegularExpression form(
        QStringLiteral(
            "--[^\\n]*|/\\*.*?\\*/|'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|`(?:[^`]|``)*`|\\[[^\\]]*\\]|\\w+|\\S"),
        QRegularExpression::DotMatchesEverythingOption | QRegularExpression::UseUnicodePropertiesOption);
    return form;
}

QString unquoted(const QString &name)
{
    return name.size() > 1 && QStringLiteral("\"`['").contains(name.front()) ? name.mid(1, name.size() - 2) : name;
}

} // namespace

QStringList checkConditions(const QString &tableSql, const QString &named)
{
    QStringList found;
    QString name; // of the constraint
    QString before; // the last word
    bool inName = false; // it was CONSTRAINT
    qsizetype start = -1; // of the condition
    int depth = 0;
    QString first; // identifier of the condition
    for (auto it = tokens().globalMatch(tableSql); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const QString token = match.captured();
        if (token.startsWith(QLatin1String("--")) || token.startsWith(QLatin1String("/*")))
            continue;
        if (start >= 0) {
            if (first.isEmpty() && token != QLatin1String("("))
                first = unquoted(token);
            depth += token == QLatin1String("(") ? 1 : token == QLatin1String(")") ? -1 : 0;
            if (depth > 0)
                continue;
            const QString condition = tableSql.mid(start, match.capturedStart() - start).simplified();
            const bool isMeant = name.isEmpty() ? condition == named.simplified() || first == named : name == named;
            if (isMeant)
                found += condition;
            start = -1;
            name.clear();
        } else if (token == QLatin1String("(") && before.compare(QLatin1String("CHECK"), Qt::CaseInsensitive) == 0) {
            start = match.capturedEnd();
            depth = 1;
            first.clear();
        } else if (inName) {
            name = unquoted(token);
        } else if (before.compare(QLatin1String("CHECK"), Qt::CaseInsensitive) != 0
                   && token.compare(QLatin1String("CHECK"), Qt::CaseInsensitive) != 0) {
            name.clear(); // it was another constraint's
        }
        inName = start < 0 && token.compare(QLatin1String("CONSTRAINT"), Qt::CaseInsensitive) == 0;
        before = token;
    }
    return found;
}

Error withRule(Connection &connection, const Table &table, Error refusal)
{
    const qsizetype at = refusal.detail.indexOf(failed);
    if (refusal.kind != Error::Kind::Refused || at < 0)
        return refusal;
    const auto sql = connection.value(QStringLiteral("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?"),
                                      {table.name.name});
    const QString named = refusal.detail.mid(at + failed.size()).section(u'\n', 0, 0).trimmed();
    QStringList rules = sql ? checkConditions(sql->toString(), named) : QStringList();
    rules.removeAll(named);
    if (!rules.isEmpty())
        refusal.detail += u'\n' + Text::tr("The rule: %1").arg(rules.join(QStringLiteral("; ")));
    return refusal;
}

} // namespace joinery
