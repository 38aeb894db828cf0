#include "cells/payloaddelegate.h"

#include "cells/referencefield.h"
#include "rows/rowtable.h"
#include "tables/cellinput.h"
#include "theme/theme.h"

#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>

namespace joinery {

namespace {

constexpr qsizetype mostInALine = 60; // characters
constexpr QSize longTextSize(360, 140);

bool isLong(const QString &text)
{
    return text.size() > mostInALine || text.contains(u'\n');
}

QString yesNo(bool yes)
{
    return yes ? PayloadDelegate::tr("true") : PayloadDelegate::tr("false");
}

} // namespace

PayloadDelegate::PayloadDelegate(EditorState &state, LinkModel &model, RowTable *table)
    : RowDelegate(table)
    , m_state(state)
    , m_model(model)
    , m_rows(table)
{
    for (int column = LinkModel::FirstPayloadColumn; column < model.columnCount(); ++column) {
        state.findChoices(model.payloadColumn(column), this,
                          [this, column](const EditorState::Choices &choices) { m_choices[column] = choices; });
    }
}

QWidget *PayloadDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const Column *column = m_model.definition(index.column());
    if (!column || columnKind(*column) == ColumnKind::Bytes)
        return nullptr; // bytes come from a file; see LinkPanel
    QWidget *editor = nullptr;
    const EditorState::Choices choices = m_choices.value(index.column());
    if (m_state.isReference(column->name)) {
        editor = new ReferenceField(m_state, column->name, parent);
    } else if (columnKind(*column) == ColumnKind::Truth || !choices.values.isEmpty()) {
        auto *box = new QComboBox(parent);
        box->setEditable(columnKind(*column) != ColumnKind::Truth && !choices.onlyThese);
        if (columnKind(*column) == ColumnKind::Truth)
            box->addItems({yesNo(true), yesNo(false)});
        else
            box->addItems(choices.values);
        editor = box;
    } else if (isLong(index.data(Qt::EditRole).toString())) {
        auto *text = new QPlainTextEdit(parent);
        text->setTabChangesFocus(true);
        text->setToolTip(tr("Ctrl+Enter takes the text, Esc leaves it as it was"));
        editor = text;
    } else {
        auto *line = new QLineEdit(parent);
        line->setAlignment(Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt()));
        line->setPlaceholderText(index.data(LinkModel::NullRole).toBool() ? tr("NULL") : QString());
        editor = line;
    }
    editor->setAccessibleName(column->name);
    return editor;
}

void PayloadDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    const QVariant value = index.data(Qt::EditRole);
    if (auto *field = qobject_cast<ReferenceField *>(editor)) {
        field->setCurrent(value, value.isNull() ? QString() : index.data(Qt::DisplayRole).toString());
    } else if (auto *box = qobject_cast<QComboBox *>(editor)) {
        const bool isTruth = columnKind(*m_model.definition(index.column())) == ColumnKind::Truth;
        const QString text = value.isNull() ? QString() : isTruth ? yesNo(value.toBool()) : inputText(value);
        box->setCurrentIndex(box->findText(text));
        if (box->isEditable()) {
            box->setEditText(text);
            box->lineEdit()->selectAll();
        }
    } else if (auto *text = qobject_cast<QPlainTextEdit *>(editor)) {
        text->setPlainText(inputText(value));
        text->selectAll();
    } else if (auto *line = qobject_cast<QLineEdit *>(editor)) {
        line->setText(inputText(value));
        line->selectAll();
    }
}

KeyList PayloadDelegate::linksWith(const RowKey &key) const
{
    const KeyList &selected = m_rows->selectedKeys();
    return selected.size() > 1 && selected.contains(key) ? selected : KeyList{key};
}

void PayloadDelegate::setModelData(QWidget *editor, QAbstractItemModel *, const QModelIndex &index) const
{
    const Column &column = *m_model.definition(index.column());
    const RowKey key = m_model.keyAt(index.row());
    Result<QVariant> value;
    if (const auto *field = qobject_cast<ReferenceField *>(editor)) {
        value = field->value();
    } else {
        QString text;
        if (const auto *box = qobject_cast<QComboBox *>(editor)) {
            if (!box->isEditable() && box->currentIndex() < 0)
                return; // nothing was chosen
            text = columnKind(column) != ColumnKind::Truth ? box->currentText()
                 : box->currentIndex() == 0                ? QStringLiteral("1")
                                                           : QStringLiteral("0");
        } else if (const auto *longText = qobject_cast<QPlainTextEdit *>(editor)) {
            text = longText->toPlainText();
        } else {
            text = qobject_cast<QLineEdit *>(editor)->text();
        }
        const QVariant old = index.data(Qt::EditRole);
        if (text == inputText(old) && !(old.isNull() && columnKind(column) == ColumnKind::Any && text.isEmpty())
            && linksWith(key).size() == 1)
            return;
        if (old.isNull() && text.isEmpty())
            return; // NULL stays NULL; an empty text is another value, and has a key of its own
        value = valueFromInput(column, text);
    }
    if (!value) {
        emit refused(key, index.column(), value.error());
        return;
    }
    m_model.setCells(linksWith(key), {index.column()}, {QVariantList{*value}});
}

void PayloadDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                                           const QModelIndex &) const
{
    QRect place = option.rect.adjusted(0, 0, 0, -1);
    if (qobject_cast<QPlainTextEdit *>(editor)) {
        place.setSize(longTextSize.expandedTo({place.width(), 0}));
        const QRect room = m_rows->viewport()->rect();
        place.moveRight(qMin(place.right(), room.right()));
        place.moveBottom(qMin(place.bottom(), room.bottom()));
        place.moveTopLeft({qMax(place.left(), 0), qMax(place.top(), 0)});
    } else {
        place.setWidth(
            qMax(place.width(), qMin(editor->sizeHint().width(), m_rows->viewport()->width() - place.left())));
    }
    editor->setGeometry(place);
}

bool PayloadDelegate::eventFilter(QObject *editor, QEvent *event)
{
    auto *text = qobject_cast<QPlainTextEdit *>(editor);
    if (text && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (enter && key->modifiers() & Qt::ControlModifier) {
            emit commitData(text);
            emit closeEditor(text);
            return true;
        }
    }
    return RowDelegate::eventFilter(editor, event);
}

} // namespace joinery
