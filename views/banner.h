#pragma once

#include <QWidget>

class QLabel;
class QToolButton;

namespace joinery {

class ElidedLabel;

/// A slim line above the editor that says something lasting about the database, with one thing to do about it at most.
class Banner : public QWidget
{
    Q_OBJECT

public:
    explicit Banner(QWidget *parent = nullptr);

    /// `action` may be empty. A banner that cannot be closed holds as long as what it says.
    void show(const QString &iconName, const QString &text, const QString &action, bool closable);
    QString text() const;

signals:
    void actionTriggered();
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showIcon();

    QString m_icon;
    QLabel *m_sign;
    ElidedLabel *m_text;
    QToolButton *m_action;
    QToolButton *m_close;
};

} // namespace joinery
