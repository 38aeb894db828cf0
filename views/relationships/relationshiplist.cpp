#include "relationships/relationshiplist.h"

#include "database/textfolding.h"
#include "plaintooltip.h"
#include "theme/theme.h"

#include <QPainter>
#include <QStyledItemDelegate>

namespace joinery {

namespace {

enum Role { IdRole = Qt::UserRole, NameRole, EndsRole, MarkRole, QuietRole, SearchRole };

constexpr int margin = 12;

bool isHeading(const QModelIndex &index)
{
    return index.data(IdRole).toString().isEmpty();
}

/// The name, a mark beside it, and quieter, on the right, what it joins.
class RowPainter : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QFontMetrics &metrics = option.fontMetrics;
        const int width = metrics.horizontalAdvance(index.data(NameRole).toString())
                        + metrics.horizontalAdvance(index.data(MarkRole).toString())
                        + metrics.horizontalAdvance(index.data(EndsRole).toString());
        return {width + 6 * margin, Theme::instance().rowHeight()};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Colors &c = colors();
        QRect line = option.rect.adjusted(margin, 0, -margin, 0);
        painter->save();
        const bool hovered = (option.state & QStyle::State_MouseOver) && !isHeading(index);
        painter->fillRect(option.rect, option.state & QStyle::State_Selected ? c.selection
                                       : hovered                             ? c.hover
                                                                             : c.base);
        if (isHeading(index)) {
            painter->setFont(Theme::smallFont());
            painter->setPen(c.muted);
            painter->drawText(line, int(Qt::AlignVCenter), index.data(Qt::DisplayRole).toString());
            painter->restore();
            return;
        }
        painter->setFont(option.font);
        const QFontMetrics &metrics = option.fontMetrics;
        const QString mark = index.data(MarkRole).toString();
        const int markWidth = mark.isEmpty() ? 0 : metrics.horizontalAdvance(mark) + margin;
        const int room = line.width() - markWidth;
        const QString name = metrics.elidedText(index.data(NameRole).toString(), Qt::ElideRight, room);
        painter->setPen(index.data(QuietRole).toBool() ? c.muted : c.text);
        painter->drawText(line, int(Qt::AlignVCenter | Qt::AlignLeft), name);
        line.setLeft(line.left() + metrics.horizontalAdvance(name) + margin);
        if (!mark.isEmpty()) {
            painter->setPen(c.secondary);
            painter->drawText(line, int(Qt::AlignVCenter | Qt::AlignLeft), mark);
            line.setLeft(line.left() + markWidth);
        }
        painter->setPen(c.muted);
        painter->drawText(line, int(Qt::AlignVCenter | Qt::AlignRight),
                          metrics.elidedText(index.data(EndsRole).toString(), Qt::ElideMiddle, line.width()));
        painter->restore();
    }
};

} // namespace

RelationshipList::RelationshipList(QWidget *parent) : QListWidget(parent)
{
    setItemDelegate(new RowPainter(this));
    setFrameShape(NoFrame);
    setUniformItemSizes(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setMouseTracking(true);
    setAccessibleName(tr("Relationships"));
    connect(&Theme::instance(), &Theme::changed, this, [this] { doItemsLayout(); });
}

void RelationshipList::addHeading(const QString &text)
{
    auto *item = new QListWidgetItem(text, this);
    item->setFlags(Qt::NoItemFlags);
}

void RelationshipList::addRow(const Row &row)
{
    auto *item = new QListWidgetItem(QStringLiteral("%1    %2").arg(row.name, row.ends), this);
    item->setData(IdRole, row.id);
    item->setData(NameRole, row.name);
    item->setData(EndsRole, row.ends);
    item->setData(MarkRole, row.mark);
    item->setData(QuietRole, row.quiet);
    item->setData(SearchRole, foldedText(row.name + u' ' + row.ends + u' ' + row.mark));
    item->setToolTip(plainToolTip(row.toolTip));
    const QString spoken = row.mark.isEmpty() ? row.name : tr("%1, %2").arg(row.name, row.mark);
    item->setData(Qt::AccessibleTextRole, tr("%1, %2").arg(spoken, row.ends));
}

void RelationshipList::setSections(const QList<Section> &sections)
{
    const QString current = currentId();
    const QSignalBlocker quietly(this);
    clear();
    for (const Section &section : sections) {
        if (section.rows.isEmpty())
            continue;
        if (!section.heading.isEmpty())
            addHeading(section.heading);
        for (const Row &row : section.rows)
            addRow(row);
    }
    setFind(m_find);
    setCurrentId(current);
}

QString RelationshipList::currentId() const
{
    return currentItem() ? currentItem()->data(IdRole).toString() : QString();
}

bool RelationshipList::setCurrentId(const QString &id)
{
    for (int i = 0; i < count(); ++i) {
        if (!id.isEmpty() && item(i)->data(IdRole).toString() == id) {
            setCurrentRow(i);
            scrollToItem(item(i));
            return true;
        }
    }
    return false;
}

void RelationshipList::setFind(const QString &text)
{
    m_find = text;
    const QString folded = foldedText(text.trimmed());
    QListWidgetItem *heading = nullptr;
    bool any = false;
    for (int i = 0; i <= count(); ++i) {
        QListWidgetItem *each = item(i);
        if (!each || each->data(IdRole).toString().isEmpty()) {
            if (heading)
                heading->setHidden(!any);
            heading = each;
            any = false;
            continue;
        }
        const bool shown = folded.isEmpty() || each->data(SearchRole).toString().contains(folded);
        each->setHidden(!shown);
        any = any || shown;
    }
}

int RelationshipList::shownCount() const
{
    int shown = 0;
    for (int i = 0; i < count(); ++i)
        shown += !item(i)->isHidden() && !item(i)->data(IdRole).toString().isEmpty() ? 1 : 0;
    return shown;
}

void RelationshipList::chooseShown()
{
    if (currentItem() && !currentItem()->isHidden())
        return;
    setCurrentRow(-1);
    step(true);
}

void RelationshipList::step(bool forward)
{
    for (int i = currentRow() + (forward ? 1 : -1); i >= 0 && i < count(); i += forward ? 1 : -1) {
        if (!item(i)->isHidden() && !item(i)->data(IdRole).toString().isEmpty()) {
            setCurrentRow(i);
            scrollToItem(item(i));
            return;
        }
    }
}

} // namespace joinery
