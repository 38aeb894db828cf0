#include "dialogs/import/importform.h"

#include "dialogs/import/accountlist.h"
#include "dialogs/import/dialectform.h"
#include "dialogs/import/endform.h"
#include "dialogs/import/importstatus.h"
#include "dialogs/import/linkform.h"
#include "dialogs/import/previewtable.h"
#include "dialogs/import/resolvepanel.h"
#include "panels/elidedlabel.h"
#include "panels/segmentedcontrol.h"
#include "plaintooltip.h"
#include "theme/icons.h"
#include "theme/theme.h"

#include <QFileInfo>
#include <QFrame>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace joinery {

namespace {

constexpr int margin = 2 * Theme::grid;
// Of what there is in height beyond this, the rows below get a little more than the fields.
constexpr int heightWithoutFields = 440;
constexpr int heightPerField = 56;

QFrame *makeLine(QFrame::Shape shape)
{
    auto *line = new QFrame;
    line->setFrameShape(shape);
    line->setFixedHeight(shape == QFrame::HLine ? 1 : QWIDGETSIZE_MAX);
    return line;
}

} // namespace

ImportForm::ImportForm(ImportState &state, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
    , m_file(new ElidedLabel)
    , m_recalled(new QWidget)
    , m_links(new LinkForm(state))
    , m_parts(new SegmentedControl)
    , m_stack(new QStackedWidget)
    , m_account(new AccountList([&state](Verdict verdict) { return state.rows().verdictText(verdict); }, true))
    , m_extent(new QLabel)
    , m_rows(new PreviewTable(ImportModel::VerdictColumn, ImportModel::VerdictRole, ImportModel::RejectedRole))
    , m_reason(new QLabel)
    , m_names(new ResolvePanel(state))
    , m_sign(new QLabel)
    , m_status(new ElidedLabel)
    , m_progress(new QProgressBar)
    , m_import(new QPushButton(tr("&Import")))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *top = new QVBoxLayout;
    top->setContentsMargins(margin, margin, margin, 12);
    top->setSpacing(12);
    top->addLayout(makeHead());
    top->addWidget(new DialectForm(m_state));
    top->addWidget(makeLine(QFrame::HLine));
    top->addLayout(makeMapping());
    column->addLayout(top);
    column->addWidget(makeLine(QFrame::HLine));
    column->addLayout(makeParts(), 1);
    column->addWidget(makeLine(QFrame::HLine));
    column->addLayout(makeFoot());
    connect(&m_state, &ImportState::drafted, this, &ImportForm::onDrafted);
    connect(&m_state, &ImportState::previewed, this, &ImportForm::onPreviewed);
    connect(&m_state, &ImportState::failed, this, [this](const Error &error) { say(error.summary); });
    connect(&m_state.session(), &Session::busyChanged, this, &ImportForm::showStatus);
    connect(&Theme::instance(), &Theme::changed, this, &ImportForm::showStatus);
    showStatus();
}

QLayout *ImportForm::makeHead()
{
    auto *row = new QHBoxLayout;
    auto *title = new QLabel(tr("Import into %1").arg(m_state.relationship().name));
    title->setFont(Theme::titleFont());
    title->setTextFormat(Qt::PlainText);
    row->addWidget(title);
    m_file->setForegroundRole(QPalette::PlaceholderText);
    m_file->setAccessibleName(tr("File"));
    row->addSpacing(Theme::grid);
    row->addWidget(m_file, 1);
    auto *recalled = new QHBoxLayout(m_recalled);
    recalled->setContentsMargins(0, 0, Theme::grid, 0);
    recalled->setSpacing(4);
    auto *asLastTime = new QLabel(tr("Read as last time."));
    asLastTime->setForegroundRole(QPalette::PlaceholderText);
    auto *anew = new QToolButton;
    anew->setText(tr("Guess anew"));
    anew->setToolTip(tr("Forget what was chosen for a file with these columns before, and leave it to a guess"));
    anew->setAutoRaise(true);
    QFont underlined = anew->font();
    underlined.setUnderline(true);
    anew->setFont(underlined);
    recalled->addWidget(asLastTime);
    recalled->addWidget(anew);
    m_recalled->hide();
    connect(anew, &QToolButton::clicked, &m_state, &ImportState::forgetChoices);
    row->addWidget(m_recalled);
    auto *other = new QPushButton(tr("Choose a &file…"));
    connect(other, &QPushButton::clicked, this, &ImportForm::fileRequested);
    row->addWidget(other);
    return row;
}

QLayout *ImportForm::makeMapping()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(margin);
    auto *left = new EndForm(m_state, Side::Left);
    setFocusProxy(left);
    row->addWidget(left, 1, Qt::AlignTop);
    row->addWidget(makeLine(QFrame::VLine));
    row->addWidget(new EndForm(m_state, Side::Right), 1, Qt::AlignTop);
    row->addWidget(makeLine(QFrame::VLine));
    row->addWidget(m_links, 1);
    return row;
}

QLayout *ImportForm::makeParts()
{
    m_parts->addSegment(RowsPart, tr("Rows"), tr("The rows as they will be judged"));
    m_parts->addSegment(NamesPart, tr("Names to resolve"), tr("Names that no row, or more than one, answers to"));
    m_parts->setCurrent(RowsPart);
    connect(m_parts, &SegmentedControl::changed, m_stack, &QStackedWidget::setCurrentIndex);
    m_rows->setModel(&m_state.rows());
    m_rows->setAccessibleName(tr("Preview"));
    connect(m_account, &AccountList::pickedChanged, this, [this] {
        m_state.rows().setFilter(m_account->picked());
        m_rows->fitVerdicts();
        showReason();
    });

    auto *rows = new QWidget;
    auto *row = new QHBoxLayout(rows);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    auto *side = new QWidget;
    side->setFixedWidth(262);
    side->setAutoFillBackground(true);
    side->setBackgroundRole(QPalette::Base);
    auto *sideColumn = new QVBoxLayout(side);
    sideColumn->setContentsMargins(Theme::grid, 4, Theme::grid, 0);
    sideColumn->addWidget(m_account);
    row->addWidget(side);
    row->addWidget(makeLine(QFrame::VLine));
    auto *table = new QVBoxLayout;
    table->setSpacing(0);
    table->addWidget(m_rows, 1);
    table->addWidget(m_extent);
    table->addWidget(makeLine(QFrame::HLine));
    table->addWidget(m_reason);
    row->addLayout(table, 1);
    m_reason->setTextFormat(Qt::PlainText);
    m_reason->setWordWrap(true);
    m_reason->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_reason->setForegroundRole(QPalette::PlaceholderText);
    m_reason->setFont(Theme::smallFont());
    m_reason->setContentsMargins(12, 5, 12, 5);
    connect(m_rows->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ImportForm::showReason);
    m_extent->setForegroundRole(QPalette::PlaceholderText);
    m_extent->setFont(Theme::smallFont());
    m_extent->setContentsMargins(12, 5, 12, 5);
    m_extent->hide();
    connect(&m_state.rows(), &ImportModel::extentChanged, this, [this] {
        m_extent->setText(m_state.rows().extent());
        m_extent->setVisible(!m_extent->text().isEmpty());
    });
    m_stack->addWidget(rows);
    auto *names = new QWidget;
    auto *namesRow = new QHBoxLayout(names);
    namesRow->setContentsMargins(0, 0, 0, 0);
    namesRow->addWidget(m_names);
    m_stack->addWidget(names);

    auto *column = new QVBoxLayout;
    column->setSpacing(0);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(margin, 8, margin, 8);
    bar->addWidget(m_parts);
    bar->addStretch(1);
    column->addLayout(bar);
    column->addWidget(makeLine(QFrame::HLine));
    column->addWidget(m_stack, 1);
    return column;
}

QLayout *ImportForm::makeFoot()
{
    auto *row = new QHBoxLayout;
    row->setContentsMargins(margin, 12, margin, 12);
    row->setSpacing(Theme::grid);
    m_sign->setFixedSize(16, 16);
    m_status->setAccessibleName(tr("Status"));
    m_progress->setAccessibleName(tr("How much of the file has been read"));
    m_progress->setRange(0, 1000);
    m_progress->setTextVisible(false);
    m_progress->setFixedSize(120, 6);
    m_progress->hide();
    auto *cancel = new QPushButton(tr("Cancel"));
    connect(cancel, &QPushButton::clicked, this, &ImportForm::cancelRequested);
    connect(m_import, &QPushButton::clicked, this, &ImportForm::importRequested);
    row->addWidget(m_sign);
    row->addWidget(m_status, 1);
    row->addWidget(m_progress);
    row->addSpacing(Theme::grid);
    row->addWidget(cancel);
    row->addWidget(m_import);
    return row;
}

void ImportForm::say(const QString &text)
{
    m_said = text;
    m_saidWhileReading = m_state.isReading();
    showStatus();
}

void ImportForm::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_links->setFieldsInView((height() - heightWithoutFields) / heightPerField);
}

void ImportForm::startAnew()
{
    m_said.clear();
    m_note.clear();
    m_before.reset();
    m_parts->setCurrent(RowsPart);
    m_stack->setCurrentIndex(RowsPart);
}

void ImportForm::makeDefault()
{
    // A button that is the default because it has the focus is not the window's default yet.
    m_import->setDefault(false);
    m_import->setDefault(true);
}

void ImportForm::takeFocusBack(QWidget *focus)
{
    makeDefault();
    m_wantsFocus = !focus || !isAncestorOf(focus) || focus == m_import;
    if (!m_wantsFocus)
        focus->setFocus();
    showStatus();
}

void ImportForm::onDrafted()
{
    const ImportDraft &draft = *m_state.draft();
    if (!std::exchange(m_saidWhileReading, false))
        m_said.clear();
    m_wantsFocus = false;
    m_note = m_before ? sideEffects(*m_before, draft, m_state.choices(), m_state.relationship()) : QString();
    m_before = draft;
    const ImportSource &source = m_state.source();
    m_file->setFullText(source.isText() ? source.name()
                                        : QStringLiteral("%1 · %2").arg(
                                            source.name(), QLocale().formattedDataSize(QFileInfo(source.path).size())));
    m_recalled->setVisible(m_state.isRecalled());
    m_isFitted = false;
    showStatus();
}

void ImportForm::onPreviewed()
{
    const ImportPreview &preview = m_state.preview();
    m_account->setAccount(preview.account, m_state.draft()->plan.mapping.onConflict, m_state.relationship());
    if (m_state.rows().rowCount() > 0) {
        if (!m_isFitted)
            m_rows->fitColumns();
        m_rows->fitVerdicts();
        m_isFitted = true;
    }
    m_parts->setText(NamesPart, m_state.names().summary());
    showReason();
    showStatus();
}

void ImportForm::showReason()
{
    const int row = m_rows->currentIndex().row();
    const ImportModel &rows = m_state.rows();
    const auto cell = [&](int column, int role) { return rows.index(row, column).data(role).toString(); };
    QString text;
    if (row >= 0 && row < rows.rowCount()) {
        const QString reason = cell(ImportModel::VerdictColumn, Qt::ToolTipRole);
        text = tr("Line %1: %2")
                   .arg(cell(ImportModel::LineColumn, Qt::DisplayRole),
                        reason.isEmpty() ? cell(ImportModel::VerdictColumn, Qt::DisplayRole) : reason);
    } else if (rows.rowCount() > 0) {
        text = tr("Choose a row to see the reason of its verdict.");
    }
    m_reason->setText(text);
}

void ImportForm::showStatus()
{
    ImportStatus status = statusOf(m_state);
    const ImportPreview &preview = m_state.preview();
    m_import->setEnabled(status.canImport);
    m_import->setText(status.action);
    m_import->setToolTip(status.canImport ? QString() : plainToolTip(status.text));
    if (m_wantsFocus && status.canImport) {
        m_wantsFocus = false;
        m_import->setFocus();
    }
    m_progress->setVisible(m_state.isReading() && preview.bytesRead > 0);
    m_progress->setValue(preview.bytes > 0 ? int(preview.bytesRead * 1000 / preview.bytes) : 0);
    if (!m_said.isEmpty()) {
        status.icon = QStringLiteral("warning");
        status.tone = Tone::Warning;
        status.text = m_said;
    } else if (!m_note.isEmpty()) {
        status.text = m_note + u' ' + status.text;
    }
    m_sign->setPixmap(
        status.icon.isEmpty() ? QPixmap() : icon(status.icon, status.tone).pixmap(QSize(16, 16), devicePixelRatioF()));
    m_status->setFullText(status.text);
}

} // namespace joinery
