#pragma once

#include "session/importstate.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace joinery {

/// An import under way: how far, how fast, and Cancel.
class ImportProgressPage : public QWidget
{
    Q_OBJECT

public:
    /// `state` outlives the page.
    explicit ImportProgressPage(ImportState &state, QWidget *parent = nullptr);

    void start();
    void stop();

signals:
    void cancelRequested();

private:
    void refresh();

    ImportState &m_state;
    QLabel *m_headline;
    QProgressBar *m_bar;
    QLabel *m_text;
    QPushButton *m_cancel;
    QTimer m_timer;
    QString m_waiting; // what is said while another program keeps the database
    QElapsedTimer m_waitingClock;
    qint64 m_waited = 0; // milliseconds, which say nothing of the import's speed
};

} // namespace joinery
