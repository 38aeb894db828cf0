#include "links/checkrules.h"

#include "database/sqltokens.h"

#include <QCoreApplication>

#include <algorithm>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::CheckRules)
};

const QLatin1String failed("CHECK constraint failed: ");

/// The tokens in parentheses that open at `place`, and what follows where they do not close.
SqlTokens inParentheses(SqlTokens tokens, size_t place)
{
    int depth = 0;
    for (size_t i = place; i < tokens.size(); ++i) {
        depth += isAt(tokens, i, "(") ? 1 : isAt(tokens, i, ")") ? -1 : 0;
        if (depth == 0)
            return between(tokens, place, i);
    }
    return between(tokens, place, tokens.size());
}

bool namesAny(SqlTokens tokens, const QStringList &names)
{
    return std::any_of(tokens.begin(), tokens.end(),
                       [&](const SqlToken &token) { return names.contains(token.name(), Qt::CaseInsensitive); });
}

} // namespace

Result<bool> rulesReadRowId(Connection &connection, const Table &table)
{
    if (table.rowId.isEmpty())
        return false;
    const QStringList rowId{table.rowIdColumn.isEmpty() ? table.rowId : table.rowIdColumn, QStringLiteral("rowid"),
                            QStringLiteral("oid"), QStringLiteral("_rowid_")};
    auto query = connection.exec(
        QStringLiteral(
            "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND type IN ('table', 'index') AND sql IS NOT NULL"),
        {table.name.name});
    if (!query)
        return tl::unexpected(query.error());
    while (query->next()) {
        const QList<SqlToken> all = sqlTokens(query->value(0).toString());
        const SqlTokens tokens(all.constData(), size_t(all.size()));
        const size_t where = isAt(tokens, 1, "UNIQUE") ? placeOf(tokens, "WHERE") : tokens.size();
        if (namesAny(between(tokens, where, tokens.size()), rowId))
            return true;
        for (size_t i = 0; i < tokens.size(); ++i) {
            const bool isRule = (isAt(tokens, i, "CHECK") || isAt(tokens, i, "AS")) && isAt(tokens, i + 1, "(");
            if (isRule && namesAny(inParentheses(tokens, i + 1), rowId))
                return true;
        }
    }
    return false;
}

QStringList checkConditions(const QString &tableSql, const QString &named)
{
    QStringList found;
    QString name; // of the constraint
    QString before; // the last word
    bool inName = false; // it was CONSTRAINT
    qsizetype start = -1; // of the condition
    int depth = 0;
    QString first; // identifier of the condition
    for (const SqlToken &token : sqlTokens(tableSql)) {
        if (start >= 0) {
            if (first.isEmpty() && !token.is(QLatin1String("(")))
                first = token.name();
            depth += token.is(QLatin1String("(")) ? 1 : token.is(QLatin1String(")")) ? -1 : 0;
            if (depth > 0)
                continue;
            const QString condition = tableSql.mid(start, token.begin - start).simplified();
            const bool isMeant = name.isEmpty() ? condition == named.simplified() || first == named : name == named;
            if (isMeant)
                found += condition;
            start = -1;
            name.clear();
        } else if (token.is(QLatin1String("(")) && before.compare(QLatin1String("CHECK"), Qt::CaseInsensitive) == 0) {
            start = token.end;
            depth = 1;
            first.clear();
        } else if (inName) {
            name = token.name();
        } else if (before.compare(QLatin1String("CHECK"), Qt::CaseInsensitive) != 0
                   && !token.is(QLatin1String("CHECK"))) {
            name.clear(); // it was another constraint's
        }
        inName = start < 0 && token.is(QLatin1String("CONSTRAINT"));
        before = token.text;
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
