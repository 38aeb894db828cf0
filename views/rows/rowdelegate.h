#pragma once

#include <QStyledItemDelegate>

namespace joinery {

class RowTable;

/// Paints the cells of a RowTable, which paints the rows' grounds itself.
class RowDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit RowDelegate(RowTable *table);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

    /// Where the pill of a count is, in the viewport's coordinates.
    static QRect pillRect(const RowTable &table, const QModelIndex &index);

private:
    /// Where a cell's text may be.
    QRect roomIn(const QRect &cell, const QModelIndex &index) const;
    void paintPlaceholder(QPainter *painter, const QRect &cell, const QModelIndex &index) const;
    void paintBox(QPainter *painter, const QRect &cell, const QModelIndex &index) const;
    void paintCount(QPainter *painter, const QRect &cell, const QModelIndex &index, bool hot) const;
    void paintPill(QPainter *painter, const QModelIndex &index) const;
    void paintStars(QPainter *painter, const QRect &cell, int stars) const;
    /// The key of a row that reads like the one above or below it in every column shown; else empty.
    QString twinKey(const QModelIndex &index) const;
    void paintText(QPainter *painter, const QRect &cell, const QModelIndex &index) const;

    const RowTable *m_table;
};

} // namespace joinery
