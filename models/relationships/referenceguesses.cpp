#include "relationships/keytraits.h"
#include "values/naming.h"

#include <algorithm>

namespace joinery {

using namespace Strength;

namespace {

constexpr qsizetype mostTriedByRows = 10;

} // namespace

void ReferenceFinder::addGuessed(qsizetype place, QList<Reference> &found)
{
    const Table &table = m_schema.tables[place];
    QStringList left;
    for (const Column &column : table.columns) {
        if (isTaken(found, column.name) || !canRefer(column))
            continue;
        const Matches matches = candidates(place, column);
        if (isOwnKey(table, column.name))
            continue;
        bool belongs = false;
        for (const TableNames::Match &match : matches) {
            if (match.table == place && entityKey(place) == column.name) {
                belongs = true; // the table's own number, or its parent in a tree
                break;
            }
            if (auto reference = tested(place, column, match)) {
                found += *reference;
                belongs = true;
                break;
            }
        }
        if (!belongs)
            left += column.name;
    }
    if (left.isEmpty())
        return;
    addRoles(place, found, left);
    addByRows(place, found, left);
    addTheOther(place, found, left);
}

/// Prisma's implicit join tables: _CategoryToPost (A, B).
/// https://www.prisma.io/docs/orm/prisma-schema/data-model/relations/many-to-many-relations
void ReferenceFinder::addPair(qsizetype place, QList<Reference> &found)
{
    const Table &table = m_schema.tables[place];
    const QStringList &stems = m_names.stems(place);
    const qsizetype to = stems.indexOf(QStringLiteral("to"));
    if (table.columnNames() != QStringList{QStringLiteral("A"), QStringLiteral("B")} || to <= 0)
        return;
    const std::pair<QStringList, QStringList> named{stems.mid(0, to), stems.mid(to + 1)};
    for (const auto &[words, column] : {std::pair{named.first, 0}, std::pair{named.second, 1}}) {
        const Matches matches = m_names.named(words, place);
        if (isTaken(found, table.columns[column].name) || matches.isEmpty())
            continue;
        if (auto reference = tested(place, table.columns[column], {matches.first().table, keyOfThatName}))
            found += *reference;
    }
}

void ReferenceFinder::addRoles(qsizetype place, QList<Reference> &found, const QStringList &left)
{
    const Table &table = m_schema.tables[place];
    QList<qsizetype> tables;
    const QStringList &stems = m_names.stems(place);
    for (qsizetype length = stems.size() - 1; length > 0 && tables.isEmpty(); --length) {
        for (qsizetype start = 0; start + length <= stems.size(); ++start) {
            const Matches matches = m_names.named(stems.mid(start, length), place);
            if (!matches.isEmpty() && matches.first().table != place && !tables.contains(matches.first().table))
                tables += matches.first().table;
        }
    }
    // pagelinks: links of a page
    const QString whole = stems.join(QString());
    for (qsizetype length = whole.size() - 1; stems.size() == 1 && length >= 3 && tables.isEmpty(); --length) {
        const Matches matches = m_names.named({stem(whole.left(length))}, place);
        if (!matches.isEmpty() && matches.first().table != place)
            tables += matches.first().table;
    }
    const qsizetype ofTheName = tables.size();
    for (const Reference &each : std::as_const(found)) {
        const qsizetype other = m_names.indexOf(each.key.table);
        if (other >= 0 && other != place && !tables.contains(other))
            tables += other;
    }
    const auto roles = std::count_if(left.begin(), left.end(), [&](const QString &name) {
        const ColumnWords words = readWords(name, m_prefixes[place]);
        if (!words.saysId && !isInWideKey(table, name))
            return false;
        return std::any_of(words.stems.begin(), words.stems.end(), isRole);
    });
    for (const QString &name : left) {
        const Column *column = table.column(name);
        const ColumnWords words = readWords(name, m_prefixes[place]);
        // An object alone may be anything; subject and object are two of a kind.
        if (roles < 2 && std::any_of(words.stems.begin(), words.stems.end(), isAnyThing)) {
            // node__field_tags (entity_id, …): the name begins with what the entity is.
            const qsizetype owner = table.name.name.indexOf(QLatin1String("__"));
            const qsizetype entity = owner > 0 ? m_names.indexOf({table.name.schema, table.name.name.left(owner)}) : -1;
            if (words.stems == QStringList(stem(QStringLiteral("entity"))) && ofTheName > 0) {
                if (auto reference = tested(place, *column, {entity >= 0 ? entity : tables.first(), likely}))
                    found += *reference;
            }
            continue;
        }
        const bool direction = words.stems == QStringList(QStringLiteral("from"))
                            || words.stems == QStringList(QStringLiteral("to"));
        const qsizetype tried = roles < 2 && direction ? ofTheName : tables.size();
        const bool role = std::any_of(words.stems.begin(), words.stems.end(), isRole);
        const bool persons = words.saysId && std::any_of(words.stems.begin(), words.stems.end(), isPersonRole);
        if (!role || (!words.saysId && !isInWideKey(table, name) && table.columns.size() > 2))
            continue;
        for (qsizetype i = 0; i < tried; ++i) {
            if (auto reference = tested(place, *column, {tables[i], i < ofTheName || persons ? likely : partOfName})) {
                found += *reference;
                break;
            }
        }
    }
}

/// A word for any thing, beside a reference that is known: the rows have to say which thing.
void ReferenceFinder::addByRows(qsizetype place, QList<Reference> &found, const QStringList &left)
{
    const Table &table = m_schema.tables[place];
    for (const QString &name : left) {
        const ColumnWords words = readWords(name, m_prefixes[place]);
        const bool anything = !words.stems.isEmpty() && (isAnyThing(words.stems.last()) || isRole(words.stems.last()));
        const bool keyless = table.uniqueKeys.isEmpty() && table.columns.size() <= 4;
        const bool required = words.saysId && table.column(name)->notNull;
        if (isTaken(found, name) || !anything || found.isEmpty()
            || (!isInWideKey(table, name) && !keyless && !required)) {
            continue;
        }
        QList<qsizetype> tables;
        for (qsizetype i = 0; i < m_schema.tables.size(); ++i) {
            if (i != place && m_popularity[i] > 0)
                tables += i;
        }
        std::stable_sort(tables.begin(), tables.end(),
                         [&](qsizetype a, qsizetype b) { return m_popularity[a] > m_popularity[b]; });
        const qsizetype before = found.size();
        for (const qsizetype target : tables.mid(0, mostTriedByRows)) {
            if (auto reference = tested(place, *table.column(name), {target, anyTable}, true)) {
                reference->source = Reference::Source::Rows;
                found += *reference;
                break;
            }
        }
        if (found.size() == before && words.saysId && isAnyThing(words.stems.last()) && isInWideKey(table, name)) {
            Reference unknown;
            unknown.key.columns = {{name, QString()}};
            unknown.source = Reference::Source::Nothing;
            found += unknown;
        }
    }
}

/// Two ids and nothing else, or nothing else in the key, and one of them known: the other one refers to something too.
void ReferenceFinder::addTheOther(qsizetype place, QList<Reference> &found, const QStringList &left)
{
    const Table &table = m_schema.tables[place];
    if (found.size() != 1)
        return;
    QStringList ids;
    bool inOneKey = false;
    for (const QString &name : left) {
        if (readWords(name, m_prefixes[place]).saysId)
            ids += name;
    }
    if (ids.size() != 1)
        return;
    for (const UniqueKey &key : table.uniqueKeys) {
        inOneKey = inOneKey
                || (key.columns.size() == 2 && key.columns.contains(ids.first())
                    && key.columns.contains(found.first().from().last()));
    }
    if (table.columns.size() != 2 && !inOneKey)
        return;
    const qsizetype other = m_names.indexOf(found.first().key.table);
    std::optional<Reference> reference;
    // A name that says something else is not overruled by a few small numbers.
    if (other >= 0 && other != place && candidates(place, *table.column(ids.first())).isEmpty())
        reference = tested(place, *table.column(ids.first()), {other, vague - 1}, true);
    if (reference) {
        reference->source = Reference::Source::Rows;
    } else {
        reference.emplace();
        reference->key.columns = {{ids.first(), QString()}};
        reference->source = Reference::Source::Nothing;
    }
    found += *reference;
}

} // namespace joinery
