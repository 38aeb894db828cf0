#pragma once

#include <QComboBox>

namespace joinery {

/// A box of a form that scrolls: the wheel changes it only while it has the focus. To a screen reader it gives both what it is for and
/// what it says, where QComboBox gives the latter alone.
class FormBox : public QComboBox
{
    Q_OBJECT

public:
    /// `name`: what it is for.
    explicit FormBox(const QString &name, QWidget *parent = nullptr);

    /// Gives way to what stands beside it, down to as many letters.
    void setNarrow(int letters);

protected:
    void wheelEvent(QWheelEvent *event) override;
};

} // namespace joinery
