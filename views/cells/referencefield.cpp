#include "cells/referencefield.h"

#include "cells/choicedelegate.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QListView>
#include <QStandardItemModel>

namespace joinery {

namespace {

constexpr int mostShown = 10;
constexpr int labelRole = Qt::UserRole + 1;
constexpr int leastWidth = 220; // of the list: a column may be narrow, and names are not

} // namespace

ReferenceField::ReferenceField(EditorState &state, const Table &table, const QString &column, QWidget *parent)
    : QLineEdit(parent)
    , m_state(state)
    , m_table(table)
    , m_column(column)
    , m_completer(new QCompleter(this))
    , m_found(new QStandardItemModel(this))
{
    auto *list = new QListView;
    list->setUniformItemSizes(true);
    list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setAccessibleName(tr("Rows to choose from"));
    m_completer->setPopup(list);
    m_completer->setMaxVisibleItems(mostShown);
    m_completer->setModel(m_found);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setWidget(this);
    list->setItemDelegate(new ChoiceDelegate(list)); // last: the completer brings one of its own with it
    setPlaceholderText(tr("Type to search"));
    connect(this, &QLineEdit::textEdited, this, &ReferenceField::search);
    connect(m_completer, qOverload<const QModelIndex &>(&QCompleter::activated), this,
            [this](const QModelIndex &index) {
                m_key = index.data(Qt::UserRole);
                m_label = index.data(labelRole).toString();
                setText(m_label);
            });
}

void ReferenceField::setCurrent(const QVariant &key, const QString &label)
{
    m_key = key;
    m_label = label;
    m_first = label;
    m_firstKey = key;
    setText(label);
    selectAll();
    search({}); // what there is to choose from
}

void ReferenceField::search(const QString &text)
{
    m_state.findRelated(m_table, m_column, text, this,
                        [this, text, mine = ++m_search](const QList<EditorState::Related> &rows) {
                            if (mine == m_search)
                                take(text, rows);
                        });
}

void ReferenceField::take(const QString &text, const QList<EditorState::Related> &rows)
{
    m_searched = text;
    m_found->clear();
    QHash<QString, int> sameLabel;
    for (const EditorState::Related &row : rows)
        ++sameLabel[row.label];
    for (const EditorState::Related &row : rows) {
        // The key tells namesakes apart.
        auto *item = new QStandardItem(sameLabel.value(row.label) == 1
                                           ? row.label
                                           : QStringLiteral("%1    %2").arg(row.label, row.key.toString()));
        item->setData(row.key, Qt::UserRole);
        item->setData(row.label, labelRole);
        item->setEditable(false);
        m_found->appendRow(item);
    }
    setAccessibleDescription(tr("%Ln row(s) found", nullptr, int(rows.size())));
    if (hasFocus() && !rows.isEmpty())
        m_completer->complete(QRect(0, 0, qMax(width(), leastWidth), height()));
    else
        m_completer->popup()->hide();
}

Result<QVariant> ReferenceField::value() const
{
    if (text().isEmpty())
        return QVariant(QMetaType::fromType<QString>());
    if (text() == m_label)
        return m_key;
    QVariantList keys;
    for (int row = 0; row < m_found->rowCount(); ++row) {
        if (m_found->item(row)->data(labelRole).toString() == text())
            keys += m_found->item(row)->data(Qt::UserRole);
    }
    // What was found for a part of the text, and not cut off, holds all that is found for the text.
    const bool isAnswered = m_searched == text()
                         || (m_found->rowCount() < EditorState::mostRelated
                             && text().contains(m_searched, Qt::CaseInsensitive));
    if (!isAnswered) {
        return failure(Error::Kind::Refused,
                       tr("“%1” is still being searched for. Choose a row from the list.").arg(text()));
    }
    if (keys.size() == 1)
        return keys.first();
    return failure(Error::Kind::Refused,
                   keys.isEmpty() ? tr("No row is called “%1”. Choose one from the list.").arg(text())
                                  : tr("Several rows are called “%1”. Choose one from the list.").arg(text()));
}

} // namespace joinery
