#pragma once

#include "rows/rowtable.h"
#include "tables/linkmodel.h"

class QLabel;
class QToolButton;

namespace joinery {

class ColumnLayout;
class CellActions;
class ElidedLabel;
class FindField;
class FoldedColumns;
class SegmentedControl;
class StatePage;

/// The middle of the editor: the links of the focus side's selection. Rows of the other side are dropped anywhere on it.
class LinkPanel : public QWidget
{
    Q_OBJECT

public:
    /// `state` outlives the panel.
    explicit LinkPanel(EditorState &state, QWidget *parent = nullptr);

    LinkModel &model() { return *m_model; }
    const LinkModel &model() const { return *m_model; }
    RowTable *table() { return m_table; }
    const RowTable *table() const { return m_table; }
    FindField *findField() { return m_find; }
    CellActions *cells() { return m_cells; }
    SegmentedControl *scopeControl() { return m_scope; }
    /// Removes the selected links.
    void unlink();
    /// Says what new links are given, after it has been changed.
    void showPayload();

signals:
    void said(const joinery::Report &report);
    void linksDragStarted();
    void linksDragFinished();
    void pasteRequested();
    void payloadRequested();
    /// The rows that the third ends are to be narrowed to, in their order; an empty key: every row.
    void thirdEndsChosen(const QList<joinery::RowKey> &keys);
    void menuRequested(const QPoint &globalPos);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    class DropFrame;

    QLayout *makeTitleRow();
    QLayout *makeFindRow();
    QLayout *makeThirdEnds();
    void makeTable();
    void onOrderRead();
    void showTitle();
    void showEmptyState();
    void placeOverlays();

    EditorState &m_state;
    LinkModel *m_model;
    RowTable *m_table;
    ColumnLayout *m_columns = nullptr;
    FoldedColumns *m_folded = nullptr;
    ElidedLabel *m_title = nullptr;
    QLabel *m_count = nullptr;
    QToolButton *m_payload = nullptr;
    FindField *m_find = nullptr;
    CellActions *m_cells = nullptr;
    SegmentedControl *m_scope = nullptr;
    StatePage *m_empty = nullptr;
    DropFrame *m_dropFrame = nullptr;
    QString m_error;
};

} // namespace joinery
