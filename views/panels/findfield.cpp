#include "panels/findfield.h"

#include "theme/icons.h"

#include <QAction>
#include <QKeyEvent>

namespace joinery {

FindField::FindField(QWidget *parent) : QLineEdit(parent)
{
    setPlaceholderText(tr("Find"));
    addAction(icon(QStringLiteral("find"), Tone::Muted), LeadingPosition);
    QAction *clearing = addAction(icon(QStringLiteral("clear"), Tone::Muted), TrailingPosition);
    clearing->setToolTip(tr("Clear (Escape)"));
    clearing->setVisible(false);
    connect(clearing, &QAction::triggered, this, &QLineEdit::clear);
    setMinimumWidth(88);
    m_timer.setSingleShot(true);
    m_timer.setInterval(40); // a burst of keys is one question
    connect(this, &QLineEdit::textChanged, this, [this, clearing](const QString &text) {
        clearing->setVisible(!text.isEmpty());
        if (text.isEmpty()) {
            m_timer.stop();
            emit findChanged(text);
        } else {
            m_timer.start();
        }
    });
    connect(&m_timer, &QTimer::timeout, this, [this] { emit findChanged(text()); });
}

void FindField::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Down:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        emit leaveWanted();
        return;
    case Qt::Key_Escape:
        if (text().isEmpty())
            emit leaveWanted();
        else
            clear();
        return;
    default:
        QLineEdit::keyPressEvent(event);
    }
}

} // namespace joinery
