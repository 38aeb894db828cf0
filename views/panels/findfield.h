#pragma once

#include <QLineEdit>
#include <QTimer>

namespace joinery {

/// A field that finds as one types. Down or Return goes to the table, Escape clears it.
class FindField : public QLineEdit
{
    Q_OBJECT

public:
    explicit FindField(QWidget *parent = nullptr);

signals:
    /// The text to find now; follows typing within a moment.
    void findChanged(const QString &text);
    void leaveWanted();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QTimer m_timer;
};

} // namespace joinery
