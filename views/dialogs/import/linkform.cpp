#include "dialogs/import/linkform.h"

#include "dialogs/import/endform.h"
#include "dialogs/import/formbox.h"
#include "plaintooltip.h"
#include "theme/theme.h"
#include "values/naming.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace joinery {

namespace {

constexpr int fewestFieldsInView = 3;
constexpr int fewestLetters = 8;
constexpr int fieldSpacing = 4;

} // namespace

LinkForm::LinkForm(ImportState &state, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
    , m_conflict(new FormBox(tr("A pair that is linked already")))
    , m_ignoreCase(new QCheckBox(tr("Names match in any case")))
    , m_ignoreBlanks(new QCheckBox(tr("Blanks around names do not count")))
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
        m_form = new QFormLayout(fields);
        m_form->setContentsMargins(0, 0, 0, 0);
        m_form->setHorizontalSpacing(Theme::grid);
        m_form->setVerticalSpacing(fieldSpacing);
        m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
        for (const QString &each : columns)
            addField(each);
        if (columns.size() <= fewestFieldsInView) {
            column->addWidget(fields);
        } else {
            m_area = new QScrollArea;
            m_area->setWidget(fields);
            m_area->setWidgetResizable(true);
            m_area->setFrameShape(QFrame::NoFrame);
            m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
            m_area->viewport()->setAutoFillBackground(false);
            fields->setAutoFillBackground(false);
            setFieldsInView(fewestFieldsInView);
            column->addWidget(m_area);
        }
    }
    m_conflict->setToolTip(tr("What to do with a pair that is linked already"));
    m_conflict->addItem(tr("stays as it is"), int(OnConflict::Skip));
    m_conflict->addItem(tr("takes the file's values"), int(OnConflict::Update));
    m_conflict->addItem(tr("is rejected"), int(OnConflict::Reject));
    m_conflict->setNarrow(fewestLetters);
    auto *conflictRow = new QHBoxLayout;
    conflictRow->setSpacing(Theme::grid);
    if (m_area) // in line with the boxes, beside which there is a scroll bar
        conflictRow->setContentsMargins(0, 0, m_area->verticalScrollBar()->sizeHint().width(), 0);
    auto *already = new QLabel(tr("Linked already"));
    already->setForegroundRole(QPalette::PlaceholderText);
    already->setBuddy(m_conflict);
    int widest = already->sizeHint().width();
    for (const Field &field : std::as_const(m_fields))
        widest = std::max(widest, field.label->sizeHint().width());
    already->setMinimumWidth(widest);
    for (const Field &field : std::as_const(m_fields))
        field.label->setMinimumWidth(widest);
    conflictRow->addWidget(already);
    conflictRow->addWidget(m_conflict, 1);
    column->addLayout(conflictRow);
    column->addWidget(m_ignoreCase);
    column->addWidget(m_ignoreBlanks);
    column->addStretch(1);
    connect(m_conflict, &FormBox::activated, this, [this] {
        ImportChoices choices = m_state.choices();
        choices.wishes.onConflict = OnConflict(m_conflict->currentData().toInt());
        m_state.choose(choices);
    });
    connect(m_ignoreCase, &QCheckBox::clicked, this, [this](bool on) {
        ImportChoices choices = m_state.choices();
        choices.wishes.ignoreCase = on;
        m_state.choose(choices);
    });
    connect(m_ignoreBlanks, &QCheckBox::clicked, this, [this](bool on) {
        ImportChoices choices = m_state.choices();
        choices.wishes.ignoreBlanks = on;
        m_state.choose(choices);
    });
    connect(&m_state, &ImportState::drafted, this, [this] { show(*m_state.draft()); });
}

void LinkForm::addField(const QString &name)
{
    const Column *column = m_state.schema().table(m_state.relationship().joinTable)->column(name);
    const Field field{name, new QLabel(humanized(name)), new FormBox(tr("Where %1 comes from").arg(name)),
                      new QLineEdit};
    field.source->setNarrow(fewestLetters);
    field.source->setToolTip(plainToolTip(QStringLiteral("%1 %2").arg(name, column->type)));
    field.value->setAccessibleName(tr("The value of %1 for every link").arg(name));
    field.value->setPlaceholderText(tr("value"));
    field.value->hide();
    auto *row = new QHBoxLayout;
    row->setSpacing(6);
    row->addWidget(field.source, 1);
    row->addWidget(field.value, 1);
    field.label->setTextFormat(Qt::PlainText);
    field.label->setForegroundRole(QPalette::PlaceholderText);
    field.label->setBuddy(field.source);
    m_form->addRow(field.label, row);
    m_fields += field;
    connect(field.source, &FormBox::activated, this, [this, field] {
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

void LinkForm::setFieldsInView(int count)
{
    if (!m_area)
        return;
    const int height = m_fields.first().source->sizeHint().height() + fieldSpacing;
    const int shown = std::clamp(count, fewestFieldsInView, int(m_fields.size()));
    // Half of the next one tells that there are more.
    m_area->setFixedHeight(shown * height + (shown < m_fields.size() ? height / 2 : 0));
}

/// The columns that the file gives come first; once for a file, so that nothing moves while it is being worked with.
void LinkForm::sortFields(const ImportDraft &draft)
{
    const CsvSample &sample = draft.plan.sample;
    const QStringList columns = sample.header.isEmpty() ? QStringList(QString::number(sample.columns)) : sample.header;
    if (m_sortedFor == columns)
        return;
    m_sortedFor = columns;
    const QList<ImportMapping::PayloadColumn> &payload = draft.plan.mapping.payload;
    const auto isGiven = [&](const Field &field) {
        return draft.required.contains(field.column) || m_state.choices().set.contains(field.column)
            || std::any_of(payload.begin(), payload.end(),
                           [&](const auto &each) { return each.column == field.column; });
    };
    std::stable_partition(m_fields.begin(), m_fields.end(), isGiven);
    const Field *before = nullptr;
    for (const Field &field : std::as_const(m_fields)) {
        const QFormLayout::TakeRowResult row = m_form->takeRow(field.label);
        delete row.labelItem;
        m_form->addRow(field.label, row.fieldItem->layout());
        if (before)
            setTabOrder(before->value, field.source);
        setTabOrder(field.source, field.value);
        before = &field;
    }
    if (m_area)
        m_area->ensureVisible(0, 0);
}

void LinkForm::show(const ImportDraft &draft)
{
    sortFields(draft);
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
    m_ignoreBlanks->setChecked(draft.plan.mapping.ignoreBlanks);
}

} // namespace joinery
