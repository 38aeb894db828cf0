#include "theme/joinerystyle.h"

#include "theme/controlshapes.h"
#include "theme/icons.h"
#include "theme/styleshapes.h"
#include "theme/theme.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMessageBox>
#include <QPainter>
#include <QScrollBar>
#include <QStyleFactory>
#include <QStyleOption>
#include <QToolButton>

namespace joinery {

namespace {

constexpr const char *widened = "joineryWidened";

} // namespace

JoineryStyle::JoineryStyle() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) {}

void JoineryStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton *>(widget) || qobject_cast<QComboBox *>(widget)
        || qobject_cast<QScrollBar *>(widget))
        widget->setAttribute(Qt::WA_Hover);
    if (qobject_cast<QMessageBox *>(widget) && !widget->property(widened).toBool()) {
        // Wide enough for a sentence: Qt would break it to the width of the headline.
        if (auto *grid = qobject_cast<QGridLayout *>(widget->layout()))
            grid->addItem(new QSpacerItem(460, 0), grid->rowCount(), 0, 1, grid->columnCount());
        widget->setProperty(widened, true);
    }
}

void JoineryStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                                 const QWidget *widget) const
{
    const Colors &c = colors();
    switch (element) {
    case PE_PanelButtonCommand: {
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        drawButton(option, painter, button && (button->features & QStyleOptionButton::DefaultButton));
        return;
    }
    case PE_PanelButtonTool: {
        const bool enabled = option->state & State_Enabled;
        const bool showsOn = !widget || !widget->property("joineryPlainWhenOn").toBool();
        const bool down = (option->state & State_Sunken) || (showsOn && (option->state & State_On));
        const bool focus = (option->state & State_HasFocus) && (option->state & State_KeyboardFocusChange);
        QColor ground;
        if (down)
            ground = mixed(c.window, c.text, 0.12);
        else if (enabled && (option->state & State_MouseOver))
            ground = mixed(c.window, c.text, 0.06);
        if (ground.isValid() || focus)
            fillRound(painter, option->rect, ground, focus ? c.accent : QColor(), 1.5);
        return;
    }
    case PE_FrameTabBarBase:
        painter->fillRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1, c.border);
        return;
    case PE_FrameDefaultButton:
    case PE_FrameStatusBarItem:
    case PE_PanelStatusBar:
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorRadioButton:
        drawMark(option, painter, element == PE_IndicatorRadioButton);
        return;
    case PE_PanelLineEdit:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option); frame && frame->lineWidth == 0)
            return;
        drawField(option, painter);
        return;
    case PE_FrameLineEdit:
        return;
    case PE_FrameFocusRect: {
        if (!(option->state & State_KeyboardFocusChange))
            return;
        fillRound(painter, option->rect, {}, c.accent, 1.5);
        return;
    }
    case PE_IndicatorHeaderArrow: // beside the title, see drawHeaderLabel()
        return;
    case PE_PanelScrollAreaCorner:
        painter->fillRect(option->rect, c.base);
        return;
    case PE_PanelTipLabel:
        painter->fillRect(option->rect, c.button);
        painter->setPen(c.border);
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        return;
    case PE_Frame:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option); frame && frame->lineWidth > 0) {
            painter->setPen(c.border);
            painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        }
        return;
    case PE_IndicatorToolBarSeparator: {
        painter->setPen(c.border);
        const int x = option->rect.center().x();
        painter->drawLine(x, option->rect.top() + 6, x, option->rect.bottom() - 6);
        return;
    }
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void JoineryStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                               const QWidget *widget) const
{
    const Colors &c = colors();
    switch (element) {
    case CE_ToolBar:
        painter->fillRect(option->rect, c.window);
        painter->setPen(c.border);
        painter->drawLine(option->rect.bottomLeft(), option->rect.bottomRight());
        return;
    case CE_ProgressBar:
        if (const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option); bar && !bar->textVisible)
            return drawProgress(option, painter, double(bar->progress) / qMax(1, bar->maximum));
        break;
    case CE_MenuBarEmptyArea:
        painter->fillRect(option->rect, c.window);
        return;
    case CE_MenuBarItem: {
        const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
        if (!item)
            break;
        painter->fillRect(option->rect, c.window);
        if (option->state & (State_Selected | State_Sunken))
            fillRound(painter, QRectF(option->rect).adjusted(1, 2, -1, -2),
                      mixed(c.window, c.text, option->state & State_Sunken ? 0.12 : 0.06));
        drawItemText(painter, option->rect,
                     Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextDontClip | Qt::TextSingleLine, option->palette,
                     option->state & State_Enabled, item->text, QPalette::WindowText);
        return;
    }
    case CE_Header:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            drawHeaderSection(header, painter);
            drawHeaderLabel(header, painter);
        }
        return;
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, c.base);
        painter->setPen(c.border);
        painter->drawLine(option->rect.bottomLeft(), option->rect.bottomRight());
        return;
    case CE_TabBarTabShape:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option))
            drawTab(tab, painter);
        return;
    case CE_Splitter:
        painter->fillRect(option->rect, c.border);
        return;
    case CE_ComboBoxLabel: {
        const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option);
        if (!combo || combo->editable)
            break;
        QStyleOptionComboBox cut = *combo;
        const int icon = combo->currentIcon.isNull() ? 0 : combo->iconSize.width() + 8;
        const int room = proxy()->subControlRect(CC_ComboBox, combo, SC_ComboBoxEditField, widget).width() - icon;
        cut.currentText = combo->fontMetrics.elidedText(combo->currentText, Qt::ElideRight, room);
        QProxyStyle::drawControl(element, &cut, painter, widget);
        return;
    }
    case CE_PushButtonLabel: {
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        if (button && (button->features & QStyleOptionButton::DefaultButton)) {
            QStyleOptionButton onAccent = *button;
            onAccent.palette.setColor(QPalette::Active, QPalette::ButtonText, c.onAccent);
            onAccent.palette.setColor(QPalette::Inactive, QPalette::ButtonText, c.onAccent);
            QProxyStyle::drawControl(element, &onAccent, painter, widget);
            return;
        }
        break;
    }
    case CE_ShapedFrame:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option)) {
            painter->setPen(c.border);
            if (frame->frameShape == QFrame::HLine)
                painter->drawLine(frame->rect.left(), frame->rect.center().y(), frame->rect.right(),
                                  frame->rect.center().y());
            else if (frame->frameShape == QFrame::VLine)
                painter->drawLine(frame->rect.center().x(), frame->rect.top(), frame->rect.center().x(),
                                  frame->rect.bottom());
            else if (frame->frameShape != QFrame::NoFrame && frame->lineWidth > 0)
                painter->drawRect(frame->rect.adjusted(0, 0, -1, -1));
        }
        return;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void JoineryStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                                      const QWidget *widget) const
{
    if (control == CC_ScrollBar) {
        if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option)) {
            drawScrollBar(bar, painter, proxy()->subControlRect(CC_ScrollBar, bar, SC_ScrollBarSlider, widget));
            return;
        }
    }
    if (control == CC_ComboBox) {
        const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option);
        if (combo) {
            if (combo->editable)
                drawField(option, painter);
            else
                drawButton(option, painter, false);
            const QRect arrow = proxy()->subControlRect(CC_ComboBox, combo, SC_ComboBoxArrow, widget);
            QRect place(0, 0, 16, 16);
            place.moveCenter(arrow.center());
            icon(QStringLiteral("chevron-down"), Tone::Muted)
                .paint(painter, place, Qt::AlignCenter,
                       option->state & State_Enabled ? QIcon::Normal : QIcon::Disabled);
            return;
        }
    }
    if (control == CC_SpinBox) {
        if (const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option)) {
            drawField(option, painter);
            drawStep(spin, painter, proxy()->subControlRect(CC_SpinBox, spin, SC_SpinBoxUp, widget), true);
            drawStep(spin, painter, proxy()->subControlRect(CC_SpinBox, spin, SC_SpinBoxDown, widget), false);
            return;
        }
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect JoineryStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl subControl,
                                   const QWidget *widget) const
{
    if (control != CC_ScrollBar)
        return QProxyStyle::subControlRect(control, option, subControl, widget);
    const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (!bar)
        return {};
    // No arrow buttons: the groove is the whole bar.
    const bool vertical = bar->orientation == Qt::Vertical;
    const int length = vertical ? bar->rect.height() : bar->rect.width();
    const qint64 range = qint64(bar->maximum) - bar->minimum;
    int slider = length;
    if (range > 0)
        slider = qBound(qMin(28, length), int(qint64(bar->pageStep) * length / (range + bar->pageStep)), length);
    const int start = sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - slider,
                                              bar->upsideDown);
    const auto along = [&](int from, int size) {
        return vertical ? QRect(bar->rect.left(), bar->rect.top() + from, bar->rect.width(), size)
                        : QRect(bar->rect.left() + from, bar->rect.top(), size, bar->rect.height());
    };
    switch (subControl) {
    case SC_ScrollBarGroove:
        return bar->rect;
    case SC_ScrollBarSlider:
        return along(start, slider);
    case SC_ScrollBarSubPage:
        return along(0, start);
    case SC_ScrollBarAddPage:
        return along(start + slider, length - start - slider);
    default:
        return {};
    }
}

int JoineryStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return 12;
    case PM_SplitterWidth:
        return 1;
    case PM_SmallIconSize:
    case PM_ToolBarIconSize:
    case PM_ButtonIconSize:
    case PM_TabBarIconSize:
        return 16;
    case PM_ToolBarItemSpacing:
        return 2;
    case PM_ToolBarItemMargin:
        return 4;
    case PM_ToolBarFrameWidth:
        return 0;
    case PM_DefaultFrameWidth:
        return qobject_cast<const QLineEdit *>(widget) || qobject_cast<const QComboBox *>(widget) ? 2 : 1;
    case PM_FocusFrameHMargin: // beside an item's text
        return qobject_cast<const QListView *>(widget) ? Theme::grid - 1
                                                       : QProxyStyle::pixelMetric(metric, option, widget);
    case PM_LayoutLeftMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutBottomMargin:
        return qobject_cast<const QMessageBox *>(widget) ? 20 : QProxyStyle::pixelMetric(metric, option, widget);
    case PM_MessageBoxIconSize:
        return 32;
    case PM_HeaderMarkSize:
        return 12;
    case PM_MenuBarVMargin:
        return 2;
    case PM_MenuBarPanelWidth:
        return 0;
    case PM_MenuVMargin:
        return 4;
    case PM_ScrollView_ScrollBarSpacing:
        return 0;
    case PM_DockWidgetSeparatorExtent:
        return 1;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return Theme::grid;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int JoineryStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                            QStyleHintReturn *returnData) const
{
    switch (hint) {
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_ItemView_PaintAlternatingRowColorsForEmptyArea:
    case SH_ComboBox_Popup:
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_ScrollBar_LeftClickAbsolutePosition:
        return 0;
    case SH_ToolTipLabel_Opacity:
        return 255;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

QIcon JoineryStyle::standardIcon(StandardPixmap standard, const QStyleOption *option, const QWidget *widget) const
{
    switch (standard) {
    case SP_MessageBoxQuestion:
        return icon(QStringLiteral("help"), Tone::Accent);
    case SP_MessageBoxInformation:
        return icon(QStringLiteral("info"), Tone::Accent);
    case SP_MessageBoxWarning:
        return icon(QStringLiteral("warning"), Tone::Warning);
    case SP_MessageBoxCritical:
        return icon(QStringLiteral("error"), Tone::Error);
    case SP_ArrowLeft:
        return icon(QStringLiteral("chevron-left"));
    case SP_ArrowRight:
        return icon(QStringLiteral("chevron-right"));
    default:
        return QProxyStyle::standardIcon(standard, option, widget);
    }
}

QSize JoineryStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                     const QWidget *widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_ToolButton:
        if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
            button && button->toolButtonStyle != Qt::ToolButtonIconOnly && !button->text.isEmpty())
            result = {result.width() + 8, qMax(result.height(), 28)};
        break;
    case CT_LineEdit:
    case CT_ComboBox:
    case CT_SpinBox:
        result.setHeight(qMax(result.height(), 28));
        break;
    case CT_PushButton:
        result.setHeight(qMax(result.height(), 30));
        result.rwidth() += 8;
        break;
    case CT_HeaderSection:
        result.setHeight(Theme::instance().rowHeight());
        break;
    case CT_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
            item && item->menuItemType != QStyleOptionMenuItem::Separator)
            result.setHeight(qMax(result.height(), 26));
        break;
    case CT_MenuBarItem:
        result.setHeight(qMax(result.height(), 26));
        break;
    default:
        break;
    }
    return result;
}

} // namespace joinery
