#pragma once

#include "session/editorstate.h"

#include <optional>

namespace joinery {

/// The editors of one table's columns, each typed by its column: a search in the table that it refers to, a list where its CHECK or few
/// values offer one, true or false, a date with a calendar, a larger field for long text, else a line.
class CellEditors : public QObject
{
public:
    /// `state` and `table` outlive it. `columns`: those that will be edited.
    CellEditors(EditorState &state, const Table &table, const QStringList &columns, QObject *parent);

    /// An editor for a cell that holds `value`, not filled yet; null for bytes, which come from a file.
    QWidget *make(const Column &column, const QVariant &value, QWidget *parent) const;
    /// Fills it. `label` is what stands for the value where it refers to another row.
    void fill(QWidget *editor, const Column &column, const QVariant &value, const QString &label) const;
    /// What was entered in place of `old`: nothing when that is what it was already (unless `again`) or no choice was made, Refused when
    /// the column does not take it.
    std::optional<Result<QVariant>> entered(const QWidget *editor, const Column &column, const QVariant &old,
                                            bool again = false) const;

private:
    EditorState &m_state;
    const Table &m_table;
    QHash<QString, EditorState::Choices> m_choices;
};

} // namespace joinery
