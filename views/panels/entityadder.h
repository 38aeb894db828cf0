#pragma once

#include "dialogs/entityform.h"

namespace joinery {

class EntityPanel;

/// Adds rows to the table of one panel: by a form, as copies of others, or by a name where a name is enough; and links them where that is wanted. What was added
/// is selected and shown afterwards, whatever find and filter would hide; so is what undo or redo brought back, where these do not hide it.
class EntityAdder : public QObject
{
    Q_OBJECT

public:
    /// The panel owns it.
    EntityAdder(EditorState &state, EntityPanel &panel);

    /// Why no row can be added; empty when one can.
    QString whyNot() const { return m_state.whyNotAdded(m_side); }
    /// True when a new row can be linked with the other side's selection, which then has the focus.
    bool canLink() const;

    /// Opens the form.
    void addRow();
    /// Adds a row that is called so, and links it: at once where a name is enough, else by the form.
    void addNamed(const QString &name, bool linked);
    /// Asks whether the names that no row answers to become new rows, and links these and the rows that were found with `with`.
    void offer(const NamedRows &rows, const KeyList &with, const Remark &remark);

    /// Duplicates the selected rows.
    void duplicate(bool withLinks);

signals:
    void said(const joinery::Report &report);

private:
    bool refuse();
    /// Selects and shows what has been added.
    EditorState::Added whenAdded();
    void open(const EntityForm::Wanted &wanted);
    void create(const EntityForm::Wanted &wanted);
    void await(const KeyList &keys);
    void showAwaited();
    void onRowsChanged(const RowsChanged &change);

    EditorState &m_state;
    EntityPanel &m_panel;
    const Side m_side;
    KeyList m_awaited; // new rows that are selected once they are in the list
    bool m_clearsFind = false; // to show them
};

} // namespace joinery
