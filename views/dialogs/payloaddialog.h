#pragma once

#include "session/editorstate.h"

#include <QDialog>

class QFormLayout;

namespace joinery {

/// Asks for what every new link of a relationship must say. Accepting hands it to the state, which then does the gesture that
/// waits for it; rejecting drops that gesture.
class PayloadDialog : public QDialog
{
    Q_OBJECT

public:
    /// `state` outlives the dialog.
    explicit PayloadDialog(EditorState &state, QWidget *parent = nullptr);

    void accept() override;
    void reject() override;

private:
    struct Field
    {
        QString column;
        QWidget *editor = nullptr;
        std::function<QVariant()> value;
    };

    void fill(const Payload &suggested);
    QWidget *makePicker(const End &end, const QVariant &suggestion);
    QWidget *makeEditor(const Column &column, const QVariant &suggestion);

    EditorState &m_state;
    QFormLayout *m_form;
    QList<Field> m_fields;
};

} // namespace joinery
