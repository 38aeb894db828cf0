#pragma once

#include "rows/rowdelegate.h"
#include "session/editorstate.h"
#include "tables/linkmodel.h"

namespace joinery {

/// Edits the payload of links in place, each column with an editor that fits it. What is typed goes to every selected link where the
/// edited one is among several that are selected.
class PayloadDelegate : public RowDelegate
{
    Q_OBJECT

public:
    /// All outlive the delegate.
    PayloadDelegate(EditorState &state, LinkModel &model, RowTable *table);

    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;
    void setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const override;
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const override;

    /// The links that a value set in the row `key` goes to.
    KeyList linksWith(const RowKey &key) const;

signals:
    /// What was typed is nothing for the column.
    void refused(const joinery::RowKey &link, int column, const joinery::Error &error) const;

protected:
    bool eventFilter(QObject *editor, QEvent *event) override;

private:
    EditorState &m_state;
    LinkModel &m_model;
    RowTable *m_rows;
    QHash<int, EditorState::Choices> m_choices;
};

} // namespace joinery
