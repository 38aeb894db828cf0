#include "dialogs/import/importprogress.h"

#include "theme/theme.h"

#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

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
    connect(&m_state.session(), &Session::busyChanged, this, [this](bool, const QString &what) {
        if (!m_waiting.isEmpty())
            m_waited += m_waitingClock.elapsed();
        m_waiting = m_state.session().isWaitingForOthers() ? what : QString();
        m_waitingClock.start();
        refresh();
    });
}

void ImportProgressPage::start()
{
    m_headline->setText(tr("Importing %1").arg(m_state.source().name()));
    m_cancel->setEnabled(true);
    m_cancel->setFocus();
    m_waiting.clear();
    m_waited = 0;
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
    if (!m_waiting.isEmpty() && m_cancel->isEnabled()) {
        m_text->setText(m_waiting);
        return;
    }
    const qint64 read = run->read;
    const qint64 rows = run->rows;
    const double total = double(run->bytes.total);
    const double readShare = total > 0 ? double(run->bytes.done) / total : 0;
    // Good rows are written in large batches, after they have been read: either is half of the work.
    const double expected = readShare > 0 ? double(read) / readShare : 0;
    const double share = expected > 0 ? (readShare + double(rows) / expected) / 2 : 0;
    m_bar->setValue(int(share * m_bar->maximum()));
    QString text = tr("%Ln row(s) read", nullptr, int(read));
    if (rows > 0 && rows < read)
        text += QStringLiteral(" · ") + tr("%1 done").arg(QLocale().toString(rows));
    if (rows == read && readShare >= 1)
        text += QStringLiteral(" · ") + tr("finishing…");
    else if (const qint64 elapsed = m_state.elapsed() - m_waited; elapsed > millisecondsBeforeRate && read > 0)
        text += QStringLiteral(" · ")
              + tr("%1 rows a second").arg(QLocale().toString(qint64(expected * share * 1000 / double(elapsed))));
    m_text->setText(m_cancel->isEnabled() ? text : tr("Cancelling: what has been done is being taken back…"));
}

} // namespace joinery
