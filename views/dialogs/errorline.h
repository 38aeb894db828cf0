#pragma once

#include <QLabel>

namespace joinery {

/// The line of a dialog that says why what was entered is not taken; hidden until then.
class ErrorLine : public QLabel
{
    Q_OBJECT

public:
    explicit ErrorLine(QWidget *parent = nullptr);

    /// Shows it, also to a screen reader, and puts the focus on `field`, where it can be mended, if there is one.
    void say(const QString &why, QWidget *field);
};

} // namespace joinery
