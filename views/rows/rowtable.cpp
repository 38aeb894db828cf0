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
        if (column != m_source.boxColumn && (!isColumnHidden(column) || m_folded.contains(column)))
            columns.append(column);
    }
    return columns;
}

void RowTable::copy()
{
    const QModelIndexList rows = selectedRowIndexes();
    QMimeData *mime = rows.isEmpty() ? nullptr : model()->mimeData(rows);
    if (!mime) {
        emit said({Report::Kind::Nothing, tr("Select rows to copy first."), {}, false});
        return;
    }
    m_copy.reset(mime);
    KeyList keys(m_source.order().width());
    for (const QModelIndex &row : rows)
        keys.append(m_source.order().at(row.row()));
    m_source.readText(keys, shownColumns(), [this, mime, count = rows.size()](const Result<QString> &text) {
        if (m_copy.get() != mime)
            return; // something else has been copied since
        if (text) {
            mime->setText(*text);
            QGuiApplication::clipboard()->setMimeData(m_copy.release());
        }
        emit said(text ? Report{Report::Kind::Done, tr("%Ln row(s) copied", nullptr, int(count)), {}, false}
                       : describeFailure(text.error()));
    });
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
    if (hasFocus() && currentIndex().flags() & Qt::ItemIsEditable)
        over.drawRoundedRect(QRectF(visualRect(currentIndex())).adjusted(2, 1, -2, -2), 3, 3);
    if (hasFocus() && currentIndex().isValid()) {
        const QRect rect(0, rowViewportPosition(currentIndex().row()), 3, height - 1);
        over.setPen(Qt::NoPen);
        over.setBrush(c.accent);
        over.drawRect(rect);
    }
}

void RowTable::keyPressEvent(QKeyEvent *event)
{
    if (isEditing() && !hasFocus()) {
        event->ignore(); // an editor passes on the Return that ends it, which is not meant to link
        return;
    }
    const bool plain = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    if (event->matches(QKeySequence::Copy)) {
        copy();
    } else if (event->matches(QKeySequence::Paste)) {
        emit pasteRequested();
    } else if (!(event->modifiers() & ~Qt::KeypadModifier)
               && (event->key() == Qt::Key_Delete
                   || event->key() == Qt::Key_Backspace)) { // with Shift, the row itself goes
        flushSelection();
        emit unlinkRequested();
    } else if (plain && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        flushSelection();
        emit linkRequested();
    } else if (plain && event->key() == Qt::Key_Space) {
        flushSelection();
        emit toggleRequested();
    } else if (event->key() == Qt::Key_F2 && !event->modifiers() && currentIndex().isValid()
               && !(currentIndex().flags() & Qt::ItemIsEditable)) {
        emit editingRefused(currentIndex());
    } else if (plain && !event->text().isEmpty() && event->text().at(0).isPrint()) {
        // A cell that can be edited takes what is typed; elsewhere typing finds.
        if (!(currentIndex().flags() & Qt::ItemIsEditable) || !edit(currentIndex(), AnyKeyPressed, event))
            emit typed(event->text());
    } else {
        QTableView::keyPressEvent(event);
        return;
    }
    event->accept();
}

void RowTable::commitEditing()
{
    QWidget *editor = isEditing() ? indexWidget(currentIndex()) : nullptr;
    if (!editor)
        return;
    commitData(editor);
    closeEditor(editor, QAbstractItemDelegate::NoHint);
}

void RowTable::focusInEvent(QFocusEvent *event)
{
    QTableView::focusInEvent(event);
    if (!currentIndex().isValid() && model() && model()->rowCount() > 0)
        selectionModel()->setCurrentIndex(model()->index(0, 0), QItemSelectionModel::NoUpdate);
    viewport()->update();
}

} // namespace joinery
