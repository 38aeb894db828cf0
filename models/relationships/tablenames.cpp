#include "relationships/tablenames.h"

#include "values/naming.h"

#include <algorithm>

namespace joinery {

namespace {

constexpr int wholeName = 95; // users for user_id
constexpr int endOfName = 88; // auth_user for user_id
constexpr int perWordLess = 4;
constexpr int sharedPrefixBonus = 6; // conquest_warriors for warrior_id in conquest_episode_warriors
constexpr int shortened = 55; // repository for repo_id
constexpr int ending = 52; // linktarget for target_id
constexpr int initials = 50; // term_taxonomy for tt_id
constexpr int contracted = 42; // department for dpt_id
constexpr int oneLetter = 30; // user for uid
constexpr int person = 50; // users for author_id
constexpr qsizetype shortestEnding = 4;
constexpr qsizetype commonest = 3; // tables that a prefix must be shared by

QSet<QString> stemmed(const char *words)
{
    QSet<QString> set;
    for (const QString &word : QString::fromLatin1(words).split(u' '))
        set += stem(word);
    return set;
}

/// Words at the end of a table's name that only say that it is a table.
const QSet<QString> &emptyEndings()
{
    static const QSet<QString> words = stemmed("data table tbl master info entity model list");
    return words;
}

const QSet<QString> &peopleWords()
{
    static const QSet<QString> words = stemmed(
        "user account person member people employee customer contact author staff profile "
        "player");
    return words;
}

bool isContraction(const QString &shorter, const QString &longer)
{
    qsizetype at = 0;
    for (const QChar c : longer) {
        if (at < shorter.size() && shorter[at] == c)
            ++at;
    }
    return at == shorter.size();
}

void keepBest(QList<TableNames::Match> &matches)
{
    std::stable_sort(matches.begin(), matches.end(), [](const TableNames::Match &a, const TableNames::Match &b) {
        return a.table != b.table ? a.table < b.table : a.strength > b.strength;
    });
    matches.erase(
        std::unique(matches.begin(), matches.end(),
                    [](const TableNames::Match &a, const TableNames::Match &b) { return a.table == b.table; }),
        matches.end());
    std::stable_sort(matches.begin(), matches.end(),
                     [](const TableNames::Match &a, const TableNames::Match &b) { return a.strength > b.strength; });
}

} // namespace

QStringList stemsOf(const QString &identifier)
{
    QStringList stems;
    for (const QString &word : wordsOf(identifier))
        stems += stem(word);
    return stems;
}

TableNames::TableNames(const Schema &schema)
{
    for (const Table &table : schema.tables)
        m_stems += stemsOf(table.name.name);
    findSchemaPrefix(m_stems);
    for (qsizetype i = 0; i < schema.tables.size(); ++i) {
        const Table &table = schema.tables[i];
        m_places.insert(table.name.text(), i);
        const QStringList &words = m_stems[i];
        if (table.kind != Table::Kind::Table || words.isEmpty())
            continue;
        const bool emptyEnding = words.size() > 1 && emptyEndings().contains(words.last());
        for (int right = 0; right <= (emptyEnding ? 1 : 0); ++right) {
            for (int left = 0; left + right < words.size(); ++left)
                m_entries[words.mid(left, words.size() - left - right).join(QString())] += Entry{i, left, right};
        }
        m_byLetter[words.first()[0]] += i;
        for (qsizetype word = 1; word < words.size(); ++word) {
            if (words[word][0] != words.first()[0])
                m_byLetter[words[word][0]] += i;
        }
        for (qsizetype letter = 1; words.size() == 1 && letter + shortestEnding <= words[0].size(); ++letter)
            m_byLetter[words[0][letter]] += i;
        if (peopleWords().contains(words.last()))
            m_people += i;
    }
}

void TableNames::findSchemaPrefix(QList<QStringList> &stems) const
{
    QHash<QString, qsizetype> firsts;
    for (const QStringList &words : std::as_const(stems)) {
        if (words.size() > 1)
            ++firsts[words.first()];
    }
    for (auto it = firsts.cbegin(); it != firsts.cend(); ++it) {
        if (it.value() < commonest || it.value() * 10 < stems.size() * 7)
            continue;
        for (QStringList &words : stems) {
            if (words.size() > 1 && words.first() == it.key())
                words.removeFirst();
        }
        return;
    }
}

int TableNames::sharedPrefix(qsizetype a, qsizetype b) const
{
    int shared = 0;
    while (shared < m_stems[a].size() && shared < m_stems[b].size() && m_stems[a][shared] == m_stems[b][shared])
        ++shared;
    return shared;
}

bool TableNames::isEmptyEnding(const QString &stem)
{
    return emptyEndings().contains(stem);
}

QList<TableNames::Match> TableNames::named(const QStringList &stems, qsizetype from) const
{
    QList<Match> matches;
    const auto found = m_entries.constFind(stems.join(QString()));
    if (stems.isEmpty() || found == m_entries.cend())
        return matches;
    for (const Entry &entry : *found) {
        int strength = entry.left == 0 ? wholeName : endOfName - perWordLess * (entry.left - 1);
        strength -= 2 * entry.right;
        if (entry.left > 0 && sharedPrefix(entry.table, from) >= 1)
            strength += sharedPrefixBonus * std::min(sharedPrefix(entry.table, from), entry.left) / entry.left;
        matches += Match{entry.table, strength};
    }
    keepBest(matches);
    return matches;
}

QList<TableNames::Match> TableNames::abbreviated(const QStringList &stems, qsizetype from) const
{
    QList<Match> matches;
    const QString shorter = stems.join(QString());
    if (shorter.isEmpty() || !shorter[0].isLetter())
        return matches;
    for (const qsizetype table : m_byLetter.value(shorter[0])) {
        const QStringList &words = m_stems[table];
        int strength = 0;
        QString firstLetters;
        for (const QString &word : words)
            firstLetters += word[0];
        const QString last = words.last();
        const QString whole = words.join(QString());
        if (last == shorter)
            strength = 0; // no abbreviation
        else if (shorter.size() >= 3 && (last.startsWith(shorter) || whole.startsWith(shorter)))
            strength = shortened;
        else if (shorter.size() >= shortestEnding && last.endsWith(shorter))
            strength = ending;
        else if (shorter.size() >= 2 && words.size() > 1 && firstLetters == shorter)
            strength = initials;
        else if (shorter.size() >= 3 && last[0] == shorter[0] && isContraction(shorter, last))
            strength = contracted;
        else if (shorter.size() == 1 && (words.size() == 1 || last[0] == shorter[0]))
            strength = oneLetter;
        if (strength > 0)
            matches += Match{table, strength + std::min(sharedPrefix(table, from), 1)};
    }
    keepBest(matches);
    return matches;
}

QList<TableNames::Match> TableNames::people(qsizetype from) const
{
    QList<Match> matches;
    for (const qsizetype table : m_people) {
        const bool user = m_stems[table].last() == QLatin1String("user");
        matches += Match{table, person + (user ? 3 : 0) + (m_stems[table].size() == 1 ? 2 : 0)
                                    + std::min(sharedPrefix(table, from), 1)};
    }
    keepBest(matches);
    return matches;
}

} // namespace joinery
