// An EntityModel's cells as a person edits them.

#include "tables/entitymodel.h"
#include "tables/entityquery.h"

namespace joinery {

const joinery::Column *EntityModel::definition(int column) const
{
    return column >= 0 && column < m_names.size() ? m_table.column(m_names[column]) : nullptr;
}

int EntityModel::columnOf(const QString &name) const
{
    return int(m_names.indexOf(name));
}

QString EntityModel::whyNotEdited(int column) const
{
    if (column < 0 || column >= m_names.size())
        return tr("Links are counted here. They are made and removed with the boxes, by dragging, or in the middle.");
    if (!m_fixed[column].isEmpty())
        return m_fixed[column];
    return m_state.session().readOnlyReason();
}

QVariant EntityModel::storedValue(const PagedRows::Values &values, int column) const
{
    const qsizetype labelled = m_stored.indexOf(m_names.value(column));
    return values.value(labelled < 0 ? column : linksColumn() + EntityQuery::ExtraCount + labelled);
}

bool EntityModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !index.isValid() || !whyNotEdited(index.column()).isEmpty())
        return false;
    setCells(KeyList{keyAt(index.row())}, {index.column()}, {QVariantList{value}});
    return true;
}

void EntityModel::setCells(const KeyList &rows, const QList<int> &columns, const QList<QVariantList> &values)
{
    QStringList names;
    for (const int column : columns)
        names += m_names.value(column);
    m_state.setEntities(m_side, rows, names, values);
}

bool EntityModel::insertRows(int, int, const QModelIndex &)
{
    return false;
}

bool EntityModel::removeRows(int, int, const QModelIndex &)
{
    return false;
}

bool EntityModel::insertColumns(int, int, const QModelIndex &)
{
    return false;
}

bool EntityModel::removeColumns(int, int, const QModelIndex &)
{
    return false;
}

} // namespace joinery
