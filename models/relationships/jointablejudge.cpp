#include "relationships/jointablejudge.h"

#include "relationships/columnwords.h"
#include "relationships/entitylabel.h"
#include "relationships/tablewords.h"
#include "values/naming.h"

#include <QCoreApplication>

#include <algorithm>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::RelationshipFinder)
};

constexpr int claimFrom = 4;
constexpr int suggestFrom = 1;

bool containsAll(const QStringList &outer, const QStringList &inner)
{
    return std::all_of(inner.begin(), inner.end(), [&](const QString &each) { return outer.contains(each); });
}

} // namespace

JoinTableJudge::JoinTableJudge(ReferenceFinder &finder, qsizetype table)
    : m_finder(finder)
    , m_place(table)
    , m_table(finder.schema().tables[table])
{}

QStringList JoinTableJudge::endColumns() const
{
    QStringList columns;
    for (const Reference &end : m_ends)
        columns += end.columns();
    return columns;
}

/// What is neither an end's, nor the surrogate, nor kept by a framework.
QStringList JoinTableJudge::restColumns() const
{
    const QStringList ends = endColumns();
    QStringList rest;
    for (const Column &column : m_table.columns) {
        if (!ends.contains(column.name) && column.name != m_surrogate && !isQuiet(column)
            && !isAuditColumn(column.name)) {
            rest += column.name;
        }
    }
    return rest;
}

/// Unless fewer than two ends are left then.
void JoinTableJudge::leaveOut(bool (*isMeant)(const Reference &))
{
    const auto others = std::count_if(m_ends.begin(), m_ends.end(),
                                      [&](const Reference &each) { return !isMeant(each); });
    if (others >= 2)
        m_ends.removeIf(isMeant);
}

/// Has an id of its own that other tables refer to: a thing, whatever else it connects.
bool JoinTableJudge::isEntityItself() const
{
    return !m_surrogate.isEmpty() && m_finder.isReferredTo(m_place);
}

/// A key of several columns that holds one end only: the rows are told apart by something else than what they connect.
bool JoinTableJudge::hasKeyOfItsOwn() const
{
    return std::any_of(m_table.uniqueKeys.begin(), m_table.uniqueKeys.end(), [&](const UniqueKey &key) {
        const auto inside = std::count_if(m_ends.begin(), m_ends.end(),
                                          [&](const Reference &end) { return containsAll(key.columns, end.from()); });
        const bool isPlace = std::any_of(key.columns.begin(), key.columns.end(), isPlaceInList);
        return key.columns.size() > 1 && inside == 1 && !isPlace;
    });
}

/// A text in a language: of one thing, though the language is a row somewhere.
bool JoinTableJudge::isTranslation() const
{
    const bool language = std::any_of(m_ends.begin(), m_ends.end(), [](const Reference &end) {
        const QStringList words = stemsOf(end.key.table.name);
        return !words.isEmpty()
            && (words.last() == stem(QStringLiteral("language")) || words.last() == stem(QStringLiteral("locale"))
                || words.last() == stem(QStringLiteral("lang")));
    });
    const QStringList rest = restColumns();
    return language && std::any_of(rest.begin(), rest.end(), [&](const QString &name) {
               return isTextColumn(*m_table.column(name));
           });
}

Verdict JoinTableJudge::verdict()
{
    Verdict verdict;
    if (m_table.kind != Table::Kind::Table)
        return verdict;
    m_ends = m_finder.references(m_place);
    // A row's own parent in a tree says nothing about others.
    m_ends.removeIf([&](const Reference &each) { return each.key.table == m_table.name; });
    if (m_ends.size() < 2)
        return verdict;
    leaveOut([](const Reference &each) { return isAuditColumn(each.from().last()); });
    // What only some rows hold says no link, while others do.
    leaveOut([](const Reference &each) { return each.nullable; });
    const QString key = m_finder.entityKey(m_place);
    if (!endColumns().contains(key))
        m_surrogate = key;
    verdict.surrogate = m_surrogate;
    if (claimByKey(verdict) || claimByEmptiness(verdict)) {
        verdict.kind = Verdict::Kind::Claimed;
    } else {
        weigh(verdict);
    }
    if (verdict.kind != Verdict::Kind::No)
        putMainEndsFirst(verdict.ends);
    return verdict;
}

void JoinTableJudge::describeReferences(Verdict &verdict) const
{
    const auto count = verdict.ends.size();
    const auto all = [&](Reference::Source source) {
        return std::all_of(verdict.ends.begin(), verdict.ends.end(),
                           [&](const Reference &each) { return each.source == source && !each.isTyped(); });
    };
    if (all(Reference::Source::Declared)) {
        verdict.reasons += count == 2 ? Text::tr("two foreign keys") : Text::tr("%1 foreign keys").arg(count);
        return;
    }
    for (const Reference &end : std::as_const(verdict.ends)) {
        const QString columns = end.from().join(QStringLiteral(", "));
        const QString parent = end.key.table.text();
        if (end.isTyped()) {
            verdict.reasons +=
                end.checked ? Text::tr("%1 names the table that %2 refers to").arg(end.typeColumn, columns)
                            : Text::tr("%1 seems to name the table that %2 refers to").arg(end.typeColumn, columns);
        } else if (end.source == Reference::Source::Declared) {
            verdict.reasons += Text::tr("%1 is a foreign key to %2").arg(columns, parent);
        } else if (end.source == Reference::Source::Trigger) {
            verdict.reasons += Text::tr("a trigger keeps %1 within %2").arg(columns, parent);
        } else if (end.source == Reference::Source::Rows) {
            verdict.reasons += Text::tr("every value of %1 that was looked up is found in %2").arg(columns, parent);
        } else if (end.source == Reference::Source::Nothing) {
            verdict.reasons += Text::tr("%1 refers to something that could not be told").arg(columns);
        } else {
            verdict.reasons += end.checked
                                 ? Text::tr("%1 is named after %2, and its values are found there").arg(columns, parent)
                                 : Text::tr("%1 is named after %2").arg(columns, parent);
        }
    }
}

/// The ends inside the narrowest key that holds two or more of them.
bool JoinTableJudge::claimByKey(Verdict &verdict) const
{
    for (const UniqueKey &key : m_table.uniqueKeys) {
        QList<Reference> inside;
        QStringList columns;
        for (const Reference &end : m_ends) {
            if (containsAll(key.columns, end.from())) {
                inside += end;
                columns += end.columns();
            }
        }
        if (inside.size() < 2)
            continue;
        const bool whole = containsAll(columns, key.columns);
        if (!whole && !key.primary && isEntityItself())
            continue;
        verdict.ends = inside;
        describeReferences(verdict);
        if (key.primary)
            verdict.reasons += whole ? Text::tr("together they are the primary key")
                                     : Text::tr("they are part of the primary key");
        else
            verdict.reasons += whole ? Text::tr("together they are unique") : Text::tr("they are part of a unique key");
        return true;
    }
    return false;
}

bool JoinTableJudge::claimByEmptiness(Verdict &verdict) const
{
    if (m_ends.size() != 2 || isEntityItself() || !restColumns().isEmpty())
        return false;
    verdict.ends = m_ends;
    describeReferences(verdict);
    verdict.reasons += Text::tr("the table holds nothing else that says anything");
    return true;
}

QSet<QString> JoinTableJudge::wordsOfEnd(const Reference &end) const
{
    const qsizetype parent = m_finder.names().indexOf(end.key.table);
    QStringList stems = m_finder.readWords(end.from().last(), {}).stems;
    if (parent >= 0)
        stems += m_finder.names().stems(parent);
    return {stems.begin(), stems.end()};
}

int JoinTableJudge::weighName(QStringList &reasons) const
{
    const QStringList words = m_finder.names().stems(m_place);
    QSet<QString> known;
    QSet<QString> common = wordsOfEnd(m_ends.first());
    QHash<QString, qsizetype> endsOfTable;
    for (const Reference &end : m_ends) {
        known += wordsOfEnd(end);
        common &= wordsOfEnd(end);
        ++endsOfTable[end.key.table.text()];
    }
    // What all of them are called tells none of them apart, unless they are two of a kind.
    if (endsOfTable.size() == 1)
        common.clear();
    QSet<QString> mentioned;
    for (const Reference &end : m_ends) {
        const QSet<QString> ofEnd = wordsOfEnd(end) - common;
        if (!std::any_of(words.begin(), words.end(), [&](const QString &word) { return ofEnd.contains(word); }))
            continue;
        mentioned += end.key.table.text();
        if (endsOfTable.value(end.key.table.text()) == 2)
            mentioned += end.from().join(u',');
    }
    qsizetype strange = 0;
    bool connecting = false;
    for (const QString &word : words) {
        if (known.contains(word))
            continue;
        if (isConnecting(word))
            connecting = true;
        else
            ++strange;
    }
    if (mentioned.size() >= 2 && strange <= 1) {
        reasons += Text::tr("the table is named after both");
        return strange == 0 ? 4 : 3;
    }
    if (!words.isEmpty() && isHappening(words.last()) && !known.contains(words.last()))
        return -3;
    if (connecting && (strange == 0 || (strange == 1 && isConnecting(words.last())))) {
        const bool nothingElse = std::any_of(words.begin(), words.end(), isOnlyConnecting);
        if (!nothingElse && !m_surrogate.isEmpty())
            return 0; // numbered lines of an invoice are things that it consists of
        reasons += Text::tr("the table's name says that it connects");
        return nothingElse ? 3 : 2;
    }
    return mentioned.isEmpty() ? 0 : 1;
}

int JoinTableJudge::weighColumns(QStringList &reasons) const
{
    int weight = 0;
    const QStringList rest = restColumns();
    qsizetype descriptions = 0;
    qsizetype strange = 0;
    for (const QString &name : rest) {
        const Column &column = *m_table.column(name);
        if (isDescription(column))
            ++descriptions;
        else if (!isLinkTrait(column) && !isNumberColumn(column))
            ++strange;
    }
    weight -= int(2 * descriptions);
    if (rest.size() <= 3 && descriptions == 0 && strange == 0) {
        weight += rest.size() <= 1 ? 2 : 1;
        reasons += Text::tr("little else stands in it");
    }
    if (rest.size() > 4)
        weight -= int(rest.size() - 4);
    if (m_surrogate.isEmpty() && m_table.primaryKey().isEmpty()) {
        weight += 1;
        if (m_ends.size() <= 3 && rest.size() <= 3 && descriptions == 0)
            weight += 2;
    }
    if (isEntityItself())
        weight -= 4;
    if (hasKeyOfItsOwn())
        weight -= 3;
    if (m_ends.size() > 3)
        weight -= int(m_ends.size() - 3) * 2;
    for (const Reference &end : m_ends) {
        if ((end.nullable && !end.isTyped()) || end.source == Reference::Source::Nothing)
            weight -= 3;
    }
    return weight;
}

int JoinTableJudge::weighRows(QStringList &reasons)
{
    constexpr qint64 fewRows = 8;
    const QStringList columns = endColumns();
    const auto answer = m_finder.evidence().answer({Question::Kind::Distinct, m_table.name, columns, {}, {}});
    if (!answer || answer->filled < fewRows)
        return 0;
    if (answer->filled < answer->rows)
        return -3;
    const bool oneAlone = std::any_of(answer->distinctEach.begin(), answer->distinctEach.end(),
                                      [&](qint64 each) { return each >= answer->distinct; });
    if (oneAlone)
        return m_ends.size() == 2 && restColumns().size() <= 2
                 ? -1
                 : -2; // one of them tells the row: it describes that thing
    if (answer->distinct == answer->filled) {
        reasons += Text::tr("no two rows say the same of them");
        return 2;
    }
    if (answer->distinct * 20 >= answer->filled * 19)
        return 1;
    return answer->distinct * 10 < answer->filled * 7 ? -2 : 0;
}

/// No key says that they belong together: the name, the other columns and the rows are weighed against each other.
void JoinTableJudge::weigh(Verdict &verdict)
{
    verdict.ends = m_ends;
    describeReferences(verdict);
    QStringList reasons;
    const int name = weighName(reasons);
    int weight = name + weighColumns(reasons);
    // Not asked where no answer would change anything.
    constexpr int mostOfRows = 3;
    if (weight >= suggestFrom - 2 && weight < claimFrom + mostOfRows)
        weight += weighRows(reasons);
    const bool allDeclared = std::all_of(m_ends.begin(), m_ends.end(), [](const Reference &each) {
        return each.source == Reference::Source::Declared && !each.isTyped();
    });
    if (allDeclared && name > 1)
        ++weight;
    // An account of a customer at a branch: nothing but its name tells a thing with a number from a numbered link.
    if (isTranslation() || (!m_surrogate.isEmpty() && name < 1))
        weight = std::min(weight, claimFrom - 1);
    const bool twoDeclared = m_ends.size() == 2 && allDeclared;
    if (weight >= claimFrom) {
        verdict.kind = Verdict::Kind::Claimed;
    } else if (weight >= suggestFrom || twoDeclared) {
        verdict.kind = Verdict::Kind::Suggested;
        reasons += m_ends.size() == 2 && twoDeclared
                     ? Text::tr("but no key says that they belong together")
                     : Text::tr("but nothing says for certain that they belong together");
    } else {
        return;
    }
    verdict.reasons += reasons;
}

/// Those that the table is named after; else the first two.
void JoinTableJudge::putMainEndsFirst(QList<Reference> &ends) const
{
    if (ends.size() < 3)
        return;
    const QStringList words = m_finder.names().stems(m_place);
    const auto rank = [&](const Reference &end) {
        if (end.isTyped() || end.source == Reference::Source::Nothing)
            return end.isTyped() ? 1 : 2;
        const QSet<QString> ofEnd = wordsOfEnd(end);
        return std::any_of(words.begin(), words.end(), [&](const QString &word) { return ofEnd.contains(word); }) ? 0
                                                                                                                  : 1;
    };
    std::stable_sort(ends.begin(), ends.end(),
                     [&](const Reference &a, const Reference &b) { return rank(a) < rank(b); });
}

} // namespace joinery
