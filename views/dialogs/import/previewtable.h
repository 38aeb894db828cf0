#pragma once

#include <QSet>
#include <QTableView>

namespace joinery {

/// A quiet table of an import's rows: a verdict's cell carries its sign and its word, a rejected row a tint.
class PreviewTable : public QTableView
{
    Q_OBJECT

public:
    /// `verdictColumn` and `verdictRole` of the models it shows; `rejectedRole` below zero: none.
    PreviewTable(int verdictColumn, int verdictRole, int rejectedRole, QWidget *parent = nullptr);

    /// Makes columns as wide as their texts, within reason; the last takes what is left.
    void fitColumns();
    /// Makes the column of the verdicts as wide as what it holds now.
    void fitVerdicts();

protected:
    void paintEvent(QPaintEvent *event) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles = {}) override;

private:
    class Delegate;
    class Header;

    bool isNumeric(int column) const;

    void applyDensity();

    Delegate *m_delegate;
    const int m_verdictColumn;
    QSet<int> m_numeric; // columns that hold numbers only
};

} // namespace joinery
