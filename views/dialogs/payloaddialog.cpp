#include "dialogs/payloaddialog.h"

#include "cells/celleditors.h"
#include "dialogs/errorline.h"
#include "panels/thirdendpicker.h"
#include "plaintooltip.h"
#include "theme/theme.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace joinery {

PayloadDialog::PayloadDialog(EditorState &state, const CellEditors &editors, QWidget *parent)
    : QDialog(parent)
    , m_state(state)
    , m_editors(editors)
    , m_form(new QFormLayout)
    , m_error(new ErrorLine)
{
    setWindowTitle(tr("New links"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(2 * Theme::grid);
    column->setSizeConstraint(QLayout::SetFixedSize); // the fields come once the suggestion is here
    auto *headline = new QLabel(tr("What should new links say?"));
    headline->setFont(Theme::titleFont());
    auto *text = new QLabel(
        tr("%1 requires these values for every link. They are used for all new links until you change them, at the "
           "top of the middle list.")
            .arg(state.relationship().joinTable.text()));
    text->setWordWrap(true);
    text->setTextFormat(Qt::PlainText);
    text->setFixedWidth(400);
    m_form->setHorizontalSpacing(2 * Theme::grid);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Ok)->setText(state.isPayloadKnown() ? tr("Use for new links") : tr("Link"));
    connect(buttons, &QDialogButtonBox::accepted, this, &PayloadDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &PayloadDialog::reject);
    column->addWidget(headline);
    column->addWidget(text);
    column->addLayout(m_form);
    m_error->setFixedWidth(400);
    column->addWidget(m_error);
    column->addWidget(buttons);
    buttons->button(QDialogButtonBox::Ok)->setDefault(true); // of the dialog, which must hold it by then
    if (state.isPayloadKnown())
        fill(state.payload());
    else
        state.suggestPayload(this, [this](const Payload &suggested) { fill(suggested); });
}

void PayloadDialog::fill(const Payload &suggested)
{
    for (const QString &name : m_state.requiredColumns()) {
        const Column *column = m_state.joinTable().column(name);
        const QList<End> &others = m_state.relationship().others;
        const auto other = std::find_if(others.begin(), others.end(),
                                        [&](const End &end) { return end.columns == QStringList(name); });
        QWidget *editor = other == others.end() ? makeEditor(*column, suggested.value(name))
                                                : makePicker(*other, suggested.value(name));
        editor->setAccessibleName(m_state.heading(name));
        editor->setToolTip(plainToolTip(QStringLiteral("%1 %2").arg(name, column->type)));
        m_form->addRow(m_state.heading(name).replace(u'&', QStringLiteral("&&")), editor);
        if (m_fields.size() == 1) {
            editor->show(); // the dialog may be open already, and a hidden widget takes no focus
            editor->setFocus();
        }
    }
}

QWidget *PayloadDialog::makePicker(const End &end, const QVariant &suggestion)
{
    const RowKey key = suggestion.isNull() ? RowKey() : RowKey{{suggestion}};
    auto *picker = new ThirdEndPicker(m_state, end, {}, key);
    m_fields.append({end.columns.first(), picker, [picker] { return picker->key().values.value(0); }});
    return picker;
}

QWidget *PayloadDialog::makeEditor(const Column &column, const QVariant &suggestion)
{
    QWidget *editor = m_editors.make(column, suggestion, this);
    if (!editor)
        editor = new QLineEdit(this); // for bytes too, a text is better than no link
    m_editors.fill(editor, column, suggestion, suggestion.toString());
    m_fields.append({column.name, editor, [this, editor, column] {
                         return m_editors.entered(editor, column, QVariant()).value_or(QVariant());
                     }});
    return editor;
}

void PayloadDialog::accept()
{
    if (m_fields.size() != m_state.requiredColumns().size())
        return; // the suggestion is still under way
    Payload payload = m_state.payload();
    for (const Field &field : std::as_const(m_fields)) {
        const Result<QVariant> value = field.value();
        if (!value)
            return m_error->say(value.error().summary, field.editor);
        if (value->isNull() || value->toString().isEmpty())
            return m_error->say(tr("%1 is required.").arg(m_state.heading(field.column)), field.editor);
        payload.insert(field.column, *value);
    }
    m_state.setPayload(payload);
    QDialog::accept();
}

void PayloadDialog::reject()
{
    m_state.dropPending();
    QDialog::reject();
}

} // namespace joinery
