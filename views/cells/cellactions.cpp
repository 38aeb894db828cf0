#include "cells/cellactions.h"

#include "cells/celldelegate.h"
#include "cells/cellnote.h"
#include "rows/rowtable.h"
#include "tables/cellinput.h"
#include "tables/rowtext.h"

#include <QClipboard>
#include <QFile>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLocale>
#include <QMimeData>
#include <QSaveFile>

namespace joinery {

namespace {

constexpr qint64 mostBytes = qint64(64) * 1024 * 1024; // of a file that is loaded into a cell

const QVariant null(QMetaType::fromType<QString>());

} // namespace

CellActions::CellActions(EditorState &state, CellTable &cells, RowTable *table, QObject *parent)
    : QObject(parent)
    , m_state(state)
    , m_cells(cells)
    , m_table(table)
    , m_delegate(new CellDelegate(state, cells, table))
    , m_note(new CellNote(table))
{
    table->setItemDelegate(m_delegate);
    table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed
                           | QAbstractItemView::AnyKeyPressed);
    m_edit = addAction(tr("&Edit cell"), Qt::Key_F2, &CellActions::edit);
    m_null = addAction(tr("Set to &NULL"), Qt::CTRL | Qt::SHIFT | Qt::Key_N, &CellActions::setNull);
    m_fill = addAction(tr("Fill &down"), Qt::CTRL | Qt::Key_D, &CellActions::fillDown);
    m_copy = addAction(tr("C&opy cells"), Qt::CTRL | Qt::SHIFT | Qt::Key_C, &CellActions::copyCells);
    m_load = addAction(tr("Load from &file…"), {}, &CellActions::loadFile);
    m_save = addAction(tr("&Save to file…"), {}, &CellActions::saveFile);
    connect(m_delegate, &CellDelegate::refused, this, [this](const RowKey &row, int column, const Error &error) {
        showRefusal(row, column, error);
        emit said(describeFailure(error)); // the database's own refusals are reported by the session
    });
    connect(table, &RowTable::editingRefused, this,
            [this](const QModelIndex &cell) { m_note->show(cell, m_cells.whyNotEdited(cell.column())); });
    connect(&state.session(), &Session::cellsRefused, this, &CellActions::onCellsRefused);
    connect(table->selectionModel(), &QItemSelectionModel::currentChanged, this, &CellActions::updateActions);
    connect(table->model(), &QAbstractItemModel::modelReset, this, &CellActions::updateActions);
    updateActions();
}

const CellEditors &CellActions::editors() const
{
    return m_delegate->editors();
}

QAction *CellActions::addAction(const QString &text, const QKeySequence &key, void (CellActions::*slot)())
{
    auto *action = new QAction(text, this);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, slot);
    m_table->addAction(action);
    m_actions += action;
    return action;
}

int CellActions::column() const
{
    return m_table->currentIndex().column();
}

bool CellActions::isEditable() const
{
    return m_table->currentIndex().isValid() && m_cells.whyNotEdited(column()).isEmpty();
}

bool CellActions::isBytes() const
{
    const Column *definition = m_cells.definition(column());
    return definition && columnKind(*definition) == ColumnKind::Bytes;
}

KeyList CellActions::rows() const
{
    m_table->flushSelection();
    const QModelIndex current = m_table->currentIndex();
    return current.isValid() ? m_delegate->rowsWith(m_cells.keyAt(current.row())) : KeyList();
}

void CellActions::updateActions()
{
    const Column *definition = m_cells.definition(column());
    m_edit->setEnabled(isEditable());
    m_null->setEnabled(isEditable() && !definition->notNull);
    m_fill->setEnabled(isEditable());
    m_copy->setEnabled(m_table->currentIndex().isValid());
    m_load->setVisible(isBytes());
    m_load->setEnabled(isEditable());
    m_save->setVisible(isBytes());
    const QString why = m_table->currentIndex().isValid() ? m_cells.whyNotEdited(column()) : QString();
    m_edit->setToolTip(why.isEmpty() ? tr("Edit the current cell (F2)") : why);
}

void CellActions::edit()
{
    if (isBytes())
        loadFile();
    else
        m_table->edit(m_table->currentIndex());
}

void CellActions::setNull()
{
    if (isEditable())
        m_cells.setCells(rows(), {column()}, {QVariantList{null}});
}

void CellActions::fillDown()
{
    m_table->flushSelection();
    const QModelIndexList rows = m_table->selectedRowIndexes();
    if (rows.size() < 2) {
        emit said(
            {Report::Kind::Nothing, tr("Select several rows: the first one's value goes to all of them."), {}, false});
        return;
    }
    const QModelIndex first = rows.first().siblingAtColumn(column());
    if (first.data(m_table->source().placeholderRole).toBool()) {
        emit said({Report::Kind::Nothing, tr("The first row is still being read."), {}, false});
        return;
    }
    const QVariant value = first.data(Qt::EditRole);
    m_cells.setCells(m_table->selectedKeys(), {column()}, {QVariantList{value.isNull() ? null : value}});
}

void CellActions::copyCells()
{
    const KeyList keys = rows();
    m_cells.readText(keys, {column()}, this, [this, count = keys.size()](const Result<QString> &text) {
        if (text)
            QGuiApplication::clipboard()->setText(*text);
        emit said(text ? Report{Report::Kind::Done, tr("%Ln cell(s) copied", nullptr, int(count)), {}, false}
                       : describeFailure(text.error()));
    });
}

bool CellActions::paste()
{
    const QMimeData *mime = QGuiApplication::clipboard()->mimeData();
    if (!isEditable() || !mime || !mime->hasText() || RowMime::peek(mime))
        return false;
    const QList<QStringList> block = cellsOfText(mime->text());
    if (block.isEmpty())
        return false;
    const QList<int> shown = m_table->shownColumns();
    QList<int> columns = shown.mid(shown.indexOf(column()), block.first().size());
    for (const int each : std::as_const(columns)) {
        if (!m_cells.whyNotEdited(each).isEmpty())
            columns.clear();
    }
    if (columns.size() < block.first().size()) {
        emit said({Report::Kind::Nothing, tr("The block has more columns than can be set from here on."), {}, false});
        return true;
    }
    KeyList targets = rows();
    if (block.size() > 1) {
        const int first = targets.size() > 1 ? m_table->selectedRowIndexes().first().row()
                                             : m_table->currentIndex().row();
        if (first + block.size() > m_table->model()->rowCount()) {
            emit said(
                {Report::Kind::Nothing, tr("The block has more rows than the list has from here on."), {}, false});
            return true;
        }
        targets = m_cells.order().mid(first, block.size());
    }
    QList<QVariantList> values;
    for (const QStringList &cells : block) {
        QVariantList row;
        for (qsizetype i = 0; i < columns.size(); ++i) {
            const auto value = valueFromInput(*m_cells.definition(columns[i]), cells.value(i));
            if (!value) {
                emit said(describeFailure(value.error()));
                return true;
            }
            row += *value;
        }
        values += row;
    }
    m_cells.setCells(targets, columns, values);
    return true;
}

void CellActions::loadFile()
{
    const KeyList targets = rows();
    const int target = column();
    const QString path = QFileDialog::getOpenFileName(m_table, tr("Load a file into the cell"));
    if (path.isEmpty())
        return;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > mostBytes) {
        const QString why = file.isOpen() ? tr("It is larger than %1.").arg(QLocale().formattedDataSize(mostBytes))
                                          : file.errorString();
        emit said({Report::Kind::Failed, tr("%1 cannot be loaded. %2").arg(path, why), {}, false});
        return;
    }
    QByteArray bytes = file.readAll();
    if (bytes.isNull())
        bytes = QByteArray("");
    m_cells.setCells(targets, {target}, {QVariantList{bytes}});
}

void CellActions::saveFile()
{
    const QVariant value = m_table->currentIndex().data(Qt::EditRole);
    const QString path = QFileDialog::getSaveFileName(m_table, tr("Save the cell's bytes"));
    if (path.isEmpty())
        return;
    QSaveFile file(path);
    const QByteArray bytes = value.toByteArray();
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
        emit said({Report::Kind::Done, tr("%Ln byte(s) saved", nullptr, int(bytes.size())), path, false});
    else
        emit said({Report::Kind::Failed, tr("%1 cannot be written. %2").arg(path, file.errorString()), {}, false});
}

void CellActions::onCellsRefused(const RefusedCells &cells)
{
    if (cells.table != m_cells.cellTable().name || cells.columns.isEmpty())
        return;
    // Where both sides show one table, the side that was typed into says it.
    if (m_state.relationship().isSelf() && !m_table->hasFocus())
        return;
    const int column = m_cells.columnOf(cells.columns.first());
    for (const Refusal &refusal : cells.refusals) {
        if (column >= 0)
            showRefusal(refusal.row, column, refusal.error);
    }
}

void CellActions::showRefusal(const RowKey &key, int column, const Error &error)
{
    const qsizetype row = m_cells.order().indexOf(key);
    if (row >= 0)
        m_note->show(m_table->model()->index(int(row), column),
                     error.detail.isEmpty() || error.summary.contains(error.detail)
                         ? error.summary
                         : QStringLiteral("%1\n%2").arg(error.summary, error.detail));
}

} // namespace joinery
