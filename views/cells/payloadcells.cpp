#include "cells/payloadcells.h"

#include "cells/cellnote.h"
#include "cells/payloaddelegate.h"
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

constexpr qint64 mostBytes = 64 * 1024 * 1024; // of a file that is loaded into a cell

const QVariant null(QMetaType::fromType<QString>());

} // namespace

PayloadCells::PayloadCells(EditorState &state, LinkModel &model, RowTable *table, QObject *parent)
    : QObject(parent)
    , m_state(state)
    , m_model(model)
    , m_table(table)
    , m_delegate(new PayloadDelegate(state, model, table))
    , m_note(new CellNote(table))
{
    table->setItemDelegate(m_delegate);
    table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed
                           | QAbstractItemView::AnyKeyPressed);
    m_edit = addAction(tr("&Edit cell"), Qt::Key_F2, &PayloadCells::edit);
    m_null = addAction(tr("Set to &NULL"), Qt::CTRL | Qt::SHIFT | Qt::Key_N, &PayloadCells::setNull);
    m_fill = addAction(tr("Fill &down"), Qt::CTRL | Qt::Key_D, &PayloadCells::fillDown);
    m_copy = addAction(tr("C&opy cells"), Qt::CTRL | Qt::SHIFT | Qt::Key_C, &PayloadCells::copyCells);
    m_load = addAction(tr("Load from &file…"), {}, &PayloadCells::loadFile);
    m_save = addAction(tr("&Save to file…"), {}, &PayloadCells::saveFile);
    connect(m_delegate, &PayloadDelegate::refused, this, [this](const RowKey &link, int column, const Error &error) {
        showRefusal(link, column, error);
        emit said(describeFailure(error)); // the database's own refusals are reported by the session
    });
    connect(&model, &LinkModel::refused, this, &PayloadCells::showRefusal);
    connect(table->selectionModel(), &QItemSelectionModel::currentChanged, this, &PayloadCells::updateActions);
    connect(&model, &QAbstractItemModel::modelReset, this, &PayloadCells::updateActions);
    updateActions();
}

QAction *PayloadCells::addAction(const QString &text, const QKeySequence &key, void (PayloadCells::*slot)())
{
    auto *action = new QAction(text, this);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, slot);
    m_table->addAction(action);
    m_actions += action;
    return action;
}

int PayloadCells::column() const
{
    return m_table->currentIndex().column();
}

bool PayloadCells::isEditable() const
{
    return m_table->currentIndex().isValid() && m_model.whyNotEdited(column()).isEmpty();
}

bool PayloadCells::isBytes() const
{
    const Column *definition = m_model.definition(column());
    return definition && columnKind(*definition) == ColumnKind::Bytes;
}

KeyList PayloadCells::links() const
{
    m_table->flushSelection();
    const QModelIndex current = m_table->currentIndex();
    return current.isValid() ? m_delegate->linksWith(m_model.keyAt(current.row())) : KeyList();
}

void PayloadCells::updateActions()
{
    const bool payload = m_model.definition(column()) != nullptr;
    const Column *definition = m_model.definition(column());
    m_edit->setEnabled(isEditable());
    m_null->setEnabled(isEditable() && !definition->notNull);
    m_fill->setEnabled(isEditable());
    m_copy->setEnabled(m_table->currentIndex().isValid());
    m_load->setVisible(payload && isBytes());
    m_load->setEnabled(isEditable());
    m_save->setVisible(payload && isBytes());
    const QString why = m_table->currentIndex().isValid() ? m_model.whyNotEdited(column()) : QString();
    m_edit->setToolTip(why.isEmpty() ? tr("Edit the current cell (F2)") : why);
}

void PayloadCells::edit()
{
    if (isBytes())
        loadFile();
    else
        m_table->edit(m_table->currentIndex());
}

void PayloadCells::setNull()
{
    if (isEditable())
        m_model.setCells(links(), {column()}, {QVariantList{null}});
}

void PayloadCells::fillDown()
{
    m_table->flushSelection();
    const QModelIndexList rows = m_table->selectedRowIndexes();
    if (rows.size() < 2) {
        emit said(
            {Report::Kind::Nothing, tr("Select several links: the first one's value goes to all of them."), {}, false});
        return;
    }
    const QModelIndex first = rows.first().siblingAtColumn(column());
    if (first.data(LinkModel::PlaceholderRole).toBool()) {
        emit said({Report::Kind::Nothing, tr("The first link is still being read."), {}, false});
        return;
    }
    const QVariant value = first.data(Qt::EditRole);
    m_model.setCells(m_table->selectedKeys(), {column()}, {QVariantList{value.isNull() ? null : value}});
}

void PayloadCells::copyCells()
{
    const KeyList keys = links();
    m_model.readText(keys, {column()}, this, [this, count = keys.size()](const Result<QString> &text) {
        if (text)
            QGuiApplication::clipboard()->setText(*text);
        emit said(text ? Report{Report::Kind::Done, tr("%Ln cell(s) copied", nullptr, int(count)), {}, false}
                       : describeFailure(text.error()));
    });
}

bool PayloadCells::paste()
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
        if (!m_model.whyNotEdited(each).isEmpty())
            columns.clear();
    }
    if (columns.size() < block.first().size()) {
        emit said({Report::Kind::Nothing, tr("The block has more columns than can be set from here on."), {}, false});
        return true;
    }
    KeyList targets = links();
    if (block.size() > 1) {
        const int first = targets.size() > 1 ? m_table->selectedRowIndexes().first().row()
                                             : m_table->currentIndex().row();
        if (first + block.size() > m_model.rowCount()) {
            emit said(
                {Report::Kind::Nothing, tr("The block has more rows than there are links from here on."), {}, false});
            return true;
        }
        targets = m_model.order().mid(first, block.size());
    }
    QList<QVariantList> values;
    for (const QStringList &cells : block) {
        QVariantList row;
        for (qsizetype i = 0; i < columns.size(); ++i) {
            const auto value = valueFromInput(*m_model.definition(columns[i]), cells.value(i));
            if (!value) {
                emit said(describeFailure(value.error()));
                return true;
            }
            row += *value;
        }
        values += row;
    }
    m_model.setCells(targets, columns, values);
    return true;
}

void PayloadCells::loadFile()
{
    const KeyList targets = links();
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
    m_model.setCells(targets, {target}, {QVariantList{bytes}});
}

void PayloadCells::saveFile()
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

void PayloadCells::showRefusal(const RowKey &link, int column, const Error &error)
{
    const qsizetype row = m_model.order().indexOf(link);
    if (row >= 0)
        m_note->show(m_model.index(int(row), column), error.detail.isEmpty() || error.summary.contains(error.detail)
                                                          ? error.summary
                                                          : QStringLiteral("%1\n%2").arg(error.summary, error.detail));
}

} // namespace joinery
