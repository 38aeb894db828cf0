#include "relationshippicker.h"

#include "theme/icons.h"
#include "theme/theme.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>

namespace joinery {

namespace {

constexpr int nameRole = Qt::UserRole;
constexpr int endsRole = Qt::UserRole + 1;
constexpr int headingRole = Qt::UserRole + 2;

/// Two columns in one line: the name, and quieter what it joins.
class PickerDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const int width = option.fontMetrics.horizontalAdvance(index.data(nameRole).toString()
                                                               + index.data(endsRole).toString())
                        + 64;
        return {width, index.data(headingRole).toBool() ? 26 : 30};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Colors &c = colors();
        const QRect line = option.rect.adjusted(12, 0, -12, 0);
        painter->save();
        painter->fillRect(option.rect, option.state & QStyle::State_Selected ? c.selection : c.base);
        if (index.data(headingRole).toBool()) {
            painter->setFont(Theme::smallFont());
            painter->setPen(c.muted);
            painter->drawText(line, int(Qt::AlignVCenter), index.data(Qt::DisplayRole).toString());
        } else {
            painter->setFont(option.font);
            painter->setPen(c.text);
            painter->drawText(line, int(Qt::AlignVCenter | Qt::AlignLeft), index.data(nameRole).toString());
            painter->setPen(c.muted);
            painter->drawText(line, int(Qt::AlignVCenter | Qt::AlignRight), index.data(endsRole).toString());
        }
        painter->restore();
    }
};

} // namespace

RelationshipPicker::RelationshipPicker(QWidget *parent) : QComboBox(parent)
{
    setSizeAdjustPolicy(AdjustToContents);
    setMinimumWidth(220);
    setMaximumWidth(520);
    setPlaceholderText(tr("None"));
    setAccessibleName(tr("Relationship"));
    setToolTip(tr("The relationship that is shown (Ctrl+R)"));
    setItemDelegate(new PickerDelegate(this));
    connect(this, &QComboBox::activated, this, [this] { emit picked(current()); });
}

void RelationshipPicker::addHeading(const QString &text)
{
    addItem(text);
    setItemData(count() - 1, true, headingRole);
    auto *items = qobject_cast<QStandardItemModel *>(model());
    items->item(count() - 1)->setFlags(Qt::NoItemFlags);
}

void RelationshipPicker::setRelationships(const QList<Relationship> &relationships)
{
    clear();
    bool perhaps = false;
    const bool anyFacts = !relationships.isEmpty() && !relationships.first().suggested;
    for (const Relationship &each : relationships) {
        if (each.suggested && !std::exchange(perhaps, true))
            addHeading(anyFacts ? tr("Perhaps also") : tr("Perhaps"));
        const QString ends = QStringLiteral("%1 \u21c4 %2").arg(each.left.table.text(), each.right.table.text());
        addItem(icon(QStringLiteral("relationship"), Tone::Accent), QStringLiteral("%1    %2").arg(each.name, ends));
        setItemData(count() - 1, each.name, nameRole);
        setItemData(count() - 1, ends, endsRole);
        setItemData(count() - 1, each.reasons.join(u'\n'), Qt::ToolTipRole);
        setItemData(count() - 1,
                    tr("%1, between %2 and %3").arg(each.name, each.left.table.text(), each.right.table.text()),
                    Qt::AccessibleTextRole);
    }
    setEnabled(!relationships.isEmpty());
}

void RelationshipPicker::setCurrent(const QString &name)
{
    setCurrentIndex(findData(name, nameRole));
}

QString RelationshipPicker::current() const
{
    return currentData(nameRole).toString();
}

} // namespace joinery
