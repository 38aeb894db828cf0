#pragma once

#include "session/gesturetext.h"
#include "values/keylist.h"
#include "values/result.h"

#include <QTableView>
#include <QTimer>

#include <functional>
#include <memory>

class QVariantAnimation;

namespace joinery {

/// What a RowTable asks of a model of keyed rows. Roles that a model does not have are -1.
struct RowSource
{
    QAbstractItemModel *model = nullptr;
    int keyRole = -1;
    int placeholderRole = -1;
    int numericRole = -1;
    int nullRole = -1;
    int recentRole = -1;
    int boxColumn = -1; ///< linked or not, as a box
    int pillColumn = -1; ///< a count, as a pill
    bool showsTwins = false; ///< rows that read alike carry their keys
    int starsColumn = -1; ///< whole numbers from 0 to 5, as stars
    /// Every row's key, in order.
    std::function<const KeyList &()> order;
    /// Reads the rows with these keys aside as tab-separated text with these columns.
    std::function<void(const KeyList &, const QList<int> &, const std::function<void(const Result<QString> &)> &)>
        readText;
    /// "12 shows", for the drag picture.
    std::function<QString(qint64)> counted;
};

/// A table of keyed rows: whole rows are selected, dragged and dropped on; selection and place are kept by key when the model
/// reads its order anew. A press never changes a selection that a drag needs: rows are selected when the button is let go.
class RowTable : public QTableView
{
    Q_OBJECT

public:
    explicit RowTable(QWidget *parent = nullptr);

    /// Once, before the table is shown. The source's model outlives the table's use of it.
    void setSource(const RowSource &source);
    const RowSource &source() const { return m_source; }

    KeyList selectedKeys() const { return m_selected; }
    /// Selects the rows with these keys; keys that are not in the order wait for it.
    void setSelectedKeys(const KeyList &keys);
    /// Column 0 of each selected row, in order.
    QModelIndexList selectedRowIndexes() const;
    qsizetype selectedRowCount() const;
    /// Takes over what has just been selected, instead of with the next event.
    void flushSelection();
    /// Whether keys stay selected while their rows are not in the order, as when a find hides them.
    void setKeepsHidden(bool keeps) { m_keepsHidden = keeps; }
    /// The next order is another list to the person: show its start (or the selection) instead of keeping the place.
    void forgetPlace() { m_nextPlace = Place::Selection; }
    /// The next order is shown from its first row, whatever is selected.
    void showStart() { m_nextPlace = Place::Start; }
    /// Selects the row alone and brings it into view.
    void showRow(const RowKey &key);

    /// The boxes take no click: there is nothing to link with, or editing is off.
    void setBoxesEnabled(bool enabled);
    bool boxesEnabled() const { return m_boxesEnabled; }
    /// True when pairs may repeat: a count with a plus instead of a box.
    void setCountsPairs(bool counts) { m_countsPairs = counts; }
    bool countsPairs() const { return m_countsPairs; }

    /// For the delegate.
    int hoverRow() const { return m_hoverRow; }
    QModelIndex hoverIndex() const { return m_hoverIndex; }
    bool isDropRow(int row) const;
    double glow() const { return m_glow; }

    bool isEditing() const { return state() == EditingState; }
    /// Ends the editing of a cell as Return does: what was typed is set. Nothing where no cell is edited.
    void commitEditing();
    /// True while rows of this table are dragged.
    bool isDragging() const { return m_dragging; }
    /// Lights recent rows up once.
    void startGlow();
    /// True when every visible row is here.
    bool hasAllVisibleRows() const;
    /// The columns in the order on the screen, without the box and hidden ones; those that are only folded away are among them.
    QList<int> shownColumns() const;
    /// Columns that are hidden only because there is no room for them.
    const QSet<int> &foldedColumns() const { return m_folded; }
    void setFoldedColumns(const QSet<int> &columns) { m_folded = columns; }
    /// Puts the selected rows on the clipboard, as rows and as text; said() follows.
    void copy();

signals:
    void selectedKeysChanged();
    void boxClicked(const QModelIndex &index);
    void pillClicked(const QModelIndex &index);
    void linkRequested();
    void unlinkRequested();
    void toggleRequested();
    void pasteRequested();
    /// F2 or a double click on a cell that is not edited.
    void editingRefused(const QModelIndex &cell);
    void said(const joinery::Report &report);
    void typed(const QString &text);
    void dragStarted();
    void dragFinished();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void startDrag(Qt::DropActions actions) override;
    void focusInEvent(QFocusEvent *event) override;
    QItemSelectionModel::SelectionFlags selectionCommand(const QModelIndex &index, const QEvent *event) const override;
    void scrollContentsBy(int dx, int dy) override;

private:
    enum class Part { Row, Box, Pill };
    enum class Place { Kept, Selection, Start };

    void takeSelection();
    /// Selects from the anchor to the cell's row and makes the cell the current one.
    void extendTo(const QModelIndex &cell);
    void onAboutToReset();
    void onReset();
    void restorePlace();
    void selectKeys(const KeyList &keys);
    QList<std::pair<int, int>> selectedRanges() const;
    Part partAt(const QModelIndex &index, const QPoint &pos) const;
    void setHover(const QPoint &pos);
    void setDropRow(int row);
    void scrollWhileDragging();
    void dragRows(const QModelIndexList &rows);
    QModelIndex dropParent(const QPoint &pos) const;
    void updateRow(int row);
    void applyDensity();

    RowSource m_source;
    QSet<int> m_folded;
    KeyList m_selected;
    KeyList m_hidden; // selected, but not in the order
    mutable bool m_dropsHidden = false; // the person has begun a new selection
    mutable QTimer m_selectionTimer;
    QTimer m_dragScrollTimer;
    bool m_restoring = false;
    bool m_keepsHidden = false;
    Place m_nextPlace = Place::Kept;
    bool m_boxesEnabled = true;
    bool m_countsPairs = false;
    RowKey m_topKey;
    RowKey m_currentKey;
    int m_currentColumn = 0;
    int m_topOffset = 0;
    int m_hoverRow = -1;
    QPersistentModelIndex m_hoverIndex;
    int m_dropRow = -1; // -1: none
    bool m_dropWidens = false; // a drop on a selected row means the whole selection
    QPersistentModelIndex m_pressed; // a part that acts on release, or an unselected row
    Part m_pressedPart = Part::Row;
    QPersistentModelIndex m_doubleClicked; // is edited when the button is let go, unless it becomes a drag
    QPoint m_pressedAt;
    int m_anchor = -1; // the row from which Shift selects
    bool m_extends = false; // the press selects a range unless it becomes a drag
    bool m_mayDrag = false;
    bool m_dragging = false;
    double m_glow = 0;
    QVariantAnimation *m_glowAnimation = nullptr;
    std::unique_ptr<QMimeData> m_copy; // whose text is being read
};

} // namespace joinery
