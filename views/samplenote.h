#pragma once

#include <QWidget>

class QLabel;

namespace joinery {

struct Sample;

/// A quiet strip above the editor that says what to try in the sample that is open.
class SampleNote : public QWidget
{
    Q_OBJECT

public:
    explicit SampleNote(QWidget *parent = nullptr);

    void setSample(const Sample &sample);

signals:
    /// The person has closed it.
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showColors();

    QLabel *m_sign;
    QLabel *m_title;
    QLabel *m_twist;
    QLabel *m_steps;
};

} // namespace joinery
