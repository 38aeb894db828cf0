#pragma once

#include "database/latestjob.h"
#include "session/editorstate.h"
#include "tables/celltable.h"
#include "tables/pagedrows.h"

#include <QAbstractTableModel>

namespace joinery {

struct LinkQuery;

/// The links of the focus side's selection, one join row a row, each addressed by its true key. Columns: the other side's label,
/// the focus side's label, then third ends and payload in the join table's order. Reads only; a drop asks the EditorState.
class LinkModel
    : public QAbstractTableModel
    , public CellTable
{
    Q_OBJECT

public:
    enum Column { OtherColumn, FocusColumn, FirstPayloadColumn };
    enum Role {
        KeyRole = Qt::UserRole + 1, ///< RowKey: the link's (see linkKeyColumns)
        PlaceholderRole,
        NumericRole,
        NullRole,
        RecentRole, ///< true for a short while after the link was made or brought back
        LeftKeyRole, ///< RowKey of the entity on the left, and on the right
        RightKeyRole,
    };
    enum class Scope { These, All };

    /// `state` outlives the model.
    explicit LinkModel(EditorState &state, QObject *parent = nullptr);

    /// The links of the selection only, or all links of the relationship.
    void setScope(Scope scope);
    Scope scope() const { return m_scope; }
    void setFind(const QString &text);
    QString find() const { return m_find; }
    bool isLoading() const { return m_orderJob.isRunning(); }
    /// True while rows that were looked at are under way.
    bool isFetching() const { return m_rows.isFetching(); }
    /// What the middle is called: "Favorites of Ada Lovelace".
    QString title() const { return m_title; }
    /// True when the focus side's label adds something: more than one row selected there, or all links shown.
    bool showsFocusLabels() const;
    /// The join table's column behind a payload column of this model; empty for the two labels.
    QString payloadColumn(int column) const;

    const Table &cellTable() const override { return m_table; }
    const joinery::Column *definition(int column) const override { return m_table.column(payloadColumn(column)); }
    int columnOf(const QString &name) const override;
    QString whyNotEdited(int column) const override;
    void setCells(const KeyList &links, const QList<int> &columns, const QList<QVariantList> &values) override;

    RowKey keyAt(int row) const override;
    KeyList keysAt(const QModelIndexList &rows) const;
    const KeyList &order() const override { return m_rows.order(); }
    void readText(const KeyList &keys, const QList<int> &columns, QObject *context,
                  const std::function<void(const Result<QString> &)> &done) const override;
    void reload();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    /// See setCells().
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    QStringList mimeTypes() const override;
    QMimeData *mimeData(const QModelIndexList &indexes) const override;
    Qt::DropActions supportedDragActions() const override;
    Qt::DropActions supportedDropActions() const override;
    bool canDropMimeData(const QMimeData *mime, Qt::DropAction action, int row, int column,
                         const QModelIndex &parent) const override;
    bool dropMimeData(const QMimeData *mime, Qt::DropAction action, int row, int column,
                      const QModelIndex &parent) override;

    int sortColumn() const { return m_sortColumn; }
    /// How many links there are without the find.
    qint64 totalCount() const { return m_total; }
    Qt::SortOrder sortOrder() const { return m_sortOrder; }

signals:
    void orderRead();
    void loadingChanged(bool loading);
    void titleChanged();
    /// New links are in the order; the first of them is at `row`.
    void arrived(int row);
    void failed(const joinery::Error &error);

private:
    LinkQuery makeQuery() const;
    bool isRightAligned(int column) const;
    void updateFetch();
    void readOrder();
    void onRowsChanged(const RowsChanged &change);
    QVariant storedValue(const PagedRows::Values &values, int column) const;

    EditorState &m_state;
    const Table &m_table;
    QStringList m_keyColumns;
    QStringList m_stored; // payload columns whose values stand behind the labels that are shown for them
    QStringList m_payload; // third ends' columns and payload
    QHash<QString, QString> m_labelled; // of these, those shown as a label: the table that they refer to
    mutable PagedRows m_rows; // a look at a row may ask for its page
    Worker *m_scans;
    LatestJob m_orderJob;
    Scope m_scope = Scope::These;
    QString m_find;
    QString m_title;
    qint64 m_total = 0;
    int m_sortColumn = OtherColumn;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    QSet<RowKey> m_recent;
    quint64 m_recentGeneration = 0;
};

} // namespace joinery
