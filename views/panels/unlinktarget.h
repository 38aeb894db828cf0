#pragma once

#include "session/editorstate.h"

#include <QWidget>

namespace joinery {

/// Covers the side without the focus while links are dragged: dropping them here unlinks them.
class UnlinkTarget : public QWidget
{
    Q_OBJECT

public:
    UnlinkTarget(EditorState &state, Side side, QWidget *parent);

protected:
    void paintEvent(QPaintEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void setLit(bool lit);

    EditorState &m_state;
    const Side m_side;
    bool m_lit = false;
};

} // namespace joinery
