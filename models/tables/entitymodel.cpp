#include "tables/entitymodel.h"

#include "database/dialect.h"
#include "database/textfolding.h"
#include "relationships/entitylabel.h"
#include "tables/celldata.h"
#include "tables/entityquery.h"
#include "tables/rowtext.h"
#include "values/naming.h"

#include <QSqlRecord>
#include <QSqlRelation>

namespace joinery {

EntityModel::EntityModel(EditorState &state, Side side, QObject *parent)
    : QSqlRelationalTableModel(parent, state.session().schemaDatabase())
    , m_state(state)
    , m_side(side)
    , m_end(state.relationship().end(side))
    , m_table(state.entityTable(side))
    , m_rows(state.session().pages())
    , m_scans(state.session().makeReader(this))
    , m_orderJob(*m_scans)
{
    setTable(m_end.table.name);
    setUpRelations();
    connect(&m_rows, &PagedRows::arrived, this, [this](qsizetype first, qsizetype last) {
        emit dataChanged(index(int(first), 0), index(int(last), columnCount() - 1));
    });
    connect(&m_rows, &PagedRows::failed, this, &EntityModel::failed);
    connect(&state, &EditorState::focusChanged, this, &EntityModel::onFocusChanged);
    connect(&state, &EditorState::selectionChanged, this, &EntityModel::onSelectionChanged);
    connect(&state.session(), &Session::rowsChanged, this, &EntityModel::onRowsChanged);
    updateFetch();
    readOrder();
}

void EntityModel::setUpRelations()
{
    const QSqlRecord columns = record();
    for (int column = 0; column < columns.count(); ++column) {
        m_names += columns.fieldName(column);
        m_fixed += m_state.rules(m_side).whyNotEdited(m_names.last());
    }
    m_labelRelation = QList<QString>(columns.count());
    for (const ForeignKey &key : m_table.foreignKeys) {
        const int column = key.columns.size() == 1 ? columns.indexOf(key.columns.first().from) : -1;
        const Table *related = m_state.catalog()->schema.table(key.table);
        if (column < 0 || !key.fault.isEmpty() || !related)
            continue;
        const QString label = labelColumns(*related, key.to()).last();
        if (label == key.columns.first().to)
            continue; // the key says it itself
        setRelation(column, QSqlRelation(related->name.name, key.columns.first().to, label));
        m_labelRelation[column] = label;
        m_stored += m_names[column];
    }
}

QString EntityModel::selectStatement() const
{
    // The class's own puts table names into aliases unquoted, so that many a name breaks it.
    const QString table = Dialect::quoted(m_end.table);
    const QSqlRecord fields = QSqlRelationalTableModel::record();
    QStringList columns;
    QStringList joins;
    for (int i = 0; i < fields.count(); ++i) {
        const QString column = Dialect::quotedList({fields.fieldName(i)}, table);
        const QSqlRelation related = relation(i);
        if (!related.isValid()) {
            columns += column;
            continue;
        }
        const QString alias = QStringLiteral("related_%1").arg(i);
        columns += Dialect::quotedList({related.displayColumn()}, alias);
        joins += QStringLiteral(" LEFT JOIN %1 AS %2 ON %3 = %4")
                     .arg(Dialect::quoted(related.tableName()), alias,
                          Dialect::quotedList({related.indexColumn()}, alias), column);
    }
    return QStringLiteral("SELECT %1 FROM %2%3").arg(columns.join(QStringLiteral(", ")), table, joins.join(QString()));
}

int EntityModel::linksColumn() const
{
    return QSqlRelationalTableModel::columnCount();
}

int EntityModel::stateColumn() const
{
    return linksColumn() + 1;
}

QList<int> EntityModel::quietColumns() const
{
    QList<int> columns;
    for (const QString &name : joinery::quietColumns(m_table, m_end.key))
        columns += columnOf(name);
    columns.removeAll(-1);
    columns.removeAll(0);
    return columns;
}

void EntityModel::updateFetch()
{
    EntityQuery query;
    query.catalog = m_state.catalog();
    query.relationship = m_state.relationship();
    query.side = m_side;
    query.select = selectStatement();
    query.columnCount = linksColumn();
    query.stored = m_stored;
    query.withStates = !isFocusSide();
    if (query.withStates)
        query.selection = m_state.focused();
    m_rows.setFetch([query](Connection &connection, const KeyList &keys) { return query.readPage(connection, keys); });
}

void EntityModel::readOrder()
{
    EntityQuery query;
    query.catalog = m_state.catalog();
    query.relationship = m_state.relationship();
    query.side = m_side;
    query.selection = m_state.selection(otherSide(m_side));
    EntityQuery::Order order;
    if (m_sortColumn < linksColumn()) {
        order.column = m_names[m_sortColumn];
        order.relatedLabel = m_labelRelation.value(m_sortColumn);
    }
    order.direction = m_sortOrder;
    order.find = foldedText(m_find);
    order.filter = m_filter;
    m_orderJob.run(
        this, [query, order](Connection &connection) { return query.readOrder(connection, order); },
        [this](Result<EntityQuery::Ordered> ordered) {
            if (ordered) {
                beginResetModel();
                m_total = ordered->total;
                m_rows.setOrder(std::move(ordered->keys));
                endResetModel();
            } else {
                emit failed(ordered.error());
            }
            emit loadingChanged(false);
            emit orderRead();
        });
    emit loadingChanged(true);
}

void EntityModel::setFind(const QString &text)
{
    if (text == m_find)
        return;
    m_find = text;
    readOrder();
}

void EntityModel::setFilter(Filter filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    readOrder();
}

void EntityModel::reload()
{
    updateFetch();
    readOrder();
}

void EntityModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column > linksColumn() || (column == m_sortColumn && order == m_sortOrder))
        return;
    m_sortColumn = column;
    m_sortOrder = order;
    readOrder();
}

void EntityModel::onFocusChanged()
{
    const bool wasFiltered = m_filter != Filter::All;
    if (isFocusSide())
        m_filter = Filter::All; // only the other side can be filtered by its links
    updateFetch();
    if (wasFiltered)
        readOrder();
    else if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void EntityModel::onSelectionChanged(Side side)
{
    if (side == m_side || isFocusSide())
        return;
    updateFetch();
    if (m_filter != Filter::All)
        readOrder();
    else if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void EntityModel::onRowsChanged(const RowsChanged &change)
{
    const bool linksToo = change.tables.contains(m_state.relationship().joinTable);
    const bool ownToo = change.tables.contains(m_table.name);
    m_rows.refresh(); // labels of any table may be among what is shown
    // A row must not jump away under the pointer because its link count, or what was just typed into it, is what the list is sorted
    // by; one that a filter now excludes must go.
    const bool staysInPlace = change.edited.contains(m_table.name) && m_find.isEmpty();
    if ((ownToo && !staysInPlace) || (linksToo && m_filter != Filter::All))
        readOrder();
    else if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

RowKey EntityModel::keyAt(int row) const
{
    return row >= 0 && row < rowCount() ? m_rows.order().at(row) : RowKey();
}

KeyList EntityModel::keysAt(const QModelIndexList &rows) const
{
    return joinery::keysAt(m_rows.order(), rows);
}

int EntityModel::rowOf(const RowKey &key) const
{
    return int(m_rows.order().indexOf(key));
}

QString EntityModel::labelAt(int row) const
{
    const PagedRows::Values *values = m_rows.cachedRow(row);
    if (!values || values->isEmpty())
        return {};
    QStringList parts;
    const qsizetype count = labelColumns(m_table, m_end.key).size();
    for (qsizetype i = 0; i < count; ++i)
        parts += values->value(i).toString();
    return parts.join(u' ');
}

void EntityModel::readText(const KeyList &keys, const QList<int> &columns, QObject *context,
                           const std::function<void(const Result<QString> &)> &done) const
{
    QList<int> values;
    for (const int column : columns) {
        if (column <= linksColumn()) // the state stands for a box
            values += column == linksColumn() ? linksColumn() + int(EntityQuery::LinkCount) : column;
    }
    m_scans->run(
        context,
        [text = RowText{m_rows.fetch(), values}, keys](Connection &connection) { return text.read(connection, keys); },
        done);
}

int EntityModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int EntityModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : QSqlRelationalTableModel::columnCount() + 2;
}

bool EntityModel::isNumeric(int column) const
{
    const Column *shown = definition(column);
    return column == linksColumn() || (shown && m_labelRelation.value(column).isEmpty() && isRightAligned(*shown));
}

QVariant EntityModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    if (role == KeyRole)
        return QVariant::fromValue(keyAt(index.row()));
    const int column = index.column();
    if (role == NumericRole || role == Qt::TextAlignmentRole) {
        const bool numeric = isNumeric(column);
        if (role == NumericRole)
            return numeric;
        return int(Qt::AlignVCenter
                   | (numeric                   ? Qt::AlignRight
                      : column == stateColumn() ? Qt::AlignHCenter
                                                : Qt::AlignLeft));
    }
    const PagedRows::Values *values = m_rows.row(index.row());
    if (!values || values->isEmpty())
        return role == PlaceholderRole ? QVariant(m_rows.isUnderWay(index.row())) : absentData(column, role);
    if (role == PlaceholderRole)
        return false;
    if (role == LinkStateRole || role == PairCountRole || role == LinkCountRole || column >= linksColumn())
        return stateData(*values, role == Qt::DisplayRole && column == linksColumn() ? int(LinkCountRole) : role);
    return cellData(*values, column, role);
}

QVariant EntityModel::stateData(const PagedRows::Values &values, int role) const
{
    const qint64 all = values[linksColumn() + EntityQuery::LinkCount].toLongLong();
    const qint64 pairs = values[linksColumn() + EntityQuery::PairCount].toLongLong();
    const qint64 linked = values[linksColumn() + EntityQuery::LinkedCount].toLongLong();
    if (role == LinkCountRole)
        return all;
    if (isFocusSide())
        return {};
    const qint64 selected = m_state.focused().size();
    const LinkState state = selected == 0 || linked == 0 ? LinkState::None
                          : linked >= selected           ? LinkState::All
                                                         : LinkState::Some;
    switch (role) {
    case LinkStateRole:
        return int(state);
    case PairCountRole:
        return pairs;
    case Qt::CheckStateRole:
        return {}; // painted by the view: where pairs repeat it is a count and no box
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        if (!m_state.relationship().unique && pairs > 0)
            return tr("linked %Ln time(s)", nullptr, int(pairs));
        return state == LinkState::All ? tr("linked") : state == LinkState::Some ? tr("some linked") : tr("not linked");
    default:
        return {};
    }
}

QVariant EntityModel::cellData(const PagedRows::Values &values, int column, int role) const
{
    if (role == Qt::EditRole)
        return storedValue(values, column);
    if (role == NullRole)
        return values[column].isNull();
    QVariant shown = joinery::cellData(values[column], role);
    if (role != Qt::ToolTipRole || m_fixed[column].isEmpty())
        return shown;
    return shown.isNull() ? m_fixed[column] : QStringLiteral("%1\n%2").arg(shown.toString(), m_fixed[column]);
}

QVariant EntityModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical)
        return role == Qt::DisplayRole ? QVariant(section + 1) : QVariant();
    if (role == Qt::TextAlignmentRole) {
        return int(Qt::AlignVCenter | (isNumeric(section) ? Qt::AlignRight : Qt::AlignLeft));
    }
    if (role == Qt::InitialSortOrderRole && section == linksColumn())
        return int(Qt::DescendingOrder);
    if (section == linksColumn()) {
        return role == Qt::DisplayRole ? QVariant(tr("Links"))
             : role == Qt::ToolTipRole
                 ? QVariant(tr("How many links each row has. Click a number to focus on that row."))
                 : QVariant();
    }
    if (section == stateColumn()) {
        return role == Qt::AccessibleTextRole ? QVariant(tr("Linked"))
             : role == Qt::ToolTipRole
                 ? QVariant(tr("Linked to the selection on the other side? Click a box to link or unlink."))
                 : QVariant();
    }
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const QString name = m_names[section];
    if (role == Qt::ToolTipRole)
        return name;
    QStringList words = wordsOf(name);
    if (!m_labelRelation.value(section).isEmpty() && words.size() > 1 && words.last() == QLatin1String("id"))
        words.removeLast();
    return humanized(words.isEmpty() ? name : words.join(u'_'));
}

Qt::ItemFlags EntityModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = Qt::ItemIsDropEnabled; // links dropped beside the rows are unlinked
    if (index.isValid())
        flags |= Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled | Qt::ItemNeverHasChildren;
    if (index.isValid() && whyNotEdited(index.column()).isEmpty())
        flags |= Qt::ItemIsEditable;
    return flags;
}

bool EntityModel::canFetchMore(const QModelIndex &) const
{
    return false; // the row count is true from the start
}

void EntityModel::fetchMore(const QModelIndex &) {}

bool EntityModel::select()
{
    reload();
    return true;
}

} // namespace joinery
