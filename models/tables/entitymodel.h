#pragma once

#include "database/latestjob.h"
#include "session/editorstate.h"
#include "tables/celltable.h"
#include "tables/pagedrows.h"

#include <QSqlRelationalTableModel>

namespace joinery {

/// How a row of the side without the focus stands to the focus side's selection.
enum class LinkState { None, Some, All };

/// One side of a relationship: the rows of its entity table, foreign keys shown as labels, with link counts and states.
///
/// Uses QSqlRelationalTableModel's table, relation and record machinery (over SchemaDriver, so without I/O), not its
/// fetching: rows are an order of keys and the pages in view. Columns: the table's in displayOrder(), then linksColumn(),
/// then stateColumn(). A drop or an edit asks the EditorState; nothing is written here.
class EntityModel
    : public QSqlRelationalTableModel
    , public CellTable
{
    Q_OBJECT

public:
    enum Role {
        KeyRole = Qt::UserRole + 1, ///< RowKey: the end's key
        LinkStateRole, ///< int: a LinkState, valid on any column; invalid while it is not known or the side has the focus
        PairCountRole, ///< qint64: links between the row and the focus side's selection
        LinkCountRole, ///< qint64: all links of the row
        PlaceholderRole, ///< true while the row's values are under way
        NumericRole, ///< true for cells that are right-aligned
        NullRole, ///< true when the database holds NULL there
    };
    enum class Filter { All, Linked, NotLinked };

    /// `state` outlives the model.
    EntityModel(EditorState &state, Side side, QObject *parent = nullptr);

    Side side() const { return m_side; }
    int linksColumn() const;
    int stateColumn() const;
    /// Columns that say nothing to a person beside the label; hidden at first.
    QList<int> quietColumns() const;
    bool isFocusSide() const { return m_state.focus() == m_side; }

    /// Shows only rows of which some text contains `text` (without regard to case and accents); empty shows all.
    void setFind(const QString &text);
    QString find() const { return m_find; }
    void setFilter(Filter filter);
    Filter filter() const { return m_filter; }
    /// All rows of the table, found or not; -1 while it is not known.
    qint64 totalCount() const { return m_total; }
    /// True while the order is being read.
    bool isLoading() const { return m_orderJob.isRunning(); }
    /// True while rows that were looked at are under way.
    bool isFetching() const { return m_rows.isFetching(); }

    RowKey keyAt(int row) const override;
    KeyList keysAt(const QModelIndexList &rows) const;
    const KeyList &order() const override { return m_rows.order(); }
    /// The row's place, or -1. Linear.
    int rowOf(const RowKey &key) const;
    /// What a person calls the row; empty while it is not here.
    QString labelAt(int row) const;
    void readText(const KeyList &keys, const QList<int> &columns, QObject *context,
                  const std::function<void(const Result<QString> &)> &done) const override;

    const Table &cellTable() const override { return m_table; }
    const Column *definition(int column) const override;
    int columnOf(const QString &name) const override;
    QString whyNotEdited(int column) const override;
    void setCells(const KeyList &rows, const QList<int> &columns, const QList<QVariantList> &values) override;

    /// Reads everything anew, keeping sort, find and filter.
    void reload();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool canFetchMore(const QModelIndex &parent = {}) const override;
    void fetchMore(const QModelIndex &parent = {}) override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;
    bool select() override;
    bool submit() override { return false; }
    /// See setCells().
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    bool insertRows(int row, int count, const QModelIndex &parent = {}) override;
    bool removeRows(int row, int count, const QModelIndex &parent = {}) override;
    bool insertColumns(int column, int count, const QModelIndex &parent = {}) override;
    bool removeColumns(int column, int count, const QModelIndex &parent = {}) override;

    QStringList mimeTypes() const override;
    QMimeData *mimeData(const QModelIndexList &indexes) const override;
    Qt::DropActions supportedDragActions() const override;
    Qt::DropActions supportedDropActions() const override;
    bool canDropMimeData(const QMimeData *mime, Qt::DropAction action, int row, int column,
                         const QModelIndex &parent) const override;
    bool dropMimeData(const QMimeData *mime, Qt::DropAction action, int row, int column,
                      const QModelIndex &parent) override;

    int sortColumn() const { return m_sortColumn; }
    Qt::SortOrder sortOrder() const { return m_sortOrder; }

signals:
    /// The order has been read (rows were reset), or reading it failed.
    void orderRead();
    void loadingChanged(bool loading);
    void failed(const joinery::Error &error);

protected:
    /// The table's columns, foreign keys by the label they refer to; rows whose reference is NULL or dangling included.
    QString selectStatement() const override;

private:
    void setUpRelations();
    /// True when every one of these links has the row `key` for its end on this side: copying them there does nothing.
    bool belongAlready(const RowMime &rows, const QMimeData *mime, const RowKey &key) const;
    void updateFetch();
    void readOrder();
    void onFocusChanged();
    void onSelectionChanged(Side side);
    void onRowsChanged(const RowsChanged &change);
    bool isNumeric(int column) const;
    QVariant stateData(const PagedRows::Values &values, int role) const;
    QVariant cellData(const PagedRows::Values &values, int column, int role) const;
    QVariant storedValue(const PagedRows::Values &values, int column) const;

    EditorState &m_state;
    const Side m_side;
    const End &m_end;
    const Table &m_table;
    QStringList m_names; // of the table's columns, in the model's order
    QStringList m_fixed; // per column: why the schema does not let it be edited, or empty
    QList<QString> m_labelRelation; // per column: the related table's label column, or empty
    QStringList m_stored; // columns whose values stand behind the labels that are shown for them
    mutable PagedRows m_rows; // a look at a row may ask for its page
    Worker *m_scans;
    LatestJob m_orderJob;
    QString m_find;
    Filter m_filter = Filter::All;
    int m_sortColumn = 0;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    qint64 m_total = -1;
};

} // namespace joinery
