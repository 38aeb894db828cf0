#include "tables/linkmodel.h"

#include "database/textfolding.h"
#include "links/rowidentity.h"
#include "relationships/entitylabel.h"
#include "tables/celldata.h"
#include "tables/linkquery.h"
#include "tables/rowtext.h"
#include "values/naming.h"

#include <QTimer>

namespace joinery {

namespace {

constexpr int recentTime = 1'500; // milliseconds that a new link is told apart

QStringList shownPayload(const Relationship &relationship)
{
    QStringList columns;
    for (const End &other : relationship.others)
        columns += other.columns;
    return columns + relationship.payload;
}

} // namespace

LinkModel::LinkModel(EditorState &state, QObject *parent)
    : QAbstractTableModel(parent)
    , m_state(state)
    , m_table(state.joinTable())
    , m_keyColumns(linkKeyColumns(m_table, state.relationship()))
    , m_payload(shownPayload(state.relationship()))
    , m_rows(state.session().pages())
    , m_scans(state.session().makeReader(this))
    , m_orderJob(*m_scans)
{
    for (const End &other : state.relationship().others) {
        if (!other.columns.isEmpty() && !other.key.isEmpty() && state.catalog()->schema.table(other.table))
            m_labelled.insert(other.columns.last(), other.table.name);
    }
    connect(&m_rows, &PagedRows::arrived, this, [this](qsizetype first, qsizetype last) {
        emit dataChanged(index(int(first), 0), index(int(last), columnCount() - 1));
    });
    connect(&m_rows, &PagedRows::failed, this, &LinkModel::failed);
    connect(&state, &EditorState::focusChanged, this, &LinkModel::reload);
    connect(&state, &EditorState::selectionChanged, this, [this](Side side) {
        if (side == m_state.focus() && m_scope == Scope::These)
            readOrder();
    });
    m_stored = makeQuery().labelled();
    connect(&state.session(), &Session::rowsChanged, this, &LinkModel::onRowsChanged);
    reload();
}

LinkQuery LinkModel::makeQuery() const
{
    return {m_state.catalog(), m_state.relationship(),
            m_state.focus(),   m_keyColumns,
            m_payload,         m_scope == Scope::These ? m_state.focused() : KeyList()};
}

void LinkModel::updateFetch()
{
    const LinkQuery query = makeQuery();
    m_rows.setFetch([query](Connection &connection, const KeyList &keys) { return query.readPage(connection, keys); });
}

void LinkModel::readOrder()
{
    const LinkQuery query = makeQuery();
    const LinkQuery::Order order{m_scope == Scope::All, m_sortColumn, m_sortOrder, foldedText(m_find)};
    if (query.relationship.symmetric)
        updateFetch(); // rows are seen from the selection
    m_orderJob.run(
        this, [query, order](Connection &connection) { return query.readOrder(connection, order); },
        [this, all = order.all, seen = m_state.session().outsideChanges()](Result<LinkQuery::Ordered> ordered) {
            if (ordered) {
                beginResetModel();
                const Side other = otherSide(m_state.focus());
                const End &end = m_state.relationship().end(other);
                // An alias of its own says more than the table's name; where there is none, the plural reads better.
                const QString alias = end.alias == humanized(end.table.name) ? m_state.relationship().title(other)
                                                                             : end.alias;
                m_title = all                               ? tr("All links")
                        : ordered->selectionLabel.isEmpty() ? alias
                                                            : tr("%1 of %2").arg(alias, ordered->selectionLabel);
                m_state.setLinksSeen(seen);
                m_total = ordered->total;
                m_rows.setOrder(std::move(ordered->keys));
                endResetModel();
                emit titleChanged();
                for (qsizetype i = 0; !m_recent.isEmpty() && i < m_rows.size(); ++i) {
                    if (m_recent.contains(m_rows.order().at(i))) {
                        emit arrived(int(i));
                        break;
                    }
                }
            } else {
                emit failed(ordered.error());
            }
            emit loadingChanged(false);
            emit orderRead();
        });
    emit loadingChanged(true);
}

void LinkModel::reload()
{
    updateFetch();
    readOrder();
}

void LinkModel::setScope(Scope scope)
{
    if (scope == m_scope)
        return;
    m_scope = scope;
    readOrder();
}

void LinkModel::setFind(const QString &text)
{
    if (text == m_find)
        return;
    m_find = text;
    readOrder();
}

void LinkModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= columnCount() || (column == m_sortColumn && order == m_sortOrder))
        return;
    m_sortColumn = column;
    m_sortOrder = order;
    readOrder();
}

void LinkModel::onRowsChanged(const RowsChanged &change)
{
    if (!change.tables.contains(m_state.relationship().joinTable)) {
        m_rows.refresh(); // labels
        if (rowCount() > 0)
            emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        if (change.tables.contains(m_state.relationship().end(m_state.focus()).table))
            readOrder(); // the title names a row of that table
        return;
    }
    m_recent = change.added.width() == m_keyColumns.size() ? change.added.toSet() : QSet<RowKey>();
    QTimer::singleShot(recentTime, this, [this, generation = ++m_recentGeneration] {
        if (generation != m_recentGeneration || m_recent.isEmpty())
            return;
        m_recent.clear();
        if (rowCount() > 0)
            emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {RecentRole});
    });
    readOrder();
}

bool LinkModel::showsFocusLabels() const
{
    return m_scope == Scope::All || m_state.focused().size() > 1;
}

bool LinkModel::isRightAligned(int column) const
{
    const QString name = payloadColumn(column);
    const joinery::Column *definition = m_table.column(name);
    return definition && !m_labelled.contains(name) && joinery::isRightAligned(*definition);
}

QString LinkModel::payloadColumn(int column) const
{
    return column >= FirstPayloadColumn ? m_payload.value(column - FirstPayloadColumn) : QString();
}

int LinkModel::columnOf(const QString &name) const
{
    const qsizetype payload = m_payload.indexOf(name);
    return payload < 0 ? -1 : FirstPayloadColumn + int(payload);
}

RowKey LinkModel::keyAt(int row) const
{
    return row >= 0 && row < rowCount() ? m_rows.order().at(row) : RowKey();
}

KeyList LinkModel::keysAt(const QModelIndexList &rows) const
{
    return joinery::keysAt(m_rows.order(), rows);
}

void LinkModel::readText(const KeyList &keys, const QList<int> &columns, QObject *context,
                         const std::function<void(const Result<QString> &)> &done) const
{
    m_scans->run(
        context,
        [text = RowText{m_rows.fetch(), columns}, keys](Connection &connection) { return text.read(connection, keys); },
        done);
}

int LinkModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int LinkModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : FirstPayloadColumn + int(m_payload.size());
}

QVariant LinkModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const int column = index.column();
    if (role == KeyRole)
        return QVariant::fromValue(keyAt(index.row()));
    if (role == RecentRole)
        return !m_recent.isEmpty() && m_recent.contains(keyAt(index.row()));
    if (role == NumericRole || role == Qt::TextAlignmentRole) {
        const bool numeric = isRightAligned(column);
        return role == NumericRole ? QVariant(numeric)
                                   : QVariant(int(Qt::AlignVCenter | (numeric ? Qt::AlignRight : Qt::AlignLeft)));
    }
    const PagedRows::Values *values = m_rows.row(index.row());
    if (!values || values->isEmpty())
        return role == PlaceholderRole ? QVariant(m_rows.isUnderWay(index.row())) : absentData(column, role);
    if (role == PlaceholderRole)
        return false;
    if (role == LeftKeyRole || role == RightKeyRole) {
        const qsizetype left = m_state.relationship().left.columns.size();
        const qsizetype start = FirstPayloadColumn + m_payload.size();
        const qsizetype right = m_state.relationship().right.columns.size();
        const RowKey key{role == LeftKeyRole ? values->mid(start, left) : values->mid(start + left, right)};
        return QVariant::fromValue(key);
    }
    if (role == Qt::EditRole && column >= FirstPayloadColumn)
        return storedValue(*values, column);
    const QVariant value = values->value(column);
    if (role == NullRole)
        return value.isNull();
    if (role == Qt::DisplayRole && value.isNull() && column < FirstPayloadColumn) { // the row that is linked is gone
        const bool leftShown = (column == FocusColumn) == (m_state.focus() == Side::Left);
        const auto key = data(index, leftShown ? LeftKeyRole : RightKeyRole).value<RowKey>();
        return tr("%1 (missing)").arg(key.text());
    }
    return cellData(value, role);
}

QVariant LinkModel::storedValue(const PagedRows::Values &values, int column) const
{
    const qsizetype labelled = m_stored.indexOf(payloadColumn(column));
    const Relationship &relationship = m_state.relationship();
    const qsizetype ends = relationship.left.columns.size() + relationship.right.columns.size();
    return values.value(labelled < 0 ? column : FirstPayloadColumn + m_payload.size() + ends + labelled);
}

QString LinkModel::whyNotEdited(int column) const
{
    const joinery::Column *edited = definition(column);
    if (!edited)
        return tr("Link another row instead: what a link connects is not edited.");
    if (edited->generated)
        return tr("The database computes %1.").arg(edited->name);
    return m_state.readOnlyReason();
}

bool LinkModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !index.isValid() || !whyNotEdited(index.column()).isEmpty())
        return false;
    setCells(KeyList{keyAt(index.row())}, {index.column()}, {QVariantList{value}});
    return true;
}

void LinkModel::setCells(const KeyList &links, const QList<int> &columns, const QList<QVariantList> &values)
{
    QStringList names;
    for (const int column : columns)
        names += payloadColumn(column);
    m_state.setLinkPayload(links, names, values);
}

QVariant LinkModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical)
        return role == Qt::DisplayRole ? QVariant(section + 1) : QVariant();
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (isRightAligned(section) ? Qt::AlignRight : Qt::AlignLeft));
    if (role == Qt::ToolTipRole)
        return payloadColumn(section);
    if (role != Qt::DisplayRole)
        return {};
    const Side side = section == FocusColumn ? m_state.focus() : otherSide(m_state.focus());
    if (section < FirstPayloadColumn)
        return humanized(singular(m_state.relationship().end(side).table.name));
    const QString column = payloadColumn(section);
    return humanized(m_labelled.contains(column) ? singular(m_labelled.value(column)) : column);
}

Qt::ItemFlags LinkModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = Qt::ItemIsDropEnabled; // rows dropped beside the links are linked
    if (index.isValid())
        flags |= Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled | Qt::ItemNeverHasChildren;
    if (index.isValid() && whyNotEdited(index.column()).isEmpty())
        flags |= Qt::ItemIsEditable;
    return flags;
}

QStringList LinkModel::mimeTypes() const
{
    return {RowMime::type(), QStringLiteral("text/plain")};
}

QMimeData *LinkModel::mimeData(const QModelIndexList &indexes) const
{
    const KeyList keys = keysAt(indexes);
    if (keys.isEmpty())
        return nullptr;
    auto *mime = new QMimeData;
    RowMime rows;
    rows.session = m_state.session().id();
    rows.relationship = m_state.relationship().name;
    rows.kind = RowMime::Kind::Links;
    rows.keys = keys;
    rows.writeTo(mime);
    setLabels(mime, indexes, OtherColumn, [this](int row) {
        const PagedRows::Values *values = m_rows.cachedRow(row);
        return values ? values->value(OtherColumn).toString() : QString();
    });
    return mime;
}

Qt::DropActions LinkModel::supportedDragActions() const
{
    return Qt::CopyAction | Qt::MoveAction;
}

Qt::DropActions LinkModel::supportedDropActions() const
{
    return Qt::CopyAction | Qt::MoveAction | Qt::LinkAction;
}

bool LinkModel::canDropMimeData(const QMimeData *mime, Qt::DropAction, int, int, const QModelIndex &) const
{
    const auto rows = RowMime::peek(mime);
    return rows && m_state.whyNotOnMiddle(*rows).isEmpty();
}

bool LinkModel::dropMimeData(const QMimeData *mime, Qt::DropAction action, int, int, const QModelIndex &parent)
{
    if (!canDropMimeData(mime, action, -1, -1, parent))
        return false;
    m_state.dropOnMiddle(*RowMime::read(mime));
    return true;
}

} // namespace joinery
