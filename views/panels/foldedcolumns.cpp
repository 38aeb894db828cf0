#include "panels/foldedcolumns.h"

#include "rows/columnlayout.h"
#include "theme/theme.h"

#include <QLocale>

namespace joinery {

FoldedColumns::FoldedColumns(QWidget *parent) : QToolButton(parent)
{
    setAutoRaise(true);
    setFont(Theme::smallFont());
    hide();
}

void FoldedColumns::setLayoutOf(ColumnLayout *columns)
{
    m_columns = columns;
    connect(columns, &ColumnLayout::foldedChanged, this, &FoldedColumns::showCount);
    connect(this, &QToolButton::clicked, this, [this] { m_columns->showMenu(mapToGlobal(rect().bottomLeft())); });
    connect(&Theme::instance(), &Theme::changed, this, &FoldedColumns::showCount);
    showCount();
}

void FoldedColumns::showCount()
{
    const auto count = int(m_columns->foldedCount());
    QPalette quiet;
    quiet.setColor(QPalette::ButtonText, colors().muted);
    setPalette(quiet);
    setText(u'+' + QLocale().toString(count));
    const QString text = tr("%Ln more column(s): widen the panel, or choose", nullptr, count);
    setAccessibleName(text);
    setToolTip(text);
    setVisible(count > 0);
}

} // namespace joinery
