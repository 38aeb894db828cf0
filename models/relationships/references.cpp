#include "relationships/references.h"

#include "relationships/keytraits.h"
#include "relationships/triggerkeys.h"
#include "relationships/typedreferences.h"
#include "values/naming.h"

#include <algorithm>

namespace joinery {

using namespace Strength;

namespace {

constexpr qsizetype manyColumns = 14; // of its own, beside its references: a thing, not a link

bool isGenericKeyName(const QString &name)
{
    static const QSet<QString> names = {QStringLiteral("id"),      QStringLiteral("uuid"), QStringLiteral("guid"),
                                        QStringLiteral("key"),     QStringLiteral("name"), QStringLiteral("code"),
                                        QStringLiteral("type"),    QStringLiteral("hash"), QStringLiteral("value"),
                                        QStringLiteral("rowid"),   QStringLiteral("pk"),   QStringLiteral("slug"),
                                        QStringLiteral("version"), QStringLiteral("path"), QStringLiteral("url"),
                                        QStringLiteral("title"),   QStringLiteral("date"), QStringLiteral("sid")};
    return names.contains(name);
}

bool containsAll(const QStringList &outer, const QStringList &inner)
{
    return std::all_of(inner.begin(), inner.end(), [&](const QString &each) { return outer.contains(each); });
}

void sortByColumns(const Table &table, QList<Reference> &references)
{
    const QStringList order = table.columnNames();
    const auto place = [&](const Reference &reference) {
        qsizetype last = 0; // a shared first column says nothing about the order
        for (const QString &column : reference.from())
            last = std::max(last, order.indexOf(column));
        return last;
    };
    std::stable_sort(references.begin(), references.end(),
                     [&](const Reference &a, const Reference &b) { return place(a) < place(b); });
}

} // namespace

ReferenceFinder::ReferenceFinder(const Schema &schema, Evidence &evidence)
    : m_schema(schema)
    , m_evidence(evidence)
    , m_names(schema)
{
    for (qsizetype i = 0; i < schema.tables.size(); ++i) {
        const Table &table = schema.tables[i];
        m_prefixes += columnPrefix(table);
        const QStringList key = table.primaryKey();
        if (key.size() != 1 || table.kind != Table::Kind::Table)
            continue;
        const QString name = key.first().toLower();
        const bool foreign = std::any_of(table.foreignKeys.begin(), table.foreignKeys.end(),
                                         [&](const ForeignKey &each) { return each.from().contains(key.first()); });
        if (!isGenericKeyName(name) && !foreign)
            m_byKeyName[name] += i;
    }
    findLinkLike();
    countPopularity();
}

void ReferenceFinder::findLinkLike()
{
    m_linkLike = QList<bool>(m_schema.tables.size(), false);
    for (qsizetype i = 0; i < m_schema.tables.size(); ++i) {
        const Table &table = m_schema.tables[i];
        const QStringList &stems = m_names.stems(i);
        qsizetype ids = 0;
        for (const Column &column : table.columns) {
            if (!isOwnKey(table, column.name) && readWords(column.name, m_prefixes[i]).saysId)
                ++ids;
        }
        constexpr qsizetype mostOthers = 4;
        if (stems.size() < 2 || ids < 2 || table.columns.size() - ids > mostOthers)
            continue;
        for (qsizetype words = 1; words < stems.size() && !m_linkLike[i]; ++words)
            m_linkLike[i] = !m_names.named(stems.mid(0, words), i).isEmpty();
    }
}

ColumnWords ReferenceFinder::readWords(const QString &column, const QString &prefix) const
{
    const std::pair<QString, QString> key{column, prefix};
    const auto known = m_words.constFind(key);
    return known != m_words.cend() ? *known : *m_words.insert(key, columnWords(column, prefix));
}

QList<Reference> ReferenceFinder::declared(const Table &table) const
{
    QList<Reference> found;
    for (const ForeignKey &key : table.foreignKeys) {
        const bool partOfAnother = std::any_of(
            table.foreignKeys.begin(), table.foreignKeys.end(), [&](const ForeignKey &other) {
                return other.columns.size() > key.columns.size() && containsAll(other.from(), key.from());
            });
        const bool seen = std::any_of(found.begin(), found.end(),
                                      [&](const Reference &other) { return other.from() == key.from(); });
        if (partOfAnother || seen)
            continue;
        Reference reference;
        reference.key = key;
        found += reference;
    }
    return found;
}

void ReferenceFinder::addFromTriggers(const Table &table, QList<Reference> &found) const
{
    for (const TriggerKey &each : keysOfTriggers(table)) {
        const Table *parent = m_schema.table({table.name.schema, each.parent});
        const Column *column = table.column(each.column);
        const Column *key = parent ? parent->column(each.key) : nullptr;
        if (!column || !key || isTaken(found, column->name))
            continue;
        Reference reference = referenceTo(*parent, key->name, column->name);
        reference.source = Reference::Source::Trigger;
        found += reference;
    }
}

bool ReferenceFinder::mayLink(qsizetype place, const QList<Reference> &known) const
{
    const Table &table = m_schema.tables[place];
    const auto ends = std::count_if(known.begin(), known.end(),
                                    [](const Reference &each) { return !isAuditColumn(each.from().last()); });
    if (ends >= 2)
        return false; // nothing left to guess
    qsizetype possible = known.size();
    for (const Column &column : table.columns) {
        if (!isTaken(known, column.name) && canRefer(column)
            && (readWords(column.name, m_prefixes[place]).saysId || isInWideKey(table, column.name)
                || !plainMatches(place, column).isEmpty())) {
            ++possible;
        }
    }
    const bool hasWideKey = std::any_of(table.uniqueKeys.begin(), table.uniqueKeys.end(),
                                        [](const UniqueKey &key) { return key.columns.size() > 1; });
    return possible >= 2 && (hasWideKey || table.columns.size() - possible <= manyColumns);
}

QList<Reference> ReferenceFinder::references(qsizetype place)
{
    const Table &table = m_schema.tables[place];
    QList<Reference> found = declared(table);
    addFromTriggers(table, found);
    addTypedReferences(*this, place, found);
    addPair(place, found);
    if (mayLink(place, found))
        addGuessed(place, found);
    sortByColumns(table, found);
    return found;
}

QString ReferenceFinder::entityKey(qsizetype place)
{
    const auto known = m_keys.constFind(place);
    if (known != m_keys.cend())
        return *known;
    const Table &table = m_schema.tables[place];
    QString key;
    if (table.kind == Table::Kind::Table) {
        const QStringList primary = table.primaryKey();
        if (primary.size() == 1)
            key = primary.first();
        else
            key = inferredKey(place);
    }
    m_keys.insert(place, key);
    return key;
}

/// For tables that say nothing: a column called id, or after the table, that tells the rows apart.
QString ReferenceFinder::inferredKey(qsizetype place)
{
    const Table &table = m_schema.tables[place];
    const QStringList own = m_names.stems(place);
    const auto isPart = [&](const Column &column) {
        const QStringList stems = readWords(column.name, {}).stems;
        return std::any_of(stems.begin(), stems.end(),
                           [](const QString &word) { return isPersonRole(word) || isRole(word); });
    };
    // followers (follower_id, following_id): two parts, and no number of its own.
    const bool hasParts = std::count_if(
                              table.columns.begin(), table.columns.end(),
                              [&](const Column &column) { return readWords(column.name, {}).saysId && isPart(column); })
                        > 1;
    const auto isNamedSo = [&](const Column &column) {
        if (hasParts && isPart(column))
            return false;
        const QString name = column.name.toLower();
        if (name == QLatin1String("id") || name == QLatin1String("uuid") || name == QLatin1String("guid")
            || name == QLatin1String("pk") || name == QLatin1String("_id"))
            return true;
        const ColumnWords words = readWords(column.name, {});
        if ((!words.saysId && !words.saysCode) || words.stems.isEmpty())
            return false;
        // Of wp_term_taxonomy: term_taxonomy_id; of the table tx whose columns all begin with tx_: tx_id.
        const QString named = words.stems.join(QString());
        return own.join(QString()).endsWith(named)
            || (own.size() > 1 && own.first() == named && own.size() == 2 && TableNames::isEmptyEnding(own.last()))
            || words.stems == QStringList(m_prefixes[place]);
    };
    for (const UniqueKey &key : table.uniqueKeys) {
        const Column *column = key.columns.size() == 1 ? table.column(key.columns.first()) : nullptr;
        if (column && isNamedSo(*column))
            return column->name;
    }
    if (!table.primaryKey().isEmpty())
        return {};
    const auto isDeclared = [&](const Column &column) {
        return std::any_of(table.foreignKeys.begin(), table.foreignKeys.end(),
                           [&](const ForeignKey &each) { return each.from().contains(column.name); });
    };
    for (const Column &column : table.columns) {
        if (!isNamedSo(column) || isDeclared(column))
            continue;
        const auto answer = m_evidence.answer({Question::Kind::Distinct, table.name, {column.name}, {}, {}});
        // Unasked, changeset_parents (changeset_id, parent_id) must not seem to have a number of its own.
        const QStringList stems = readWords(column.name, {}).stems;
        const bool whole = stems == own || stems == QStringList(QStringLiteral("id")) || own.size() < 2;
        const bool told = answer && answer->rows > 0;
        if (told ? answer->distinct == answer->rows && answer->filled == answer->rows : whole)
            return column.name;
    }
    const Column *first = table.columns.isEmpty() ? nullptr : &table.columns.first();
    if (first && !hasParts && !isDeclared(*first) && table.uniqueKeys.isEmpty() && readWords(first->name, {}).saysId) {
        const auto answer = m_evidence.answer({Question::Kind::Distinct, table.name, {first->name}, {}, {}});
        if (answer && answer->rows > 1 && answer->distinct == answer->rows)
            return first->name;
    }
    return {};
}

void ReferenceFinder::countPopularity()
{
    constexpr int exact = 90;
    m_popularity = QList<int>(m_schema.tables.size(), 0);
    m_referredTo = QList<bool>(m_schema.tables.size(), false);
    for (qsizetype i = 0; i < m_schema.tables.size(); ++i) {
        const Table &table = m_schema.tables[i];
        for (const ForeignKey &key : table.foreignKeys) {
            const qsizetype parent = m_names.indexOf(key.table);
            if (parent < 0 || parent == i)
                continue;
            ++m_popularity[parent];
            m_referredTo[parent] = true;
        }
        for (const Column &column : table.columns) {
            if (isOwnKey(table, column.name) || !canRefer(column))
                continue;
            const Matches matches = plainMatches(i, column);
            if (!matches.isEmpty() && matches.first().strength < plain && !readWords(column.name, m_prefixes[i]).saysId)
                continue;
            if (matches.isEmpty() || matches.first().table == i)
                continue;
            ++m_popularity[matches.first().table];
            m_referredTo[matches.first().table] |= matches.first().strength >= exact;
        }
    }
}

} // namespace joinery
