#pragma once

#include <QDialog>

namespace joinery {

/// What the program is, and the versions that a report of a fault should name.
class AboutDialog : public QDialog
{
    Q_OBJECT

public:
    explicit AboutDialog(QWidget *parent = nullptr);
};

} // namespace joinery
