#include "database/sqltokens.h"

#include <QRegularExpression>

#include <algorithm>

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

bool isAt(SqlTokens tokens, size_t place, const char *word)
{
    return place < tokens.size() && tokens[place].is(QLatin1String(word));
}

size_t placeOf(SqlTokens tokens, const char *word, size_t from)
{
    int depth = 0;
    for (size_t i = from; i < tokens.size(); ++i) {
        if (depth == 0 && isAt(tokens, i, word))
            return i;
        depth += isAt(tokens, i, "(") ? 1 : isAt(tokens, i, ")") ? -1 : 0;
    }
    return tokens.size();
}

SqlTokens between(SqlTokens tokens, size_t begin, size_t end)
{
    return begin < end ? tokens.subspan(begin, end - begin) : SqlTokens();
}

QList<SqlTokens> split(SqlTokens tokens, const char *separator)
{
    QList<SqlTokens> parts;
    for (size_t begin = 0; begin <= tokens.size();) {
        const size_t end = placeOf(tokens, separator, begin);
        parts += between(tokens, begin, end);
        begin = end + 1;
    }
    return parts;
}

bool holds(SqlTokens tokens, const char *word)
{
    return std::any_of(tokens.begin(), tokens.end(),
                       [&](const SqlToken &token) { return token.is(QLatin1String(word)); });
}

} // namespace joinery
