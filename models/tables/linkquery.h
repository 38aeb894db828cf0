#pragma once

#include "tables/linkmodel.h"

namespace joinery {

/// The statements behind a LinkModel, and what reads them. Values only, so that they can go to a reader's thread.
struct LinkQuery
{
    /// What a page's row carries before the payload: both labels; and behind it the two ends' keys.
    enum { OtherLabel, FocusLabel, FirstPayload };

    std::shared_ptr<const Catalog> catalog;
    Relationship relationship;
    Side focus = Side::Left;
    QStringList keyColumns; ///< see linkKeyColumns
    QStringList payload;

    /// Rows for PagedRows: the two labels, the payload as it is shown, the left end's columns, the right end's, the payload as it is
    /// stored where what is shown is another table's label (see labelled()).
    Result<QList<QVariantList>> readPage(Connection &connection, const KeyList &keys) const;

    /// The payload columns that are shown by a label of the table that they refer to.
    QStringList labelled() const;

    struct Order
    {
        bool all = false; ///< every link, not only those of `selection`
        KeyList selection; ///< of the focus side
        int column = LinkModel::OtherColumn;
        Qt::SortOrder direction = Qt::AscendingOrder;
        QString find; ///< folded
    };
    struct Ordered
    {
        KeyList keys;
        qint64 total = 0; ///< without the find
        QString selectionLabel; ///< what the selection is called in a title
    };
    Result<Ordered> readOrder(Connection &connection, const Order &order) const;

private:
    const Table &joinTable() const { return catalog->table(relationship.joinTable); }
    QString joinEnd(Side side, const QString &alias, const QString &kind) const;
    QString label(Side side, const QString &alias) const;
    /// The foreign key over just this column that can be followed, and the table it leads to; null where there is none.
    std::pair<const ForeignKey *, const Table *> reference(const QString &column) const;
    /// The payload column's expression, and the join that it needs where it refers to another table.
    QString payloadExpression(qsizetype i, QStringList *joins) const;
};

} // namespace joinery
