#include "dialogs/import/formbox.h"

#include "cells/choicedelegate.h"

#include <QAbstractItemView>
#include <QAccessibleWidget>
#include <QWheelEvent>

namespace joinery {

namespace {

class AccessibleFormBox : public QAccessibleWidget
{
public:
    explicit AccessibleFormBox(FormBox *box) : QAccessibleWidget(box, QAccessible::ComboBox) {}

    QString text(QAccessible::Text which) const override
    {
        const QString said = box()->currentIndex() < 0 ? box()->placeholderText() : box()->currentText();
        if (which == QAccessible::Value)
            return said;
        return which == QAccessible::Name ? FormBox::tr("%1: %2").arg(box()->accessibleName(), said)
                                          : QAccessibleWidget::text(which);
    }

    QAccessible::State state() const override
    {
        QAccessible::State state = QAccessibleWidget::state();
        state.expandable = true;
        state.expanded = box()->view()->isVisible();
        return state;
    }

    int childCount() const override { return 1; }
    QAccessibleInterface *child(int index) const override
    {
        return index == 0 ? QAccessible::queryAccessibleInterface(box()->view()) : nullptr;
    }
    int indexOfChild(const QAccessibleInterface *child) const override
    {
        return child->object() == box()->view() ? 0 : -1;
    }

    QStringList actionNames() const override { return {showMenuAction(), pressAction()}; }
    void doAction(const QString &name) override
    {
        if (name != showMenuAction() && name != pressAction())
            return;
        if (box()->view()->isVisible())
            box()->hidePopup();
        else
            box()->showPopup();
    }
    QStringList keyBindingsForAction(const QString &) const override { return {}; }

private:
    FormBox *box() const { return static_cast<FormBox *>(widget()); }
};

QAccessibleInterface *makeInterface(const QString &className, QObject *object)
{
    return className == QLatin1String("joinery::FormBox") && object
             ? new AccessibleFormBox(static_cast<FormBox *>(object))
             : nullptr;
}

} // namespace

FormBox::FormBox(const QString &name, QWidget *parent) : QComboBox(parent)
{
    [[maybe_unused]] static const bool installed = (QAccessible::installFactory(makeInterface), true);
    setAccessibleName(name);
    setItemDelegate(new ChoiceDelegate(this));
    setFocusPolicy(Qt::StrongFocus); // else the wheel would bring the focus along
}

void FormBox::setNarrow(int letters)
{
    setSizeAdjustPolicy(AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(letters);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void FormBox::wheelEvent(QWheelEvent *event)
{
    if (hasFocus())
        QComboBox::wheelEvent(event);
    else
        event->ignore();
}

} // namespace joinery
