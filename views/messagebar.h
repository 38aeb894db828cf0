#pragma once

#include "session/gesturetext.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QToolButton;

namespace joinery {

class BusyBar;
class ElidedLabel;

/// The bar at the bottom of the window: what the last gesture did, with Undo on it, and what is under way, with Cancel.
class MessageBar : public QWidget
{
    Q_OBJECT

public:
    explicit MessageBar(QWidget *parent = nullptr);

    void show(const Report &report);
    /// Shown once it takes longer than a moment.
    void setBusy(bool busy, const QString &what);
    /// How far that has come: rows out of all of them.
    void setProgress(qint64 done, qint64 total);
    void clear();
    QString text() const;

signals:
    void undoRequested();
    void cancelRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showSign();
    void announce();
    void showDetails();

    QLabel *m_sign;
    ElidedLabel *m_text;
    QToolButton *m_details;
    QToolButton *m_undo;
    BusyBar *m_busyBar;
    ElidedLabel *m_busyText;
    QToolButton *m_cancel;
    QTimer m_busyTimer;
    QString m_what;
    Report m_report;
    bool m_empty = true;
};

} // namespace joinery
