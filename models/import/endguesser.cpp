#include "import/endguesser.h"

#include "database/textfolding.h"
#include "import/endlookup.h"
#include "relationships/entitylabel.h"
#include "values/naming.h"

#include <algorithm>

namespace joinery {

namespace {

constexpr qsizetype mostValues = 30; // of a column, looked up in the database
constexpr qsizetype mostCandidates = 4;
constexpr double enough = 0.2; // of the sample's values known: no accident
constexpr double accident = 0.5; // what row ids weigh beside names

} // namespace

QString plainName(const QString &name)
{
    const QString plain = wordsOf(name).join(u'_');
    return foldedText(plain.isEmpty() ? name : plain).trimmed();
}

EndGuesser::EndGuesser(Connection &connection, const Schema &schema, const Relationship &relationship, Side side,
                       const CsvSample &sample, const QByteArray &separator)
    : m_connection(connection)
    , m_schema(schema)
    , m_relationship(relationship)
    , m_side(side)
    , m_end(relationship.end(side))
    , m_table(schema.table(m_end.table))
    , m_sample(sample)
    , m_separator(separator)
{}

QString EndGuesser::headerOf(int fileColumn) const
{
    return plainName(m_sample.header.value(fileColumn));
}

/// What one entity, or all of them, may be called in a header.
QStringList EndGuesser::nouns() const
{
    QStringList nouns;
    const auto add = [&](const QString &name) {
        const QString plain = plainName(name);
        for (const QString &noun : {plain, plainName(singular(plain)), plainName(plural(plain))}) {
            if (!noun.isEmpty() && !nouns.contains(noun))
                nouns += noun;
        }
    };
    QStringList words = wordsOf(m_end.columns.last());
    if (words.size() > 1)
        words.removeLast(); // follower_id → follower
    add(words.join(u'_'));
    if (m_relationship.isSelf())
        return nouns;
    add(m_end.table.name);
    add(m_end.alias);
    const QStringList ofTable = wordsOf(m_end.table.name);
    if (ofTable.size() > 1)
        add(ofTable.last());
    return nouns;
}

double EndGuesser::nameScore(int fileColumn) const
{
    const QString header = headerOf(fileColumn);
    if (header.isEmpty())
        return 0;
    if (m_end.columns.size() == 1 && header == plainName(m_end.columns.first()))
        return 1;
    const QStringList all = nouns();
    if (all.contains(header))
        return 0.95;
    const auto isColumn = [](const Table *table, const QString &name) {
        return table && std::any_of(table->columns.begin(), table->columns.end(), [&](const Column &column) {
                   return plainName(column.name) == name;
               });
    };
    for (const QString &noun : all) {
        for (const QString &rest : {header.startsWith(noun) ? header.mid(noun.size()) : QString()}) {
            const QString name = rest.startsWith(u'_') ? rest.mid(1) : rest;
            if (name == QLatin1String("id") || name == QLatin1String("key") || name == QLatin1String("name")
                || isColumn(m_table, name))
                return 0.9;
            if (rest.startsWith(u'_'))
                return 0.6;
        }
    }
    const Table *other = m_schema.table(m_relationship.end(otherSide(m_side)).table);
    if (isColumn(m_table, header))
        return isColumn(other, header) ? 0.2 : 0.7;
    const QStringList mine = m_side == Side::Left
                               ? QStringList{QStringLiteral("left"), QStringLiteral("from"), QStringLiteral("source")}
                               : QStringList{QStringLiteral("right"), QStringLiteral("to"), QStringLiteral("target")};
    return mine.contains(header) ? 0.5 : 0;
}

QList<int> EndGuesser::namedAs(const QStringList &columns) const
{
    QList<int> found;
    for (const QString &column : columns) {
        int place = -1;
        for (int i = 0; i < m_sample.header.size() && place < 0; ++i) {
            const bool isNamed = headerOf(i) == plainName(column);
            place = isNamed && !found.contains(i) ? i : -1;
        }
        if (place < 0)
            return {};
        found += place;
    }
    return found;
}

/// Entity columns that a file may name entities by: the key, then what a person calls them by, then other texts that are unique.
QStringList EndGuesser::candidates() const
{
    QStringList columns;
    if (m_end.key.size() == 1)
        columns += m_end.key;
    if (!m_table)
        return columns;
    const auto add = [&](const QString &column) {
        if (!columns.contains(column) && columns.size() < mostCandidates)
            columns += column;
    };
    const QStringList label = labelColumns(*m_table, m_end.key);
    if (label.size() == 1)
        add(label.first());
    for (const UniqueKey &key : m_table->uniqueKeys) {
        if (key.columns.size() == 1)
            add(key.columns.first());
    }
    for (const Column &column : m_table->columns) {
        const QString name = plainName(column.name);
        if (isTextColumn(column) && !name.isEmpty()
            && std::any_of(m_sample.header.begin(), m_sample.header.end(),
                           [&](const QString &header) { return plainName(header).endsWith(name); }))
            add(column.name);
    }
    return columns;
}

/// The names that the sample holds, as they come, without blanks around those of a list.
QList<QByteArray> EndGuesser::namesIn(int fileColumn) const
{
    QList<QByteArray> names;
    for (const auto &row : m_sample.rows) {
        if (fileColumn >= row.size())
            continue;
        const QByteArray &text = row[fileColumn].text;
        for (qsizetype at = 0; at <= text.size();) {
            const qsizetype end = m_separator.isEmpty() ? -1 : text.indexOf(m_separator, at);
            const QByteArray name = m_separator.isEmpty() ? text : text.mid(at, end < 0 ? -1 : end - at).trimmed();
            if (!name.isEmpty())
                names += name;
            at = end < 0 ? text.size() + 1 : end + m_separator.size();
        }
    }
    return names;
}

bool EndGuesser::looksLikeNumbers(int fileColumn) const
{
    const QList<QByteArray> names = namesIn(fileColumn);
    return !names.isEmpty() && std::all_of(names.begin(), names.end(), [](const QByteArray &name) {
        bool isNumber = false;
        const qlonglong number = name.toLongLong(&isNumber);
        return isNumber && QByteArray::number(number) == name; // no code with zeros before it
    });
}

Result<double> EndGuesser::shareKnown(int fileColumn, const QString &by)
{
    auto lookup = EndLookup::make(m_connection, m_schema, m_end, {by}, false);
    if (!lookup)
        return tl::unexpected(lookup.error());
    int asked = 0;
    int known = 0;
    QSet<QByteArray> seen;
    const QList<QByteArray> names = namesIn(fileColumn);
    for (const QByteArray &name : names) {
        if (seen.contains(name))
            continue;
        seen.insert(name);
        const CsvField field{name, true};
        const auto found = lookup->find(std::span(&field, 1));
        if (!found)
            return tl::unexpected(found.error());
        ++asked;
        known += found->match != NameTable::Match::None;
        if (asked == mostValues)
            break;
    }
    return asked == 0 ? 0.0 : double(known) / double(asked);
}

Result<EndGuesser::Guess> EndGuesser::guessFor(int fileColumn, const QString &by)
{
    const double named = nameScore(fileColumn);
    const QString header = headerOf(fileColumn);
    const QStringList columns = by.isEmpty() ? candidates() : QStringList(by);
    const bool numbers = looksLikeNumbers(fileColumn);
    Guess best{fileColumn, columns.value(0), 0};
    double bestRank = -1;
    for (const QString &column : columns) {
        const auto share = shareKnown(fileColumn, column);
        if (!share)
            return tl::unexpected(share.error());
        const bool isKey = m_end.key == QStringList(column);
        const Column *described = m_table->column(column);
        const QString name = plainName(column);
        const bool isNamed = !isKey && header.endsWith(name)
                          && (header == name || nouns().contains(header.chopped(name.size() + 1)));
        // Numbers are keys unless the header says otherwise; where nothing is known yet, other texts are names.
        const bool fits = isKey ? numbers || (described && isTextColumn(*described)) : !numbers;
        const double rank = *share + (isNamed ? 0.5 : 0.0) + (isKey && numbers && *share > 0 ? 0.4 : 0.0)
                          + (fits ? 0.05 : 0.0);
        if (rank > bestRank) {
            bestRank = rank;
            best.column = column;
            // Small numbers fit the row ids of any table: by themselves they say less than names do.
            const bool saysLittle = isKey && m_table && m_table->rowIdColumn == column && named == 0;
            const double said = saysLittle ? std::max(*share * accident, std::min(*share, smallestScore)) : *share;
            best.score = named + (*share < enough ? 0.0 : said);
        }
    }
    return best;
}

Result<QList<EndGuesser::Guess>> EndGuesser::guesses(const QString &by)
{
    QList<Guess> all;
    for (int column = 0; column < m_sample.columns; ++column) {
        const auto guess = guessFor(column, by);
        if (!guess)
            return tl::unexpected(guess.error());
        all += *guess;
    }
    return all;
}

} // namespace joinery
