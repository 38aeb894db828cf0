#pragma once

#include "theme/icons.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QPushButton;

namespace joinery {

/// What the window shows while no database is open: how to open one, and the samples to begin with.
class StartPage : public QWidget
{
    Q_OBJECT

public:
    explicit StartPage(QWidget *parent = nullptr);

    /// Shows the samples as cards; they are hidden until then.
    void showSamples();

signals:
    void openRequested();
    void sampleRequested(const QString &name);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showColors();

    QLabel *m_headline;
    QLabel *m_text;
    QLabel *m_samplesTitle;
    QLabel *m_samplesText;
    QWidget *m_samples;
    QGridLayout *m_cards;
};

} // namespace joinery
