#include "dialogs/import/endform.h"

#include "dialogs/import/formbox.h"
#include "plaintooltip.h"
#include "theme/icons.h"
#include "theme/theme.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QInputDialog>
#include <QLabel>
#include <QToolButton>

namespace joinery {

namespace {

QToolButton *makeButton(const QString &iconName, const QString &toolTip)
{
    auto *button = new QToolButton;
    button->setIcon(icon(iconName, Tone::Muted));
    button->setAutoRaise(true);
    button->setToolTip(plainToolTip(toolTip));
    button->setAccessibleName(toolTip);
    return button;
}

FormBox *makeBox(const QString &name)
{
    auto *box = new FormBox(name);
    box->setNarrow(7);
    return box;
}

} // namespace

QString fileColumnText(const CsvSample &sample, int place)
{
    const QString header = sample.header.value(place).simplified();
    if (!header.isEmpty())
        return header.size() > 60 ? header.left(60) + QChar(0x2026) : header;
    const QString first = sample.rows.isEmpty() || place >= sample.rows.first().size()
                            ? QString()
                            : QString::fromUtf8(sample.rows.first()[place].text).simplified().left(24);
    return first.isEmpty() ? EndForm::tr("column %1").arg(place + 1)
                           : EndForm::tr("column %1: %2").arg(QString::number(place + 1), first);
}

EndForm::EndForm(ImportState &state, Side side, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
    , m_side(side)
    , m_grid(new QGridLayout(this))
    , m_add(
          makeButton(QStringLiteral("plus"), tr("Match a further column of %1").arg(state.relationship().title(side))))
    , m_list(makeBox(tr("How many names of %1 a field holds").arg(state.relationship().title(side))))
    , m_create(new QCheckBox(tr("Create what is unknown")))
{
    const QString name = state.relationship().title(side);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(6);
    m_grid->setVerticalSpacing(6);
    m_grid->setColumnStretch(0, 1);
    m_grid->setColumnStretch(2, 1);
    auto *title = new QLabel(name);
    title->setFont(Theme::titleFont());
    title->setTextFormat(Qt::PlainText);
    m_grid->addWidget(title, 0, 0, 1, 3);
    m_grid->addWidget(m_add, 0, 3);
    m_list->setToolTip(tr("A field may hold several names of %1; each of them counts as a row").arg(name));
    m_list->addItem(tr("one name in a field"), QByteArray());
    for (const char *separator : {";", "|", ",", "/", "\n"}) {
        const QString shown = *separator == '\n' ? tr("line breaks") : QString::fromLatin1(separator);
        m_list->addItem(tr("names separated by %1").arg(shown), QByteArray(separator));
    }
    m_list->addItem(tr("another separator…"));
    m_create->setAccessibleName(tr("Create what is unknown in %1").arg(name));
    m_create->setToolTip(plainToolTip(tr("A name that no row of %1 has becomes a new row").arg(name)));
    addRow();
    setFocusProxy(m_rows.first().file);
    connect(m_add, &QToolButton::clicked, this, [this] {
        addRow();
        m_rows.last().file->setFocus();
    });
    connect(m_list, &FormBox::activated, this, &EndForm::chooseSeparator);
    connect(m_create, &QCheckBox::clicked, this, [this](bool on) {
        ImportChoices choices = m_state.choices();
        choices.wishes.end(m_side).create = on;
        m_state.choose(choices);
    });
    connect(&m_state, &ImportState::drafted, this, [this] { show(*m_state.draft()); });
}

void EndForm::addRow()
{
    const int count = int(m_rows.size());
    const QString name = m_state.relationship().title(m_side);
    Row row{makeBox(tr("Column of the file that names %1").arg(name)), new QLabel(tr("is")),
            makeBox(tr("Column of %1 that it is matched with").arg(name)),
            makeButton(QStringLiteral("minus"), tr("Do not match this column with %1").arg(name))};
    row.is->setForegroundRole(QPalette::PlaceholderText);
    row.file->setPlaceholderText(tr("choose a column"));
    row.entity->setPlaceholderText(tr("choose"));
    if (m_state.draft())
        fillFileColumns(row.file, m_state.draft()->plan.sample);
    const End &end = m_state.relationship().end(m_side);
    if (const Table *table = m_state.schema().table(end.table)) {
        for (const QString &column : table->columnNames())
            row.entity->addItem(end.key.contains(column) ? tr("%1 (key)").arg(column) : column, column);
    }
    row.entity->setCurrentIndex(-1);
    m_grid->removeWidget(m_list);
    m_grid->removeWidget(m_create);
    int column = 0;
    for (QWidget *each : {static_cast<QWidget *>(row.file), static_cast<QWidget *>(row.is),
                          static_cast<QWidget *>(row.entity), static_cast<QWidget *>(row.remove)})
        m_grid->addWidget(each, count + 1, column++);
    m_grid->addWidget(m_list, count + 2, 0, 1, 3);
    m_grid->addWidget(m_create, count + 3, 0, 1, 3);
    row.remove->setVisible(count > 0);
    connect(row.file, &FormBox::activated, this, [this, box = row.file] {
        for (int i = 0; i < m_rows.size(); ++i) {
            if (m_rows[i].file == box)
                choosePlaces(i);
        }
    });
    connect(row.entity, &FormBox::activated, this, &EndForm::chooseColumns);
    connect(row.remove, &QToolButton::clicked, this, [this, box = row.file] {
        for (int i = 0; i < m_rows.size(); ++i) {
            if (m_rows[i].file == box) {
                removeRow(i);
                chooseColumns();
                return;
            }
        }
    });
    m_rows += row;
    m_list->setEnabled(m_rows.size() == 1);
}

void EndForm::removeRow(int row)
{
    const Row gone = m_rows.takeAt(row);
    for (QWidget *each : {static_cast<QWidget *>(gone.file), static_cast<QWidget *>(gone.is),
                          static_cast<QWidget *>(gone.entity), static_cast<QWidget *>(gone.remove)}) {
        each->hide();
        each->deleteLater();
    }
    m_list->setEnabled(m_rows.size() == 1);
}

void EndForm::fillFileColumns(FormBox *box, const CsvSample &sample) const
{
    const int current = box->currentIndex();
    box->clear();
    for (int place = 0; place < int(sample.columns); ++place)
        box->addItem(fileColumnText(sample, place));
    box->setCurrentIndex(current < box->count() ? current : -1);
}

void EndForm::show(const ImportDraft &draft)
{
    const EndMapping &end = draft.plan.mapping.end(m_side);
    const auto wanted = std::max<qsizetype>(1, end.fileColumns.size());
    while (m_rows.size() < wanted)
        addRow();
    // A row that is being filled in stays.
    while (m_rows.size() > wanted && m_rows.last().file->currentIndex() >= 0
           && m_rows.last().entity->currentIndex() >= 0)
        removeRow(int(m_rows.size()) - 1);
    for (int i = 0; i < int(m_rows.size()); ++i) {
        fillFileColumns(m_rows[i].file, draft.plan.sample);
        if (i < wanted) {
            m_rows[i].file->setCurrentIndex(end.fileColumns.value(i, -1));
            m_rows[i].entity->setCurrentIndex(m_rows[i].entity->findData(end.columns.value(i)));
        }
    }
    if (m_list->findData(end.separator) < 0) {
        m_list->insertItem(m_list->count() - 1, tr("names separated by %1").arg(QString::fromUtf8(end.separator)),
                           end.separator);
    }
    m_list->setCurrentIndex(m_list->findData(end.separator));
    m_create->setChecked(end.create);
}

void EndForm::takeRows(ImportWishes::End &end) const
{
    end.places.clear();
    end.columns.clear();
    for (const Row &row : m_rows) {
        if (row.file->currentIndex() < 0 || row.entity->currentIndex() < 0)
            continue;
        end.places += row.file->currentIndex();
        end.columns += row.entity->currentData().toString();
    }
}

/// The other side keeps the column that it shows, guessed or not; one that is taken from it it exchanges for the one that was ours.
void EndForm::settleOther(ImportChoices &choices) const
{
    if (!m_state.draft())
        return;
    const ImportMapping &shown = m_state.draft()->plan.mapping;
    ImportWishes::End &other = choices.wishes.end(otherSide(m_side));
    if (other.places.isEmpty())
        other.places = shown.end(otherSide(m_side)).fileColumns;
    const QList<int> &taken = choices.wishes.end(m_side).places;
    const QList<int> &ours = shown.end(m_side).fileColumns;
    if (taken.size() == 1 && other.places == taken && ours.size() == 1)
        other.places = ours;
}

void EndForm::choosePlaces(int row)
{
    ImportChoices choices = m_state.choices();
    ImportWishes::End &end = choices.wishes.end(m_side);
    if (m_rows.size() > 1) {
        if (m_rows[row].entity->currentIndex() < 0)
            return; // one half of a pair
        takeRows(end);
    } else {
        // What it is matched with is guessed from its values, unless a person has said it.
        end.places = {m_rows.first().file->currentIndex()};
    }
    settleOther(choices);
    m_state.choose(choices);
}

void EndForm::chooseColumns()
{
    ImportChoices choices = m_state.choices();
    takeRows(choices.wishes.end(m_side));
    if (choices.wishes.end(m_side).places.isEmpty() && m_rows.first().entity->currentIndex() >= 0)
        choices.wishes.end(m_side).columns = {m_rows.first().entity->currentData().toString()};
    settleOther(choices);
    m_state.choose(choices);
}

void EndForm::chooseSeparator()
{
    ImportChoices choices = m_state.choices();
    QByteArray separator = m_list->currentData().toByteArray();
    if (m_list->currentIndex() == m_list->count() - 1) {
        separator = QInputDialog::getText(this, tr("Several names in a field"), tr("What separates them?")).toUtf8();
        if (separator.isEmpty())
            separator = choices.wishes.end(m_side).separator;
        m_list->setCurrentIndex(m_list->findData(separator));
    }
    choices.wishes.end(m_side).separator = separator;
    m_state.choose(choices);
}

} // namespace joinery
