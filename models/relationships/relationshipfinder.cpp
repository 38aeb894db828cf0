#include "relationships/relationshipfinder.h"

#include "links/rowidentity.h"
#include "relationships/timestamps.h"
#include "values/naming.h"

#include <QCoreApplication>
#include <QHash>
#include <QSet>

#include <algorithm>
#include <optional>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::RelationshipFinder)
};

bool containsAll(const QStringList &outer, const QStringList &inner)
{
    return std::all_of(inner.begin(), inner.end(), [&](const QString &each) { return outer.contains(each); });
}

/// The foreign keys that can be ends: not the same columns twice, and none that is only a part of a wider one (a tenant's column).
QList<ForeignKey> endCandidates(const Table &table)
{
    QList<ForeignKey> candidates;
    for (const ForeignKey &key : table.foreignKeys) {
        const bool partOfAnother = std::any_of(
            table.foreignKeys.begin(), table.foreignKeys.end(), [&](const ForeignKey &other) {
                return other.columns.size() > key.columns.size() && containsAll(other.from(), key.from());
            });
        const bool seen = std::any_of(candidates.begin(), candidates.end(),
                                      [&](const ForeignKey &other) { return other.from() == key.from(); });
        if (!partOfAnother && !seen)
            candidates += key;
    }
    const QStringList order = table.columnNames();
    const auto place = [&](const ForeignKey &key) {
        qsizetype last = 0; // a shared first column says nothing about the order
        for (const QString &column : key.from())
            last = std::max(last, order.indexOf(column));
        return last;
    };
    std::stable_sort(candidates.begin(), candidates.end(),
                     [&](const ForeignKey &a, const ForeignKey &b) { return place(a) < place(b); });
    return candidates;
}

/// The single-column key that is no end: an id of the join row's own.
QString surrogateKey(const Table &table, const QStringList &endColumns)
{
    const QStringList primary = table.primaryKey();
    return primary.size() == 1 && !endColumns.contains(primary.first()) ? primary.first() : QString();
}

/// What the join table's name says beyond the two entities' names: "user_favorites" of users and shows → favorites.
QStringList wordsOfItsOwn(const Table &table, const End &left, const End &right)
{
    static const QSet<QString> empty = {
        QStringLiteral("to"),       QStringLiteral("has"),       QStringLiteral("and"),
        QStringLiteral("map"),      QStringLiteral("link"),      QStringLiteral("rel"),
        QStringLiteral("join"),     QStringLiteral("xref"),      QStringLiteral("assoc"),
        QStringLiteral("of"),       QStringLiteral("in"),        QStringLiteral("x"),
        QStringLiteral("ref"),      QStringLiteral("tbl"),       QStringLiteral("table"),
        QStringLiteral("links"),    QStringLiteral("detail"),    QStringLiteral("details"),
        QStringLiteral("item"),     QStringLiteral("items"),     QStringLiteral("line"),
        QStringLiteral("lines"),    QStringLiteral("entry"),     QStringLiteral("entries"),
        QStringLiteral("relation"), QStringLiteral("relations"), QStringLiteral("association"),
    };
    QSet<QString> known;
    for (const End *end : {&left, &right}) {
        for (const QString &word : wordsOf(end->table.name))
            known.insert(singular(word));
    }
    QStringList own;
    for (const QString &word : wordsOf(table.name.name)) {
        if (!known.contains(singular(word)) && !empty.contains(word))
            own += word;
    }
    return own;
}

End endOf(const ForeignKey &key)
{
    End end;
    end.table = key.table;
    end.columns = key.from();
    end.key = key.to();
    end.alias = humanized(key.table.name);
    return end;
}

QString aliasFromColumn(const End &end)
{
    QStringList words = wordsOf(end.columns.last());
    if (words.size() > 1 && (words.last() == QLatin1String("id") || words.last() == QLatin1String("key")))
        words.removeLast();
    return plural(humanized(words.join(u'_')));
}

void nameIt(Relationship &relationship, const Table &table)
{
    const QStringList own = wordsOfItsOwn(table, relationship.left, relationship.right);
    relationship.name = humanized(table.name.name);
    if (relationship.isSelf()) {
        relationship.left.alias = aliasFromColumn(relationship.left);
        relationship.right.alias = aliasFromColumn(relationship.right);
    } else if (!own.isEmpty() && !relationship.suggested && own.size() < wordsOf(table.name.name).size()) {
        relationship.name = humanized(own.join(u'_'));
        relationship.right.alias = relationship.name;
    }
    if (relationship.left.alias == relationship.right.alias)
        relationship.right.alias = Text::tr("%1 (2)").arg(relationship.right.alias);
}

/// Which foreign key makes every change of `table` fail while keys are enforced; empty when none does.
QString whyUnenforceable(const Schema &schema, const Table &table)
{
    for (const ForeignKey &key : table.foreignKeys) {
        if (!key.fault.isEmpty()) {
            return Text::tr("The foreign key %1 of %2 cannot be enforced: %3.")
                .arg(key.from().join(QStringLiteral(", ")), table.name.text(), key.fault);
        }
    }
    for (const auto &[other, key] : schema.referencesTo(table.name)) {
        if (!key->fault.isEmpty()) {
            return Text::tr("A foreign key of %1 cannot be enforced: %2.").arg(other->name.text(), key->fault);
        }
    }
    return {};
}

/// Why editing could not be trusted to do what it says, or would always fail.
void explainReadOnly(Relationship &relationship, const Schema &schema, const Table &table, bool enforced)
{
    if (identityOf(table).columns.isEmpty()) {
        relationship.readOnlyReason =
            Text::tr("%1 has no key, and its columns hide the row id: a row cannot be told from its twin.")
                .arg(table.name.text());
    } else if (enforced) {
        relationship.readOnlyReason = whyUnenforceable(schema, table);
        relationship.remedy = relationship.readOnlyReason.isEmpty() ? Remedy::None : Remedy::NoEnforcement;
    }
}

class Candidate
{
public:
    Candidate(const Schema &schema, const Table &table, bool enforced)
        : m_schema(schema)
        , m_table(table)
        , m_enforced(enforced)
        , m_ends(endCandidates(table))
    {}

    std::optional<Relationship> relationship() const
    {
        if (m_table.kind != Table::Kind::Table || m_ends.size() < 2)
            return std::nullopt;
        Relationship found;
        QList<ForeignKey> ends = endsInKey(found.reasons);
        if (ends.isEmpty() && holdsNothingElse(found.reasons))
            ends = m_ends;
        if (ends.isEmpty() && m_ends.size() == 2) {
            ends = m_ends;
            found.suggested = true;
            found.reasons += Text::tr("two foreign keys, but no key says that they belong together");
        }
        if (ends.isEmpty())
            return std::nullopt;
        fill(found, ends);
        return found;
    }

private:
    /// The ends inside the narrowest key that holds two or more of them.
    QList<ForeignKey> endsInKey(QStringList &reasons) const
    {
        for (const UniqueKey &key : m_table.uniqueKeys) {
            QList<ForeignKey> inside;
            QStringList columns;
            for (const ForeignKey &end : m_ends) {
                if (containsAll(key.columns, end.from())) {
                    inside += end;
                    columns += end.from();
                }
            }
            if (inside.size() < 2)
                continue;
            const bool whole = containsAll(columns, key.columns);
            if (!whole && !key.primary && isEntityItself())
                continue;
            reasons += inside.size() == 2 ? Text::tr("two foreign keys")
                                          : Text::tr("%1 foreign keys").arg(inside.size());
            if (key.primary)
                reasons += whole ? Text::tr("together they are the primary key")
                                 : Text::tr("they are part of the primary key");
            else
                reasons += whole ? Text::tr("together they are unique") : Text::tr("they are part of a unique key");
            return inside;
        }
        return {};
    }

    /// Has an id of its own that other tables refer to: a thing, whatever else it connects.
    bool isEntityItself() const
    {
        QStringList endColumns;
        for (const ForeignKey &end : m_ends)
            endColumns += end.from();
        return !surrogateKey(m_table, endColumns).isEmpty() && !m_schema.referencesTo(m_table.name).isEmpty();
    }

    bool holdsNothingElse(QStringList &reasons) const
    {
        if (m_ends.size() != 2 || isEntityItself())
            return false;
        const QStringList ends = m_ends[0].from() + m_ends[1].from();
        const QString surrogate = surrogateKey(m_table, ends);
        for (const Column &column : m_table.columns) {
            if (!ends.contains(column.name) && column.name != surrogate && !isKeptTimestamp(column))
                return false;
        }
        reasons << Text::tr("two foreign keys") << Text::tr("the table holds nothing else that says anything");
        return true;
    }

    void fill(Relationship &found, const QList<ForeignKey> &ends) const
    {
        found.joinTable = m_table.name;
        found.left = endOf(ends[0]);
        found.right = endOf(ends[1]);
        QStringList endColumns = found.left.columns + found.right.columns;
        for (qsizetype i = 2; i < ends.size(); ++i)
            found.others += endOf(ends[i]);
        for (const End &other : std::as_const(found.others))
            endColumns += other.columns;
        found.kind = !found.others.isEmpty() ? Relationship::Kind::Ternary
                   : found.isSelf()          ? Relationship::Kind::Self
                                             : Relationship::Kind::Pair;
        const QString surrogate = surrogateKey(m_table, endColumns);
        for (const QString &name : m_table.columnNames()) {
            if (!endColumns.contains(name) && name != surrogate)
                found.payload += name;
        }
        found.unique = m_table.isUnique(found.left.columns + found.right.columns);
        explainReadOnly(found, m_schema, m_table, m_enforced);
        nameIt(found, m_table);
    }

    const Schema &m_schema;
    const Table &m_table;
    const bool m_enforced;
    const QList<ForeignKey> m_ends;
};

void makeNamesUnique(QList<Relationship> &relationships)
{
    QHash<QString, int> count;
    for (const Relationship &each : std::as_const(relationships))
        ++count[each.name.toLower()];
    for (Relationship &each : relationships) {
        if (count.value(each.name.toLower()) > 1)
            each.name = QStringLiteral("%1 (%2)").arg(each.name, each.joinTable.text());
    }
}

} // namespace

QList<Relationship> findRelationships(const Schema &schema, bool enforced)
{
    QList<Relationship> relationships;
    for (const Table &table : schema.tables) {
        if (auto found = Candidate(schema, table, enforced).relationship())
            relationships += *found;
    }
    makeNamesUnique(relationships);
    std::stable_sort(relationships.begin(), relationships.end(), [](const Relationship &a, const Relationship &b) {
        if (a.suggested != b.suggested)
            return b.suggested;
        return a.name.compare(b.name, Qt::CaseInsensitive) < 0;
    });
    return relationships;
}

const Relationship *relationshipNamed(const QList<Relationship> &relationships, const QString &name)
{
    for (const Relationship &each : relationships) {
        if (each.name == name)
            return &each;
    }
    const Relationship *found = nullptr;
    for (const Relationship &each : relationships) {
        const bool answers = each.joinTable.text().compare(name, Qt::CaseInsensitive) == 0
                          || each.name.compare(name, Qt::CaseInsensitive) == 0;
        if (!answers)
            continue;
        if (found)
            return nullptr;
        found = &each;
    }
    return found;
}

QStringList requiredPayload(const Schema &schema, const Relationship &relationship)
{
    QStringList required;
    const Table *table = schema.table(relationship.joinTable);
    if (!table)
        return required;
    QStringList candidates = relationship.payload;
    for (const End &other : relationship.others)
        candidates += other.columns;
    const QStringList given = relationship.left.columns + relationship.right.columns + relationship.scope.keys();
    for (const QString &name : std::as_const(candidates)) {
        if (given.contains(name))
            continue;
        const Column *column = table->column(name);
        if (column && column->notNull && !column->hasDefault() && !column->generated && !isKeptTimestamp(*column)
            && name != table->rowIdColumn) {
            required += name;
        }
    }
    return required;
}

} // namespace joinery
