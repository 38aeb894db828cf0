// What an EntityPanel says where it has no row to show, and what it offers there.

#include "panels/entityadder.h"
#include "panels/entitypanel.h"
#include "panels/findfield.h"
#include "panels/segmentedcontrol.h"
#include "statepage.h"

namespace joinery {

namespace {

constexpr int widestName = 120; // on a button

} // namespace

void EntityPanel::showEmptyState()
{
    const bool empty = m_model->rowCount() == 0 && !m_model->isLoading();
    m_empty->setVisible(empty);
    if (!empty)
        return;
    const QString title = m_state.relationship().title(m_side);
    StatePage::Content content;
    content.icon = QStringLiteral("find");
    if (!m_error.isEmpty()) {
        content = {QStringLiteral("error"),
                   Tone::Error,
                   tr("%1 cannot be read").arg(title),
                   m_error,
                   {{tr("Try again"), [this] { m_model->reload(); }}}};
    } else if (!m_model->find().isEmpty()) {
        content.headline = tr("Nothing found");
        content.text = tr("No row of %1 contains “%2”.").arg(title, m_model->find());
        const QString name = m_model->find().trimmed();
        const QString shown =
            fontMetrics().elidedText(name, Qt::ElideRight, widestName).replace(u'&', QStringLiteral("&&"));
        const bool linked = m_adder->canLink();
        if (!name.isEmpty() && m_adder->whyNot().isEmpty() && m_state.rules(m_side).takesNames()) {
            content.choices += {linked ? tr("Add “%1” and link it").arg(shown) : tr("Add “%1”").arg(shown),
                                [this, name, linked] { m_adder->addNamed(name, linked); }, true};
        }
        content.choices += {tr("Clear find"), [this] { m_find->clear(); }};
    } else if (m_model->filter() != EntityModel::Filter::All) {
        const bool linked = m_model->filter() == EntityModel::Filter::Linked;
        content.icon = linked ? QStringLiteral("link") : QStringLiteral("success");
        content.headline = linked ? tr("None linked") : tr("All are linked");
        content.text = m_state.focused().isEmpty()
                         ? tr("Nothing is selected in %1.").arg(m_state.relationship().title(otherSide(m_side)))
                         : QString();
        content.choices = {{tr("Show all"), [this] {
                                m_filter->setCurrent(int(EntityModel::Filter::All));
                                setFilter(int(EntityModel::Filter::All));
                            }}};
    } else {
        content.icon = QStringLiteral("table");
        content.headline = tr("No rows");
        content.text = tr("The table %1 is empty.").arg(m_state.entityTable(m_side).name.text());
        if (m_adder->whyNot().isEmpty())
            content.choices = {{tr("New row…"), [this] { m_adder->addRow(); }, true}};
    }
    m_empty->setContent(content);
    placeOverlays();
}

bool EntityPanel::clearFindAndFilter()
{
    const bool hid = !m_model->find().isEmpty() || m_model->filter() != EntityModel::Filter::All;
    m_find->clear();
    setFilter(int(EntityModel::Filter::All));
    return hid;
}

} // namespace joinery
