#include "dialogs/import/importform.h"

#include "dialogs/import/accountlist.h"
#include "dialogs/import/dialectform.h"
#include "dialogs/import/endform.h"
#include "dialogs/import/linkform.h"
#include "dialogs/import/previewtable.h"
#include "dialogs/import/resolvepanel.h"
#include "panels/elidedlabel.h"
#include "panels/segmentedcontrol.h"
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
    , m_recalled(new QToolButton)
    , m_parts(new SegmentedControl)
    , m_stack(new QStackedWidget)
    , m_account(new AccountList([&state](Verdict verdict) { return state.rows().verdictText(verdict); }, true))
    , m_extent(new QLabel)
    , m_rows(new PreviewTable(ImportModel::VerdictColumn, ImportModel::VerdictRole, ImportModel::RejectedRole))
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
    m_recalled->setText(tr("As last time · guess anew"));
    m_recalled->setToolTip(tr("What was chosen for a file with these columns before; press to leave it to a guess"));
    m_recalled->setAutoRaise(true);
    m_recalled->hide();
    connect(m_recalled, &QToolButton::clicked, &m_state, &ImportState::forgetChoices);
    row->addWidget(m_recalled);
    auto *other = new QPushButton(tr("Choose a &file…"));
    other->setAutoDefault(false);
    connect(other, &QPushButton::clicked, this, &ImportForm::fileRequested);
    row->addWidget(other);
    return row;
}

QLayout *ImportForm::makeMapping()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(margin);
    row->addWidget(new EndForm(m_state, Side::Left), 1, Qt::AlignTop);
    row->addWidget(makeLine(QFrame::VLine));
    row->addWidget(new EndForm(m_state, Side::Right), 1, Qt::AlignTop);
    row->addWidget(makeLine(QFrame::VLine));
    row->addWidget(new LinkForm(m_state), 1);
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
    connect(m_account, &AccountList::pickedChanged, this, [this] { m_state.rows().setFilter(m_account->picked()); });

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
    auto *rowsColumn = new QVBoxLayout;
    rowsColumn->setSpacing(0);
    rowsColumn->addWidget(m_rows, 1);
    rowsColumn->addWidget(m_extent);
    row->addLayout(rowsColumn, 1);
    m_extent->setForegroundRole(QPalette::PlaceholderText);
    m_extent->setContentsMargins(Theme::cellMargin, 4, Theme::cellMargin, 4);
    m_extent->hide();
    connect(&m_state.rows(), &ImportModel::extentChanged, this, [this] {
        m_extent->setText(m_state.rows().extent());
        m_extent->setVisible(!m_extent->text().isEmpty());
    });
    m_stack->addWidget(rows);
    auto *names = new QWidget;
    auto *namesRow = new QHBoxLayout(names);
    namesRow->setContentsMargins(0, 0, margin, Theme::grid);
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
    cancel->setAutoDefault(false);
    connect(cancel, &QPushButton::clicked, this, &ImportForm::cancelRequested);
    m_import->setDefault(true);
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
    showStatus();
}

void ImportForm::onDrafted()
{
    m_said.clear();
    const ImportSource &source = m_state.source();
    m_file->setFullText(source.isText() ? source.name()
                                        : QStringLiteral("%1 · %2").arg(
                                            source.name(), QLocale().formattedDataSize(QFileInfo(source.path).size())));
    m_recalled->setVisible(m_state.isRecalled());
    if (m_fittedColumns != m_state.draft()->plan.sample.columns)
        m_fittedColumns = -1;
    showStatus();
}

void ImportForm::onPreviewed()
{
    const ImportPreview &preview = m_state.preview();
    m_account->setAccount(preview.account, m_state.draft()->plan.mapping.onConflict, m_state.relationship());
    if (m_fittedColumns < 0 && m_state.rows().rowCount() > 0) {
        m_rows->fitColumns();
        m_fittedColumns = m_state.draft()->plan.sample.columns;
    }
    if (preview.isWhole)
        m_rows->widen(ImportModel::VerdictColumn);
    m_parts->setText(NamesPart, m_state.names().summary());
    showStatus();
}

void ImportForm::showStatus()
{
    QString whyNot;
    const bool canImport = m_state.canImport(&whyNot);
    const ImportPreview &preview = m_state.preview();
    const bool isReading = m_state.isReading();
    m_import->setEnabled(canImport);
    m_progress->setVisible(isReading && preview.bytesRead > 0);
    m_progress->setValue(preview.bytes > 0 ? int(preview.bytesRead * 1000 / preview.bytes) : 0);
    const qint64 links = preview.account.of(Verdict::Linked) + preview.account.of(Verdict::Updated);
    m_import->setText(preview.isWhole && canImport ? tr("&Import %Ln link(s)", nullptr, int(links)) : tr("&Import"));

    QString sign;
    Tone tone = Tone::Muted;
    QString text;
    const QStringList required = m_state.draft() ? m_state.draft()->required : QStringList();
    if (!m_said.isEmpty() || !canImport) {
        sign = QStringLiteral("warning");
        tone = Tone::Warning;
        text = m_said.isEmpty() ? whyNot : m_said;
        if (!m_state.draft() && m_said.isEmpty())
            sign.clear();
    } else if (!required.isEmpty()) {
        sign = QStringLiteral("warning");
        tone = Tone::Warning;
        text = tr("Every link needs a value for %1; the database will refuse the rows.")
                   .arg(required.join(QStringLiteral(", ")));
    } else if (preview.isWhole) {
        const qint64 rejected = preview.account.rejected(m_state.draft()->plan.mapping.onConflict);
        sign = rejected > 0 ? QStringLiteral("warning") : QStringLiteral("success");
        tone = rejected > 0 ? Tone::Warning : Tone::Success;
        text = rejected > 0
                 ? tr("%Ln row(s) will be rejected; they can be saved with their reasons.", nullptr, int(rejected))
                 : tr("Every row can be imported.");
        if (preview.account.read() == 0) {
            sign = QStringLiteral("info");
            tone = Tone::Muted;
            text = tr("The file holds no rows.");
        }
        if (const QString creations = m_state.rows().creations(); !creations.isEmpty())
            text += u' ' + creations;
    } else {
        text = tr("%Ln row(s) judged so far", nullptr, int(preview.account.read()));
    }
    m_sign->setPixmap(sign.isEmpty() ? QPixmap() : icon(sign, tone).pixmap(QSize(16, 16), devicePixelRatioF()));
    m_status->setFullText(text);
}

} // namespace joinery
