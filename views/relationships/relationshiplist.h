#pragma once

#include <QListWidget>

namespace joinery {

/// Relationships one below the other, each with what it joins, under headings; finds among hundreds.
class RelationshipList : public QListWidget
{
    Q_OBJECT

public:
    struct Row
    {
        QString id;
        QString name;
        QString ends;
        QString mark; ///< a word beside the name: "added"; empty for none
        QString toolTip;
        bool quiet = false; ///< not offered: hidden, or cannot be opened
    };
    struct Section
    {
        QString heading; ///< empty: none
        QList<Row> rows;
    };

    explicit RelationshipList(QWidget *parent = nullptr);

    /// Keeps the current row where it is still there.
    void setSections(const QList<Section> &sections);
    QString currentId() const;
    /// False when there is no such row.
    bool setCurrentId(const QString &id);
    /// Shows only rows that contain `text` in name, tables or mark.
    void setFind(const QString &text);
    /// How many rows are shown, headings not counted.
    int shownCount() const;
    /// Chooses the first row that is shown, if the chosen one is not.
    void chooseShown();
    /// The next (or previous) row that can be chosen.
    void step(bool forward);

private:
    void addHeading(const QString &text);
    void addRow(const Row &row);

    QString m_find;
};

} // namespace joinery
