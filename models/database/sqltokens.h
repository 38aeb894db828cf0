#pragma once

#include <QList>
#include <QString>

#include <span>

namespace joinery {

/// A word, a number, a quoted name or text, or any other single character of an SQL text.
struct SqlToken
{
    QString text; ///< as it stands there
    qsizetype begin = 0; ///< where it stands, in the SQL text
    qsizetype end = 0; ///< behind it

    /// True when it is that keyword or character, unquoted, in any case.
    bool is(QLatin1String word) const { return text.compare(word, Qt::CaseInsensitive) == 0; }
    /// What it says without quotes, of any of SQLite's four kinds.
    QString name() const;
};

/// The tokens of an SQL text without its comments: https://www.sqlite.org/lang_keywords.html, https://www.sqlite.org/lang_comment.html
QList<SqlToken> sqlTokens(const QString &sql);

/// A part of a text's tokens, which outlive it.
using SqlTokens = std::span<const SqlToken>;

/// True when `word` stands at the place, if there is one.
bool isAt(SqlTokens tokens, size_t place, const char *word);
/// The place of a keyword or character outside parentheses, from `from` on; the number of tokens where there is none.
size_t placeOf(SqlTokens tokens, const char *word, size_t from = 0);
/// True when `word` stands anywhere.
bool holds(SqlTokens tokens, const char *word);
/// Those from `begin` on and before `end`; none where there are none.
SqlTokens between(SqlTokens tokens, size_t begin, size_t end);
/// What stands before, between and behind the separators outside parentheses.
QList<SqlTokens> split(SqlTokens tokens, const char *separator);

} // namespace joinery
