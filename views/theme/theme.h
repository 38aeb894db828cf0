#pragma once

#include "theme/colors.h"

#include <QFont>
#include <QObject>

class QApplication;

namespace joinery {

/// How Joinery looks: light or dark, comfortable or compact. One for the program, on the window's thread.
class Theme : public QObject
{
    Q_OBJECT

public:
    enum class Scheme { System, Light, Dark };
    enum class Density { Comfortable, Compact };

    /// Spacing is counted in these pixels.
    static constexpr int grid = 8;
    /// Between a cell's edge and its text; and before the first cell's of a row.
    static constexpr int cellMargin = 8;
    static constexpr int headMargin = 12;

    static Theme &instance();

    /// Sets style, palette and the preferences read from QSettings. Once, after QApplication has its names.
    static void install(QApplication &application);

    const Colors &colors() const { return *m_colors; }
    bool isDark() const { return m_colors->dark; }
    Scheme scheme() const { return m_scheme; }
    /// `remember`: keep it for the next sitting.
    void setScheme(Scheme scheme, bool remember = true);
    Density density() const { return m_density; }
    void setDensity(Density density, bool remember = true);
    /// The height of a table's rows.
    int rowHeight() const;
    /// False where the desktop, or the person, asks for no motion.
    bool hasMotion() const;

    /// The font of counts, headers and hints, a little smaller than the desktop's; and of titles, a little larger.
    static QFont smallFont();
    static QFont titleFont();
    static QFont headlineFont();
    /// `font` with figures of one width, where Qt can ask for them.
    static QFont tabular(const QFont &font);

signals:
    /// Colours or density are others now.
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    Theme() = default;
    void apply();
    bool desktopIsDark() const;

    const Colors *m_colors = &lightColors();
    Scheme m_scheme = Scheme::System;
    Density m_density = Density::Comfortable;
    bool m_desktopPaletteIsDark = false;
    bool m_installed = false;
};

/// The colours of now.
inline const Colors &colors()
{
    return Theme::instance().colors();
}

} // namespace joinery
