#include "dialogs/import/importprogress.h"

#include "theme/theme.h"

#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace joinery {

namespace {

constexpr int millisecondsPerLook = 100;
constexpr qint64 millisecondsBeforeRate = 500;

} // namespace

ImportProgressPage::ImportProgressPage(ImportState &state, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
    , m_headline(new QLabel)
    , m_bar(new QProgressBar)
    , m_text(new QLabel)
    , m_cancel(new QPushButton(tr("Cancel")))
{
    m_headline->setFont(Theme::titleFont());
    m_headline->setTextFormat(Qt::PlainText);
    m_bar->setRange(0, 1000);
    m_bar->setTextVisible(false);
    m_bar->setFixedSize(360, 8);
    m_bar->setAccessibleName(tr("Progress"));
    m_text->setForegroundRole(QPalette::PlaceholderText);
    m_text->setFont(Theme::tabular(font()));
    m_cancel->setToolTip(tr("Nothing of the import remains"));
    auto *column = new QVBoxLayout(this);
    column->setSpacing(12);
    column->addStretch(2);
    for (QWidget *each :
         {static_cast<QWidget *>(m_headline), static_cast<QWidget *>(m_bar), static_cast<QWidget *>(m_text)})
        column->addWidget(each, 0, Qt::AlignHCenter);
    column->addSpacing(12);
    column->addWidget(m_cancel, 0, Qt::AlignHCenter);
    column->addStretch(3);
    m_timer.setInterval(millisecondsPerLook);
    connect(&m_timer, &QTimer::timeout, this, &ImportProgressPage::refresh);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_cancel->setEnabled(false);
        emit cancelRequested();
    });
}

void ImportProgressPage::start()
{
    m_headline->setText(tr("Importing %1").arg(m_state.source().name()));
    m_cancel->setEnabled(true);
    m_cancel->setFocus();
    refresh();
    m_timer.start();
}

void ImportProgressPage::stop()
{
    m_timer.stop();
}

void ImportProgressPage::refresh()
{
    const ImportRun *run = m_state.run();
    if (!run)
        return;
    const qint64 total = run->bytes.total;
    const qint64 done = run->bytes.done;
    // Rows are written in large batches, so those that have been read are what moves.
    const double perRow = m_state.draft()->plan.sample.bytesPerRow;
    const qint64 rows = std::max<qint64>(run->rows, perRow > 0 ? qint64(double(done) / perRow) : 0);
    m_bar->setValue(total > 0 ? int(done * 1000 / total) : 0);
    QString text = tr("%Ln row(s) read", nullptr, int(rows));
    if (total > 0 && done >= total)
        text += QStringLiteral(" · ") + tr("writing them…");
    else if (m_state.elapsed() > millisecondsBeforeRate)
        text += QStringLiteral(" · ") + tr("%1 rows a second").arg(QLocale().toString(rows * 1000 / m_state.elapsed()));
    m_text->setText(m_cancel->isEnabled() ? text : tr("Cancelling: what has been done is being taken back…"));
}

} // namespace joinery
