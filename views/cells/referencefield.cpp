#include "cells/referencefield.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QStandardItemModel>

namespace joinery {

ReferenceField::ReferenceField(EditorState &state, const Table &table, const QString &column, QWidget *parent)
    : QLineEdit(parent)
    , m_state(state)
    , m_table(table)
    , m_column(column)
    , m_completer(new QCompleter(this))
    , m_found(new QStandardItemModel(this))
{
    m_completer->setModel(m_found);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setWidget(this);
    setPlaceholderText(tr("Type to search"));
    connect(this, &QLineEdit::textEdited, this, &ReferenceField::search);
    connect(m_completer, qOverload<const QModelIndex &>(&QCompleter::activated), this,
            [this](const QModelIndex &index) {
                m_key = index.data(Qt::UserRole);
                m_label = index.data().toString();
                setText(m_label);
            });
}

void ReferenceField::setCurrent(const QVariant &key, const QString &label)
{
    m_key = key;
    m_label = label;
    m_first = label;
    setText(label);
    selectAll();
    search({}); // what there is to choose from
}

void ReferenceField::search(const QString &text)
{
    m_state.findRelated(m_table, m_column, text, this,
                        [this, mine = ++m_search](const QList<EditorState::Related> &rows) {
                            if (mine == m_search)
                                take(rows);
                        });
}

void ReferenceField::take(const QList<EditorState::Related> &rows)
{
    m_found->clear();
    for (const EditorState::Related &row : rows) {
        auto *item = new QStandardItem(row.label);
        item->setData(row.key, Qt::UserRole);
        item->setEditable(false);
        m_found->appendRow(item);
    }
    if (hasFocus() && !rows.isEmpty())
        m_completer->complete();
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
        if (m_found->item(row)->text() == text())
            keys += m_found->item(row)->data(Qt::UserRole);
    }
    if (keys.size() == 1)
        return keys.first();
    return failure(Error::Kind::Refused,
                   keys.isEmpty() ? tr("No row is called “%1”. Choose one from the list.").arg(text())
                                  : tr("Several rows are called “%1”. Choose one from the list.").arg(text()));
}

} // namespace joinery
