#include "dialogs/payloaddialog.h"

#include "cells/datefield.h"
#include "panels/thirdendpicker.h"
#include "plaintooltip.h"
#include "theme/theme.h"
#include "values/naming.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace joinery {

PayloadDialog::PayloadDialog(EditorState &state, QWidget *parent)
    : QDialog(parent)
    , m_state(state)
    , m_form(new QFormLayout)
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
    buttons->button(QDialogButtonBox::Ok)->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &PayloadDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &PayloadDialog::reject);
    column->addWidget(headline);
    column->addWidget(text);
    column->addLayout(m_form);
    column->addWidget(buttons);
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
        editor->setAccessibleName(name);
        editor->setToolTip(plainToolTip(QStringLiteral("%1 %2").arg(name, column->type)));
        m_form->addRow(humanized(name).replace(u'&', QStringLiteral("&&")), editor);
        if (m_fields.size() == 1)
            editor->setFocus();
    }
}

QWidget *PayloadDialog::makePicker(const End &end, const QVariant &suggestion)
{
    const RowKey key = suggestion.isNull() ? RowKey() : RowKey{{suggestion}};
    auto *picker = new ThirdEndPicker(m_state, end, {}, key);
    m_fields.append({end.columns.first(), [picker] { return picker->key().values.value(0); }});
    return picker;
}

QWidget *PayloadDialog::makeEditor(const Column &column, const QVariant &suggestion)
{
    const QString type = column.type.toUpper();
    if (DateField::isMoment(suggestion.toString())) {
        auto *editor = new DateField(type == QLatin1String("DATE") ? DateField::Parts::Date : DateField::Parts::Both);
        editor->setText(suggestion.toString());
        m_fields.append({column.name, [editor] { return QVariant(editor->text()); }});
        return editor;
    }
    const qint64 number = suggestion.toLongLong();
    if (type.contains(QLatin1String("INT")) && qAbs(number) < 1'000'000'000) {
        auto *editor = new QSpinBox;
        editor->setRange(-2'000'000'000, 2'000'000'000);
        editor->setValue(int(number));
        editor->selectAll();
        m_fields.append({column.name, [editor] { return QVariant(qint64(editor->value())); }});
        return editor;
    }
    auto *editor = new QLineEdit(suggestion.toString());
    editor->selectAll();
    m_fields.append({column.name, [editor] { return QVariant(editor->text()); }});
    return editor;
}

void PayloadDialog::accept()
{
    if (m_fields.size() != m_state.requiredColumns().size())
        return; // the suggestion is still under way
    Payload payload = m_state.payload();
    for (const Field &field : std::as_const(m_fields))
        payload.insert(field.column, field.value());
    m_state.setPayload(payload);
    QDialog::accept();
}

void PayloadDialog::reject()
{
    m_state.dropPending();
    QDialog::reject();
}

} // namespace joinery
