#pragma once

#include "rows/rowtable.h"

namespace joinery {

/// The columns of one RowTable: first widths from what is in them, and then whatever the person makes of them, remembered.
class ColumnLayout : public QObject
{
    Q_OBJECT

public:
    /// `table` has its source and owns the layout. `settingsKey` names the table among all that were ever shown.
    ColumnLayout(RowTable *table, const QString &settingsKey, const QList<int> &quietColumns);

    /// Shows or hides a column that is not the person's to decide on.
    void setManaged(int column, bool shown);

private:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void onReset();
    void fit();
    void fitSoon();
    int contentWidth(int column) const;
    void showMenu(const QPoint &pos);
    void save() const;
    bool restore();
    QStringList columnNames() const;

    RowTable *m_table;
    const QString m_settingsKey;
    const QList<int> m_quiet;
    QSet<int> m_managed;
    QList<int> m_wanted; // per column
    bool m_seen = false;
    bool m_personal = false; // the person has sized columns: leave them alone
    bool m_fitting = false;
    bool m_fitWaits = false;
};

} // namespace joinery
