#include "relationshippicker.h"

#include "relationships/relationshipfacts.h"
#include "relationships/relationshippopup.h"
#include "theme/icons.h"

namespace joinery {

namespace {

constexpr int nameRole = Qt::UserRole;

} // namespace

RelationshipPicker::RelationshipPicker(QWidget *parent) : QComboBox(parent), m_popup(new RelationshipPopup(this))
{
    setSizeAdjustPolicy(AdjustToContents);
    setMinimumWidth(220);
    setMaximumWidth(520);
    setPlaceholderText(tr("None"));
    setAccessibleName(tr("Relationship"));
    setToolTip(tr("The relationship that is shown (Ctrl+R)"));
    connect(this, &QComboBox::activated, this, [this] { emit picked(current()); });
    connect(m_popup, &RelationshipPopup::chosen, this, [this](const QString &name) {
        setCurrent(name);
        emit picked(name);
    });
}

void RelationshipPicker::setRelationships(const QList<Relationship> &relationships,
                                          const std::function<QString(const Relationship &)> &whyNotShown)
{
    clear();
    RelationshipList::Section facts;
    RelationshipList::Section perhaps;
    for (const Relationship &each : relationships) {
        const QString ends = endsText(each);
        const QString why = whyNotShown ? whyNotShown(each) : QString();
        RelationshipList::Row row{each.name, each.name, ends, {}, each.reasons.join(u'\n'), !why.isEmpty()};
        if (each.suggested)
            row.mark = tr("perhaps");
        if (!why.isEmpty())
            row.toolTip = why;
        (each.suggested ? perhaps : facts).rows += row;
        if (!why.isEmpty())
            continue; // the wheel and the arrow keys pass it over
        addItem(icon(QStringLiteral("relationship"), Tone::Accent), QStringLiteral("%1    %2").arg(each.name, ends));
        setItemData(count() - 1, each.name, nameRole);
        setItemData(count() - 1, each.reasons.join(u'\n'), Qt::ToolTipRole);
        setItemData(count() - 1,
                    tr("%1, between %2 and %3").arg(each.name, each.left.table.text(), each.right.table.text()),
                    Qt::AccessibleTextRole);
    }
    perhaps.heading = facts.rows.isEmpty() ? tr("Perhaps") : tr("Perhaps also");
    m_popup->setSections({facts, perhaps});
    setEnabled(!relationships.isEmpty());
}

void RelationshipPicker::setCurrent(const QString &name)
{
    setCurrentIndex(findData(name, nameRole));
}

QString RelationshipPicker::current() const
{
    return currentData(nameRole).toString();
}

void RelationshipPicker::showPopup()
{
    m_popup->openAt(this, current());
}

void RelationshipPicker::hidePopup()
{
    m_popup->hide();
    QComboBox::hidePopup();
}

} // namespace joinery
