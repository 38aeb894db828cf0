#include "relationships/relationshipfinder.h"

#include "links/rowidentity.h"
#include "relationships/jointablejudge.h"
#include "relationships/relationshipnames.h"
#include "relationships/timestamps.h"
#include "values/naming.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::RelationshipFinder)
};

/// Nobody to ask: the schema alone has to tell.
class NoEvidence : public Evidence
{
public:
    std::optional<Answer> answer(const Question &) override { return std::nullopt; }
};

/// Which foreign keys of other tables that refer to a table cannot be enforced.
QHash<QString, std::pair<QString, QString>> faultyReferences(const Schema &schema)
{
    QHash<QString, std::pair<QString, QString>> faults;
    for (const Table &table : schema.tables) {
        for (const ForeignKey &key : table.foreignKeys) {
            if (!key.fault.isEmpty())
                faults.insert(key.table.text(), {table.name.text(), key.fault});
        }
    }
    return faults;
}

/// Makes relationships of what the judge decided.
class Builder
{
public:
    explicit Builder(ReferenceFinder &finder) : m_finder(finder), m_faults(faultyReferences(finder.schema())) {}

    QList<Relationship> relationships(const Table &table, const Verdict &verdict) const
    {
        const Relationship common = commonPart(table, verdict);
        QList<Relationship> all;
        const QList<Reference::Target> rights = targetsOf(verdict.ends[1]);
        for (const Reference::Target &left : targetsOf(verdict.ends[0])) {
            for (const Reference::Target &right : rights) {
                if (rights.size() > 1 && verdict.ends[0].isTyped() && !occurs(table, left, right))
                    continue;
                all += completed(common, table, verdict, left, right);
            }
        }
        if (all.size() > 1) {
            for (Relationship &each : all)
                nameByType(each, verdict.ends[0].isTyped(), verdict.ends[1].isTyped());
        }
        return all;
    }

private:
    static QList<Reference::Target> targetsOf(const Reference &reference)
    {
        if (reference.isTyped() && !reference.targets.isEmpty())
            return reference.targets;
        return {Reference::Target{reference.key.table, {}, {}}};
    }

    /// Of two typed ends: does any row hold these two types together?
    bool occurs(const Table &table, const Reference::Target &left, const Reference::Target &right) const
    {
        if (left.scope.isEmpty() || right.scope.isEmpty())
            return true;
        const auto answer = m_finder.evidence().answer(
            {Question::Kind::Values, table.name, {left.scope.firstKey(), right.scope.firstKey()}, {}, {}});
        return !answer || answer->values.contains(QVariantList{left.scope.first(), right.scope.first()});
    }

    static End endOf(const Reference &reference, const Reference::Target &target)
    {
        End end;
        end.table = target.table;
        end.columns = reference.from();
        if (reference.isTyped())
            end.key = target.key.isEmpty() ? QStringList() : QStringList(target.key);
        else if (!reference.key.table.isEmpty())
            end.key = reference.key.to();
        end.alias = end.table.isEmpty() ? aliasFromColumn(end) : humanized(end.table.name);
        return end;
    }

    Relationship commonPart(const Table &table, const Verdict &verdict) const
    {
        Relationship found;
        found.joinTable = table.name;
        found.suggested = verdict.kind == Verdict::Kind::Suggested;
        found.reasons = verdict.reasons;
        QStringList endColumns = verdict.ends[0].columns() + verdict.ends[1].columns();
        for (qsizetype i = 2; i < verdict.ends.size(); ++i) {
            const Reference &reference = verdict.ends[i];
            if (reference.key.table.isEmpty())
                continue; // one that names its table row by row is shown as it stands
            found.others += endOf(reference, {reference.key.table, {}, {}});
            endColumns += reference.from();
        }
        for (const QString &name : table.columnNames()) {
            if (!endColumns.contains(name) && name != verdict.surrogate)
                found.payload += name;
        }
        found.declared = std::all_of(verdict.ends.begin(), verdict.ends.end(), [](const Reference &each) {
            return each.source == Reference::Source::Declared && !each.isTyped();
        });
        return found;
    }

    Relationship completed(const Relationship &common, const Table &table, const Verdict &verdict,
                           const Reference::Target &left, const Reference::Target &right) const
    {
        Relationship found = common;
        found.left = endOf(verdict.ends[0], left);
        found.right = endOf(verdict.ends[1], right);
        for (const Reference::Target *target : {&left, &right}) {
            for (auto it = target->scope.begin(); it != target->scope.end(); ++it)
                found.scope.insert(it.key(), it.value());
        }
        const bool open = found.left.table.isEmpty() || found.right.table.isEmpty();
        if (verdict.ends[0].isTyped() || verdict.ends[1].isTyped() || open)
            found.kind = Relationship::Kind::Polymorphic;
        else if (!found.others.isEmpty())
            found.kind = Relationship::Kind::Ternary;
        else if (found.isSelf())
            found.kind = Relationship::Kind::Self;
        for (auto it = found.scope.begin(); it != found.scope.end(); ++it)
            found.reasons += Text::tr("some rows say %1 = %2").arg(it.key(), it.value().toString());
        found.unique = table.isUnique(found.left.columns + found.right.columns + found.scope.keys());
        found.readOnlyReason = open
                                 ? Text::tr("It is not known which table %1 refers to.")
                                       .arg((found.left.table.isEmpty() ? found.left : found.right).columns.join(u','))
                                 : whyReadOnly(table);
        nameRelationship(found, table);
        return found;
    }

    /// Why editing could not be trusted to do what it says; empty when it can.
    QString whyReadOnly(const Table &table) const
    {
        if (identityOf(table).columns.isEmpty()) {
            return Text::tr("%1 has no key, and its columns hide the row id: a row cannot be told from its twin.")
                .arg(table.name.text());
        }
        for (const ForeignKey &key : table.foreignKeys) {
            if (!key.fault.isEmpty()) {
                return Text::tr("The foreign key %1 of %2 cannot be enforced: %3.")
                    .arg(key.from().join(QStringLiteral(", ")), table.name.text(), key.fault);
            }
        }
        const auto fault = m_faults.constFind(table.name.text());
        if (fault != m_faults.cend())
            return Text::tr("A foreign key of %1 cannot be enforced: %2.").arg(fault->first, fault->second);
        return {};
    }

    const ReferenceFinder &m_finder;
    const QHash<QString, std::pair<QString, QString>> m_faults;
};

} // namespace

QList<Relationship> findRelationships(const Schema &schema, Evidence &evidence)
{
    QList<Relationship> relationships;
    ReferenceFinder finder(schema, evidence);
    const Builder builder(finder);
    for (qsizetype i = 0; i < schema.tables.size(); ++i) {
        const Verdict verdict = JoinTableJudge(finder, i).verdict();
        if (verdict.kind != Verdict::Kind::No)
            relationships += builder.relationships(schema.tables[i], verdict);
    }
    makeNamesUnique(relationships);
    std::stable_sort(relationships.begin(), relationships.end(), [](const Relationship &a, const Relationship &b) {
        if (a.suggested != b.suggested)
            return b.suggested;
        const auto isOpen = [](const Relationship &each) {
            return each.left.table.isEmpty() || each.right.table.isEmpty();
        };
        if (isOpen(a) != isOpen(b))
            return isOpen(b);
        return a.name.compare(b.name, Qt::CaseInsensitive) < 0;
    });
    return relationships;
}

QList<Relationship> findRelationships(const Schema &schema)
{
    NoEvidence none;
    return findRelationships(schema, none);
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
