#pragma once

#include <QList>
#include <QString>

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

} // namespace joinery
