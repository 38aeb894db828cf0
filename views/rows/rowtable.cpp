#include "rows/rowtable.h"

#include "rows/rowdelegate.h"
#include "theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>
#include <QScrollBar>
#include <QVariantAnimation>

namespace joinery {

RowTable::RowTable(QWidget *parent) : QTableView(parent)
{
    setItemDelegate(new RowDelegate(this));
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setShowGrid(false);
    setFrameShape(NoFrame);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setDragDropMode(DragDrop);
    setDropIndicatorShown(false);
    setAutoScroll(true);
    setCornerButtonEnabled(false);
    viewport()->setMouseTracking(true);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsMovable(true);
    horizontalHeader()->setSectionsClickable(true);
    horizontalHeader()->setSortIndicatorShown(true);
    horizontalHeader()->setMinimumSectionSize(32);

    m_selectionTimer.setSingleShot(true);
    m_selectionTimer.setInterval(0);
    connect(&m_selectionTimer, &QTimer::timeout, this, &RowTable::takeSelection);
    m_dragScrollTimer.setInterval(60);
    connect(&m_dragScrollTimer, &QTimer::timeout, this, &RowTable::scrollWhileDragging);
    m_glowAnimation = new QVariantAnimation(this);
    m_glowAnimation->setStartValue(1.0);
    m_glowAnimation->setEndValue(0.0);
    m_glowAnimation->setDuration(1'200);
    m_glowAnimation->setEasingCurve(QEasingCurve::InQuad);
    connect(m_glowAnimation, &QVariantAnimation::valueChanged, this, [this](const QVariant &value) {
        m_glow = value.toDouble();
        viewport()->update();
    });
    connect(&Theme::instance(), &Theme::changed, this, &RowTable::applyDensity);
    applyDensity();
}

void RowTable::applyDensity()
{
    const int height = Theme::instance().rowHeight();
    verticalHeader()->setMinimumSectionSize(height);
    verticalHeader()->setDefaultSectionSize(height);
    setFont(Theme::tabular(QGuiApplication::font()));
    viewport()->update();
}

void RowTable::setSource(const RowSource &source)
{
    m_source = source;
    m_selected = KeyList(m_source.order().width());
    m_hidden = m_selected;
    connect(source.model, &QAbstractItemModel::modelAboutToBeReset, this, &RowTable::onAboutToReset);
    setModel(source.model);
    // After the view's own connections: the sections are counted anew when this runs.
    connect(source.model, &QAbstractItemModel::modelReset, this, &RowTable::onReset);
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        if (!m_restoring)
            m_selectionTimer.start();
        viewport()->update();
    });
    connect(selectionModel(), &QItemSelectionModel::currentChanged, viewport(), qOverload<>(&QWidget::update));
}

QList<std::pair<int, int>> RowTable::selectedRanges() const
{
    QList<std::pair<int, int>> ranges;
    if (!selectionModel())
        return ranges;
    const QItemSelection selection = selectionModel()->selection();
    for (const QItemSelectionRange &range : selection)
        ranges.append({range.top(), range.bottom()});
    std::sort(ranges.begin(), ranges.end());
    QList<std::pair<int, int>> merged;
    for (const auto &range : std::as_const(ranges)) {
        if (!merged.isEmpty() && range.first <= merged.last().second + 1)
            merged.last().second = qMax(merged.last().second, range.second);
        else
            merged.append(range);
    }
    return merged;
}

QModelIndexList RowTable::selectedRowIndexes() const
{
    QModelIndexList rows;
    for (const auto &[top, bottom] : selectedRanges()) {
        for (int row = top; row <= bottom; ++row)
            rows.append(model()->index(row, 0));
    }
    return rows;
}

qsizetype RowTable::selectedRowCount() const
{
    qsizetype count = 0;
    for (const auto &[top, bottom] : selectedRanges())
        count += bottom - top + 1;
    return count;
}

void RowTable::flushSelection()
{
    if (!m_selectionTimer.isActive())
        return;
    m_selectionTimer.stop();
    takeSelection();
}

void RowTable::takeSelection()
{
    if (std::exchange(m_dropsHidden, false))
        m_hidden = KeyList(m_source.order().width());
    const KeyList &order = m_source.order();
    const auto ranges = selectedRanges();
    KeyList keys = m_hidden.isEmpty() ? KeyList(order.width()) : m_hidden;
    if (m_hidden.isEmpty() && ranges.size() == 1 && ranges.first().first == 0 && ranges.first().second == order.size() - 1) {
        keys = order;
    } else {
        for (const auto &[top, bottom] : ranges) {
            for (int row = top; row <= bottom && row < order.size(); ++row)
                keys.append(order.at(row));
        }
    }
    if (keys == m_selected)
        return;
    m_selected = std::move(keys);
    emit selectedKeysChanged();
}

void RowTable::setSelectedKeys(const KeyList &keys)
{
    if (keys == m_selected)
        return;
    m_selectionTimer.stop();
    m_selected = keys;
    selectKeys(keys);
}

void RowTable::selectKeys(const KeyList &keys)
{
    const KeyList &order = m_source.order();
    QList<int> rows;
    m_hidden = KeyList(order.width());
    const bool all = keys.size() == order.size() && keys == order;
    if (!all && keys.size() <= 4) {
        for (qsizetype i = 0; i < keys.size(); ++i) {
            const RowKey key = keys.at(i);
            const qsizetype row = order.indexOf(key);
            if (row >= 0)
                rows.append(int(row));
            else
                m_hidden.append(key);
        }
        std::sort(rows.begin(), rows.end());
    } else if (!all) {
        QSet<RowKey> wanted = keys.toSet();
        for (qsizetype row = 0; row < order.size() && !wanted.isEmpty(); ++row) {
            if (wanted.remove(order.at(row)))
                rows.append(int(row));
        }
        for (const RowKey &key : std::as_const(wanted))
            m_hidden.append(key);
    }
    QItemSelection selection;
    const int lastColumn = model()->columnCount() - 1;
    const auto add = [&](int top, int bottom) { selection.append({model()->index(top, 0), model()->index(bottom, lastColumn)}); };
    if (all && !order.isEmpty())
        add(0, int(order.size()) - 1);
    for (qsizetype i = 0; i < rows.size();) {
        qsizetype end = i + 1;
        while (end < rows.size() && rows[end] == rows[end - 1] + 1)
            ++end;
        add(rows[i], rows[end - 1]);
        i = end;
    }
    m_restoring = true;
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    m_restoring = false;
    m_dropsHidden = false;
    viewport()->update();
}

void RowTable::showRow(const RowKey &key)
{
    const qsizetype row = m_source.order().indexOf(key);
    setSelectedKeys(KeyList{key});
    emit selectedKeysChanged();
    if (row < 0)
        return;
    selectionModel()->setCurrentIndex(model()->index(int(row), 0), QItemSelectionModel::NoUpdate);
    scrollTo(model()->index(int(row), 0));
}

void RowTable::onAboutToReset()
{
    flushSelection();
    const int height = Theme::instance().rowHeight();
    const int value = verticalScrollBar()->value();
    const KeyList &order = m_source.order();
    const int top = value / height;
    m_topKey = value > 0 && top < order.size() ? order.at(top) : RowKey();
    m_topOffset = value % height;
    if (!order.isEmpty()) {
        const int current = currentIndex().row();
        m_currentKey = current >= 0 && current < order.size() ? order.at(current) : RowKey();
    }
    m_hoverRow = -1;
    m_dropRow = -1;
}

void RowTable::onReset()
{
    if (m_source.order().isEmpty())
        m_keepPlace = true;
    const bool pruned = [this] {
        selectKeys(m_selected);
        return !m_hidden.isEmpty() && !m_keepsHidden;
    }();
    restorePlace();
    if (pruned) {
        m_hidden = KeyList(m_source.order().width());
        m_selectionTimer.start();
    }
    viewport()->update();
}

void RowTable::restorePlace()
{
    const KeyList &order = m_source.order();
    const auto rowOf = [&](const RowKey &key) { return key.isEmpty() ? -1 : int(order.indexOf(key)); };
    executeDelayedItemsLayout();
    updateGeometries();
    int current = rowOf(m_currentKey);
    const auto ranges = selectedRanges();
    if (current < 0 && !ranges.isEmpty())
        current = ranges.first().first;
    if (current >= 0) {
        setAutoScroll(false);
        selectionModel()->setCurrentIndex(model()->index(current, 0), QItemSelectionModel::NoUpdate);
        setAutoScroll(true);
    }
    const int height = Theme::instance().rowHeight();
    if (std::exchange(m_keepPlace, true)) {
        const int top = rowOf(m_topKey);
        if (top >= 0)
            verticalScrollBar()->setValue(top * height + m_topOffset);
    } else if (current >= 0 && selectionModel()->isRowSelected(current)) {
        scrollTo(model()->index(current, 0), PositionAtCenter);
    } else {
        verticalScrollBar()->setValue(0);
    }
}

QItemSelectionModel::SelectionFlags RowTable::selectionCommand(const QModelIndex &index, const QEvent *event) const
{
    QItemSelectionModel::SelectionFlags flags = QTableView::selectionCommand(index, event);
    const auto *mouse = event && (event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseButtonRelease)
        ? static_cast<const QMouseEvent *>(event)
        : nullptr;
    if (mouse && mouse->button() == Qt::LeftButton && mouse->modifiers() == Qt::NoModifier && index.isValid()
        && !selectionModel()->isSelected(index)) {
        if (event->type() == QEvent::MouseButtonPress)
            return QItemSelectionModel::NoUpdate;
        if (m_pressed.isValid() && m_pressed.row() == index.row())
            flags = QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows;
    }
    if ((flags & QItemSelectionModel::Clear) && !m_hidden.isEmpty()) {
        m_dropsHidden = true;
        m_selectionTimer.start();
    }
    return flags;
}

void RowTable::setBoxesEnabled(bool enabled)
{
    m_boxesEnabled = enabled;
    viewport()->update();
}

void RowTable::startGlow()
{
    m_glowAnimation->stop();
    m_glow = 1;
    if (Theme::instance().hasMotion())
        m_glowAnimation->start();
    viewport()->update();
}

bool RowTable::hasAllVisibleRows() const
{
    const int height = Theme::instance().rowHeight();
    const int first = verticalScrollBar()->value() / height;
    const int count = viewport()->height() / height + 2;
    for (int row = first; row < first + count && row < model()->rowCount(); ++row) {
        if (model()->index(row, 0).data(m_source.placeholderRole).toBool())
            return false;
    }
    return true;
}

QList<int> RowTable::shownColumns() const
{
    QList<int> columns;
    for (int visual = 0; visual < horizontalHeader()->count(); ++visual) {
        const int column = horizontalHeader()->logicalIndex(visual);
        if (column != m_source.boxColumn && !isColumnHidden(column))
            columns.append(column);
    }
    return columns;
}

void RowTable::copy() const
{
    const QModelIndexList rows = selectedRowIndexes();
    if (rows.isEmpty())
        return;
    QMimeData *mime = model()->mimeData(rows);
    if (!mime)
        return;
    mime->setText(m_source.textOf(rows, shownColumns()));
    QGuiApplication::clipboard()->setMimeData(mime);
}

void RowTable::updateRow(int row)
{
    if (row >= 0 && row < model()->rowCount())
        viewport()->update(0, rowViewportPosition(row), viewport()->width(), rowHeight(row));
}

void RowTable::paintEvent(QPaintEvent *event)
{
    const Colors &c = colors();
    QPainter painter(viewport());
    painter.fillRect(event->rect(), c.base);
    const int rows = model() ? model()->rowCount() : 0;
    const int height = Theme::instance().rowHeight();
    const int first = qMax(0, rowAt(event->rect().top()));
    const int width = viewport()->width();
    QList<QRect> targets;
    for (int row = first; row < rows; ++row) {
        const QRect rect(0, rowViewportPosition(row), width, height);
        if (rect.top() > event->rect().bottom())
            break;
        QColor ground = selectionModel()->isRowSelected(row) ? c.selection : row == m_hoverRow ? c.hover : c.base;
        if (m_glow > 0 && m_source.recentRole >= 0 && model()->index(row, 0).data(m_source.recentRole).toBool())
            ground = mixed(ground, c.target, m_glow);
        if (isDropRow(row)) {
            ground = c.target;
            targets.append(rect);
        }
        painter.fillRect(rect, ground);
        painter.setPen(QPen(c.line, 0));
        painter.drawLine(rect.bottomLeft(), rect.bottomRight());
    }
    painter.end();
    QTableView::paintEvent(event);
    if (rows == 0)
        return;
    QPainter over(viewport());
    over.setRenderHint(QPainter::Antialiasing);
    over.setPen(QPen(c.accent, 2));
    for (const QRect &rect : std::as_const(targets))
        over.drawRoundedRect(QRectF(rect).adjusted(2, 1, -2, -2), 4, 4);
    if (hasFocus() && currentIndex().isValid()) {
        const QRect rect(0, rowViewportPosition(currentIndex().row()), 3, height - 1);
        over.setPen(Qt::NoPen);
        over.setBrush(c.accent);
        over.drawRect(rect);
    }
}

void RowTable::keyPressEvent(QKeyEvent *event)
{
    const bool plain = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    if (event->matches(QKeySequence::Copy)) {
        copy();
    } else if (event->matches(QKeySequence::Paste)) {
        emit pasteRequested();
    } else if (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace) {
        flushSelection();
        emit unlinkRequested();
    } else if (plain && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        flushSelection();
        emit linkRequested();
    } else if (plain && event->key() == Qt::Key_Space) {
        flushSelection();
        emit toggleRequested();
    } else if (plain && !event->text().isEmpty() && event->text().at(0).isPrint()) {
        emit typed(event->text());
    } else {
        QTableView::keyPressEvent(event);
        return;
    }
    event->accept();
}

void RowTable::focusInEvent(QFocusEvent *event)
{
    QTableView::focusInEvent(event);
    if (!currentIndex().isValid() && model() && model()->rowCount() > 0)
        selectionModel()->setCurrentIndex(model()->index(0, 0), QItemSelectionModel::NoUpdate);
    viewport()->update();
}

} // namespace joinery
