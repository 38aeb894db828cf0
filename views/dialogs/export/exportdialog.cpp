#include "dialogs/export/exportdialog.h"

#include "database/latestjob.h"
#include "theme/theme.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QFileDialog>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QSettings>
#include <QVBoxLayout>

namespace joinery {

namespace {

constexpr int allRows = -1;
const QString folderKey = QStringLiteral("export/folder");
const QString formatKey = QStringLiteral("export/format");

QLabel *makeHeading(const QString &text)
{
    auto *label = new QLabel(text);
    label->setFont(Theme::smallFont());
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

QString suffixOf(LinkFormat format)
{
    return format == LinkFormat::Csv ? QStringLiteral("csv")
         : format == LinkFormat::Tsv ? QStringLiteral("tsv")
                                     : QStringLiteral("json");
}

} // namespace

ExportDialog::ExportDialog(EditorState &state, QWidget *parent)
    : QDialog(parent)
    , m_state(state)
    , m_reader(state.session().makeReader(nullptr))
    , m_job(std::make_unique<LatestJob>(*m_reader))
    , m_formats(new QButtonGroup(this))
    , m_rows(new QButtonGroup(this))
    , m_found(new QLabel)
    , m_neutralize(new QCheckBox(tr("Put an apostrophe before them")))
    , m_bar(new QProgressBar)
    , m_export(nullptr)
    , m_choices(new QWidget)
{
    setWindowTitle(tr("Export"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(12);
    column->setSizeConstraint(QLayout::SetFixedSize);
    auto *title = new QLabel(tr("Export the links of %1").arg(state.relationship().name));
    title->setFont(Theme::titleFont());
    title->setTextFormat(Qt::PlainText);
    column->addWidget(title);
    auto *choices = new QVBoxLayout(m_choices);
    choices->setContentsMargins(0, 0, 0, 0);
    choices->setSpacing(6);
    addFormats(choices);
    choices->addSpacing(6);
    addRows(choices);
    column->addWidget(m_choices);
    addFoot(column);
    m_timer.setInterval(100);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        const qint64 total = m_progress->total;
        m_bar->setValue(total > 0 ? int(m_progress->done * 1000 / total) : 0);
        m_found->setText(
            tr("%1 of %2 links written").arg(QLocale().toString(qint64(m_progress->done)), QLocale().toString(total)));
    });
    survey();
}

ExportDialog::~ExportDialog()
{
    m_reader.reset();
}

void ExportDialog::addFormats(QVBoxLayout *column)
{
    column->addWidget(makeHeading(tr("As")));
    const QList<std::pair<LinkFormat, QString>> formats = {
        {LinkFormat::Csv, tr("&CSV: the join table's columns and both labels, separated by commas")},
        {LinkFormat::Tsv, tr("&TSV: the same, separated by tabs")},
        {LinkFormat::Json, tr("&JSON: the same, an object a link")},
        {LinkFormat::Nested, tr("&Nested JSON: rows of %1, in each its %2")
                                 .arg(m_state.relationship().title(Side::Left), m_state.relationship().right.alias)},
    };
    for (const auto &[format, text] : formats) {
        auto *button = new QRadioButton(text);
        m_formats->addButton(button, int(format));
        column->addWidget(button);
    }
    const int last = QSettings().value(formatKey, int(LinkFormat::Csv)).toInt();
    QAbstractButton *chosen = m_formats->button(last);
    (chosen ? chosen : m_formats->button(int(LinkFormat::Csv)))->setChecked(true);
    connect(m_formats, &QButtonGroup::idClicked, this, &ExportDialog::survey);
}

void ExportDialog::addRows(QVBoxLayout *column)
{
    column->addWidget(makeHeading(tr("Which")));
    auto *all = new QRadioButton(tr("&All links"));
    all->setChecked(true);
    m_rows->addButton(all, allRows - 1);
    column->addWidget(all);
    for (const Side side : {m_state.focus(), otherSide(m_state.focus())}) {
        const qsizetype count = m_state.selection(side).size();
        auto *button = new QRadioButton(
            tr("Those of the %Ln row(s) selected in %1", nullptr, int(count)).arg(m_state.relationship().title(side)));
        button->setEnabled(count > 0);
        m_rows->addButton(button, int(side));
        column->addWidget(button);
    }
    connect(m_rows, &QButtonGroup::idClicked, this, &ExportDialog::survey);
}

void ExportDialog::addFoot(QVBoxLayout *column)
{
    m_found->setWordWrap(true);
    m_found->setFixedWidth(460);
    m_neutralize->setToolTip(
        tr("A spreadsheet then shows such a text instead of running it; other programs see the apostrophe"));
    m_neutralize->hide();
    m_bar->setRange(0, 1000);
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(8);
    m_bar->setAccessibleName(tr("Progress"));
    m_bar->hide();
    column->addWidget(m_found);
    column->addWidget(m_neutralize);
    column->addWidget(m_bar);
    auto *cancel = new QPushButton(tr("Cancel"));
    m_export = new QPushButton(tr("&Export…"));
    connect(m_export, &QPushButton::clicked, this, &ExportDialog::chooseFile);
    connect(cancel, &QPushButton::clicked, this, &ExportDialog::reject);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_export);
    column->addSpacing(4);
    column->addLayout(buttons);
    m_export->setDefault(true); // the dialog takes notice only of a button that is in it
    m_formats->checkedButton()->setFocus();
}

ExportWish ExportDialog::wish() const
{
    ExportWish wish{LinkFormat(m_formats->checkedId()), std::nullopt, m_neutralize->isChecked()};
    if (const int rows = m_rows->checkedId(); rows >= 0)
        wish.filter = LinkFilter{Side(rows), m_state.selection(Side(rows))};
    if (m_neutralize->isHidden())
        wish.neutralize = false;
    return wish;
}

void ExportDialog::survey()
{
    m_found->setText(tr("Counting…"));
    m_job->run(
        this,
        [catalog = m_state.catalog(), relationship = m_state.relationship(), wish = wish()](Connection &connection) {
            return surveyExport(connection, catalog->schema, relationship, wish);
        },
        [this](const Result<Exported> &found) { showSurvey(found); });
}

void ExportDialog::showSurvey(const Result<Exported> &found)
{
    m_neutralize->setVisible(found && found->formulas > 0);
    if (!found) {
        m_found->setText(found.error().summary);
        return;
    }
    QString text = tr("%Ln link(s) will be written.", nullptr, int(found->links));
    if (found->formulas > 0) {
        text += u' '
              + tr("%Ln text(s) in them begin like a formula (=, +, -, @): a spreadsheet would run them.", nullptr,
                   int(found->formulas));
    }
    m_found->setText(text);
}

void ExportDialog::chooseFile()
{
    const ExportWish wanted = wish();
    const QString suffix = suffixOf(wanted.format);
    const QString folder = QSettings().value(folderKey, QDir::homePath()).toString();
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Export"), QDir(folder).filePath(m_state.relationship().name + u'.' + suffix),
        QStringLiteral("%1 (*.%2)").arg(suffix.toUpper(), suffix) + QStringLiteral(";;") + tr("All files (*)"));
    if (!path.isEmpty())
        exportTo(QFileInfo(path).suffix().isEmpty() ? path + u'.' + suffix : path);
}

void ExportDialog::setWriting(bool writing)
{
    m_choices->setEnabled(!writing);
    m_export->setEnabled(!writing);
    m_neutralize->setEnabled(!writing);
    m_bar->setVisible(writing);
    if (writing) {
        m_progress = std::make_shared<Progress>();
        m_bar->setValue(0);
        m_timer.start();
    } else {
        m_timer.stop();
        m_progress.reset();
    }
}

void ExportDialog::exportTo(const QString &path)
{
    if (QFileInfo(path) == QFileInfo(m_state.session().location().path)) {
        m_found->setText(tr("The links cannot be written over the database itself."));
        return;
    }
    QSettings settings;
    settings.setValue(folderKey, QFileInfo(path).absolutePath());
    settings.setValue(formatKey, m_formats->checkedId());
    const ExportWish wanted = wish();
    setWriting(true);
    m_job->run(
        this,
        [catalog = m_state.catalog(), relationship = m_state.relationship(), wanted, path,
         progress = m_progress](Connection &connection) {
            return exportLinks(connection, catalog->schema, relationship, wanted, path, progress);
        },
        [this, path](const Result<Exported> &done) {
            setWriting(false);
            if (!done) {
                m_found->setText(done.error().summary);
                return;
            }
            emit said({Report::Kind::Done,
                       tr("%Ln link(s) written to %1", nullptr, int(done->links)).arg(QDir::toNativeSeparators(path)),
                       {},
                       false});
            accept();
        });
}

void ExportDialog::reject()
{
    if (!m_progress) {
        QDialog::reject();
        return;
    }
    m_job->cancel();
    setWriting(false);
    m_found->setText(tr("Cancelled: nothing was written."));
}

} // namespace joinery
