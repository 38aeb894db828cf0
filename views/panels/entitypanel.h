#pragma once

#include "rows/rowtable.h"
#include "tables/entitymodel.h"

class QLabel;
class QToolButton;

namespace joinery {

class CellActions;
class ColumnLayout;
class EntityAdder;
class FindField;
class FoldedColumns;
class SegmentedControl;
class StatePage;
class UnlinkTarget;

/// One side of the editor: its rows, with find, filter, boxes and link counts.
class EntityPanel : public QWidget
{
    Q_OBJECT

public:
    /// `state` outlives the panel.
    EntityPanel(EditorState &state, Side side, QWidget *parent = nullptr);

    Side side() const { return m_side; }
    EntityModel &model() { return *m_model; }
    const EntityModel &model() const { return *m_model; }
    RowTable *table() { return m_table; }
    const RowTable *table() const { return m_table; }
    FindField *findField() { return m_find; }
    CellActions *cells() const { return m_cells; }
    EntityAdder *adder() const { return m_adder; }
    /// Shows every row again; false when it did already.
    bool clearFindAndFilter();
    /// Shows or hides the target that unlinks the links dropped on it.
    void showUnlinkTarget(bool shown);
    /// Looks again at what can be edited.
    void updateEditable();

    /// The same as the keys: see RelationshipEditor.
    void link();
    void unlink();
    void toggle();
    void deleteRows();
    void duplicate(bool withLinks);

signals:
    void said(const joinery::Report &report);
    void pasteRequested();
    void menuRequested(const QPoint &globalPos);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QLayout *makeTitleRow();
    QLayout *makeFindRow();
    void makeTable();
    void connectState();
    void onFocusChanged();
    void onOrderRead();
    void onBoxClicked(const QModelIndex &index);
    void setFilter(int filter);
    void showCount();
    void showEmptyState();
    void placeOverlays();
    /// Says that nothing is selected here, and returns true when nothing is.
    bool refuseEmpty();
    /// Says what is missing for linking, and returns true when something is.
    bool refuse();

    EditorState &m_state;
    const Side m_side;
    EntityModel *m_model;
    RowTable *m_table;
    CellActions *m_cells = nullptr;
    EntityAdder *m_adder = nullptr;
    ColumnLayout *m_columns = nullptr;
    FoldedColumns *m_folded = nullptr;
    QToolButton *m_focusButton = nullptr;
    QLabel *m_title = nullptr;
    QLabel *m_count = nullptr;
    FindField *m_find = nullptr;
    SegmentedControl *m_filter = nullptr;
    StatePage *m_empty = nullptr;
    UnlinkTarget *m_unlinkTarget = nullptr;
    QString m_error;
};

} // namespace joinery
