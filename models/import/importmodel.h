#pragma once

#include "import/importpreview.h"

#include <QAbstractTableModel>

#include <optional>

namespace joinery {

/// Rows of a file as they will be judged, the first of all or of those with one verdict: the line, the verdict, then the file's columns.
class ImportModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { LineColumn, VerdictColumn, FirstFieldColumn };
    enum Role {
        VerdictRole = Qt::UserRole, ///< int(Verdict)
        RejectedRole, ///< bool: the row will not be imported
        ReasonRole, ///< of a row's verdict; empty where its word says all
        UsedRole, ///< bool, of a header: the file's column becomes something
    };

    explicit ImportModel(Relationship relationship, QObject *parent = nullptr);

    /// How the file is read now; the rows go until they have been judged anew.
    void setPlan(const ImportPlan &plan);
    /// What is known so far. Rows that stay the same stay in place.
    void setPreview(const ImportPreview &preview);
    /// Shows these rows only.
    void setFilter(const RowFilter &filter);
    const RowFilter &filter() const { return m_filter; }
    /// How many rows of the file the filter lets through, as far as it has been read; rowCount() of them are shown.
    qint64 wantedRows() const { return m_preview.countOf(m_filter); }
    /// "1 user and 2 shows will be created."; empty where nothing will be.
    QString creations() const;
    /// "the first 1,000 of 299,597"; empty where all are shown.
    QString extent() const;
    /// "unknown in Users": with the relationship's own words. A row's own text also says what the row makes.
    QString verdictText(Verdict verdict) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    /// extent() may be another one.
    void extentChanged();

private:
    void showRows();
    QString verdictText(const PreviewRow &row) const;

    const Relationship m_relationship;
    ImportPlan m_plan;
    ImportPreview m_preview;
    QList<PreviewRow> m_rows; // that are shown
    RowFilter m_filter;
};

/// What a verdict is called for this relationship: "unknown in Users".
QString verdictInWords(Verdict verdict, const Relationship &relationship);

} // namespace joinery
