#include "relationships/relationshipdetails.h"

#include "relationships/entitylabel.h"
#include "relationships/relationshipfacts.h"
#include "relationships/shapedialog.h"
#include "theme/theme.h"
#include "values/naming.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

namespace joinery {

namespace {

QLabel *makeHeading(const QString &text)
{
    auto *heading = new QLabel(text);
    heading->setFont(Theme::smallFont());
    heading->setForegroundRole(QPalette::PlaceholderText);
    heading->setContentsMargins(0, Theme::grid, 0, 0);
    return heading;
}

QLabel *makeText(const QString &text = {})
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QFormLayout *makeForm()
{
    auto *form = new QFormLayout;
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(2 * Theme::grid);
    form->setVerticalSpacing(Theme::grid);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    return form;
}

void clearForm(QFormLayout *form)
{
    while (form->rowCount() > 0) {
        const QFormLayout::TakeRowResult row = form->takeRow(0);
        for (QLayoutItem *item : {row.labelItem, row.fieldItem}) {
            // Later: what is clicked on may be among them.
            if (item && item->widget()) {
                item->widget()->hide();
                item->widget()->deleteLater();
            }
            delete item;
        }
    }
}

/// The name of a column, plain in a button or a menu.
QString verbatim(QString text)
{
    return text.replace(u'&', QStringLiteral("&&"));
}

} // namespace

RelationshipDetails::RelationshipDetails(QWidget *parent) : QScrollArea(parent)
{
    setFrameShape(NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(24, 16, 24, 16);
    column->setSpacing(Theme::grid);
    m_title = makeText();
    m_title->setFont(Theme::titleFont());
    m_certainty = makeText();
    column->addWidget(m_title);
    column->addWidget(m_certainty);
    makeButtons(column);
    column->addWidget(makeHeading(tr("Why")));
    m_reasons = makeText();
    column->addWidget(m_reasons);
    makeNames(column);
    column->addWidget(makeHeading(tr("What it is made of")));
    m_facts = makeForm();
    column->addLayout(m_facts);
    column->addStretch(1);
    setWidget(content);
}

void RelationshipDetails::makeButtons(QVBoxLayout *column)
{
    m_use = new QPushButton(tr("&Use it"));
    m_use->setToolTip(tr("Show it as one of the relationships of this database"));
    m_correct = new QPushButton(tr("&Correct…"));
    m_correct->setToolTip(tr("Choose the columns of its ends, third ends and scope"));
    m_hide = new QPushButton;
    m_reset = new QPushButton;
    auto *row = new QHBoxLayout;
    row->setSpacing(Theme::grid);
    for (QPushButton *each : {m_use, m_correct, m_hide, m_reset}) {
        each->setAutoDefault(false);
        row->addWidget(each);
    }
    row->addStretch(1);
    column->addLayout(row);
    connect(m_use, &QPushButton::clicked, this, [this] {
        change([](RelationshipSettings &, RelationshipSettings::Entry &entry) { entry.accepted = !entry.accepted; });
    });
    connect(m_hide, &QPushButton::clicked, this, [this] {
        change([](RelationshipSettings &, RelationshipSettings::Entry &entry) { entry.hidden = !entry.hidden; });
    });
    connect(m_correct, &QPushButton::clicked, this, &RelationshipDetails::correct);
    connect(m_reset, &QPushButton::clicked, this, [this] {
        RelationshipSettings settings = m_catalog->settings;
        const QStringList order = settings.order;
        settings.forget(m_id);
        if (m_catalog->review.find(m_id)->origin != Reviewed::Origin::ByHand)
            settings.order = order;
        emit edited(settings);
    });
}

void RelationshipDetails::makeNames(QVBoxLayout *column)
{
    column->addWidget(makeHeading(tr("What it is called")));
    m_labels = makeForm();
    auto *form = makeForm();
    m_name = new QLineEdit;
    m_left = new QLineEdit;
    m_right = new QLineEdit;
    form->addRow(tr("Name"), m_name);
    form->addRow(tr("Rows on the left"), m_left);
    form->addRow(tr("Rows on the right"), m_right);
    const auto onEdited = [this](QLineEdit *field, QString RelationshipSettings::Entry::*member) {
        connect(field, &QLineEdit::editingFinished, this, [this, field, member] {
            if (!field->isModified() || !reviewed())
                return;
            field->setModified(false);
            change([&](RelationshipSettings &, RelationshipSettings::Entry &entry) {
                entry.*member = field->text().trimmed();
            });
        });
    };
    onEdited(m_name, &RelationshipSettings::Entry::name);
    onEdited(m_left, &RelationshipSettings::Entry::leftAlias);
    onEdited(m_right, &RelationshipSettings::Entry::rightAlias);
    column->addLayout(form);
    column->addLayout(m_labels);
    m_symmetric = new QCheckBox(tr("A link says the same from either of its rows, as between friends"));
    connect(m_symmetric, &QCheckBox::clicked, this, [this](bool checked) {
        change([checked](RelationshipSettings &, RelationshipSettings::Entry &entry) { entry.symmetric = checked; });
    });
    column->addWidget(m_symmetric);
}

const Reviewed *RelationshipDetails::reviewed() const
{
    return m_catalog ? m_catalog->review.find(m_id) : nullptr;
}

void RelationshipDetails::change(const std::function<void(RelationshipSettings &, RelationshipSettings::Entry &)> &how)
{
    RelationshipSettings settings = m_catalog->settings;
    how(settings, settings.entry(m_id));
    settings.tidy();
    emit edited(settings);
}

void RelationshipDetails::show(std::shared_ptr<const Catalog> catalog, const QString &id)
{
    m_catalog = std::move(catalog);
    m_id = id;
    const Reviewed *shown = reviewed();
    widget()->setVisible(shown != nullptr);
    if (!shown)
        return;
    const Relationship &relationship = shown->relationship;
    m_title->setText(relationship.name);
    m_certainty->setText(certaintyOf(*shown));
    m_use->setVisible(relationship.suggested || shown->accepted);
    m_use->setText(shown->accepted ? tr("Do not &use it") : tr("&Use it"));
    m_hide->setText(shown->hidden ? tr("&Show") : tr("&Hide"));
    m_hide->setToolTip(shown->hidden ? tr("Offer it in the picker again") : tr("Leave it out of the picker"));
    const bool byHand = shown->origin == Reviewed::Origin::ByHand;
    m_reset->setText(byHand ? tr("&Remove") : tr("&Reset"));
    m_reset->setToolTip(byHand ? tr("Forget this relationship; the database is not changed")
                               : tr("Back to how it was found"));
    m_reset->setEnabled(shown->changed);
    QStringList reasons;
    for (const QString &reason : relationship.reasons)
        reasons += QStringLiteral("• ") + reason;
    m_reasons->setText(reasons.join(u'\n'));
    m_name->setText(relationship.name);
    m_left->setText(relationship.left.alias);
    m_right->setText(relationship.right.alias);
    m_symmetric->setVisible(relationship.isSelf());
    m_symmetric->setChecked(relationship.symmetric);
    showLabels(*shown);
    showFacts(*shown);
}

void RelationshipDetails::showFacts(const Reviewed &reviewed)
{
    clearForm(m_facts);
    for (const Fact &fact : factsOf(reviewed.relationship, m_catalog->schema)) {
        QLabel *what = makeText(fact.what);
        what->setForegroundRole(QPalette::PlaceholderText);
        what->setWordWrap(false);
        m_facts->addRow(what, makeText(fact.text));
    }
}

void RelationshipDetails::showLabels(const Reviewed &reviewed)
{
    clearForm(m_labels);
    QStringList shown;
    for (const End &end :
         QList<End>{reviewed.relationship.left, reviewed.relationship.right} + reviewed.relationship.others) {
        const Table *table = m_catalog->schema.table(end.table);
        if (!table || shown.contains(table->name.text()))
            continue;
        shown += table->name.text();
        auto *text = makeText(tr("A row of %1 is called by").arg(table->name.text()));
        text->setWordWrap(false);
        m_labels->addRow(text, labelButton(*table, end));
    }
}

QPushButton *RelationshipDetails::labelButton(const Table &table, const End &end)
{
    const QStringList label = labelColumns(table, end.key);
    auto *button = new QPushButton(verbatim(label.join(QStringLiteral(", "))));
    button->setAutoDefault(false);
    button->setAccessibleName(tr("Label of %1: %2").arg(table.name.text(), label.join(QStringLiteral(", "))));
    button->setToolTip(tr("Choose one column, or several that are shown together"));
    button->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    auto *menu = new QMenu(button);
    const auto choose = [this, name = table.name.text()](const QStringList &columns) {
        RelationshipSettings settings = m_catalog->settings;
        if (columns.isEmpty())
            settings.labels.remove(name);
        else
            settings.labels.insert(name, columns);
        emit edited(settings);
    };
    for (const QString &column : table.columnNames()) {
        QAction *action = menu->addAction(verbatim(column));
        action->setCheckable(true);
        action->setChecked(label.contains(column));
        connect(action, &QAction::triggered, this, [choose, label, column](bool checked) {
            QStringList columns = label;
            if (checked)
                columns += column;
            else
                columns.removeAll(column);
            choose(columns);
        });
    }
    menu->addSeparator();
    QAction *guess = menu->addAction(tr("As guessed"));
    guess->setEnabled(!table.label.isEmpty());
    connect(guess, &QAction::triggered, this, [choose] { choose({}); });
    button->setMenu(menu);
    return button;
}

void RelationshipDetails::correct()
{
    const Reviewed *shown = reviewed();
    if (!shown)
        return;
    auto *dialog = new ShapeDialog(m_catalog, RelationshipSettings::Shape::of(shown->relationship), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        change([dialog](RelationshipSettings &, RelationshipSettings::Entry &entry) { entry.shape = dialog->shape(); });
    });
    dialog->open();
}

} // namespace joinery
