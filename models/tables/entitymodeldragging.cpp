// What an EntityModel gives to a drag, and what it takes from one.

#include "links/rowidentity.h"
#include "tables/celldata.h"
#include "tables/entitymodel.h"

#include <QMimeData>

namespace joinery {

namespace {

constexpr qsizetype mostCompared = 1'000; // keys of a drag, at every move of the pointer

} // namespace

QStringList EntityModel::mimeTypes() const
{
    return {RowMime::type(), QStringLiteral("text/plain")};
}

QMimeData *EntityModel::mimeData(const QModelIndexList &indexes) const
{
    const KeyList keys = keysAt(indexes);
    if (keys.isEmpty())
        return nullptr;
    auto *mime = new QMimeData;
    RowMime rows;
    rows.session = m_state.session().id();
    rows.relationship = m_state.relationship().name;
    rows.kind = RowMime::kindOf(m_side);
    rows.keys = keys;
    rows.writeTo(mime);
    setLabels(mime, indexes, 0, [this](int row) { return m_rows.cachedRow(row) ? labelAt(row) : QString(); });
    return mime;
}

Qt::DropActions EntityModel::supportedDragActions() const
{
    return Qt::CopyAction | Qt::LinkAction;
}

Qt::DropActions EntityModel::supportedDropActions() const
{
    return Qt::CopyAction | Qt::MoveAction | Qt::LinkAction;
}

bool EntityModel::belongAlready(const RowMime &rows, const QMimeData *mime, const RowKey &key) const
{
    if (rows.count > mostCompared)
        return false;
    const QStringList columns = linkKeyColumns(m_state.joinTable(), m_state.relationship());
    const KeyList links = RowMime::read(mime)->keys;
    for (qsizetype i = 0; i < links.size(); ++i) {
        const RowKey link = links.at(i);
        RowKey owner;
        for (const QString &column : m_end.columns)
            owner.values += link.values.value(columns.indexOf(column));
        if (!(owner == key))
            return false;
    }
    return true;
}

bool EntityModel::canDropMimeData(const QMimeData *mime, Qt::DropAction, int, int, const QModelIndex &parent) const
{
    const auto rows = RowMime::peek(mime);
    if (!rows || !m_state.whyNotOnSide(*rows, m_side, parent.isValid()).isEmpty())
        return false;
    if (!parent.isValid())
        return true;
    if (rows->isLinks())
        return !isFocusSide() || !belongAlready(*rows, mime, keyAt(parent.row()));
    // Where the boxes know the answer, a drop that could do nothing is refused while it hovers.
    const bool known = m_state.relationship().unique && !isFocusSide() && rows->count == m_state.focused().size()
                    && rows->count <= mostCompared && RowMime::read(mime)->keys == m_state.focused();
    return !known || data(parent, LinkStateRole).toInt() != int(LinkState::All);
}

bool EntityModel::dropMimeData(const QMimeData *mime, Qt::DropAction action, int, int, const QModelIndex &parent)
{
    const auto rows = RowMime::read(mime);
    if (!rows || !canDropMimeData(mime, action, -1, -1, parent))
        return false;
    m_state.dropOnSide(*rows, m_side, parent.isValid() ? keyAt(parent.row()) : RowKey(), action == Qt::MoveAction);
    return true;
}

} // namespace joinery
