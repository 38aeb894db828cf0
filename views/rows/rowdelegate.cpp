#include "rows/rowdelegate.h"

#include "rows/rowtable.h"
#include "tables/entitymodel.h"
#include "theme/icons.h"
#include "theme/theme.h"

#include <QHeaderView>
#include <QLocale>
#include <QPainter>

namespace joinery {

namespace {

constexpr int boxSize = 16;

QString countText(const QModelIndex &index)
{
    const QVariant value = index.data(Qt::DisplayRole);
    return value.isNull() ? QString() : QLocale().toString(value.toLongLong());
}

} // namespace

RowDelegate::RowDelegate(RowTable *table) : QStyledItemDelegate(table), m_table(table) {}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const QFontMetrics metrics(m_table->font());
    return {metrics.horizontalAdvance(index.data(Qt::DisplayRole).toString()) + 2 * Theme::cellMargin + 2,
            Theme::instance().rowHeight()};
}

void RowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const RowSource &source = m_table->source();
    const QRect cell = option.rect.adjusted(0, 0, 0, -1);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(m_table->font());
    if (index.data(source.placeholderRole).toBool()) {
        paintPlaceholder(painter, cell, index);
    } else if (index.column() == source.boxColumn) {
        if (m_table->countsPairs())
            paintCount(painter, cell, index, m_table->hoverIndex() == index);
        else
            paintBox(painter, cell, index);
    } else if (index.column() == source.pillColumn) {
        paintPill(painter, index);
    } else if (bool whole = false; index.column() == source.starsColumn && !index.data(Qt::EditRole).isNull()) {
        const int stars = index.data(Qt::EditRole).toInt(&whole);
        if (whole && stars >= 0 && stars <= 5)
            paintStars(painter, cell, stars);
        else
            paintText(painter, cell, index);
    } else {
        paintText(painter, cell, index);
    }
    painter->restore();
}

QRect RowDelegate::roomIn(const QRect &cell, const QModelIndex &index) const
{
    const bool first = m_table->columnViewportPosition(index.column()) + m_table->horizontalHeader()->offset() == 0;
    return cell.adjusted(first ? Theme::headMargin : Theme::cellMargin, 0, -Theme::cellMargin, 0);
}

void RowDelegate::paintPlaceholder(QPainter *painter, const QRect &cell, const QModelIndex &index) const
{
    if (index.column() == m_table->source().boxColumn)
        return;
    // Lengths differ from row to row so that it reads as text to come, not as a bar chart.
    const int share = 35 + (index.row() * 37 + index.column() * 53) % 45;
    const QRect room = roomIn(cell, index);
    QRect bar(room.left(), 0, room.width() * share / 100, 8);
    bar.moveTop(cell.center().y() - 3);
    painter->setPen(Qt::NoPen);
    painter->setBrush(colors().line);
    painter->drawRoundedRect(bar, 4, 4);
}

void RowDelegate::paintBox(QPainter *painter, const QRect &cell, const QModelIndex &index) const
{
    const Colors &c = colors();
    const auto state = LinkState(index.data(EntityModel::LinkStateRole).toInt());
    const bool enabled = m_table->boxesEnabled();
    const bool hot = enabled && m_table->hoverIndex() == index;
    QRectF box(0, 0, boxSize, boxSize);
    box.moveCenter(QRectF(cell).center());
    if (hot && state == LinkState::None) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(c.target);
        painter->drawRoundedRect(box.adjusted(-3, -3, 3, 3), 6, 6);
    }
    const QColor strong = enabled ? (hot ? mixed(c.accent, c.text, 0.15) : c.accent) : c.disabled;
    const QColor quiet = enabled ? (hot ? c.accent : mixed(c.border, c.muted, 0.55)) : c.border;
    box.adjust(0.5, 0.5, -0.5, -0.5);
    if (state == LinkState::All) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(strong);
        painter->drawRoundedRect(box.adjusted(-0.5, -0.5, 0.5, 0.5), 4, 4);
        painter->setPen(QPen(enabled ? c.onAccent : c.base, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter->setBrush(Qt::NoBrush);
        const QPointF o = box.topLeft();
        painter->drawPolyline(QPolygonF{o + QPointF(3.6, 7.8), o + QPointF(6.5, 10.7), o + QPointF(11.6, 4.6)});
        return;
    }
    painter->setPen(QPen(state == LinkState::Some ? strong : quiet, 1.3));
    painter->setBrush(enabled ? c.base : QColor(Qt::transparent));
    painter->drawRoundedRect(box, 3.5, 3.5);
    if (state == LinkState::Some) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(strong);
        painter->drawRoundedRect(QRectF(box.center() - QPointF(4, 1.25), QSizeF(8, 2.5)), 1.25, 1.25);
    }
}

void RowDelegate::paintCount(QPainter *painter, const QRect &cell, const QModelIndex &index, bool hot) const
{
    const Colors &c = colors();
    const qint64 pairs = index.data(EntityModel::PairCountRole).toLongLong();
    const bool enabled = m_table->boxesEnabled();
    QRectF pill(0, 0, qMin(cell.width() - 6, 40), 18);
    pill.moveCenter(QRectF(cell).center());
    const bool linked = enabled && pairs > 0;
    painter->setPen(QPen(linked || (enabled && hot) ? c.accent
                         : enabled                  ? mixed(c.border, c.muted, 0.4)
                                                    : c.border,
                         1.2));
    painter->setBrush(linked ? (hot ? c.target : c.selection) : QColor(Qt::transparent));
    painter->drawRoundedRect(pill, 5, 5);
    const QColor ink = linked || (enabled && hot) ? c.accent : enabled ? c.muted : c.disabled;
    QRectF plus(0, 0, 8, 8);
    if (pairs > 0) {
        painter->setPen(ink);
        painter->setFont(Theme::smallFont());
        painter->drawText(pill.adjusted(5, 0, -14, 0), int(Qt::AlignCenter), QLocale().toString(pairs));
        plus.moveCenter({pill.right() - 9, pill.center().y()});
    } else {
        plus.moveCenter(pill.center());
    }
    painter->setPen(QPen(ink, 1.5, Qt::SolidLine, Qt::RoundCap));
    painter->drawLine(QPointF(plus.left(), plus.center().y()), QPointF(plus.right(), plus.center().y()));
    painter->drawLine(QPointF(plus.center().x(), plus.top()), QPointF(plus.center().x(), plus.bottom()));
}

QRect RowDelegate::pillRect(const RowTable &table, const QModelIndex &index)
{
    const QRect cell = table.visualRect(index).adjusted(0, 0, 0, -1);
    const int width = qMax(24, QFontMetrics(Theme::smallFont()).horizontalAdvance(countText(index)) + 14);
    QRect pill(0, 0, qMin(width, cell.width() - 8), 18);
    pill.moveCenter(cell.center());
    pill.moveRight(cell.right() - Theme::cellMargin + 1);
    return pill;
}

void RowDelegate::paintPill(QPainter *painter, const QModelIndex &index) const
{
    const Colors &c = colors();
    const QString text = countText(index);
    if (text.isEmpty())
        return;
    const QRect pill = pillRect(*m_table, index);
    const bool hot = m_table->hoverIndex() == index;
    const bool some = index.data(Qt::DisplayRole).toLongLong() > 0;
    if (some || hot) {
        const bool selected = m_table->selectionModel()->isRowSelected(index.row());
        painter->setPen(hot ? QPen(c.accent, 1.2) : QPen(Qt::NoPen));
        painter->setBrush(selected ? c.base : c.pill);
        painter->drawRoundedRect(QRectF(pill), 9, 9);
    }
    painter->setFont(Theme::tabular(Theme::smallFont()));
    painter->setPen(hot ? c.accent : some ? c.secondary : c.muted);
    painter->drawText(pill, int(Qt::AlignCenter), text);
}

void RowDelegate::paintStars(QPainter *painter, const QRect &cell, int stars) const
{
    const Colors &c = colors();
    const QString star(QChar(0x2605));
    const int step = qMax(11, painter->fontMetrics().horizontalAdvance(star));
    QRect place(cell.right() - Theme::cellMargin - 5 * step, cell.top(), step, cell.height());
    for (int i = 0; i < 5; ++i) {
        painter->setPen(i < stars ? c.secondary : c.border);
        painter->drawText(place, int(Qt::AlignCenter), star);
        place.translate(step, 0);
    }
}

void RowDelegate::paintText(QPainter *painter, const QRect &cell, const QModelIndex &index) const
{
    const Colors &c = colors();
    const RowSource &source = m_table->source();
    const bool null = source.nullRole >= 0 && index.data(source.nullRole).toBool();
    const QVariant shown = index.data(Qt::DisplayRole);
    QString text = shown.toString();
    if (null && text.isEmpty())
        text = QChar(0x2014);
    text.replace(u'\n', QChar(0x23ce));
    const QRect room = roomIn(cell, index);
    painter->setPen(null ? c.muted : index.column() == 0 ? c.text : c.secondary);
    const int align = int(Qt::AlignVCenter)
                    | (index.data(source.numericRole).toBool() ? int(Qt::AlignRight) : int(Qt::AlignLeft));
    const QString key = index.column() == 0 && source.showsTwins ? twinKey(index) : QString();
    const QFontMetrics metrics = painter->fontMetrics();
    const int keyWidth = key.isEmpty() ? 0 : qMin(metrics.horizontalAdvance(key) + Theme::grid, room.width() / 2);
    const QString cut = metrics.elidedText(text, Qt::ElideRight, room.width() - keyWidth);
    painter->drawText(room, align | int(Qt::TextSingleLine), cut);
    if (key.isEmpty())
        return;
    painter->setPen(c.muted);
    const QRect after = room.adjusted(metrics.horizontalAdvance(cut) + Theme::grid, 0, 0, 0);
    painter->drawText(after, int(Qt::AlignVCenter | Qt::TextSingleLine),
                      metrics.elidedText(key, Qt::ElideRight, after.width()));
}

QString RowDelegate::twinKey(const QModelIndex &index) const
{
    const RowSource &source = m_table->source();
    const auto readsLike = [&](const QModelIndex &other) {
        if (!other.isValid() || other.data(source.placeholderRole).toBool() || other.data() != index.data())
            return false;
        const QList<int> columns = m_table->shownColumns();
        return std::all_of(columns.begin(), columns.end(), [&](int column) {
            return column == source.pillColumn || m_table->isColumnHidden(column)
                || index.siblingAtColumn(column).data() == other.siblingAtColumn(column).data();
        });
    };
    const bool isTwin = readsLike(index.sibling(index.row() - 1, 0)) || readsLike(index.sibling(index.row() + 1, 0));
    return isTwin ? source.order().at(index.row()).text() : QString();
}

} // namespace joinery
