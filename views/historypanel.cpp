#include "historypanel.h"

#include "plaintooltip.h"
#include "session/session.h"
#include "theme/icons.h"
#include "theme/theme.h"

namespace joinery {

HistoryPanel::HistoryPanel(QWidget *parent) : QListWidget(parent)
{
    setFrameShape(NoFrame);
    setUniformItemSizes(true);
    setTextElideMode(Qt::ElideRight);
    setAccessibleName(tr("History"));
    setMinimumWidth(200);
    const auto goTo = [this](QListWidgetItem *item) {
        if (m_session && item && row(item) != m_session->history().position())
            m_session->moveTo(row(item));
    };
    connect(this, &QListWidget::itemClicked, this, goTo);
    connect(this, &QListWidget::itemActivated, this, goTo);
    connect(&Theme::instance(), &Theme::changed, this, &HistoryPanel::refresh);
    refresh();
}

void HistoryPanel::setSession(Session *session)
{
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    if (session) {
        connect(session, &Session::historyChanged, this, &HistoryPanel::refresh);
        connect(session, &QObject::destroyed, this, [this, session] {
            if (m_session == session)
                m_session = nullptr;
        });
    }
    refresh();
}

void HistoryPanel::refresh()
{
    const Colors &c = colors();
    clear();
    const QStringList texts = m_session ? m_session->history().texts() : QStringList();
    const int position = m_session ? m_session->history().position() : 0;
    // Row n is the state after n steps, so the first one is how the database was found.
    for (int i = 0; i <= texts.size(); ++i) {
        auto *item = new QListWidgetItem(i == 0 ? tr("As opened") : texts[i - 1], this);
        const bool undone = i > position;
        item->setForeground(undone ? c.muted : c.text);
        QFont font = this->font();
        font.setItalic(undone);
        font.setWeight(i == position ? QFont::DemiBold : QFont::Normal);
        item->setFont(font);
        item->setToolTip(plainToolTip(undone ? tr("Undone: %1").arg(item->text()) : item->text()));
        item->setIcon(i == position ? icon(QStringLiteral("focus-on"), Tone::Accent) : QIcon());
        item->setSizeHint({0, Theme::instance().rowHeight()});
    }
    setCurrentRow(position);
    scrollToItem(item(position));
}

} // namespace joinery
