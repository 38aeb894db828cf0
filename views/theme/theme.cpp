#include "theme/theme.h"

#include "theme/joinerystyle.h"

#include <QApplication>
#include <QEvent>
#include <QSettings>
#include <QStyleHints>

namespace joinery {

namespace {

QString schemeKey()
{
    return QStringLiteral("look/scheme");
}

QString densityKey()
{
    return QStringLiteral("look/density");
}

QPalette paletteOf(const Colors &c)
{
    QPalette palette;
    palette.setColor(QPalette::Window, c.window);
    palette.setColor(QPalette::WindowText, c.text);
    palette.setColor(QPalette::Base, c.base);
    palette.setColor(QPalette::AlternateBase, c.hover);
    palette.setColor(QPalette::Text, c.text);
    palette.setColor(QPalette::PlaceholderText, c.muted);
    palette.setColor(QPalette::Button, c.button);
    palette.setColor(QPalette::ButtonText, c.text);
    palette.setColor(QPalette::BrightText, c.error);
    palette.setColor(QPalette::Highlight, c.selection);
    palette.setColor(QPalette::HighlightedText, c.text);
    palette.setColor(QPalette::Link, c.accent);
    palette.setColor(QPalette::LinkVisited, c.accent);
    palette.setColor(QPalette::ToolTipBase, c.button);
    palette.setColor(QPalette::ToolTipText, c.text);
    palette.setColor(QPalette::Light, c.dark ? c.button : c.base);
    palette.setColor(QPalette::Midlight, c.hover);
    palette.setColor(QPalette::Mid, c.border);
    palette.setColor(QPalette::Dark, c.border);
    palette.setColor(QPalette::Shadow, c.dark ? QColor(Qt::black) : c.disabled);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, c.disabled);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, c.pill);
    return palette;
}

} // namespace

Theme &Theme::instance()
{
    static Theme theme;
    return theme;
}

void Theme::install(QApplication &application)
{
    Theme &theme = instance();
    theme.m_desktopPaletteIsDark = QGuiApplication::palette().color(QPalette::Window).lightness() < 128;
    const QSettings settings;
    theme.m_scheme = Scheme(qBound(0, settings.value(schemeKey(), 0).toInt(), int(Scheme::Dark)));
    theme.m_density = Density(qBound(0, settings.value(densityKey(), 0).toInt(), int(Density::Compact)));
    theme.m_installed = true;
    QApplication::setStyle(new JoineryStyle);
    theme.apply();
    application.installEventFilter(&theme);
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(application.styleHints(), &QStyleHints::colorSchemeChanged, &theme, &Theme::apply);
#endif
}

bool Theme::desktopIsDark() const
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    const Qt::ColorScheme scheme = QGuiApplication::styleHints()->colorScheme();
    if (scheme != Qt::ColorScheme::Unknown)
        return scheme == Qt::ColorScheme::Dark;
#endif
    return m_desktopPaletteIsDark;
}

void Theme::apply()
{
    const bool dark = m_scheme == Scheme::Dark || (m_scheme == Scheme::System && desktopIsDark());
    m_colors = dark ? &darkColors() : &lightColors();
    if (m_installed)
        QApplication::setPalette(paletteOf(*m_colors));
    emit changed();
}

bool Theme::eventFilter(QObject *watched, QEvent *event)
{
    // A desktop that changes its mind without a colour scheme of its own to ask resets the palette of the program.
    if (event->type() == QEvent::ApplicationPaletteChange && watched == qApp) {
        const QColor window = QGuiApplication::palette().color(QPalette::Window);
        if (window != m_colors->window) {
            m_desktopPaletteIsDark = window.lightness() < 128;
            apply();
        }
    }
    return QObject::eventFilter(watched, event);
}

void Theme::setScheme(Scheme scheme, bool remember)
{
    m_scheme = scheme;
    if (remember)
        QSettings().setValue(schemeKey(), int(scheme));
    apply();
}

void Theme::setDensity(Density density, bool remember)
{
    m_density = density;
    if (remember)
        QSettings().setValue(densityKey(), int(density));
    emit changed();
}

int Theme::rowHeight() const
{
    return m_density == Density::Compact ? 22 : 28;
}

bool Theme::hasMotion() const
{
    static const bool unwanted = QSettings().value(QStringLiteral("look/noMotion"), false).toBool();
    return !unwanted && QApplication::style()->styleHint(QStyle::SH_Widget_Animation_Duration) > 0;
}

QFont Theme::smallFont()
{
    QFont font = QApplication::font();
    font.setPointSizeF(font.pointSizeF() * 0.92);
    return font;
}

QFont Theme::titleFont()
{
    QFont font = QApplication::font();
    font.setPointSizeF(font.pointSizeF() * 1.15);
    font.setWeight(QFont::DemiBold);
    return font;
}

QFont Theme::headlineFont()
{
    QFont font = QApplication::font();
    font.setPointSizeF(font.pointSizeF() * 1.6);
    font.setWeight(QFont::DemiBold);
    return font;
}

QFont Theme::tabular(const QFont &font)
{
    QFont result = font;
#if QT_VERSION >= QT_VERSION_CHECK(6, 7, 0)
    result.setFeature(QFont::Tag("tnum"), 1);
#endif
    return result;
}

} // namespace joinery
