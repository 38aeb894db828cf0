#include "tables/celldata.h"

#include <QCoreApplication>
#include <QMimeData>

#include <algorithm>

namespace joinery {

namespace {

constexpr qsizetype mostShown = 300; // characters of a text in a cell
constexpr qsizetype mostWithoutTip = 40;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::CellData)
};

} // namespace

QVariant cellData(const QVariant &value, int role)
{
    const bool isText = value.typeId() == QMetaType::QString;
    switch (role) {
    case Qt::DisplayRole:
        if (value.typeId() == QMetaType::QByteArray)
            return Text::tr("%Ln byte(s)", nullptr, int(value.toByteArray().size()));
        if (isText && value.toString().size() > mostShown)
            return value.toString().left(mostShown) + QChar(0x2026);
        return value;
    case Qt::EditRole:
        return value;
    case Qt::ToolTipRole:
        return isText && value.toString().size() > mostWithoutTip ? value : QVariant();
    default:
        return {};
    }
}

KeyList keysAt(const KeyList &order, const QModelIndexList &rows)
{
    QList<int> places;
    for (const QModelIndex &each : rows)
        places += each.row();
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end()), places.end());
    KeyList keys(order.width());
    for (const int row : std::as_const(places)) {
        if (row >= 0 && row < order.size())
            keys.append(order.at(row));
    }
    return keys;
}

void setLabels(QMimeData *mime, const QModelIndexList &rows, int column, const std::function<QString(int row)> &labelAt)
{
    QStringList labels;
    for (const QModelIndex &each : rows) {
        if (each.column() != column)
            continue;
        const QString label = labelAt(each.row());
        if (label.isEmpty())
            return;
        labels += label;
    }
    mime->setText(labels.join(u'\n'));
}

} // namespace joinery
