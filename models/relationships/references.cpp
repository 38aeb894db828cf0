#include "relationships/references.h"

#include "relationships/columnwords.h"
#include "relationships/triggerkeys.h"
#include "relationships/typedreferences.h"
#include "values/naming.h"

#include <algorithm>

namespace joinery {

namespace {

constexpr int plain = 80; // a name that needs no rows to be believed
constexpr int likely = 65; // one that is believed while no row speaks against it
constexpr int vague = 40;
constexpr int keyOfThatName = 90; // nid for a table whose key is nid
constexpr int oneOfThatName = 70;
constexpr int perLetter = 5; // uid means users rather than accounts
constexpr int lessPerRole = 10; // target_account_id
constexpr int lessWithoutId = 12; // book
constexpr int partOfName = 62; // image_relations (subject, object)
constexpr int anyTable = 45;
constexpr int lessForLinks = 40; // team_repo is no good answer to repo_id
constexpr qsizetype mostTried = 4;
constexpr qsizetype mostTriedByRows = 10;
constexpr qsizetype manyColumns = 14; // of its own, beside its references: a thing, not a link

bool containsAll(const QStringList &outer, const QStringList &inner)
{
    return std::all_of(inner.begin(), inner.end(), [&](const QString &each) { return outer.contains(each); });
}

bool isTaken(const QList<Reference> &found, const QString &column)
{
    return std::any_of(found.begin(), found.end(),
                       [&](const Reference &each) { return each.columns().contains(column); });
}

bool isInWideKey(const Table &table, const QString &column)
{
    return std::any_of(table.uniqueKeys.begin(), table.uniqueKeys.end(),
                       [&](const UniqueKey &key) { return key.columns.size() > 1 && key.columns.contains(column); });
}

/// Nothing but two columns, beside a number of its own and timestamps.
bool isThin(const Table &table)
{
    return std::count_if(
               table.columns.begin(), table.columns.end(),
               [&](const Column &column) { return !isQuiet(column) && table.primaryKey() != QStringList(column.name); })
        <= 2;
}

bool isOwnKey(const Table &table, const QString &column)
{
    return table.primaryKey() == QStringList(column);
}

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

Reference referenceTo(const Table &parent, const QString &key, const QString &column)
{
    Reference reference;
    reference.key.table = parent.name;
    reference.key.columns = {{column, key}};
    return reference;
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
