#pragma once

#include <QAbstractButton>

class QLabel;

namespace joinery {

class ElidedLabel;
struct Sample;

/// A sample on the start page: what it holds and what is special about it. A click opens it.
class SampleCard : public QAbstractButton
{
    Q_OBJECT

public:
    explicit SampleCard(const Sample &sample, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    void showColors();

    QLabel *m_name;
    ElidedLabel *m_ends;
    ElidedLabel *m_sentence;
    ElidedLabel *m_twist;
};

} // namespace joinery
