// What the window does with the samples, and what it shows while no database is open.

#include "dialogs/safetyquestions.h"
#include "mainwindow.h"
#include "messagebar.h"
#include "openingstates.h"
#include "preferences/preferences.h"
#include "samplenote.h"
#include "samples/sample.h"
#include "samples/samplewriter.h"
#include "startpage.h"
#include "statepage.h"
#include "windowactions.h"

#include <QActionGroup>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QStackedWidget>
#include <QStandardPaths>

#include <algorithm>

namespace joinery {

namespace {

/// The samples whose notes the person has closed.
const QString closedNotes = QStringLiteral("samples/closedNotes");

} // namespace

void MainWindow::connectSamples()
{
    m_actions->samples->menuAction()->setVisible(false);
    connect(m_actions->sampleChoices, &QActionGroup::triggered, this,
            [this](const QAction *action) { openSample(action->data().toString()); });
    connect(m_actions->resetSample, &QAction::triggered, this, &MainWindow::resetSample);
    connect(m_actions->showStart, &QAction::triggered, this, &MainWindow::showStart);
    connect(m_actions->closeDatabase, &QAction::triggered, this, &MainWindow::showStart);
    connect(m_start, &StartPage::openRequested, this, &MainWindow::chooseFile);
    connect(m_start, &StartPage::sampleRequested, this, &MainWindow::openSample);
    connect(m_actions->sampleNote, &QAction::triggered, this, [this](bool wanted) { keepNote(wanted); });
    connect(m_note, &SampleNote::closed, this, [this] { keepNote(false); });
}

void MainWindow::setSampleProvider(SampleProvider provider)
{
    m_sampleProvider = std::move(provider);
    m_actions->samples->menuAction()->setVisible(bool(m_sampleProvider));
    if (m_sampleProvider)
        m_start->showSamples();
}

OpeningChoices MainWindow::openingChoices()
{
    OpeningChoices choices{[this] { chooseFile(); }, {}, [this, path = m_path] { open(path); }, {}};
    choices.trust = [this, path = m_path] {
        askTrust(this, {path}, [this, path] {
            Preferences::instance().setTrusted(path, true);
            open(path);
        });
    };
    if (m_sampleProvider)
        choices.showSamples = [this] { showStart(); };
    return choices;
}

void MainWindow::showStart()
{
    if (!mayLeave())
        return;
    closeSession();
    m_path.clear();
    m_messages->clear();
    setWindowTitle(tr("Joinery"));
    setWindowFilePath({});
    showSampleNote();
    m_stack->setCurrentWidget(m_start);
    m_start->setFocus();
}

void MainWindow::showPage(const StatePage::Content &content)
{
    m_page->setContent(content);
    m_stack->setCurrentWidget(m_page);
    showAvailable();
}

void MainWindow::showSampleNote()
{
    const QString name = m_path.isEmpty() ? QString() : sampleIn(m_path);
    const QList<Sample> all = samples();
    const auto sample = std::find_if(all.begin(), all.end(), [&](const Sample &each) { return each.name == name; });
    const bool known = sample != all.end();
    const bool wanted = known && !QSettings().value(closedNotes).toStringList().contains(name);
    if (known)
        m_note->setSample(*sample);
    m_note->setVisible(wanted);
    m_actions->sampleNote->setEnabled(known);
    m_actions->sampleNote->setChecked(wanted);
    m_actions->resetSample->setEnabled(known && isSample());
    m_sample = name;
}

void MainWindow::keepNote(bool wanted)
{
    QSettings settings;
    QStringList closed = settings.value(closedNotes).toStringList();
    closed.removeAll(m_sample);
    if (!wanted)
        closed += m_sample;
    settings.setValue(closedNotes, closed);
    showSampleNote();
}

bool MainWindow::isSample() const
{
    return m_path.startsWith(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + u'/');
}

void MainWindow::openSample(const QString &name)
{
    if (!m_sampleProvider)
        return;
    const auto path = m_sampleProvider(name, false);
    if (path)
        open(*path);
    else
        m_messages->show(describeFailure(path.error()));
}

void MainWindow::resetSample()
{
    if (!m_sampleProvider || m_sample.isEmpty() || !mayLeave())
        return;
    QMessageBox box(QMessageBox::Question, tr("Reset sample"), tr("Put the sample back as it was at first?"),
                    QMessageBox::Cancel, this);
    box.setInformativeText(tr("Every change that was made in the sample is lost."));
    const QPushButton *reset = box.addButton(tr("Reset"), QMessageBox::AcceptRole);
    box.setDefaultButton(QMessageBox::Cancel);
    box.exec();
    if (box.clickedButton() != reset)
        return;
    closeSession(); // nothing of ours may hold the file while it is replaced
    const auto path = m_sampleProvider(m_sample, true);
    if (!path) {
        m_messages->show(describeFailure(path.error()));
        return;
    }
    open(*path);
    m_messages->show({Report::Kind::Done, tr("The sample is as new."), {}, false});
}

} // namespace joinery
