#include "relationships/relationshipreview.h"

#include "relationships/readonlyreasons.h"
#include "relationships/relationshipnames.h"
#include "values/naming.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::RelationshipReview)
};

Result<void> checkEnd(const End &end, const Table &joinTable, const Schema &schema)
{
    const Table *table = schema.table(end.table);
    if (!table)
        return failure(Error::Kind::Missing, Text::tr("There is no table %1.").arg(end.table.text()));
    if (end.columns.isEmpty() || end.columns.size() != end.key.size()) {
        return failure(Error::Kind::Failed,
                       Text::tr("Say which columns of %1 refer to %2.").arg(joinTable.name.text(), end.table.text()));
    }
    for (const auto &[of, columns] : {std::pair{&joinTable, &end.columns}, std::pair{table, &end.key}}) {
        for (const QString &column : *columns) {
            if (!of->column(column))
                return failure(Error::Kind::Missing,
                               Text::tr("There is no column %1 in %2.").arg(column, of->name.text()));
        }
    }
    return {};
}

bool isDeclared(const End &end, const Table &joinTable)
{
    return std::any_of(joinTable.foreignKeys.begin(), joinTable.foreignKeys.end(), [&](const ForeignKey &key) {
        return key.table == end.table && key.from() == end.columns && key.to() == end.key;
    });
}

/// The join row's own id, which nobody edits.
QString surrogateOf(const Table &table, const QStringList &used)
{
    const QStringList key = table.primaryKey();
    return key.size() == 1 && !used.contains(key.first()) ? key.first() : QString();
}

QStringList endReasons(const Relationship &relationship)
{
    QStringList reasons;
    for (const End *end : {&relationship.left, &relationship.right}) {
        reasons +=
            Text::tr("you said that %1 refers to %2").arg(end->columns.join(QStringLiteral(", ")), end->table.text());
    }
    return reasons;
}

void applyEntry(const RelationshipSettings::Entry &entry, Reviewed &reviewed)
{
    Relationship &relationship = reviewed.relationship;
    if (!entry.name.isEmpty())
        relationship.name = entry.name;
    if (!entry.leftAlias.isEmpty())
        relationship.left.alias = entry.leftAlias;
    if (!entry.rightAlias.isEmpty())
        relationship.right.alias = entry.rightAlias;
    if (entry.symmetric)
        relationship.symmetric = *entry.symmetric && relationship.isSelf();
    reviewed.accepted = entry.accepted && relationship.suggested;
    if (entry.accepted || entry.shape)
        relationship.suggested = false;
    reviewed.hidden = entry.hidden;
    reviewed.changed = true;
}

void makeUnique(QList<Reviewed> &all)
{
    QSet<QString> taken;
    for (Reviewed &each : all) {
        QString &name = each.relationship.name;
        const QString wanted = name;
        if (taken.contains(name.toLower()))
            name = QStringLiteral("%1 (%2)").arg(wanted, each.relationship.joinTable.text());
        for (int i = 2; taken.contains(name.toLower()); ++i)
            name = QStringLiteral("%1 (%2)").arg(wanted).arg(i);
        taken += name.toLower();
    }
}

} // namespace

Result<Relationship> relationshipOf(const RelationshipSettings::Shape &shape, const Schema &schema, bool enforced)
{
    const Table *table = schema.table(shape.joinTable);
    if (!table)
        return failure(Error::Kind::Missing, Text::tr("There is no table %1.").arg(shape.joinTable.text()));
    for (const End &end : QList<End>{shape.left, shape.right} + shape.others) {
        if (auto fine = checkEnd(end, *table, schema); !fine)
            return tl::unexpected(fine.error());
    }
    if (shape.left.columns == shape.right.columns)
        return failure(Error::Kind::Failed, Text::tr("Both ends are made of the same columns."));
    Relationship relationship;
    relationship.joinTable = table->name;
    relationship.left = shape.left;
    relationship.right = shape.right;
    relationship.others = shape.others;
    relationship.scope = shape.scope;
    QStringList used = shape.left.columns + shape.right.columns;
    for (const QString &column : shape.scope.keys()) {
        if (!table->column(column))
            return failure(Error::Kind::Missing,
                           Text::tr("There is no column %1 in %2.").arg(column, table->name.text()));
        if (used.contains(column))
            return failure(Error::Kind::Failed, Text::tr("%1 cannot be an end's and scope at once.").arg(column));
    }
    used += shape.scope.keys();
    relationship.unique = table->isUnique(used);
    for (const End &other : shape.others)
        used += other.columns;
    const QString surrogate = surrogateOf(*table, used);
    for (const QString &column : table->columnNames()) {
        if (!used.contains(column) && column != surrogate)
            relationship.payload += column;
    }
    if (!shape.scope.isEmpty())
        relationship.kind = Relationship::Kind::Polymorphic;
    else if (!shape.others.isEmpty())
        relationship.kind = Relationship::Kind::Ternary;
    else if (relationship.isSelf())
        relationship.kind = Relationship::Kind::Self;
    relationship.declared = isDeclared(shape.left, *table) && isDeclared(shape.right, *table);
    ReadOnlyReasons(schema, enforced).explain(relationship, *table);
    for (End *end : {&relationship.left, &relationship.right}) {
        end->alias = humanized(end->table.name);
    }
    for (End &other : relationship.others)
        other.alias = humanized(other.table.name);
    nameRelationship(relationship, *table);
    relationship.reasons = endReasons(relationship);
    return relationship;
}

Review reviewed(const QList<Relationship> &found, const RelationshipSettings &settings, const Schema &schema,
                bool enforced)
{
    Review review;
    QSet<QString> used;
    for (const Relationship &each : found) {
        Reviewed result{each, relationshipId(each)};
        if (const RelationshipSettings::Entry *entry = settings.find(result.id); entry && !used.contains(result.id)) {
            used += result.id;
            if (entry->shape) {
                auto shaped = relationshipOf(*entry->shape, schema, enforced);
                if (shaped) {
                    shaped->name = each.name;
                    if (shaped->readOnlyReason.isEmpty() && !each.left.table.isEmpty() && !each.right.table.isEmpty()) {
                        shaped->readOnlyReason = each.readOnlyReason; // what hinders the join table itself
                        shaped->remedy = each.remedy;
                    }
                    shaped->symmetric = each.symmetric && shaped->isSelf();
                    result.relationship = *shaped;
                    result.origin = Reviewed::Origin::Corrected;
                } else {
                    review.outdated += Outdated{result.id, shaped.error().summary};
                }
            }
            applyEntry(*entry, result);
        }
        review.relationships += result;
    }
    for (const RelationshipSettings::Entry &entry : settings.entries) {
        if (used.contains(entry.id))
            continue;
        // What was corrected stands by itself, also when it is no longer found.
        Result<Relationship> shaped = failure(Error::Kind::Missing,
                                              Text::tr("No such relationship is found in the database now."));
        if (entry.shape)
            shaped = relationshipOf(*entry.shape, schema, enforced);
        if (!shaped) {
            review.outdated += Outdated{entry.id, shaped.error().summary};
            continue;
        }
        Reviewed result{*shaped, entry.id, Reviewed::Origin::ByHand};
        applyEntry(entry, result);
        review.relationships += result;
    }
    const auto place = [&](const Reviewed &each) {
        const qsizetype index = settings.order.indexOf(each.id);
        return index < 0 ? settings.order.size() : index;
    };
    std::stable_sort(review.relationships.begin(), review.relationships.end(),
                     [&](const Reviewed &a, const Reviewed &b) {
                         if (a.relationship.suggested != b.relationship.suggested)
                             return b.relationship.suggested;
                         return place(a) < place(b);
                     });
    makeUnique(review.relationships);
    labelled(schema, settings, &review.outdated);
    return review;
}

Schema labelled(Schema schema, const RelationshipSettings &settings, QList<Outdated> *outdated)
{
    for (Table &table : schema.tables)
        table.label = settings.labels.value(table.name.text());
    QStringList unknown = settings.labels.keys();
    for (Table &table : schema.tables) {
        unknown.removeOne(table.name.text());
        for (const QString &column : QStringList(table.label)) {
            if (table.column(column))
                continue;
            if (outdated) {
                *outdated += Outdated{
                    table.name.text(),
                    Text::tr("The label of %1 names a column that is not there: %2.").arg(table.name.text(), column)};
            }
            table.label.clear();
        }
    }
    for (const QString &table : std::as_const(unknown)) {
        if (outdated)
            *outdated += Outdated{table, Text::tr("There is no table %1 to choose a label for.").arg(table)};
    }
    return schema;
}

QList<Relationship> Review::shown() const
{
    QList<Relationship> list;
    for (const Reviewed &each : relationships) {
        if (!each.hidden)
            list += each.relationship;
    }
    return list;
}

const Reviewed *Review::find(const QString &id) const
{
    const auto found = std::find_if(relationships.begin(), relationships.end(),
                                    [&](const Reviewed &each) { return each.id == id; });
    return found == relationships.end() ? nullptr : &*found;
}

} // namespace joinery
