#pragma once

#include <QStyledItemDelegate>

namespace joinery {

/// The rows of a list that opens to be chosen from: as high as those of the tables, without a frame around the current one.
class ChoiceDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
};

} // namespace joinery
