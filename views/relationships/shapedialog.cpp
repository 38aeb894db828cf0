#include "relationships/shapedialog.h"

#include "relationships/shapeendform.h"
#include "session/catalog.h"
#include "theme/icons.h"
#include "theme/theme.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace joinery {

ShapeDialog::ShapeDialog(std::shared_ptr<const Catalog> catalog,
                         const std::optional<RelationshipSettings::Shape> &shape, QWidget *parent)
    : QDialog(parent)
    , m_catalog(std::move(catalog))
    , m_joinTable(new QComboBox)
    , m_left(new ShapeEndForm(m_catalog->schema, tr("Left end")))
    , m_right(new ShapeEndForm(m_catalog->schema, tr("Right end")))
    , m_others(new QVBoxLayout)
    , m_scopes(new QVBoxLayout)
    , m_problem(new QLabel)
{
    setWindowTitle(shape ? tr("Correct the relationship") : tr("Add a relationship"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(2 * Theme::grid);
    auto *text = new QLabel(
        tr("A row of the join table says that one row of each end goes together: its columns hold their keys. The "
           "database itself is not changed."));
    text->setWordWrap(true);
    column->addWidget(text);

    m_joinTable->setAccessibleName(tr("Join table"));
    m_joinTable->setMaxVisibleItems(20);
    m_joinTable->setPlaceholderText(tr("Choose a table"));
    for (const Table &each : m_catalog->schema.tables) {
        if (each.kind != Table::Kind::Shadow)
            m_joinTable->addItem(each.name.text(), QStringList{each.name.schema, each.name.name});
    }
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(2 * Theme::grid);
    form->setVerticalSpacing(Theme::grid);
    form->addRow(tr("Join table"), m_joinTable);
    form->addRow(tr("Left end"), m_left);
    form->addRow(tr("Right end"), m_right);
    for (QVBoxLayout *each : {m_others, m_scopes}) {
        each->setContentsMargins(0, 0, 0, 0);
        each->setSpacing(4);
    }
    auto *addOtherButton = new QPushButton(tr("Add a third end"));
    auto *addScopeButton = new QPushButton(tr("Add a condition"));
    addScopeButton->setToolTip(tr("Only rows of the join table with this value belong to the relationship"));
    for (QPushButton *each : {addOtherButton, addScopeButton})
        each->setAutoDefault(false);
    m_others->addWidget(addOtherButton, 0, Qt::AlignLeft);
    m_scopes->addWidget(addScopeButton, 0, Qt::AlignLeft);
    form->addRow(tr("Third ends"), m_others);
    form->addRow(tr("Only where"), m_scopes);
    column->addLayout(form);

    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setForegroundRole(QPalette::PlaceholderText);
    column->addWidget(m_problem);
    column->addStretch(1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    m_ok = buttons->button(QDialogButtonBox::Ok);
    m_ok->setText(shape ? tr("Use this") : tr("Add"));
    m_ok->setDefault(true);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(addOtherButton, &QPushButton::clicked, this, [this] { addOther({}); });
    connect(addScopeButton, &QPushButton::clicked, this, [this] { addScope({}, {}); });
    connect(m_left, &ShapeEndForm::changed, this, &ShapeDialog::check);
    connect(m_right, &ShapeEndForm::changed, this, &ShapeDialog::check);

    m_joinTable->setCurrentIndex(shape ? m_joinTable->findText(shape->joinTable.text()) : -1);
    connect(m_joinTable, &QComboBox::currentIndexChanged, this, &ShapeDialog::onJoinTableChanged);
    onJoinTableChanged();
    if (shape) {
        m_left->setEnd(shape->left);
        m_right->setEnd(shape->right);
        for (const End &other : shape->others)
            addOther(other);
        for (auto it = shape->scope.begin(); it != shape->scope.end(); ++it)
            addScope(it.key(), it.value());
    }
    check();
    resize(640, sizeHint().height());
}

const Table *ShapeDialog::joinTable() const
{
    const QStringList name = m_joinTable->currentData().toStringList();
    return m_catalog->schema.table({name.value(0), name.value(1)});
}

QWidget *ShapeDialog::withRemove(QWidget *widget, const QString &what, const std::function<void()> &remove)
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(widget, 1);
    auto *button = new QToolButton;
    button->setIcon(icon(QStringLiteral("close")));
    button->setAutoRaise(true);
    button->setToolTip(what);
    button->setAccessibleName(what);
    layout->addWidget(button);
    connect(button, &QToolButton::clicked, this, [this, row, remove] {
        remove();
        row->deleteLater();
        check();
    });
    return row;
}

void ShapeDialog::addOther(const End &end)
{
    auto *form = new ShapeEndForm(m_catalog->schema, tr("Third end"));
    form->setJoinTable(joinTable());
    if (!end.table.isEmpty())
        form->setEnd(end);
    connect(form, &ShapeEndForm::changed, this, &ShapeDialog::check);
    QWidget *row = withRemove(form, tr("Remove this third end"), [this, form] {
        m_otherRows.removeIf([form](const OtherRow &each) { return each.form == form; });
    });
    m_others->insertWidget(int(m_otherRows.size()), row);
    m_otherRows += OtherRow{row, form};
    check();
}

void ShapeDialog::addScope(const QString &column, const QVariant &value)
{
    auto *columns = new QComboBox;
    columns->setAccessibleName(tr("Column of the condition"));
    columns->setPlaceholderText(tr("column"));
    if (const Table *table = joinTable())
        columns->addItems(table->columnNames());
    columns->setCurrentIndex(columns->findText(column));
    auto *text = new QLineEdit(value.toString());
    text->setAccessibleName(tr("Value of the condition"));
    auto *pair = new QWidget;
    auto *layout = new QHBoxLayout(pair);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(columns);
    layout->addWidget(new QLabel(QStringLiteral("=")));
    layout->addWidget(text, 1);
    connect(columns, &QComboBox::currentIndexChanged, this, &ShapeDialog::check);
    connect(text, &QLineEdit::textChanged, this, &ShapeDialog::check);
    QWidget *row = withRemove(pair, tr("Remove this condition"), [this, columns] {
        m_scopeRows.removeIf([columns](const ScopeRow &each) { return each.column == columns; });
    });
    m_scopes->insertWidget(int(m_scopeRows.size()), row);
    m_scopeRows += ScopeRow{row, columns, text};
    check();
}

void ShapeDialog::onJoinTableChanged()
{
    const Table *table = joinTable();
    m_left->setJoinTable(table);
    m_right->setJoinTable(table);
    for (const OtherRow &each : std::as_const(m_otherRows))
        each.form->setJoinTable(table);
    for (const ScopeRow &each : std::as_const(m_scopeRows)) {
        const QString column = each.column->currentText();
        each.column->clear();
        if (table)
            each.column->addItems(table->columnNames());
        each.column->setCurrentIndex(each.column->findText(column));
    }
    check();
}

RelationshipSettings::Shape ShapeDialog::shape() const
{
    RelationshipSettings::Shape shape;
    if (const Table *table = joinTable())
        shape.joinTable = table->name;
    shape.left = m_left->end();
    shape.right = m_right->end();
    for (const OtherRow &each : m_otherRows)
        shape.others += each.form->end();
    for (const ScopeRow &each : m_scopeRows) {
        // A number compares with a number's column whichever way it is written; a text column needs the text.
        if (each.column->currentIndex() >= 0)
            shape.scope.insert(each.column->currentText(), each.value->text());
    }
    return shape;
}

bool ShapeDialog::isValid() const
{
    return m_ok->isEnabled();
}

void ShapeDialog::check()
{
    const Table *table = joinTable();
    const auto made = table ? relationshipOf(shape(), m_catalog->schema)
                            : Result<Relationship>(failure(Error::Kind::Missing, tr("Choose the join table.")));
    m_ok->setEnabled(made.has_value());
    QString text = made ? QString() : made.error().summary;
    if (made && !made->readOnlyReason.isEmpty())
        text = made->readOnlyReason;
    m_problem->setText(text);
}

} // namespace joinery
