#pragma once

#include <QLabel>
#include <QPersistentModelIndex>

class QAbstractItemView;

namespace joinery {

/// Why a cell was refused or is not edited at all, right at the cell; goes with the next key, click or scroll, and when the keyboard goes elsewhere.
class CellNote : public QLabel
{
    Q_OBJECT

public:
    explicit CellNote(QAbstractItemView *view);

    void show(const QModelIndex &cell, const QString &text);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QAbstractItemView *m_view;
};

} // namespace joinery
