#include "panels/thirdendpicker.h"

#include "panels/findfield.h"
#include "plaintooltip.h"
#include "theme/theme.h"
#include "values/naming.h"

#include <QFrame>
#include <QKeyEvent>
#include <QListWidget>
#include <QVBoxLayout>

namespace joinery {

namespace {

constexpr int widestText = 180;
constexpr QSize listSize{280, 320};

} // namespace

ThirdEndPicker::ThirdEndPicker(EditorState &state, const End &end, const QString &all, const RowKey &key,
                               QWidget *parent)
    : QToolButton(parent)
    , m_state(state)
    , m_end(end)
    , m_all(all)
    , m_key(key)
{
    setToolButtonStyle(Qt::ToolButtonTextOnly);
    setAutoRaise(!m_all.isEmpty());
    setFocusPolicy(Qt::StrongFocus);
    makeList();
    showChoice(m_key.isEmpty() ? m_all : m_key.text());
    connect(this, &QToolButton::clicked, this, &ThirdEndPicker::openList);
    read();
}

void ThirdEndPicker::makeList()
{
    m_popup = new QFrame(this, Qt::Popup);
    m_popup->setFrameShape(QFrame::StyledPanel);
    m_popup->setAutoFillBackground(true);
    m_popup->setBackgroundRole(QPalette::Base);
    m_find = new FindField;
    const QString what = humanized(singular(m_end.table.name));
    m_find->setPlaceholderText(tr("Find in %1").arg(m_end.table.text()));
    m_find->setAccessibleName(tr("Find in %1").arg(m_end.table.text()));
    m_list = new QListWidget;
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setAccessibleName(what);
    auto *column = new QVBoxLayout(m_popup);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    auto *margins = new QVBoxLayout;
    margins->setContentsMargins(Theme::grid, Theme::grid, Theme::grid, Theme::grid);
    margins->addWidget(m_find);
    column->addLayout(margins);
    column->addWidget(m_list, 1);
    m_find->installEventFilter(this);
    m_list->installEventFilter(this);
    connect(m_find, &FindField::findChanged, this, &ThirdEndPicker::read);
    connect(m_list, &QListWidget::itemClicked, this, &ThirdEndPicker::choose);
}

void ThirdEndPicker::openList()
{
    m_find->clear();
    read();
    m_popup->resize(listSize);
    m_popup->move(mapToGlobal(QPoint(0, height() + 2)));
    m_popup->show();
    m_find->setFocus(Qt::PopupFocusReason);
}

void ThirdEndPicker::read()
{
    m_state.findChoices(m_end, m_find->text(), this,
                        [this, generation = ++m_generation](const Result<QList<EndChoice>> &choices) {
                            if (choices && generation == m_generation)
                                fill(*choices);
                        });
}

void ThirdEndPicker::fill(const QList<EndChoice> &choices)
{
    m_list->clear();
    const auto add = [this](const RowKey &key, const QString &label) {
        auto *item = new QListWidgetItem(label, m_list);
        item->setData(Qt::UserRole, QVariant::fromValue(key));
        item->setSizeHint({0, Theme::instance().rowHeight()});
        if (key == m_key) {
            m_list->setCurrentItem(item);
            showChoice(label);
        }
    };
    if (!m_all.isEmpty() && m_find->text().isEmpty())
        add({}, m_all);
    for (const EndChoice &each : choices)
        add(each.key, each.label);
    if (!m_list->currentItem() && m_list->count() > 0)
        m_list->setCurrentRow(0);
}

void ThirdEndPicker::showChoice(const QString &label)
{
    const QString what = humanized(singular(m_end.table.name));
    const QString text = m_all.isEmpty() ? (label.isEmpty() ? tr("Choose…") : label)
                                         : QStringLiteral("%1: %2").arg(what, label);
    const QString cut = fontMetrics().elidedText(text, Qt::ElideRight, widestText);
    setText(QString(cut).replace(u'&', QStringLiteral("&&")) + QStringLiteral(" \u25be"));
    setAccessibleName(QStringLiteral("%1: %2").arg(what, label));
    setToolTip(
        plainToolTip(m_all.isEmpty() ? text : tr("%1. Which links to show, and what new links are given.").arg(text)));
}

void ThirdEndPicker::choose()
{
    const QListWidgetItem *item = m_list->currentItem();
    m_popup->hide();
    if (!item)
        return;
    const auto key = item->data(Qt::UserRole).value<RowKey>();
    if (key == m_key)
        return;
    m_key = key;
    showChoice(item->text());
    emit chosen(m_key);
}

bool ThirdEndPicker::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QToolButton::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if ((key == Qt::Key_Up || key == Qt::Key_Down) && watched == m_find) {
        m_list->setCurrentRow(qBound(0, m_list->currentRow() + (key == Qt::Key_Down ? 1 : -1), m_list->count() - 1));
        return true;
    }
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        choose();
        return true;
    }
    if (key == Qt::Key_Escape) {
        m_popup->hide();
        return true;
    }
    return QToolButton::eventFilter(watched, event);
}

} // namespace joinery
