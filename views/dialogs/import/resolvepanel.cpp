#include "dialogs/import/resolvepanel.h"

#include "dialogs/import/previewtable.h"
#include "panels/findfield.h"
#include "theme/theme.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace joinery {

ResolvePanel::ResolvePanel(ImportState &state, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
    , m_names(new PreviewTable(ResolveModel::WhereColumn, ResolveModel::VerdictRole, -1))
    , m_question(new QLabel)
    , m_find(new FindField)
    , m_found(new QListWidget)
    , m_use(new QPushButton(tr("&Use this row")))
    , m_create(new QPushButton(tr("&Create it")))
    , m_skip(new QPushButton(tr("&Skip its rows")))
    , m_leave(new QPushButton(tr("Leave &open")))
{
    m_names->setModel(&state.names());
    m_names->setAccessibleName(tr("Names to resolve"));
    m_names->horizontalHeader()->resizeSection(ResolveModel::NameColumn, 180);
    m_names->horizontalHeader()->resizeSection(ResolveModel::WhereColumn, 160);
    m_names->horizontalHeader()->resizeSection(ResolveModel::RowsColumn, 60);
    m_question->setFont(Theme::titleFont());
    m_question->setTextFormat(Qt::PlainText);
    m_question->setWordWrap(true);
    m_find->setAccessibleName(tr("Find the row that is meant"));
    m_found->setAccessibleName(tr("Rows that may be meant"));
    m_found->setFrameShape(QFrame::NoFrame);
    m_found->setUniformItemSizes(true);
    m_skip->setToolTip(tr("Its rows are left out and listed among the rejected"));

    auto *side = new QWidget;
    side->setMinimumWidth(320);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(12, Theme::grid, 2 * Theme::grid, Theme::grid);
    column->addWidget(m_question);
    column->addWidget(m_find);
    column->addWidget(m_found, 1);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(6);
    for (QPushButton *button : {m_use, m_create, m_skip, m_leave})
        buttons->addWidget(button);
    buttons->addStretch(1);
    column->addLayout(buttons);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_names, 3);
    row->addWidget(side, 2);

    connect(m_names->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ResolvePanel::showName);
    connect(&state.names(), &QAbstractItemModel::rowsInserted, this, &ResolvePanel::showName);
    connect(&state.names(), &QAbstractItemModel::rowsRemoved, this, &ResolvePanel::showName);
    connect(m_find, &FindField::findChanged, this, &ResolvePanel::search);
    connect(m_find, &FindField::leaveWanted, this, [this] { m_found->setFocus(); });
    connect(m_found, &QListWidget::itemActivated, this, &ResolvePanel::use);
    connect(m_use, &QPushButton::clicked, this, &ResolvePanel::use);
    connect(m_create, &QPushButton::clicked, this, [this] { decide(Resolution{Resolution::Kind::Create, {}}); });
    connect(m_skip, &QPushButton::clicked, this, [this] { decide(Resolution{Resolution::Kind::Skip, {}}); });
    connect(m_leave, &QPushButton::clicked, this, [this] { decide(std::nullopt); });
    showName();
}

void ResolvePanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (current() < 0 && m_state.names().rowCount() > 0)
        m_names->selectRow(std::max(0, m_state.names().nextUndecided(-1)));
}

int ResolvePanel::current() const
{
    const QModelIndex index = m_names->currentIndex();
    return index.isValid() ? index.row() : -1;
}

void ResolvePanel::showName()
{
    const int row = current();
    const bool any = row >= 0 && row < m_state.names().rowCount();
    for (QWidget *each :
         {static_cast<QWidget *>(m_find), static_cast<QWidget *>(m_found), static_cast<QWidget *>(m_use),
          static_cast<QWidget *>(m_create), static_cast<QWidget *>(m_skip), static_cast<QWidget *>(m_leave)})
        each->setVisible(any);
    if (!any) {
        m_shown.clear();
        m_question->setText(m_state.names().rowCount() == 0 ? tr("Every name answers to one row.")
                                                            : tr("Choose a name."));
        return;
    }
    const ResolveModel::Name &name = m_state.names().name(row);
    const QString title = m_state.relationship().title(name.open.side);
    const bool isUnknown = name.open.verdict == Verdict::UnknownLeft || name.open.verdict == Verdict::UnknownRight;
    // The focus never falls from a button that goes onto the next one, which decides something else.
    if ((m_create->hasFocus() && !isUnknown) || (m_leave->hasFocus() && !name.resolution))
        m_found->setFocus();
    m_create->setVisible(isUnknown);
    m_leave->setEnabled(name.resolution.has_value());
    const QString shown = QString::number(int(name.open.side)) + name.open.name;
    if (shown == m_shown)
        return;
    m_shown = shown;
    m_question->setText(tr("Which row of %1 is \"%2\"?").arg(title, name.open.name.left(120)));
    const QSignalBlocker quiet(m_find);
    m_find->clear();
    search();
}

void ResolvePanel::search()
{
    const int row = current();
    if (row < 0)
        return;
    // Nothing is used that has not been shown; the button stays, and the focus with it.
    m_suggestions.clear();
    m_state.suggest(row, m_find->text(), this, [this, shown = m_shown](const Result<QList<Suggestion>> &found) {
        if (!found || shown != m_shown)
            return;
        m_suggestions = *found;
        m_found->clear();
        for (const Suggestion &suggestion : std::as_const(m_suggestions)) {
            const QString label = suggestion.label.simplified().left(120);
            auto *item = new QListWidgetItem(QStringLiteral("%1  (%2)").arg(label, suggestion.detail), m_found);
            item->setToolTip(item->text().toHtmlEscaped());
            item->setSizeHint({0, Theme::instance().rowHeight()});
        }
        if (m_found->count() > 0)
            m_found->setCurrentRow(0);
        else if (m_use->hasFocus())
            m_found->setFocus();
        m_use->setEnabled(m_found->count() > 0);
    });
}

void ResolvePanel::use()
{
    const int chosen = m_found->currentRow();
    if (chosen < 0 || chosen >= m_suggestions.size())
        return;
    const Suggestion &suggestion = m_suggestions[chosen];
    decide(Resolution{Resolution::Kind::Use, suggestion.key}, suggestion.label);
}

void ResolvePanel::decide(const std::optional<Resolution> &resolution, const QString &meaning)
{
    const int row = current();
    if (row < 0)
        return;
    m_state.decide(row, resolution, meaning);
    const int next = resolution ? m_state.names().nextUndecided(row) : -1;
    if (next >= 0)
        m_names->selectRow(next);
    else
        showName();
}

} // namespace joinery
