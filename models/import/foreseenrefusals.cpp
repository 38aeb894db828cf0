#include "import/foreseenrefusals.h"

#include "relationships/timestamps.h"

#include <QCoreApplication>

#include <algorithm>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::ForeseenRefusals)
};

bool hasDefault(const Column &column)
{
    return column.hasDefault() && column.defaultValue.compare(QLatin1String("NULL"), Qt::CaseInsensitive) != 0;
}

/// True where a row without a value is refused. `key`: columns that a row must have to be referred to.
bool mustBeGiven(const Table &table, const Column &column, const QStringList &key = {})
{
    return (column.notNull || key.contains(column.name)) && !hasDefault(column) && !column.generated
        && column.name != table.rowIdColumn;
}

QStringList missing(const Table &table, const QStringList &given, const QStringList &key = {})
{
    const QStringList stamps = keptTimestamps(table);
    QStringList columns;
    for (const Column &column : table.columns) {
        if (mustBeGiven(table, column, key) && !given.contains(column.name) && !stamps.contains(column.name))
            columns += column.name;
    }
    return columns;
}

} // namespace

ForeseenRefusals::ForeseenRefusals(const Schema &schema, const Relationship &relationship, const ImportMapping &mapping)
{
    findForEntities(schema, relationship, mapping);
    const Table *table = schema.table(relationship.joinTable);
    if (!table)
        return;
    QStringList given = relationship.left.columns + relationship.right.columns + relationship.scope.keys()
                      + mapping.set.keys();
    for (qsizetype i = 0; i < mapping.payload.size(); ++i) {
        const QString &name = mapping.payload[i].column;
        const Column *column = table->column(name);
        if (column && mustBeGiven(*table, *column) && !given.contains(name))
            m_payload.push_back({size_t(i), Text::tr("%1 must not be empty").arg(name)});
    }
    for (const ImportMapping::PayloadColumn &payload : mapping.payload)
        given += payload.column;
    if (const QStringList columns = missing(*table, given); !columns.isEmpty()) {
        m_ofAll =
            Text::tr("%1 must not be empty, and nothing gives it a value").arg(columns.join(QStringLiteral(", ")));
    }
}

void ForeseenRefusals::findForEntities(const Schema &schema, const Relationship &relationship,
                                       const ImportMapping &mapping)
{
    for (const Side side : {Side::Left, Side::Right}) {
        const End &end = relationship.end(side);
        const Table *table = schema.table(end.table);
        if (!table)
            continue;
        const QString reason = Text::tr("%1 must not be empty in a new row of %2");
        const QStringList &given = mapping.end(side).columns;
        NewEntity &entity = m_entities[size_t(side)];
        if (const QStringList columns = missing(*table, given, end.key); !columns.isEmpty())
            entity.reason = reason.arg(columns.join(QStringLiteral(", ")), end.table.text());
        for (qsizetype i = 0; i < given.size(); ++i) {
            const Column *column = table->column(given[i]);
            if (column && mustBeGiven(*table, *column, end.key))
                entity.given.push_back({size_t(i), reason.arg(given[i], end.table.text())});
        }
    }
}

const QString *ForeseenRefusals::ofEntity(Side side, const EndRef &end, const Judge &judge) const
{
    if (!end.isNew)
        return nullptr;
    const NewEntity &entity = m_entities[size_t(side)];
    if (!entity.reason.isEmpty())
        return &entity.reason;
    const QList<HeldValue> &values = judge.newNames(side)[size_t(end.number)].values;
    const auto found = std::find_if(entity.given.begin(), entity.given.end(),
                                    [&](const Given &each) { return values[qsizetype(each.place)].value().isNull(); });
    return found != entity.given.end() ? &found->reason : nullptr;
}

const QString *ForeseenRefusals::ofLink(const Judge::Row &row, const Judge &judge) const
{
    for (const Side side : {Side::Left, Side::Right}) {
        if (const QString *reason = ofEntity(side, side == Side::Left ? row.left : row.right, judge))
            return reason;
    }
    return m_ofAll.isEmpty() ? ofUpdate(row) : &m_ofAll;
}

const QString *ForeseenRefusals::ofUpdate(const Judge::Row &row) const
{
    const auto found = std::find_if(m_payload.begin(), m_payload.end(),
                                    [&](const Given &each) { return row.payload[each.place].isNull(); });
    return found != m_payload.end() ? &found->reason : nullptr;
}

} // namespace joinery
