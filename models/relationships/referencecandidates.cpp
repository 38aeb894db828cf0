#include "relationships/keytraits.h"
#include "values/naming.h"

#include <algorithm>

namespace joinery {

using namespace Strength;

namespace {

constexpr qsizetype mostTried = 4;

/// Words that are no reference unless an id stands beside them.
bool isOnlyATrait(const QStringList &stems)
{
    static const QSet<QString> traits = {
        QStringLiteral("order"),   QStringLiteral("position"), QStringLiteral("rank"),   QStringLiteral("level"),
        QStringLiteral("count"),   QStringLiteral("valu"),     QStringLiteral("number"), QStringLiteral("index"),
        QStringLiteral("version"), QStringLiteral("statu"),    QStringLiteral("nam"),    QStringLiteral("titl"),
        QStringLiteral("id"),      QStringLiteral("dat"),      QStringLiteral("tim"),    QStringLiteral("amount")};
    return stems.isEmpty() || (stems.size() == 1 && traits.contains(stems.first()));
}

} // namespace

ReferenceFinder::Matches ReferenceFinder::plainMatches(qsizetype place, const Column &column) const
{
    Matches matches;
    QStringList variants{QString()};
    if (!m_prefixes[place].isEmpty())
        variants.prepend(m_prefixes[place]);
    for (const QString &prefix : std::as_const(variants)) {
        const ColumnWords words = readWords(column.name, prefix);
        if (isOnlyATrait(words.stems) && !words.saysId)
            continue;
        const int less = words.saysId ? 0 : lessWithoutId;
        Matches named = m_names.named(words.exact, place);
        if (named.isEmpty() && words.exact != words.stems)
            named = m_names.named(words.stems, place);
        for (TableNames::Match match : std::as_const(named)) {
            const bool whole = m_names.stems(match.table) == words.exact;
            match.strength -= less + (m_linkLike[match.table] && !whole ? lessForLinks : 0);
            matches += match;
        }
    }
    QString name = column.name.toLower();
    for (const qsizetype table : m_byKeyName.value(name))
        matches += TableNames::Match{
            table, m_byKeyName.value(name).size() == 1
                       ? keyOfThatName
                       : oneOfThatName + (m_names.stems(table).last().startsWith(name[0]) ? perLetter : 0)};
    std::stable_sort(matches.begin(), matches.end(),
                     [](const TableNames::Match &a, const TableNames::Match &b) { return a.strength > b.strength; });
    return matches;
}

ReferenceFinder::Matches ReferenceFinder::candidates(qsizetype place, const Column &column) const
{
    Matches all = plainMatches(place, column);
    const ColumnWords words = readWords(column.name, m_prefixes[place]);
    const bool namesSomething = words.saysId || words.saysCode || isInWideKey(m_schema.tables[place], column.name);
    const auto add = [&](const Matches &matches, int less) {
        for (TableNames::Match match : matches) {
            match.strength -= less + (words.saysId ? 0 : lessWithoutId) + (m_linkLike[match.table] ? lessForLinks : 0);
            all += match;
        }
    };
    if (namesSomething) {
        for (qsizetype skip = 1; skip < words.stems.size(); ++skip)
            add(m_names.named(words.stems.mid(skip), place), lessPerRole * int(skip));
        for (qsizetype rest = words.stems.size() - 1; rest > 0 && isRole(words.stems[rest]); --rest)
            add(m_names.named(words.stems.mid(0, rest), place), lessPerRole);
        const QString tail = wordsOf(column.name).last();
        if (words.stems.size() > 1) {
            for (const qsizetype table : m_byKeyName.value(tail))
                all += TableNames::Match{table, keyOfThatName - lessPerRole};
        }
        if (std::any_of(words.stems.begin(), words.stems.end(), isPersonRole))
            add(m_names.people(place), 0);
        const bool unsure = std::none_of(all.begin(), all.end(), [&](const TableNames::Match &match) {
            return match.table != place && match.strength >= likely;
        });
        if (unsure && words.saysId) {
            add(m_names.abbreviated(words.stems, place), 0);
            if (words.stems.size() > 1)
                add(m_names.abbreviated(words.stems.mid(words.stems.size() - 1), place), lessPerRole);
        }
    }
    std::stable_sort(all.begin(), all.end(), [&](const TableNames::Match &a, const TableNames::Match &b) {
        if (a.strength != b.strength)
            return a.strength > b.strength;
        return m_popularity[a.table] > m_popularity[b.table];
    });
    Matches distinct;
    for (const TableNames::Match &match : std::as_const(all)) {
        if (distinct.size() < mostTried
            && std::none_of(distinct.begin(), distinct.end(),
                            [&](const TableNames::Match &other) { return other.table == match.table; })) {
            distinct += match;
        }
    }
    return distinct;
}

std::optional<Reference> ReferenceFinder::tested(qsizetype place, const Column &column, const TableNames::Match &match,
                                                 bool mustBeSeen)
{
    const Table &table = m_schema.tables[place];
    const Table &parent = m_schema.tables[match.table];
    if (match.table == place || match.strength <= 0)
        return std::nullopt;
    const QString key = entityKey(match.table);
    const Column *keyColumn = key.isEmpty() ? nullptr : parent.column(key);
    if (!keyColumn)
        return std::nullopt;
    const bool inKey = isInWideKey(table, column.name);
    const ColumnWords words = readWords(column.name, m_prefixes[place]);
    if (!words.saysId && !inKey && match.strength < keyOfThatName)
        mustBeSeen = true;

    Reference reference = referenceTo(parent, key, column.name);
    reference.source = Reference::Source::Name;
    const auto answer = m_evidence.answer({Question::Kind::Contained, table.name, {column.name}, parent.name, key});
    const bool agree = typesAgree(column, *keyColumn);
    if (answer)
        reference.nullable = answer->filled < answer->rows;
    if (!answer || answer->distinct == 0 || answer->parentEmpty) {
        const bool believed = match.strength >= likely
                           || (match.strength >= vague && (inKey || isThin(table)) && words.saysId);
        if (mustBeSeen || !agree || !believed)
            return std::nullopt;
        return reference;
    }
    const double share = double(answer->found) / double(answer->distinct);
    // Names count for more than a few rows whose thing was deleted; where the name is vague the rows have to be clear.
    double needed = 1;
    qint64 fewest = 3;
    if (match.strength >= plain) {
        needed = 0.7;
        fewest = agree ? 1 : 2;
    } else if (match.strength >= likely - lessPerRole) {
        needed = 0.9;
        fewest = agree ? 1 : 2;
    } else if (match.strength >= vague) {
        needed = 0.98;
        fewest = 2;
    }
    if (mustBeSeen)
        needed = std::max(needed, 0.98);
    if (share < needed || answer->distinct < fewest)
        return std::nullopt;
    reference.checked = true;
    return reference;
}

} // namespace joinery
