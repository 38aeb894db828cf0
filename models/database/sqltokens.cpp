#include "database/sqltokens.h"

#include <QRegularExpression>

namespace joinery {

QString SqlToken::name() const
{
    if (text.size() < 2)
        return text;
    const QChar quote = text.front();
    if (quote == u'[')
        return text.mid(1, text.size() - 2);
    if (quote != u'"' && quote != u'`' && quote != u'\'')
        return text;
    return text.mid(1, text.size() - 2).replace(QString(2, quote), QString(quote));
}

QList<SqlToken> sqlTokens(const QString &sql)
{
    static const QRegularExpression form(
        QStringLiteral(
            "--[^\\n]*|/\\*.*?(?:\\*/|$)|'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|`(?:[^`]|``)*`|\\[[^\\]]*\\]|\\w+|\\S"),
        QRegularExpression::DotMatchesEverythingOption | QRegularExpression::UseUnicodePropertiesOption);
    QList<SqlToken> tokens;
    for (auto it = form.globalMatch(sql); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const QString text = match.captured();
        if (!text.startsWith(QLatin1String("--")) && !text.startsWith(QLatin1String("/*")))
            tokens += {text, match.capturedStart(), match.capturedEnd()};
    }
    return tokens;
}

} // namespace joinery
