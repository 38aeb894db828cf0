#include "links/triggertokens.h"

#include <algorithm>

namespace joinery {

namespace {

bool isInteger(SqlTokens tokens)
{
    return tokens.size() == 1
        && std::all_of(tokens[0].text.begin(), tokens[0].text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

/// `column`, or what it holds with a number instead of NULL.
bool isColumnItself(SqlTokens tokens, const QString &column)
{
    if (tokens.size() == 1)
        return isName(tokens[0], column);
    return tokens.size() == 6 && (isAt(tokens, 0, "coalesce") || isAt(tokens, 0, "ifnull")) && isAt(tokens, 1, "(")
        && isName(tokens[2], column) && isAt(tokens, 3, ",") && isInteger(tokens.subspan(4, 1)) && isAt(tokens, 5, ")");
}

} // namespace

bool isOfRow(SqlTokens tokens, size_t place)
{
    return place > 1 && isAt(tokens, place - 1, ".")
        && (isAt(tokens, place - 2, "NEW") || isAt(tokens, place - 2, "OLD"));
}

bool isName(const SqlToken &token, const QString &name)
{
    return token.name().compare(name, Qt::CaseInsensitive) == 0;
}

QList<SqlTokens> conjuncts(SqlTokens condition)
{
    // In BETWEEN and CASE an AND is another's.
    const bool isPlain = placeOf(condition, "OR") == condition.size() && !holds(condition, "BETWEEN")
                      && !holds(condition, "CASE");
    return isPlain ? split(condition, "AND") : QList<SqlTokens>();
}

bool isCounting(SqlTokens tokens, const QString &column)
{
    return tokens.size() > 2 && (isAt(tokens, tokens.size() - 2, "+") || isAt(tokens, tokens.size() - 2, "-"))
        && isInteger(tokens.last(1)) && isColumnItself(tokens.first(tokens.size() - 2), column);
}

size_t placeOfEvent(SqlTokens trigger)
{
    // Past the name, which may be a word of SQL's itself.
    size_t at = placeOf(trigger, "TRIGGER") + 1;
    if (isAt(trigger, at, "IF"))
        at += 3;
    at += isAt(trigger, at + 1, ".") ? 3 : 1;
    return isAt(trigger, at, "BEFORE") || isAt(trigger, at, "AFTER") ? at + 1 : at;
}

} // namespace joinery
