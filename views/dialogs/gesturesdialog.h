#pragma once

#include <QDialog>

namespace joinery {

/// Every gesture and key, readable on one page.
class GesturesDialog : public QDialog
{
    Q_OBJECT

public:
    explicit GesturesDialog(QWidget *parent = nullptr);
};

} // namespace joinery
