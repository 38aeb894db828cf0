#pragma once

#include <QToolButton>

namespace joinery {

class ColumnLayout;

/// "+6" beside a table's title: so many columns have no room. A press lets the person choose.
class FoldedColumns : public QToolButton
{
    Q_OBJECT

public:
    explicit FoldedColumns(QWidget *parent = nullptr);

    /// Once; the layout outlives the button's use of it.
    void setLayoutOf(ColumnLayout *columns);

private:
    void showCount();

    ColumnLayout *m_columns = nullptr;
};

} // namespace joinery
