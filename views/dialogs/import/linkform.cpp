#include "dialogs/import/linkform.h"

#include "dialogs/import/endform.h"
#include "plaintooltip.h"
#include "theme/theme.h"
#include "values/naming.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QVBoxLayout>

namespace joinery {

namespace {

constexpr int mostFieldsInView = 3;

void narrow(QComboBox *box)
{
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(8);
    box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

} // namespace

LinkForm::LinkForm(ImportState &state, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
    , m_conflict(new QComboBox)
    , m_ignoreCase(new QCheckBox(tr("Names match in any case")))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    auto *title = new QLabel(tr("Links"));
    title->setFont(Theme::titleFont());
    title->setMinimumHeight(24);
    column->addWidget(title);
    const QStringList columns = settableColumns(state.schema(), state.relationship());
    if (!columns.isEmpty()) {
        auto *fields = new QWidget;
        auto *form = new QFormLayout(fields);
        form->setContentsMargins(0, 0, 0, 0);
        form->setVerticalSpacing(4);
        form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
        for (const QString &each : columns)
            addField(form, each);
        if (columns.size() <= mostFieldsInView) {
            column->addWidget(fields);
        } else {
            auto *area = new QScrollArea;
            area->setWidget(fields);
            area->setWidgetResizable(true);
            area->setFrameShape(QFrame::NoFrame);
            area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
            area->viewport()->setAutoFillBackground(false);
            fields->setAutoFillBackground(false);
            area->setFixedHeight(mostFieldsInView * 34);
            column->addWidget(area);
        }
    }
    m_conflict->setAccessibleName(tr("A pair that is linked already"));
    m_conflict->setToolTip(tr("What to do with a pair that is linked already"));
    m_conflict->addItem(tr("stays as it is"), int(OnConflict::Skip));
    m_conflict->addItem(tr("takes the file's values"), int(OnConflict::Update));
    m_conflict->addItem(tr("is rejected"), int(OnConflict::Reject));
    narrow(m_conflict);
    auto *conflictRow = new QHBoxLayout;
    auto *already = new QLabel(tr("Linked already"));
    already->setForegroundRole(QPalette::PlaceholderText);
    already->setBuddy(m_conflict);
    conflictRow->addWidget(already);
    conflictRow->addWidget(m_conflict, 1);
    column->addLayout(conflictRow);
    column->addWidget(m_ignoreCase);
    column->addStretch(1);
    connect(m_conflict, &QComboBox::activated, this, [this] {
        ImportChoices choices = m_state.choices();
        choices.wishes.onConflict = OnConflict(m_conflict->currentData().toInt());
        m_state.choose(choices);
    });
    connect(m_ignoreCase, &QCheckBox::clicked, this, [this](bool on) {
        ImportChoices choices = m_state.choices();
        choices.wishes.ignoreCase = on;
        m_state.choose(choices);
    });
    connect(&m_state, &ImportState::drafted, this, [this] { show(*m_state.draft()); });
}

void LinkForm::addField(QFormLayout *form, const QString &name)
{
    const Column *column = m_state.schema().table(m_state.relationship().joinTable)->column(name);
    Field field{name, new QComboBox, new QLineEdit};
    narrow(field.source);
    field.source->setAccessibleName(tr("Where %1 comes from").arg(name));
    field.source->setToolTip(plainToolTip(QStringLiteral("%1 %2").arg(name, column->type)));
    field.value->setAccessibleName(tr("The value of %1 for every link").arg(name));
    field.value->setPlaceholderText(tr("value"));
    field.value->hide();
    auto *row = new QHBoxLayout;
    row->setSpacing(6);
    row->addWidget(field.source, 1);
    row->addWidget(field.value, 1);
    auto *label = new QLabel(humanized(name));
    label->setTextFormat(Qt::PlainText);
    label->setForegroundRole(QPalette::PlaceholderText);
    form->addRow(label, row);
    m_fields += field;
    connect(field.source, &QComboBox::activated, this, [this, field] {
        field.value->setVisible(field.source->currentData().toInt() == FixedValue);
        if (field.value->isVisibleTo(this) && field.value->text().isEmpty())
            field.value->setFocus();
        else
            choose(field);
    });
    connect(field.value, &QLineEdit::editingFinished, this, [this, field] {
        if (field.value->isModified() && field.source->currentData().toInt() == FixedValue)
            choose(field);
        field.value->setModified(false);
    });
}

void LinkForm::choose(const Field &field)
{
    ImportChoices choices = m_state.choices();
    const int source = field.source->currentData().toInt();
    choices.set.remove(field.column);
    choices.payload.insert(field.column, source >= 0 ? source : int(NoSource));
    if (source == FixedValue)
        choices.set.insert(field.column, field.value->text());
    m_state.choose(choices);
}

void LinkForm::show(const ImportDraft &draft)
{
    const CsvSample &sample = draft.plan.sample;
    for (const Field &field : std::as_const(m_fields)) {
        const bool isWaiting = field.source->currentData().toInt() == FixedValue && field.value->hasFocus();
        const bool isRequired = draft.required.contains(field.column);
        field.source->clear();
        field.source->addItem(isRequired ? tr("missing: choose") : tr("left to the database"), int(NoSource));
        for (int place = 0; place < int(sample.columns); ++place)
            field.source->addItem(fileColumnText(sample, place), place);
        field.source->addItem(tr("the same for all…"), int(FixedValue));
        int source = NoSource;
        for (const ImportMapping::PayloadColumn &payload : draft.plan.mapping.payload) {
            if (payload.column == field.column)
                source = payload.fileColumn;
        }
        if (isWaiting || m_state.choices().set.contains(field.column))
            source = FixedValue;
        field.source->setCurrentIndex(field.source->findData(source));
        field.value->setVisible(source == FixedValue);
        if (!isWaiting)
            field.value->setText(m_state.choices().set.value(field.column));
    }
    m_conflict->setCurrentIndex(m_conflict->findData(int(draft.plan.mapping.onConflict)));
    m_ignoreCase->setChecked(draft.plan.mapping.ignoreCase);
}

} // namespace joinery
