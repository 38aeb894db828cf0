#pragma once

#include "import/importpreview.h"

#include <QAbstractTableModel>

#include <optional>

namespace joinery {

/// The first rows of a file as they will be judged, all or those with one verdict: the line, the verdict, then the file's columns.
class ImportModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { LineColumn, VerdictColumn, FirstFieldColumn };
    enum Role {
        VerdictRole = Qt::UserRole, ///< int(Verdict)
        RejectedRole, ///< bool: the row will not be imported
        UsedRole, ///< bool, of a header: the file's column becomes something
    };

    explicit ImportModel(Relationship relationship, QObject *parent = nullptr);

    /// How the file is read now; the rows go until they have been judged anew.
    void setPlan(const ImportPlan &plan);
    /// What is known so far. Rows that stay the same stay in place.
    void setPreview(const ImportPreview &preview);
    /// Shows the rows with this verdict only; none: all.
    void setFilter(std::optional<Verdict> verdict);
    std::optional<Verdict> filter() const { return m_filter; }
    /// "unknown in Users": with the relationship's own words.
    QString verdictText(Verdict verdict) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const QList<PreviewRow> &wanted() const;
    void showRows();

    const Relationship m_relationship;
    ImportPlan m_plan;
    ImportPreview m_preview;
    QList<PreviewRow> m_rows; // that are shown
    std::optional<Verdict> m_filter;
};

/// What a verdict is called for this relationship: "unknown in Users".
QString verdictInWords(Verdict verdict, const Relationship &relationship);

} // namespace joinery
