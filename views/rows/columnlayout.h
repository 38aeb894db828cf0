#pragma once

#include "rows/rowtable.h"

namespace joinery {

/// The columns of one RowTable: first widths from what is in them, and then whatever the person makes of them, remembered. Columns
/// without room fold away, the last ones first, until the table is wider or the person says which to show.
class ColumnLayout : public QObject
{
    Q_OBJECT

public:
    /// `table` has its source and owns the layout. `settingsKey` names the table among all that were ever shown.
    ColumnLayout(RowTable *table, const QString &settingsKey, const QList<int> &quietColumns);

    /// Under which the layout of one table is remembered: databases of the same name do not mix. `part` is the panel.
    static QString settingsKey(const QString &path, const QString &relationship, const QString &part);

    /// How many columns have no room.
    qsizetype foldedCount() const { return m_table->foldedColumns().size(); }
    /// Lets the person choose columns.
    void showMenu(const QPoint &globalPos);
    /// Shows or hides a column that is not the person's to decide on.
    void setManaged(int column, bool shown);

signals:
    void foldedChanged();

private:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void onReset();
    void fit();
    void fitSoon();
    int contentWidth(int column) const;
    /// The width of a column that still can be read.
    int leastWidth(int column) const;
    /// Which of `columns` fit into `room`; the rest folds away.
    QList<int> fold(const QList<int> &columns, int room);
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
    bool m_chosen = false; // the person has said which columns to show: fold none
    bool m_fitting = false;
    bool m_fitWaits = false;
};

} // namespace joinery
