#include "import/resolvemodel.h"

#include <QLocale>

#include <algorithm>

namespace joinery {

namespace {

/// One key for both sides' names.
QString keyOf(const OpenNameRow &open)
{
    return (open.side == Side::Left ? u'l' : u'r') + open.name;
}

bool isUnknown(Verdict verdict)
{
    return verdict == Verdict::UnknownLeft || verdict == Verdict::UnknownRight;
}

bool isUndecided(const ResolveModel::Name &name)
{
    return !name.resolution && name.open.fate != OpenNameRow::Fate::Created;
}

bool isCreated(const ResolveModel::Name &name)
{
    const bool isTo = !name.resolution || name.resolution->kind == Resolution::Kind::Create;
    return isTo && name.open.fate == OpenNameRow::Fate::Created;
}

} // namespace

ResolveModel::ResolveModel(Relationship relationship, QObject *parent)
    : QAbstractTableModel(parent)
    , m_relationship(std::move(relationship))
{}

void ResolveModel::setNames(const QList<OpenNameRow> &open, bool isWhole, bool isCut)
{
    m_isCut = isCut;
    QHash<QString, const OpenNameRow *> known;
    known.reserve(open.size());
    for (const OpenNameRow &each : open)
        known.insert(keyOf(each), &each);
    if (isWhole) {
        removeNames([&](const Name &name) { return !name.resolution && !known.contains(keyOf(name.open)); });
    }
    for (Name &name : m_names) {
        if (const OpenNameRow *now = known.take(keyOf(name.open)))
            name.open = *now;
    }
    if (!m_names.isEmpty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    QList<Name> fresh;
    for (const OpenNameRow &each : open) {
        if (known.contains(keyOf(each)))
            fresh += {each, std::nullopt, {}};
    }
    if (fresh.isEmpty())
        return;
    beginInsertRows({}, rowCount(), rowCount() + int(fresh.size()) - 1);
    m_names += fresh;
    endInsertRows();
}

void ResolveModel::removeNames(const std::function<bool(const Name &)> &isGone)
{
    for (int last = rowCount() - 1; last >= 0; --last) {
        if (!isGone(m_names[last]))
            continue;
        int first = last;
        while (first > 0 && isGone(m_names[first - 1]))
            --first;
        beginRemoveRows({}, first, last);
        m_names.remove(first, last - first + 1);
        endRemoveRows();
        last = first;
    }
}

void ResolveModel::clear(Side side)
{
    removeNames([side](const Name &name) { return name.open.side == side; });
}

void ResolveModel::clear()
{
    removeNames([](const Name &) { return true; });
}

void ResolveModel::decide(int row, const std::optional<Resolution> &resolution, const QString &meaning)
{
    m_names[row].resolution = resolution;
    m_names[row].meaning = meaning;
    emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

int ResolveModel::nextUndecided(int row) const
{
    const int count = rowCount();
    for (int i = 1; i <= count; ++i) {
        const int at = (row + i) % count;
        if (isUndecided(m_names[at]))
            return at;
    }
    return -1;
}

int ResolveModel::undecided() const
{
    return int(std::count_if(m_names.begin(), m_names.end(), isUndecided));
}

int ResolveModel::created() const
{
    return int(std::count_if(m_names.begin(), m_names.end(), isCreated));
}

QString ResolveModel::summary() const
{
    if (m_names.isEmpty())
        return tr("Names to resolve");
    const QString open = QLocale().toString(undecided());
    const QString text = m_isCut ? tr("Names to resolve: more than %1").arg(open)
                                 : tr("Names to resolve: %1").arg(open);
    const int made = created();
    return made == 0 ? text : tr("%1, new: %2").arg(text, QLocale().toString(made));
}

QHash<QString, Resolution> ResolveModel::resolutions(Side side) const
{
    QHash<QString, Resolution> all;
    for (const Name &name : m_names) {
        if (name.open.side == side && name.resolution)
            all.insert(name.open.name, *name.resolution);
    }
    return all;
}

QString ResolveModel::decisionText(const Name &name) const
{
    if (name.resolution && name.resolution->kind == Resolution::Kind::Use)
        return tr("is %1").arg(name.meaning);
    if (name.resolution && name.resolution->kind == Resolution::Kind::Skip)
        return tr("skipped");
    if (name.open.fate == OpenNameRow::Fate::Refused)
        return tr("cannot be created: refused");
    return name.resolution || name.open.fate == OpenNameRow::Fate::Created ? tr("will be created")
                                                                           : tr("open: rejected");
}

int ResolveModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_names.size());
}

int ResolveModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ResolveModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Name &name = m_names[index.row()];
    if (role == DecidedRole)
        return !isUndecided(name);
    if (role == VerdictRole)
        return int(name.open.verdict);
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (index.column() == RowsColumn ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case NameColumn:
        return name.open.name;
    case WhereColumn: {
        const QString title = m_relationship.title(name.open.side);
        return isUnknown(name.open.verdict) ? tr("unknown in %1").arg(title) : tr("ambiguous in %1").arg(title);
    }
    case RowsColumn:
        return QLocale().toString(name.open.rows);
    default:
        return decisionText(name);
    }
}

QVariant ResolveModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == RowsColumn ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    const QStringList names{tr("name in the file"), tr("verdict"), tr("rows"), tr("decision")};
    return names.value(section);
}

} // namespace joinery
