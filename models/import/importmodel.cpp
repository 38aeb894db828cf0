#include "import/importmodel.h"

#include <QLocale>

#include <algorithm>

namespace joinery {

namespace {

constexpr qsizetype mostLetters = 200; // of a field in a cell

bool isSame(const PreviewRow &a, const PreviewRow &b)
{
    return a.line == b.line && a.verdict == b.verdict && a.reason == b.reason && a.fields == b.fields;
}

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
    return verdictInWords(verdict, m_relationship);
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
}

void ImportModel::setPreview(const ImportPreview &preview)
{
    m_preview = preview;
    showRows();
}

void ImportModel::setFilter(std::optional<Verdict> verdict)
{
    if (verdict == m_filter)
        return;
    m_filter = verdict;
    showRows();
}

const QList<PreviewRow> &ImportModel::wanted() const
{
    return m_filter ? m_preview.byVerdict[size_t(*m_filter)] : m_preview.rows;
}

void ImportModel::showRows()
{
    const QList<PreviewRow> rows = wanted();
    const qsizetype same = std::min(rows.size(), m_rows.size());
    qsizetype first = same;
    qsizetype last = -1;
    for (qsizetype i = 0; i < same; ++i) {
        if (isSame(rows[i], m_rows[i]))
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
            return row.reason.isEmpty() ? QVariant() : row.reason;
        return row.fields.value(index.column() - FirstFieldColumn);
    default:
        return {};
    }
    if (index.column() == LineColumn)
        return QLocale().toString(row.line);
    if (index.column() == VerdictColumn)
        return verdictText(row.verdict);
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
