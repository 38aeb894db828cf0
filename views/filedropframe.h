#pragma once

#include <QWidget>

namespace joinery {

/// Lies over a window while a file that it would open is dragged above it, and says so. What is dropped is the window's to take.
class FileDropFrame : public QWidget
{
    Q_OBJECT

public:
    explicit FileDropFrame(QWidget *window);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_name;
};

} // namespace joinery
