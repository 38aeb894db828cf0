#pragma once

#include "theme/icons.h"

#include <QWidget>

#include <functional>

class QHBoxLayout;
class QLabel;

namespace joinery {

/// What is shown where there is nothing to show: what is the matter, and what to do.
class StatePage : public QWidget
{
    Q_OBJECT

public:
    struct Choice
    {
        QString text;
        std::function<void()> act;
        bool main = false;
    };
    struct Content
    {
        QString icon;
        Tone tone = Tone::Muted;
        QString headline;
        QString text;
        QList<Choice> choices;
    };
    enum class Size { Page, Panel };

    explicit StatePage(Size size, QWidget *parent = nullptr);

    void setContent(const Content &content);
    QString headline() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showIcon();

    const Size m_size;
    QString m_icon;
    Tone m_tone = Tone::Muted;
    QLabel *m_picture;
    QLabel *m_headline;
    QLabel *m_text;
    QHBoxLayout *m_buttons;
};

} // namespace joinery
