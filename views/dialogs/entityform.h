#pragma once

#include "session/editorstate.h"

#include <QDialog>

class QFormLayout;
class QPushButton;

namespace joinery {

class CellEditors;
class ErrorLine;

/// Asks for the columns of a new row of one side, or of several that differ in their names only, adds them and, where that is wanted, links
/// them, as one step. Stays open with the database's words while it refuses.
class EntityForm : public QDialog
{
    Q_OBJECT

public:
    struct Wanted
    {
        Side side = Side::Left;
        /// One name is filled in, several are listed and share what is entered. None: an empty form.
        QStringList names = {};
        bool linked = false;
        KeyList found = KeyList(); ///< rows that are linked besides the new ones
        KeyList with = KeyList(); ///< what they are linked with
        Remark remark = {};
    };

    /// `state` and `editors`, those of that side's table, outlive the dialog.
    EntityForm(EditorState &state, const CellEditors &editors, const Wanted &wanted, QWidget *parent);

    void accept() override;

    /// The new rows that `names` make, where a name says all of them; empty columns where it does not.
    static NewRows rowsOf(const EntityRules &rules, const QStringList &names);

signals:
    void added(const joinery::KeyList &keys);

private:
    void addFields();
    QString labelOf(const QString &column) const;
    void addField(const QString &name, const QVariant &value);
    /// What has been entered, or nothing after saying what is missing or wrong.
    std::optional<NewRows> entered();
    void refuse(const QString &why, QWidget *field);

    EditorState &m_state;
    const CellEditors &m_editors;
    const Wanted m_wanted;
    const EntityRules &m_rules;
    const Table &m_table;
    QFormLayout *m_form;
    ErrorLine *m_error;
    QPushButton *m_ok;
    QList<std::pair<QString, QWidget *>> m_fields;
};

} // namespace joinery
