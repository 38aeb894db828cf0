#include "cells/celleditors.h"

#include "cells/choicedelegate.h"
#include "cells/datefield.h"
#include "cells/referencefield.h"
#include "tables/cellinput.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QPlainTextEdit>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::CellEditors)
};

constexpr qsizetype mostInALine = 60; // characters

bool isLong(const QString &text)
{
    return text.size() > mostInALine || text.contains(u'\n');
}

/// What a column's dates hold; nothing where a plain line serves better. A column of any text is one of dates where its value is one.
std::optional<DateField::Parts> datePartsOf(ColumnKind kind, const QVariant &value)
{
    const QString text = value.toString();
    if (!text.isEmpty() && !DateField::isMoment(text))
        return std::nullopt; // a number of seconds, or words
    switch (kind) {
    case ColumnKind::Date:
        return DateField::Parts::Date;
    case ColumnKind::Time:
        return DateField::Parts::Time;
    case ColumnKind::DateTime:
        return DateField::Parts::Both;
    default:
        return kind == ColumnKind::Any && text.contains(u'-') ? std::optional(DateField::Parts::Both) : std::nullopt;
    }
}

} // namespace

CellEditors::CellEditors(EditorState &state, const Table &table, const QStringList &columns, QObject *parent)
    : QObject(parent)
    , m_state(state)
    , m_table(table)
{
    for (const QString &column : columns) {
        state.findChoices(table, column, this,
                          [this, column](const EditorState::Choices &choices) { m_choices[column] = choices; });
    }
}

QWidget *CellEditors::make(const Column &column, const QVariant &value, QWidget *parent) const
{
    const ColumnKind kind = columnKind(column);
    if (kind == ColumnKind::Bytes)
        return nullptr;
    QWidget *editor = nullptr;
    const EditorState::Choices choices = m_choices.value(column.name);
    if (EditorState::isReference(m_table, column.name)) {
        editor = new ReferenceField(m_state, m_table, column.name, parent);
    } else if (kind == ColumnKind::Truth || !choices.values.isEmpty()) {
        auto *box = new QComboBox(parent);
        box->setItemDelegate(new ChoiceDelegate(box));
        box->setEditable(kind != ColumnKind::Truth && !choices.onlyThese);
        if (kind == ColumnKind::Truth) {
            for (const bool yes : {true, false})
                box->addItem(yes ? Text::tr("true") : Text::tr("false"), yes);
        } else {
            box->addItems(choices.values);
        }
        editor = box;
    } else if (const auto parts = datePartsOf(kind, value)) {
        editor = new DateField(*parts, parent);
    } else if (isLong(value.toString())) {
        auto *text = new QPlainTextEdit(parent);
        text->setTabChangesFocus(true);
        text->setToolTip(Text::tr("Ctrl+Enter takes the text, Esc leaves it as it was"));
        editor = text;
    } else {
        editor = new QLineEdit(parent);
    }
    editor->setAccessibleName(column.name);
    return editor;
}

void CellEditors::fill(QWidget *editor, const Column &column, const QVariant &value, const QString &label) const
{
    if (auto *field = qobject_cast<ReferenceField *>(editor)) {
        field->setCurrent(value, value.isNull() ? QString() : label);
    } else if (auto *box = qobject_cast<QComboBox *>(editor)) {
        const QString text = value.isNull() ? QString() : inputText(value);
        const bool isTruth = columnKind(column) == ColumnKind::Truth;
        box->setCurrentIndex(value.isNull() ? -1 : isTruth ? box->findData(value.toBool()) : box->findText(text));
        if (box->isEditable()) {
            box->setEditText(text);
            box->lineEdit()->selectAll();
        }
    } else if (auto *text = qobject_cast<QPlainTextEdit *>(editor)) {
        text->setPlainText(inputText(value));
        text->selectAll();
    } else if (auto *line = qobject_cast<QLineEdit *>(editor)) {
        line->setPlaceholderText(value.isNull() ? Text::tr("NULL") : QString());
        line->setText(inputText(value));
        line->selectAll();
    }
}

std::optional<Result<QVariant>> CellEditors::entered(const QWidget *editor, const Column &column, const QVariant &old,
                                                     bool again) const
{
    QString text;
    if (const auto *field = qobject_cast<const ReferenceField *>(editor)) {
        if (!again && field->isUntouched())
            return std::nullopt;
        return field->value();
    }
    if (const auto *box = qobject_cast<const QComboBox *>(editor)) {
        if (!box->isEditable() && box->currentIndex() < 0)
            return std::nullopt;
        const QVariant truth = box->currentData();
        text = truth.isValid() ? QString::number(truth.toInt()) : box->currentText();
    } else if (const auto *longText = qobject_cast<const QPlainTextEdit *>(editor)) {
        text = longText->toPlainText();
    } else {
        text = qobject_cast<const QLineEdit *>(editor)->text();
    }
    if (old.isNull() && text.isEmpty())
        return std::nullopt; // NULL stays NULL; an empty text is another value, and has a key of its own
    if (!again && text == inputText(old))
        return std::nullopt;
    return valueFromInput(column, text);
}

} // namespace joinery
