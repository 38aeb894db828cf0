#pragma once

#include "session/editorstate.h"

#include <QDialog>

class QFormLayout;

namespace joinery {

class CellEditors;
class ErrorLine;

/// Asks for what every new link of a relationship must say. Accepting hands it to the state, which then does the gesture that
/// waits for it; rejecting drops that gesture.
class PayloadDialog : public QDialog
{
    Q_OBJECT

public:
    /// `state` and `editors`, those of the join table, outlive the dialog.
    PayloadDialog(EditorState &state, const CellEditors &editors, QWidget *parent = nullptr);

    void accept() override;
    void reject() override;

private:
    struct Field
    {
        QString column;
        QWidget *editor = nullptr;
        std::function<Result<QVariant>()> value;
    };

    void fill(const Payload &suggested);
    QWidget *makePicker(const End &end, const QVariant &suggestion);
    QWidget *makeEditor(const Column &column, const QVariant &suggestion);

    EditorState &m_state;
    const CellEditors &m_editors;
    QFormLayout *m_form;
    ErrorLine *m_error;
    QList<Field> m_fields;
};

} // namespace joinery
