#include "dialogs/errorline.h"

#include "theme/theme.h"

#include <QAccessible>

namespace joinery {

ErrorLine::ErrorLine(QWidget *parent) : QLabel(parent)
{
    setWordWrap(true);
    setTextFormat(Qt::PlainText);
    hide();
}

void ErrorLine::say(const QString &why, QWidget *field)
{
    QPalette red = palette();
    red.setColor(QPalette::WindowText, colors().error);
    setPalette(red);
    setText(why);
    show();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
    if (field)
        field->setFocus();
}

} // namespace joinery
