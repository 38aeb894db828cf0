#pragma once

#include <QTimer>
#include <QWidget>

namespace joinery {

/// A thin bar that says that something is under way; it stands still where no motion is wanted.
class BusyBar : public QWidget
{
    Q_OBJECT

public:
    explicit BusyBar(QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QTimer m_timer;
    int m_phase = 0;
};

} // namespace joinery
