#include "import/namesuggester.h"

#include "database/dialect.h"
#include "database/textfolding.h"
#include "links/rowlabel.h"
#include "relationships/entitylabel.h"

#include <algorithm>
#include <vector>

namespace joinery {

namespace {

constexpr qsizetype mostLetters = 80; // of a name, compared
constexpr int mostDetails = 3;

/// Levenshtein's distance: how many letters have to be put in, left out or replaced.
int editDistance(QStringView a, QStringView b)
{
    std::vector<int> row(size_t(b.size()) + 1);
    for (size_t j = 0; j < row.size(); ++j)
        row[j] = int(j);
    for (qsizetype i = 0; i < a.size(); ++i) {
        int diagonal = row[0];
        row[0] = int(i) + 1;
        for (qsizetype j = 0; j < b.size(); ++j) {
            const int above = row[size_t(j) + 1];
            const int replaced = diagonal + (a[i] == b[j] ? 0 : 1);
            row[size_t(j) + 1] = std::min({replaced, above + 1, row[size_t(j)] + 1});
            diagonal = above;
        }
    }
    return row.back();
}

QString sortedWords(const QString &text)
{
    QString plain = text;
    for (QChar &letter : plain) {
        if (!letter.isLetterOrNumber())
            letter = u' ';
    }
    QStringList words = plain.split(u' ', Qt::SkipEmptyParts);
    words.sort();
    return words.join(u' ');
}

double share(QStringView a, QStringView b)
{
    const qsizetype longest = std::max(a.size(), b.size());
    return longest == 0 ? 0 : double(editDistance(a, b)) / double(longest);
}

} // namespace

double spellingDistance(const QString &a, const QString &b)
{
    const QString first = a.left(mostLetters);
    const QString second = b.left(mostLetters);
    if (first == second)
        return 0;
    double distance = share(first, second);
    // "Lovelace, Ada" and "Ada Lovelace"; what one of them only adds to, as "The Wire (2002)" does.
    distance = std::min(distance, 0.05 + share(sortedWords(first), sortedWords(second)));
    const bool isPart = first.size() >= 3 && second.size() >= 3 && (first.contains(second) || second.contains(first));
    return isPart ? std::min(distance, 0.1 + 0.3 * distance) : distance;
}

Result<QList<Suggestion>> suggestRows(Connection &connection, const Schema &schema, const End &end,
                                      const QStringList &columns, const QString &name, const QString &find,
                                      qsizetype most)
{
    const Table *table = schema.table(end.table);
    if (!table)
        return failure(Error::Kind::Missing, {}, end.table.text());
    const QString alias = QStringLiteral("e");
    const QString label = labelExpression(*table, end.key, alias);
    QStringList details;
    for (const QString &column : displayOrder(*table, end.key)) {
        if (!labelColumns(*table, end.key).contains(column) && !end.key.contains(column)
            && details.size() < mostDetails)
            details += column;
    }
    QStringList selected{Dialect::quotedList(end.key, alias), label, Dialect::quotedList(columns, alias)};
    if (!details.isEmpty())
        selected += Dialect::quotedList(details, alias);
    QString sql =
        QStringLiteral("SELECT %1 FROM %2 AS e").arg(selected.join(QStringLiteral(", ")), Dialect::quoted(end.table));
    QVariantList values;
    if (!find.trimmed().isEmpty()) {
        sql += QStringLiteral(" WHERE ")
             + Dialect::containsText({label, Dialect::quotedList({end.key.first()}, alias)});
        values += foldedText(find.trimmed());
    }
    auto query = connection.exec(sql, values);
    if (!query)
        return tl::unexpected(query.error());
    const QString wanted = foldedText(name);
    std::vector<std::pair<double, Suggestion>> nearest; // a heap, the farthest first
    const auto isNearer = [](const auto &a, const auto &b) {
        return a.first != b.first ? a.first < b.first : a.second.label < b.second.label;
    };
    while (query->next()) {
        int place = int(end.key.size());
        const QString text = query->value(place++).toString();
        QStringList parts;
        for (qsizetype i = 0; i < columns.size(); ++i)
            parts += query->value(place++).toString();
        const double distance = std::min(spellingDistance(wanted, foldedText(text)),
                                         spellingDistance(wanted, foldedText(parts.join(u','))));
        if (qsizetype(nearest.size()) >= most && distance > nearest.front().first)
            continue;
        Suggestion suggestion{{}, text, {}};
        QStringList detail;
        for (int i = 0; i < int(end.key.size()); ++i)
            suggestion.key.values += query->value(i);
        for (qsizetype i = 0; i < details.size(); ++i) {
            const QString shown = query->value(place++).toString().left(mostLetters);
            if (!shown.isEmpty())
                detail += shown;
        }
        suggestion.detail = (QStringList(suggestion.key.text()) + detail).join(QStringLiteral(" · "));
        nearest.emplace_back(distance, suggestion);
        std::push_heap(nearest.begin(), nearest.end(), isNearer);
        if (qsizetype(nearest.size()) > most) {
            std::pop_heap(nearest.begin(), nearest.end(), isNearer);
            nearest.pop_back();
        }
    }
    if (query->lastError().isValid())
        return tl::unexpected(Dialect::error(query->lastError()));
    std::sort_heap(nearest.begin(), nearest.end(), isNearer);
    QList<Suggestion> suggestions;
    for (auto &[distance, suggestion] : nearest)
        suggestions += std::move(suggestion);
    return suggestions;
}

} // namespace joinery
