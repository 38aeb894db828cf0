#pragma once

#include "tables/entitymodel.h"

namespace joinery {

/// The statements behind an EntityModel, and what reads them. Values only, so that they can go to a reader's thread.
struct EntityQuery
{
    /// What a page's row carries behind the table's columns.
    enum Extra { LinkCount, PairCount, LinkedCount, ExtraCount };

    std::shared_ptr<const Catalog> catalog;
    Relationship relationship;
    Side side = Side::Left;
    QString select; ///< the model's SELECT … FROM …, without WHERE
    qsizetype columnCount = 0; ///< columns of `select`
    QStringList stored; ///< the table's columns that `select` shows by a label
    KeyList selection; ///< of the other side; its rows' links are what states are about
    bool withStates = false;

    /// Rows for PagedRows: `columnCount` values, then Extra, then what `stored` holds.
    Result<QList<QVariantList>> readPage(Connection &connection, const KeyList &keys) const;

    struct Order
    {
        QString column; ///< of the table; empty: by link count
        QString relatedLabel; ///< the label column of the table that `column` refers to, where it does
        Qt::SortOrder direction = Qt::AscendingOrder;
        QString find;
        EntityModel::Filter filter = EntityModel::Filter::All;
    };
    struct Ordered
    {
        KeyList keys;
        qint64 total = 0;
    };
    Result<Ordered> readOrder(Connection &connection, const Order &order) const;

private:
    const End &end() const { return relationship.end(side); }
    const End &other() const { return relationship.end(otherSide(side)); }
    const Table &table() const { return catalog->table(end().table); }
    QString scopeCondition() const;
    QString links() const;
    /// endJoin() with what links() holds.
    QString seenJoin(Side which, const QString &entity, const QString &link) const;
    Result<void> addCounts(Connection &connection, const KeyList &keys, QHash<RowKey, QVariantList> &counts) const;
};

} // namespace joinery
