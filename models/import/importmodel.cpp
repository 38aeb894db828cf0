#include "import/importmodel.h"

#include "values/naming.h"

#include <QLocale>

#include <algorithm>

namespace joinery {

namespace {

constexpr qsizetype mostLetters = 200; // of a field in a cell

} // namespace

QString verdictInWords(Verdict verdict, const Relationship &relationship)
{
    const QString left = relationship.title(Side::Left);
    const QString right = relationship.title(Side::Right);
    switch (verdict) {
    case Verdict::UnknownLeft:
        return ImportModel::tr("unknown in %1").arg(left);
    case Verdict::UnknownRight:
        return ImportModel::tr("unknown in %1").arg(right);
    case Verdict::AmbiguousLeft:
        return ImportModel::tr("ambiguous in %1").arg(left);
    case Verdict::AmbiguousRight:
        return ImportModel::tr("ambiguous in %1").arg(right);
    default:
        return verdictInWords(verdict);
    }
}

ImportModel::ImportModel(Relationship relationship, QObject *parent)
    : QAbstractTableModel(parent)
    , m_relationship(std::move(relationship))
{}

QString ImportModel::verdictText(Verdict verdict) const
{
    // Nothing has been done yet.
    if (verdict == Verdict::Linked)
        return tr("will be linked");
    if (verdict == Verdict::Updated)
        return tr("will be updated");
    if (verdict == Verdict::Refused)
        return tr("will be refused");
    return verdictInWords(verdict, m_relationship);
}

QString ImportModel::verdictText(const PreviewRow &row) const
{
    using NewEnd = PreviewRow::NewEnd;
    QStringList nouns; // of what the row makes; where it makes nothing, of what it shares
    for (const NewEnd wanted : {NewEnd::Made, NewEnd::Shared}) {
        for (const Side side : {Side::Left, Side::Right}) {
            if (row.newEnds[size_t(side)] == wanted)
                nouns += countedNoun(m_relationship.title(side), 1);
        }
        if (nouns.isEmpty())
            continue;
        if (wanted == NewEnd::Shared)
            return tr("will be linked to the new %1").arg(nouns.first());
        return nouns.size() == 1 ? tr("will be linked, creates a new %1").arg(nouns.first())
                                 : tr("will be linked, creates a new %1 and a new %2").arg(nouns.first(), nouns.last());
    }
    return verdictText(row.verdict);
}

QString ImportModel::creations() const
{
    QStringList counted;
    for (const Side side : {Side::Left, Side::Right}) {
        const qint64 count = m_preview.countOf({{}, side});
        if (count > 0)
            counted += QLocale().toString(count) + u' ' + countedNoun(m_relationship.title(side), count);
    }
    if (counted.isEmpty())
        return {};
    const QString what = counted.size() == 1 ? counted.first() : tr("%1 and %2").arg(counted.first(), counted.last());
    return tr("%1 will be created.").arg(what);
}

QString ImportModel::extent() const
{
    const qint64 wanted = wantedRows();
    if (wanted <= m_rows.size())
        return {};
    return tr("the first %1 of %2").arg(QLocale().toString(m_rows.size()), QLocale().toString(wanted));
}

void ImportModel::setPlan(const ImportPlan &plan)
{
    const bool sameColumns = plan.sample.columns == m_plan.sample.columns;
    if (!sameColumns) {
        beginResetModel();
        m_rows.clear();
        m_plan = plan;
        endResetModel();
    } else {
        m_plan = plan;
        emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    }
    m_preview = {};
    emit extentChanged();
}

void ImportModel::setPreview(const ImportPreview &preview)
{
    m_preview = preview;
    showRows();
}

void ImportModel::setFilter(const RowFilter &filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    showRows();
}

void ImportModel::showRows()
{
    const QList<PreviewRow> rows = m_preview.rowsOf(m_filter);
    const qsizetype same = std::min(rows.size(), m_rows.size());
    qsizetype first = same;
    qsizetype last = -1;
    for (qsizetype i = 0; i < same; ++i) {
        if (rows[i] == m_rows[i])
            continue;
        first = std::min(first, i);
        last = i;
        m_rows[i] = rows[i];
    }
    if (last >= first)
        emit dataChanged(index(int(first), 0), index(int(last), columnCount() - 1));
    if (rows.size() > m_rows.size()) {
        beginInsertRows({}, int(m_rows.size()), int(rows.size()) - 1);
        m_rows = rows;
        endInsertRows();
    } else if (rows.size() < m_rows.size()) {
        beginRemoveRows({}, int(rows.size()), int(m_rows.size()) - 1);
        m_rows = rows;
        endRemoveRows();
    }
    emit extentChanged();
}

int ImportModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ImportModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : FirstFieldColumn + int(m_plan.sample.columns);
}

QVariant ImportModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size())
        return {};
    const PreviewRow &row = m_rows[index.row()];
    switch (role) {
    case VerdictRole:
        return int(row.verdict);
    case ReasonRole:
        return row.reason;
    case RejectedRole:
        return isRejected(row.verdict, m_plan.mapping.onConflict);
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (index.column() == LineColumn ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::DisplayRole:
        break;
    case Qt::AccessibleDescriptionRole:
        return row.reason;
    case Qt::ToolTipRole:
        if (index.column() == VerdictColumn || index.column() == LineColumn)
            return row.reason.isEmpty() ? verdictText(row) : row.reason;
        return row.fields.value(index.column() - FirstFieldColumn);
    default:
        return {};
    }
    if (index.column() == LineColumn)
        return QLocale().toString(row.line);
    if (index.column() == VerdictColumn)
        return verdictText(row);
    const QString field = row.fields.value(index.column() - FirstFieldColumn);
    return field.size() > mostLetters ? field.left(mostLetters) + QChar(0x2026) : field;
}

QVariant ImportModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == LineColumn ? Qt::AlignRight : Qt::AlignLeft));
    if (section < FirstFieldColumn) {
        if (role == UsedRole)
            return true;
        if (role != Qt::DisplayRole)
            return {};
        return section == LineColumn ? tr("line") : tr("verdict");
    }
    const int place = section - FirstFieldColumn;
    QStringList becomes;
    for (const Side side : {Side::Left, Side::Right}) {
        const EndMapping &end = m_plan.mapping.end(side);
        const qsizetype at = end.fileColumns.indexOf(place);
        if (at >= 0 && at < end.columns.size())
            becomes += m_relationship.end(side).table.text() + u'.' + end.columns[at];
    }
    for (const ImportMapping::PayloadColumn &payload : m_plan.mapping.payload) {
        if (payload.fileColumn == place)
            becomes += payload.column;
    }
    if (role == UsedRole)
        return !becomes.isEmpty();
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const QString header = m_plan.sample.header.value(place);
    const QString name = header.trimmed().isEmpty() ? tr("column %1").arg(place + 1) : header.simplified();
    return becomes.isEmpty() ? name : QStringLiteral("%1 → %2").arg(name, becomes.join(QStringLiteral(", ")));
}

} // namespace joinery
