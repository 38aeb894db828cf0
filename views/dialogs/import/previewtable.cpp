#include "dialogs/import/previewtable.h"

#include "dialogs/import/verdictlook.h"
#include "theme/theme.h"

#include <QHeaderView>
#include <QLocale>
#include <QPainter>
#include <QStyledItemDelegate>

namespace joinery {

namespace {

constexpr int signSize = 16;
constexpr int narrowest = 56;
constexpr int widest = 280;
constexpr int widestTitle = 360;
constexpr double tint = 0.06; // of a rejected row; the words stay readable on it

} // namespace

class PreviewTable::Delegate : public QStyledItemDelegate
{
public:
    Delegate(int verdictColumn, int verdictRole, int rejectedRole, PreviewTable *table)
        : QStyledItemDelegate(table)
        , m_verdictColumn(verdictColumn)
        , m_verdictRole(verdictRole)
        , m_rejectedRole(rejectedRole)
        , m_table(table)
    {}

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const override
    {
        const int text = QFontMetrics(m_table->font()).horizontalAdvance(index.data(Qt::DisplayRole).toString());
        const int sign = index.column() == m_verdictColumn ? signSize + 6 : 0;
        return {text + sign + leftMargin(index) + Theme::cellMargin + 2, Theme::instance().rowHeight()};
    }

    /// What a row looks like where it says nothing.
    void paintGround(QPainter *painter, const QRect &rect, const QModelIndex &index, bool isSelected) const
    {
        const Colors &c = colors();
        const QColor ground = isSelected ? c.selection : c.base;
        painter->fillRect(rect, isRejected(index) ? mixed(ground, colorOf(lookAt(index)), tint) : ground);
        painter->setPen(QPen(c.line, 0));
        painter->drawLine(rect.bottomLeft(), rect.bottomRight());
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Colors &c = colors();
        const VerdictLook look = lookAt(index);
        painter->save();
        paintGround(painter, option.rect, index, option.state & QStyle::State_Selected);
        QRect room = option.rect.adjusted(leftMargin(index), 0, -Theme::cellMargin, -1);
        painter->setFont(m_table->font());
        painter->setPen(c.text);
        if (index.column() == m_verdictColumn) {
            QRect place(room.left(), 0, signSize, signSize);
            place.moveTop(room.center().y() - signSize / 2 + 1);
            icon(look.icon, look.tone).paint(painter, place);
            room.setLeft(place.right() + 6);
            painter->setPen(colorOf(look));
        }
        auto alignment = Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt());
        if (alignment & Qt::AlignRight)
            painter->setPen(c.muted);
        else if (m_table->m_numeric.contains(index.column()))
            alignment = Qt::AlignRight | Qt::AlignVCenter;
        const QString text = index.data(Qt::DisplayRole).toString().simplified();
        painter->drawText(room, int(alignment), painter->fontMetrics().elidedText(text, Qt::ElideRight, room.width()));
        if ((option.state & QStyle::State_HasFocus) && m_table->hasFocus()) {
            painter->setPen(QPen(c.accent, 1));
            painter->drawRect(option.rect.adjusted(0, 0, -1, -2));
        }
        painter->restore();
    }

private:
    bool isRejected(const QModelIndex &index) const
    {
        return m_rejectedRole >= 0 && index.data(m_rejectedRole).toBool();
    }
    VerdictLook lookAt(const QModelIndex &index) const
    {
        return lookOf(Verdict(index.data(m_verdictRole).toInt()), isRejected(index));
    }
    /// As of the header's titles.
    static int leftMargin(const QModelIndex &index)
    {
        return index.column() == 0 ? Theme::headMargin : Theme::cellMargin;
    }

    const int m_verdictColumn;
    const int m_verdictRole;
    const int m_rejectedRole;
    PreviewTable *m_table;
};

/// Puts the titles of numbers over them.
class PreviewTable::Header : public QHeaderView
{
public:
    explicit Header(PreviewTable *table) : QHeaderView(Qt::Horizontal, table), m_table(table) {}

protected:
    void initStyleOptionForIndex(QStyleOptionHeader *option, int section) const override
    {
        QHeaderView::initStyleOptionForIndex(option, section);
        if (m_table->m_numeric.contains(section))
            option->textAlignment = Qt::AlignRight | Qt::AlignVCenter;
    }

private:
    const PreviewTable *m_table;
};

PreviewTable::PreviewTable(int verdictColumn, int verdictRole, int rejectedRole, QWidget *parent)
    : QTableView(parent)
    , m_delegate(new Delegate(verdictColumn, verdictRole, rejectedRole, this))
    , m_verdictColumn(verdictColumn)
{
    setHorizontalHeader(new Header(this));
    setItemDelegate(m_delegate);
    setShowGrid(false);
    setWordWrap(false);
    setFrameShape(NoFrame);
    setTabKeyNavigation(false);
    setEditTriggers(NoEditTriggers);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setMinimumSectionSize(narrowest);
    horizontalHeader()->setFont(Theme::smallFont());
    horizontalHeader()->setTextElideMode(Qt::ElideRight);
    connect(&Theme::instance(), &Theme::changed, this, &PreviewTable::applyDensity);
    applyDensity();
}

void PreviewTable::paintEvent(QPaintEvent *event)
{
    // Rows go on beside the last column.
    const int left = horizontalHeader()->length() - horizontalHeader()->offset();
    if (left < viewport()->width()) {
        QPainter painter(viewport());
        for (int row = std::max(0, rowAt(0)); row < model()->rowCount(); ++row) {
            const QRect rect(left, rowViewportPosition(row), viewport()->width() - left, rowHeight(row));
            if (rect.top() > viewport()->height())
                break;
            const QModelIndex index = model()->index(row, m_verdictColumn);
            m_delegate->paintGround(&painter, rect, index, selectionModel()->isSelected(index));
        }
    }
    QTableView::paintEvent(event);
}

void PreviewTable::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTableView::selectionChanged(selected, deselected);
    viewport()->update();
}

void PreviewTable::dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles)
{
    QTableView::dataChanged(topLeft, bottomRight, roles);
    viewport()->update();
}

void PreviewTable::applyDensity()
{
    verticalHeader()->setMinimumSectionSize(Theme::instance().rowHeight());
    verticalHeader()->setDefaultSectionSize(Theme::instance().rowHeight());
    setFont(Theme::tabular(font()));
    viewport()->update();
}

bool PreviewTable::isNumeric(int column) const
{
    bool any = false;
    for (int row = 0; row < model()->rowCount(); ++row) {
        const QString text = model()->index(row, column).data(Qt::DisplayRole).toString();
        if (text.trimmed().isEmpty())
            continue;
        bool isNumber = false;
        QLocale::c().toDouble(text.trimmed(), &isNumber);
        if (!isNumber)
            return false;
        any = true;
    }
    return any;
}

void PreviewTable::fitColumns()
{
    const QFontMetrics metrics(horizontalHeader()->font());
    m_numeric.clear();
    for (int column = 0; column < model()->columnCount(); ++column) {
        if (column > m_verdictColumn && isNumeric(column))
            m_numeric.insert(column);
        const QString title = model()->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        const int wanted = std::min(metrics.horizontalAdvance(title) + 24, widestTitle);
        setColumnWidth(column, std::max({wanted, narrowest, std::min(sizeHintForColumn(column), widest)}));
    }
    // Numbers at the far edge would stand away from what they belong to.
    horizontalHeader()->setStretchLastSection(!m_numeric.contains(model()->columnCount() - 1));
    fitVerdicts();
}

void PreviewTable::fitVerdicts()
{
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    int wanted = QFontMetrics(horizontalHeader()->font())
                     .horizontalAdvance(
                         model()->headerData(m_verdictColumn, Qt::Horizontal, Qt::DisplayRole).toString())
               + 24;
    for (int row = 0; row < model()->rowCount(); ++row)
        wanted = std::max(wanted, itemDelegate()->sizeHint(option, model()->index(row, m_verdictColumn)).width());
    if (columnWidth(m_verdictColumn) < wanted)
        setColumnWidth(m_verdictColumn, wanted);
}

} // namespace joinery
