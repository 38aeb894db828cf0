#include "relationships/relationshippopup.h"

#include "panels/findfield.h"
#include "theme/theme.h"

#include <QKeyEvent>
#include <QScreen>
#include <QVBoxLayout>

namespace joinery {

namespace {

constexpr int mostRows = 16;
constexpr int widest = 620;
constexpr int manyRows = 8; // worth a find field

} // namespace

RelationshipPopup::RelationshipPopup(QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_head(new QWidget)
    , m_find(new FindField)
    , m_list(new RelationshipList)
{
    setFrameShape(StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_find->setPlaceholderText(tr("Find a relationship"));
    m_find->setAccessibleName(tr("Find a relationship"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    auto *margins = new QVBoxLayout(m_head);
    margins->setContentsMargins(Theme::grid, Theme::grid, Theme::grid, Theme::grid);
    margins->addWidget(m_find);
    column->addWidget(m_head);
    column->addWidget(m_list, 1);
    m_find->installEventFilter(this);
    m_list->installEventFilter(this);
    connect(m_find, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_list->setFind(text);
        m_list->chooseShown();
    });
    connect(m_list, &QListWidget::itemClicked, this, &RelationshipPopup::choose);
}

void RelationshipPopup::setSections(const QList<RelationshipList::Section> &sections)
{
    m_list->setSections(sections);
}

void RelationshipPopup::openAt(const QWidget *anchor, const QString &id)
{
    m_find->clear();
    m_list->setCurrentId(id);
    const bool many = m_list->shownCount() > manyRows;
    m_head->setVisible(many);
    const int width = qBound(anchor->width(), m_list->sizeHintForColumn(0) + 24, qMax(widest, anchor->width()));
    const QRect screen = anchor->screen()->availableGeometry();
    const QPoint below = anchor->mapToGlobal(QPoint(anchor->width() - width, anchor->height() + 2));
    QRect place(below, QSize(width, qMin(heightForRows(), screen.height())));
    if (place.bottom() > screen.bottom())
        place.moveBottom(qMax(screen.top() + place.height(), anchor->mapToGlobal(QPoint(0, -2)).y()));
    place.moveLeft(qBound(screen.left(), place.left(), qMax(screen.left(), screen.right() - width)));
    setGeometry(place);
    show();
    (many ? static_cast<QWidget *>(m_find) : m_list)->setFocus(Qt::PopupFocusReason);
    m_list->scrollToItem(m_list->currentItem());
}

int RelationshipPopup::heightForRows() const
{
    const int rows = qMin(m_list->count(), mostRows) * Theme::instance().rowHeight() + 4;
    return m_head->isHidden() ? rows : rows + m_head->sizeHint().height();
}

void RelationshipPopup::choose()
{
    const QString id = m_list->currentId();
    hide();
    if (!id.isEmpty())
        emit chosen(id);
}

bool RelationshipPopup::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    switch (key->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
        m_list->step(key->key() == Qt::Key_Down);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        choose();
        return true;
    case Qt::Key_Escape:
        hide();
        return true;
    default:
        if (watched != m_list || key->text().isEmpty() || !key->text().front().isPrint())
            return QFrame::eventFilter(watched, event);
        // A short list does without the field until somebody types.
        m_head->show();
        resize(width(), heightForRows());
        m_find->setFocus(Qt::ShortcutFocusReason);
        m_find->setText(key->text());
        return true;
    }
}

void RelationshipPopup::hideEvent(QHideEvent *event)
{
    QFrame::hideEvent(event);
    emit closed();
}

} // namespace joinery
