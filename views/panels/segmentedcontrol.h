#pragma once

#include <QWidget>

class QButtonGroup;
class QHBoxLayout;

namespace joinery {

/// A few choices side by side, of which one holds.
class SegmentedControl : public QWidget
{
    Q_OBJECT

public:
    explicit SegmentedControl(QWidget *parent = nullptr);

    void addSegment(int id, const QString &text, const QString &toolTip);
    void setText(int id, const QString &text);
    int current() const;
    /// Emits changed() only when a person chooses.
    void setCurrent(int id);

signals:
    void changed(int id);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QButtonGroup *m_group;
    QHBoxLayout *m_layout;
};

} // namespace joinery
