#include "rows/columnlayout.h"

#include "rows/rowdelegate.h"
#include "theme/theme.h"

#include <QCryptographicHash>
#include <QEvent>
#include <QFileInfo>
#include <QHeaderView>
#include <QMenu>
#include <QSettings>
#include <QTimer>

namespace joinery {

namespace {

constexpr int boxWidth = 40;
constexpr int countWidth = 52;
constexpr int narrowest = 48;
constexpr int widest = 320;
constexpr int labelLeast = 160;
constexpr int labelMost = 200;
constexpr int textLeast = 104;
constexpr int textMost = 150;
constexpr int samples = 60;

} // namespace

QString ColumnLayout::settingsKey(const QString &path, const QString &relationship, const QString &part)
{
    const QString canonical = QFileInfo(path).canonicalFilePath();
    const QByteArray hash = QCryptographicHash::hash((canonical.isEmpty() ? path : canonical).toUtf8(),
                                                     QCryptographicHash::Sha1);
    return QStringLiteral("columns/%1/%2/%3").arg(QString::fromLatin1(hash.toHex()), relationship, part);
}

ColumnLayout::ColumnLayout(RowTable *table, const QString &settingsKey, const QList<int> &quietColumns)
    : QObject(table)
    , m_table(table)
    , m_settingsKey(settingsKey)
    , m_quiet(quietColumns)
{
    QHeaderView *header = table->horizontalHeader();
    const RowSource &source = table->source();
    if (source.boxColumn >= 0) {
        m_managed.insert(source.boxColumn);
        header->setSectionResizeMode(source.boxColumn, QHeaderView::Fixed);
    }
    if (!restore()) {
        for (const int column : quietColumns)
            table->hideColumn(column);
    }
    if (source.boxColumn >= 0) {
        header->moveSection(header->visualIndex(source.boxColumn), 0);
        header->resizeSection(source.boxColumn, table->countsPairs() ? countWidth : boxWidth);
    }
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QHeaderView::customContextMenuRequested, this,
            [this, header](const QPoint &pos) { showMenu(header->mapToGlobal(pos)); });
    connect(header, &QHeaderView::sectionResized, this, [this](int column) {
        if (m_fitting || m_managed.contains(column) || !m_table->isVisible() || !m_seen)
            return;
        m_personal = true;
        save();
    });
    connect(header, &QHeaderView::sectionMoved, this, [this] {
        QHeaderView *sections = m_table->horizontalHeader();
        const int box = m_table->source().boxColumn;
        if (box >= 0 && sections->visualIndex(box) != 0)
            sections->moveSection(sections->visualIndex(box), 0);
        if (!m_fitting)
            save();
    });
    connect(table->model(), &QAbstractItemModel::modelReset, this, &ColumnLayout::onReset);
    // Widths depend on what is in the cells, which comes after the order.
    connect(table->model(), &QAbstractItemModel::dataChanged, this, [this] {
        if (!m_seen)
            fitSoon();
    });
    table->viewport()->installEventFilter(this);
    onReset();
}

bool ColumnLayout::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && !m_personal)
        fitSoon();
    return QObject::eventFilter(watched, event);
}

void ColumnLayout::onReset()
{
    if (!m_seen)
        fitSoon();
}

void ColumnLayout::fitSoon()
{
    if (std::exchange(m_fitWaits, true))
        return;
    QTimer::singleShot(0, this, [this] {
        m_fitWaits = false;
        fit();
    });
}

int ColumnLayout::contentWidth(int column) const
{
    const QAbstractItemModel *model = m_table->model();
    const QFontMetrics metrics(m_table->font());
    const QFontMetrics headerMetrics(Theme::smallFont());
    const QString title = model->headerData(column, Qt::Horizontal).toString();
    int width = headerMetrics.horizontalAdvance(title) + 2 * Theme::headMargin + 16; // with the sort arrow
    if (column == m_table->source().starsColumn)
        return qMax(width, 5 * metrics.horizontalAdvance(QChar(0x2605)) + 2 * Theme::cellMargin + 4);
    QList<int> widths;
    for (int row = 0; row < qMin(samples, model->rowCount()); ++row) {
        const QModelIndex index = model->index(row, column);
        widths.append(metrics.horizontalAdvance(index.data(Qt::DisplayRole).toString().left(120))
                      + 2 * Theme::cellMargin + 8);
    }
    if (widths.isEmpty())
        return qBound(narrowest, width, widest);
    // One long text must not take the room of all others.
    std::sort(widths.begin(), widths.end());
    width = qMax(width, widths[qMin(widths.size() - 1, widths.size() * 95 / 100)]);
    return qBound(narrowest, width, widest);
}

void ColumnLayout::fit()
{
    if (m_personal || m_table->viewport()->width() < 80)
        return;
    if (!m_seen) {
        const QAbstractItemModel *model = m_table->model();
        m_seen = model->rowCount() > 0 && !model->index(0, 0).data(m_table->source().placeholderRole).toBool();
        m_wanted.clear();
        for (int column = 0; column < model->columnCount(); ++column)
            m_wanted.append(contentWidth(column));
    }
    const RowSource &source = m_table->source();
    QList<int> columns;
    int room = m_table->viewport()->width();
    const QHeaderView *header = m_table->horizontalHeader();
    for (int visual = 0; visual < m_wanted.size(); ++visual) {
        const int column = header->logicalIndex(visual);
        if (m_table->isColumnHidden(column) && !m_table->foldedColumns().contains(column))
            continue;
        if (column == source.boxColumn || column == source.pillColumn || column == source.starsColumn)
            room -= column == source.boxColumn ? m_table->columnWidth(column) : m_wanted[column];
        else
            columns.append(column);
    }
    m_fitting = true;
    if (!m_chosen)
        columns = fold(columns, room);
    QHash<int, int> widths;
    int sum = 0;
    for (const int column : std::as_const(columns)) {
        widths[column] = m_wanted[column];
        sum += m_wanted[column];
    }
    // Too wide: long texts give way first, down to what still can be read; a date or a number is never cut. Too narrow: the
    // first column takes the rest.
    while (sum > room) {
        int largest = -1;
        for (const int column : std::as_const(columns)) {
            if (widths[column] > leastWidth(column) && (largest < 0 || widths[column] > widths[largest]))
                largest = column;
        }
        if (largest < 0)
            break;
        const int step = qMin(4, sum - room);
        widths[largest] -= step;
        sum -= step;
    }
    if (sum > room && !m_chosen) {
        widths[columns.first()] = qMax(narrowest, widths[columns.first()] - (sum - room));
    } else if (sum > room) {
        for (const int column : std::as_const(columns))
            widths[column] = qMin(m_wanted[column], column == 0 ? labelMost : textMost);
    } else if (!columns.isEmpty()) {
        widths[columns.first()] += room - sum;
    }
    for (const int column : std::as_const(columns))
        m_table->setColumnWidth(column, widths[column]);
    for (const int column : {source.pillColumn, source.starsColumn}) {
        if (column >= 0)
            m_table->setColumnWidth(column, m_wanted[column]);
    }
    m_fitting = false;
}

int ColumnLayout::leastWidth(int column) const
{
    return qMin(m_wanted[column], column == 0 ? labelLeast : textLeast);
}

QList<int> ColumnLayout::fold(const QList<int> &columns, int room)
{
    const int sorted = m_table->horizontalHeader()->sortIndicatorSection();
    QList<int> fitting;
    QSet<int> folded;
    int rest = room - (columns.contains(sorted) && sorted != columns.first() ? leastWidth(sorted) : 0);
    for (const int column : columns) {
        // One column stays however narrow it is, and what the list is sorted by stays in sight.
        if (fitting.isEmpty() || column == sorted || (folded.isEmpty() && leastWidth(column) <= rest)) {
            fitting.append(column);
            rest -= column == sorted && fitting.size() > 1 ? 0 : leastWidth(column);
        } else {
            folded.insert(column);
        }
    }
    for (const int column : columns)
        m_table->setColumnHidden(column, folded.contains(column));
    if (folded != m_table->foldedColumns()) {
        m_table->setFoldedColumns(folded);
        emit foldedChanged();
    }
    return fitting;
}

void ColumnLayout::setManaged(int column, bool shown)
{
    m_managed.insert(column);
    if (m_table->isColumnHidden(column) == !shown)
        return;
    m_table->setColumnHidden(column, !shown);
    fitSoon();
}

void ColumnLayout::showMenu(const QPoint &globalPos)
{
    QMenu menu;
    QHeaderView *header = m_table->horizontalHeader();
    const int shown = int(m_table->shownColumns().size());
    for (int visual = 0; visual < header->count(); ++visual) {
        const int column = header->logicalIndex(visual);
        if (m_managed.contains(column))
            continue;
        QAction *action = menu.addAction(m_table->model()->headerData(column, Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(!m_table->isColumnHidden(column));
        action->setEnabled(m_table->isColumnHidden(column) || shown > 1);
        connect(action, &QAction::toggled, this, [this, column](bool on) {
            m_chosen = true;
            m_table->setFoldedColumns({});
            emit foldedChanged();
            m_table->setColumnHidden(column, !on);
            fitSoon();
            save();
        });
    }
    menu.addSeparator();
    connect(menu.addAction(tr("Fit columns")), &QAction::triggered, this, [this] {
        m_personal = false;
        m_chosen = false;
        m_seen = false;
        QSettings().remove(m_settingsKey);
        fitSoon();
    });
    menu.exec(globalPos);
}

QStringList ColumnLayout::columnNames() const
{
    QStringList names;
    for (int column = 0; column < m_table->model()->columnCount(); ++column)
        names += m_table->model()->headerData(column, Qt::Horizontal).toString();
    names.sort(); // in the middle the first two change places with the focus
    return names;
}

void ColumnLayout::save() const
{
    QSettings settings;
    settings.setValue(m_settingsKey + QStringLiteral("/columns"), columnNames());
    QVariantList widths;
    QVariantList places;
    QVariantList hidden;
    const QHeaderView *header = m_table->horizontalHeader();
    for (int column = 0; column < header->count(); ++column) {
        // What the width of today folds away is no choice, unless the other widths are.
        const bool folded = !m_personal && m_table->foldedColumns().contains(column);
        hidden.append(m_table->isColumnHidden(column) && !folded);
        widths.append(m_personal ? header->sectionSize(column) : 0);
        places.append(header->visualIndex(column));
    }
    settings.setValue(m_settingsKey + QStringLiteral("/widths"), widths);
    settings.setValue(m_settingsKey + QStringLiteral("/places"), places);
    settings.setValue(m_settingsKey + QStringLiteral("/hidden"), hidden);
    settings.setValue(m_settingsKey + QStringLiteral("/chosen"), m_chosen);
}

bool ColumnLayout::restore()
{
    const QSettings settings;
    if (settings.value(m_settingsKey + QStringLiteral("/columns")).toStringList() != columnNames())
        return false;
    const QVariantList widths = settings.value(m_settingsKey + QStringLiteral("/widths")).toList();
    const QVariantList places = settings.value(m_settingsKey + QStringLiteral("/places")).toList();
    const QVariantList hidden = settings.value(m_settingsKey + QStringLiteral("/hidden")).toList();
    m_chosen = settings.value(m_settingsKey + QStringLiteral("/chosen")).toBool();
    QHeaderView *header = m_table->horizontalHeader();
    if (widths.size() != header->count() || places.size() != header->count() || hidden.size() != header->count())
        return false;
    for (int place = 0; place < header->count(); ++place) {
        const int column = int(places.indexOf(QVariant(place)));
        if (column >= 0)
            header->moveSection(header->visualIndex(column), place);
    }
    for (int column = 0; column < header->count(); ++column) {
        if (widths[column].toInt() > 0) {
            header->resizeSection(column, widths[column].toInt());
            m_personal = true;
        }
        m_table->setColumnHidden(column, hidden[column].toBool());
    }
    return true;
}

} // namespace joinery
