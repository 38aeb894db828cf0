#include "dialogs/entityform.h"

#include "cells/celleditors.h"
#include "cells/referencefield.h"
#include "dialogs/errorline.h"
#include "plaintooltip.h"
#include "theme/theme.h"
#include "values/naming.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPointer>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace joinery {

namespace {

constexpr int formWidth = 440;
constexpr qsizetype mostNames = 12; // that are listed
constexpr int mostHeight = 420; // of the fields, before they scroll

} // namespace

EntityForm::EntityForm(EditorState &state, const CellEditors &editors, const Wanted &wanted, QWidget *parent)
    : QDialog(parent)
    , m_state(state)
    , m_editors(editors)
    , m_wanted(wanted)
    , m_rules(state.rules(wanted.side))
    , m_table(state.entityTable(wanted.side))
    , m_form(new QFormLayout)
    , m_error(new ErrorLine)
{
    const QString title = state.relationship().title(wanted.side);
    const qsizetype count = qMax(qsizetype(1), wanted.names.size());
    const QString noun = countedNoun(title, count);
    const QString what = count == 1 ? tr("New %1").arg(noun) : tr("%1 new %2").arg(QLocale().toString(count), noun);
    setWindowTitle(what);
    auto *headline = new QLabel(what);
    headline->setTextFormat(Qt::PlainText);
    headline->setFont(Theme::titleFont());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(2 * Theme::grid);
    column->addWidget(headline);

    QStringList lines;
    if (count > 1) {
        lines += wanted.names.mid(0, mostNames).join(QStringLiteral(", "))
               + (count > mostNames ? QStringLiteral(", …") : QString());
        lines += tr("What is entered here goes for all of them.");
    }
    if (wanted.linked)
        lines +=
            tr("Linked at once with what is selected in %1.").arg(state.relationship().title(otherSide(wanted.side)));
    if (!m_rules.required().isEmpty())
        lines += tr("* required");
    if (!lines.isEmpty()) {
        auto *text = new QLabel(lines.join(u'\n'));
        text->setWordWrap(true);
        text->setTextFormat(Qt::PlainText);
        column->addWidget(text);
    }

    m_form->setHorizontalSpacing(2 * Theme::grid);
    m_form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    m_form->setContentsMargins(0, 0, Theme::grid, 0);
    addFields();
    auto *page = new QWidget;
    page->setLayout(m_form);
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(page);
    scroll->setMinimumHeight(qMin(mostHeight, page->sizeHint().height()));
    column->addWidget(scroll, 1);

    column->addWidget(m_error);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    m_ok = buttons->button(QDialogButtonBox::Ok);
    m_ok->setText(wanted.linked ? tr("Add and link") : tr("Add"));
    m_ok->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &EntityForm::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &EntityForm::reject);
    connect(&state, &EditorState::pendingDropped, this, [this] { m_ok->setEnabled(true); });
    column->addWidget(buttons);
    resize(formWidth, sizeHint().height());
}

void EntityForm::addFields()
{
    QMap<QString, QVariant> values;
    if (m_wanted.names.size() == 1)
        values = m_rules.valuesOfName(m_wanted.names.first());
    if (values.isEmpty() && m_wanted.names.size() == 1 && m_rules.takesNames())
        values.insert(m_rules.fillable().first(), m_wanted.names.first()); // the rest of the label is asked for
    const bool several = m_wanted.names.size() > 1;
    const QMap<QString, QVariant> named = several ? m_rules.valuesOfName(m_wanted.names.first())
                                                  : QMap<QString, QVariant>();
    for (const QString &name : m_rules.fillable()) {
        if (!named.contains(name))
            addField(name, values.value(name));
    }
    if (!m_fields.isEmpty()) {
        // The first one that has to be filled in.
        QWidget *first = m_fields.first().second;
        for (const auto &[name, field] : std::as_const(m_fields)) {
            if (m_rules.required().contains(name) && !values.contains(name)) {
                first = field;
                break;
            }
        }
        first->setFocus();
    }
}

QString EntityForm::labelOf(const QString &name) const
{
    QStringList words = wordsOf(name);
    if (EditorState::isReference(m_table, name) && words.size() > 1 && words.last() == QLatin1String("id"))
        words.removeLast(); // as the list's header: the other row is shown by its name
    return humanized(words.isEmpty() ? name : words.join(u'_'));
}

void EntityForm::addField(const QString &name, const QVariant &value)
{
    const Column &column = *m_table.column(name);
    const bool required = m_rules.required().contains(name);
    QWidget *field = m_editors.make(column, value, this);
    if (!field && !required)
        return; // bytes are loaded into the row from a file
    if (!field)
        field = new QLineEdit(this);
    m_editors.fill(field, column, value, value.toString());
    const QString unfilled = column.hasDefault() ? tr("Default: %1").arg(column.defaultValue)
                           : required            ? QString()
                                                 : tr("NULL");
    if (auto *box = qobject_cast<QComboBox *>(field)) {
        if (!box->isEditable())
            box->insertItem(0, QString()); // what was chosen can be taken back
        box->setPlaceholderText(unfilled);
        if (box->isEditable())
            box->lineEdit()->setPlaceholderText(unfilled);
        box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    } else if (auto *line = qobject_cast<QLineEdit *>(field); line && !qobject_cast<ReferenceField *>(field)) {
        line->setPlaceholderText(unfilled);
    }
    QString label = labelOf(name);
    field->setAccessibleName(required ? tr("%1, required").arg(label) : label);
    if (field->toolTip().isEmpty())
        field->setToolTip(plainToolTip(QStringLiteral("%1 %2").arg(name, column.type)));
    label.replace(u'&', QStringLiteral("&&"));
    m_form->addRow(required ? label + QStringLiteral(" *") : label, field);
    m_fields.append({name, field});
}

void EntityForm::refuse(const QString &why, QWidget *field)
{
    m_error->say(why, field);
    m_ok->setEnabled(true);
}

NewRows EntityForm::rowsOf(const EntityRules &rules, const QStringList &names)
{
    NewRows rows;
    for (const QString &name : names) {
        const QMap<QString, QVariant> values = rules.valuesOfName(name);
        // What is one word for one name must be so for all: the columns are the same for every row.
        if (values.isEmpty() || (!rows.values.isEmpty() && rows.columns != values.keys()))
            return {};
        rows.columns = values.keys();
        rows.values += values.values();
    }
    return rows;
}

std::optional<NewRows> EntityForm::entered()
{
    NewRows rows;
    rows.values = {{}};
    if (m_wanted.names.size() > 1)
        rows = rowsOf(m_rules, m_wanted.names);
    QStringList missing;
    QWidget *firstMissing = nullptr;
    for (const auto &[name, field] : std::as_const(m_fields)) {
        const auto value = m_editors.entered(field, *m_table.column(name), QVariant());
        if (value && !*value) {
            refuse(value->error().summary, field);
            return std::nullopt;
        }
        if (value) {
            rows.columns += name;
            for (QVariantList &row : rows.values)
                row += **value;
        } else if (m_rules.required().contains(name)) {
            missing += labelOf(name);
            firstMissing = firstMissing ? firstMissing : field;
        }
    }
    if (firstMissing) {
        refuse(tr("Fill in %1: the table requires it.").arg(missing.join(QStringLiteral(", "))), firstMissing);
        return std::nullopt;
    }
    return rows;
}

void EntityForm::accept()
{
    const auto rows = entered();
    if (!rows)
        return;
    m_error->hide();
    m_ok->setEnabled(false);
    const auto done = [self = QPointer<EntityForm>(this)](const Result<KeyList> &keys) {
        if (!self)
            return;
        if (!keys) {
            const Error &error = keys.error();
            self->refuse(error.detail.isEmpty() || error.summary.contains(error.detail)
                             ? error.summary
                             : QStringLiteral("%1\n%2").arg(error.summary, error.detail),
                         nullptr);
            return;
        }
        emit self->added(*keys);
        self->QDialog::accept();
    };
    if (m_wanted.linked)
        m_state.createAndLink(m_wanted.side, *rows, m_wanted.found, m_wanted.with, m_wanted.remark, done);
    else
        m_state.addEntities(m_wanted.side, *rows, done);
}

} // namespace joinery
