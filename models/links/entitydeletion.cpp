#include "links/entitydeletion.h"

#include "database/dialect.h"
#include "database/transaction.h"
#include "links/doomedrows.h"
#include "links/endjoin.h"
#include "links/gesturetables.h"
#include "links/loosening.h"
#include "links/removal.h"
#include "links/rowlabel.h"
#include "links/triggereffects.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace joinery {

namespace {

constexpr qint64 mostRows = 1'000'000; // beside the chosen ones and their links; keeping a million takes a second
constexpr int samplesShown = 3;
constexpr qsizetype longestSample = 30;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::EntityDeletion)
};

using Fate = DeletionPlan::Fate;

class EntityDeletion
{
public:
    EntityDeletion(Connection &connection, const Schema &schema, const QList<Relationship> &known,
                   const Relationship &relationship, Side side)
        : m_connection(connection)
        , m_schema(schema)
        , m_known(known)
        , m_relationship(relationship)
        , m_table(*schema.table(relationship.end(side).table))
        , m_end(relationship.end(side))
        , m_doomed(connection)
    {}

    Result<Deletion> run(const KeyList &keys);

private:
    Result<void> doom(const KeyList &keys);
    Result<void> describeDoomed();
    Result<void> alter();
    Result<void> alter(const RowReference &reference);
    Result<void> loosen(const RowReference &reference, const QString &fromWhere, const QVariantList &values);
    Result<void> openCircles(const QList<const Table *> &ordered);
    Result<void> refuseHindered();
    Result<void> countDangling();
    Result<void> remove();
    Result<void> rehearseUndo();

    const QList<RowReference> &references(const Table &table);
    Result<void> addRows(Fate fate, const Table &table, const QStringList &columns, const QString &fromWhere,
                         const QVariantList &values, const QString &label = {});
    void addInOrder(const Table *table, QList<const Table *> &ordered, QSet<const Table *> &seen);

    Connection &m_connection;
    const Schema &m_schema;
    const QList<Relationship> &m_known;
    const Relationship &m_relationship;
    const Table &m_table;
    const End &m_end;
    DoomedRows m_doomed;
    std::map<const Table *, QList<RowReference>> m_references;
    bool m_enforced = true;
    Deletion m_deletion;
};

const QList<RowReference> &EntityDeletion::references(const Table &table)
{
    const auto held = m_references.find(&table);
    if (held != m_references.end())
        return held->second;
    return m_references.emplace(&table, referencesTo(m_schema, m_known, table, m_enforced)).first->second;
}

Result<void> EntityDeletion::addRows(Fate fate, const Table &table, const QStringList &columns,
                                     const QString &fromWhere, const QVariantList &values, const QString &label)
{
    const QStringList identity = identityOf(table).columns;
    const QString rows = QStringLiteral("(SELECT DISTINCT %1 FROM %2 %3)")
                             .arg(identity.isEmpty() ? QStringLiteral("j.*")
                                                     : Dialect::quotedList(identity, QStringLiteral("j")),
                                  Dialect::quoted(table.name), fromWhere);
    const auto count = m_connection.value(QStringLiteral("SELECT count(*) FROM ") + rows, values);
    if (!count)
        return tl::unexpected(count.error());
    if (count->toLongLong() == 0)
        return {};
    DeletionPlan::Rows entry{fate, table.name, columns, count->toLongLong(), {}};
    const QString words = label.isEmpty() ? labelExpression(table, identity, QStringLiteral("j")) : label;
    const auto samples = m_connection.keys(QStringLiteral("SELECT %1 FROM %2 %3 LIMIT %4")
                                               .arg(words, Dialect::quoted(table.name), fromWhere)
                                               .arg(samplesShown),
                                           1, values);
    if (!samples)
        return tl::unexpected(samples.error());
    for (qsizetype i = 0; i < samples->size(); ++i) {
        const QString text = samples->at(i).values.first().toString().simplified();
        if (!text.isEmpty())
            entry.samples += text.size() > longestSample ? text.left(longestSample).trimmed() + QChar(0x2026) : text;
    }
    m_deletion.plan.rows += entry;
    return {};
}

Result<void> EntityDeletion::doom(const KeyList &keys)
{
    if (auto filled = m_connection.fillKeyTable(GestureTables::left, keys); !filled)
        return filled;
    const auto chosen = m_doomed.add(m_table,
                                     QStringLiteral("AS j JOIN %1 AS k ON %2")
                                         .arg(Dialect::temporary(GestureTables::left),
                                              Dialect::identical(QStringLiteral("j"), m_end.key, QStringLiteral("k"),
                                                                 Connection::keyTableColumns(int(m_end.key.size())))),
                                     {}, false);
    if (!chosen)
        return tl::unexpected(chosen.error());
    if (*chosen != keys.size()) {
        return failure(Error::Kind::Stale, Text::tr("Some of these rows were removed by someone else in the meantime. "
                                                    "Nothing was changed."));
    }
    // Links go whatever their foreign keys say: that is what was asked for.
    const Table &joinTable = *m_schema.table(m_relationship.joinTable);
    for (const End &end : QList<End>{m_relationship.left, m_relationship.right} + m_relationship.others) {
        if (end.table != m_table.name || joinTable.kind != Table::Kind::Table || &joinTable == &m_table)
            continue;
        const RowReference reference{
            &joinTable, &m_table, end.columns, end.key, m_relationship.scope, RowReference::Effect::Removes};
        QVariantList values;
        const QString fromWhere = m_doomed.survivors(reference, &values);
        if (auto added = m_doomed.add(joinTable, fromWhere, values, false); !added)
            return tl::unexpected(added.error());
    }
    return m_doomed.addCascaded([this](const Table &table) -> const QList<RowReference> & { return references(table); },
                                mostRows);
}

Result<void> EntityDeletion::describeDoomed()
{
    const QString j = QStringLiteral("j");
    if (auto added = addRows(Fate::Chosen, m_table, {}, m_doomed.rows(m_table, false), {},
                             labelExpression(m_table, m_end.key, j));
        !added)
        return added;
    const Table *joinTable = m_schema.table(m_relationship.joinTable);
    if (joinTable != &m_table && m_doomed.contains(joinTable)) {
        // A link is called by what it links with.
        const bool isLeft = &m_end == &m_relationship.left;
        const End &other = isLeft ? m_relationship.right : m_relationship.left;
        const Table *named = m_schema.table(other.table);
        const QString label = named ? QStringLiteral("(SELECT %1 FROM %2 AS o WHERE %3 LIMIT 1)")
                                          .arg(labelExpression(*named, other.key, QStringLiteral("o")),
                                               Dialect::quoted(other.table),
                                               endJoin(m_schema, m_relationship, other, QStringLiteral("o"), j))
                                    : QString();
        if (auto added = addRows(Fate::Link, *joinTable, {}, m_doomed.rows(*joinTable, false), {}, label); !added)
            return added;
    }
    for (const Table *table : m_doomed.tables()) {
        if (auto added = addRows(Fate::Cascaded, *table, {}, m_doomed.rows(*table, true), {}); !added)
            return added;
    }
    return {};
}

Result<void> EntityDeletion::alter()
{
    for (const Table *table : m_doomed.tables()) {
        for (const RowReference &reference : references(*table)) {
            if (reference.effect != RowReference::Effect::Empties && reference.effect != RowReference::Effect::Defaults)
                continue;
            if (auto altered = alter(reference); !altered)
                return altered;
        }
    }
    return {};
}

Result<void> EntityDeletion::alter(const RowReference &reference)
{
    const bool empties = reference.effect == RowReference::Effect::Empties;
    QVariantList values;
    const QString fromWhere = m_doomed.survivors(reference, &values);
    if (auto added = addRows(empties ? Fate::Emptied : Fate::Defaulted, *reference.child, reference.columns, fromWhere,
                             values);
        !added)
        return added;
    return loosen(reference, fromWhere, values);
}

Result<void> EntityDeletion::loosen(const RowReference &reference, const QString &fromWhere, const QVariantList &values)
{
    auto change = loosened(m_connection, m_schema, reference, fromWhere, values);
    if (!change)
        return tl::unexpected(change.error());
    m_deletion.change.add(std::move(*change));
    return {};
}

Result<void> EntityDeletion::openCircles(const QList<const Table *> &ordered)
{
    // A doomed row whose reference the database would empty when what it refers to goes, before its own turn.
    for (qsizetype place = 0; place < ordered.size(); ++place) {
        for (const RowReference &reference : references(*ordered[place])) {
            const bool alters = reference.effect == RowReference::Effect::Empties
                             || reference.effect == RowReference::Effect::Defaults;
            if (!alters || ordered.indexOf(reference.child) <= place)
                continue;
            const QString j = QStringLiteral("j");
            const QString p = QStringLiteral("p");
            const QString fromWhere = QStringLiteral("AS j JOIN %1 AS p ON %2 WHERE %3 AND %4")
                                          .arg(Dialect::quoted(reference.parent->name), reference.condition(p, j),
                                               m_doomed.isDoomed(*reference.parent, p),
                                               m_doomed.isDoomed(*reference.child, j));
            if (auto done = loosen(reference, fromWhere, reference.bound()); !done)
                return done;
        }
    }
    return {};
}

Result<void> EntityDeletion::refuseHindered()
{
    QStringList reasons;
    const qsizetype told = m_deletion.plan.rows.size();
    for (const Table *table : m_doomed.tables()) {
        for (const RowReference &reference : references(*table)) {
            if (reference.effect != RowReference::Effect::Hinders)
                continue;
            QVariantList values;
            const QString fromWhere = m_doomed.survivors(reference, &values);
            if (auto added = addRows(Fate::Hindering, *reference.child, reference.columns, fromWhere, values); !added)
                return added;
        }
    }
    for (const DeletionPlan::Rows &each : m_deletion.plan.rows.mid(told)) {
        QString reason = Text::tr("%Ln row(s) of %1", nullptr, int(each.count)).arg(each.table.text());
        if (!each.samples.isEmpty()) {
            const QString more = each.count > each.samples.size() ? QString(QChar(0x2026)) : QString();
            reason += QStringLiteral(" (%1%2)").arg(each.samples.join(QStringLiteral(", ")), more);
        }
        reasons += reason;
    }
    if (reasons.isEmpty())
        return {};
    return failure(Error::Kind::Refused,
                   Text::tr("Not deleted: what would go is still referred to by %1. Delete or change those first.")
                       .arg(reasons.join(QStringLiteral("; "))));
}

Result<void> EntityDeletion::countDangling()
{
    for (const Table *table : m_doomed.tables()) {
        for (const RowReference &reference : references(*table)) {
            if (reference.effect != RowReference::Effect::Dangles)
                continue;
            QVariantList values;
            const QString fromWhere = m_doomed.survivors(reference, &values);
            if (auto added = addRows(Fate::Dangling, *reference.child, reference.columns, fromWhere, values); !added)
                return added;
        }
    }
    return {};
}

void EntityDeletion::addInOrder(const Table *table, QList<const Table *> &ordered, QSet<const Table *> &seen)
{
    if (seen.contains(table) || !m_doomed.contains(table))
        return;
    seen += table;
    for (const RowReference &reference : references(*table))
        addInOrder(reference.child, ordered, seen);
    ordered += table;
}

Result<void> EntityDeletion::remove()
{
    QList<const Table *> ordered; // rows before those that they refer to
    QSet<const Table *> seen;
    for (const Table *table : m_doomed.tables())
        addInOrder(table, ordered, seen);
    if (auto opened = openCircles(ordered); !opened)
        return opened;
    QList<TableRows> going;
    qint64 count = 0;
    for (const Table *table : std::as_const(ordered)) {
        const auto rows = RowKeeper(m_connection, m_schema, *table).keep(m_doomed.rows(*table));
        if (!rows)
            return tl::unexpected(rows.error());
        going += TableRows{table, *rows};
        count += rows->count;
        m_deletion.change.add({table->name, {}, *rows});
    }
    const auto before = changesSoFar(m_connection);
    if (auto removed = removeTogether(m_connection, m_schema, going); !removed)
        return removed;
    const auto after = changesSoFar(m_connection);
    if (!before || !after)
        return tl::unexpected(before ? after.error() : before.error());
    if (*after - *before > count) {
        QStringList triggers;
        for (const Table *table : std::as_const(ordered)) {
            for (const Trigger &trigger : table->triggers)
                triggers += trigger.name;
        }
        return beyondUndo(Text::tr("a trigger changes further rows when it is done."),
                          triggers.join(QStringLiteral(", ")));
    }
    return {};
}

Result<void> EntityDeletion::rehearseUndo()
{
    auto savepoint = Savepoint::begin(m_connection);
    if (!savepoint)
        return tl::unexpected(savepoint.error());
    qint64 restored = 0;
    for (const TableChange &part : m_deletion.change.parts)
        restored += part.removed.count + part.before.count;
    Bystanders others(m_connection, m_schema);
    if (auto kept = others.keep(m_deletion.change); !kept)
        return kept;
    const auto before = changesSoFar(m_connection);
    if (auto done = revert(m_connection, m_schema, m_deletion.change, false, nullptr); !done) {
        return done.error().kind == Error::Kind::Cancelled ? tl::unexpected(done.error())
                                                           : beyondUndo(done.error().summary, done.error().detail);
    }
    const auto after = changesSoFar(m_connection);
    if (!before || !after)
        return tl::unexpected(before ? after.error() : before.error());
    // Where a trigger sets columns of the very rows, as a time stamp, that is told when it is undone.
    if (*after - *before > restored) {
        const auto untouched = others.areUntouched(m_deletion.change);
        if (!untouched)
            return tl::unexpected(untouched.error());
        if (!*untouched)
            return beyondUndo(Text::tr("a trigger changes further rows when these are put back."));
    }
    if (m_connection.hasOpenReferences())
        return beyondUndo(
            Text::tr("some of these rows refer to rows that are not there, and would not be taken back."));
    return {};
}

Result<Deletion> EntityDeletion::run(const KeyList &keys)
{
    const auto enforced = m_connection.value(Dialect::isEnforced());
    if (!enforced)
        return tl::unexpected(enforced.error());
    m_enforced = enforced->toBool();
    if (auto deferred = m_connection.exec(Dialect::deferReferences()); !deferred)
        return tl::unexpected(deferred.error());
    if (auto doomed = doom(keys); !doomed)
        return tl::unexpected(doomed.error());
    for (const auto step :
         {&EntityDeletion::describeDoomed, static_cast<Result<void> (EntityDeletion::*)()>(&EntityDeletion::alter),
          &EntityDeletion::refuseHindered, &EntityDeletion::countDangling, &EntityDeletion::remove}) {
        if (auto done = (this->*step)(); !done)
            return tl::unexpected(done.error());
    }
    if (m_connection.hasOpenReferences()) {
        return failure(
            Error::Kind::Refused,
            Text::tr("Not deleted: what would go is still referred to by other rows. Delete or change those first."));
    }
    if (auto fine = rehearseUndo(); !fine)
        return tl::unexpected(fine.error());
    return m_deletion;
}

} // namespace

Result<Deletion> deleteEntities(Connection &connection, const Schema &schema, const QList<Relationship> &known,
                                const Relationship &relationship, Side side, const KeyList &keys)
{
    return EntityDeletion(connection, schema, known, relationship, side).run(keys);
}

} // namespace joinery
