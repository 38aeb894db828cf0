#include "theme/colors.h"

#include <cmath>

namespace joinery {

namespace {

QColor rgb(unsigned value)
{
    return QColor::fromRgb(value);
}

/// Relative luminance: https://www.w3.org/TR/WCAG21/#dfn-relative-luminance
double luminance(const QColor &color)
{
    const auto linear = [](double channel) {
        return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

const Colors &lightColors()
{
    static const Colors colors{
        .dark = false,
        .window = rgb(0xf5f5f7),
        .base = rgb(0xffffff),
        .hover = rgb(0xf4f4f7),
        .button = rgb(0xffffff),
        .pill = rgb(0xeeeff3),
        .selection = rgb(0xe7e7fb),
        .target = rgb(0xdedefb),
        .notice = rgb(0xfbf3df),
        .text = rgb(0x1b1c21),
        .secondary = rgb(0x474b55),
        .muted = rgb(0x5c606b),
        .disabled = rgb(0xa6a9b3),
        .line = rgb(0xedeef1),
        .border = rgb(0xd5d7de),
        .accent = rgb(0x4f46d8),
        .onAccent = rgb(0xffffff),
        .success = rgb(0x157347),
        .warning = rgb(0x845200),
        .error = rgb(0xb42318),
    };
    return colors;
}

const Colors &darkColors()
{
    static const Colors colors{
        .dark = true,
        .window = rgb(0x232428),
        .base = rgb(0x1a1b1e),
        .hover = rgb(0x232529),
        .button = rgb(0x2f3136),
        .pill = rgb(0x2b2d33),
        .selection = rgb(0x2f3058),
        .target = rgb(0x35376a),
        .notice = rgb(0x352d1a),
        .text = rgb(0xe7e8ec),
        .secondary = rgb(0xc4c7cf),
        .muted = rgb(0xa9adb8),
        .disabled = rgb(0x666a74),
        .line = rgb(0x27292e),
        .border = rgb(0x3b3d44),
        .accent = rgb(0xa7a9fb),
        .onAccent = rgb(0x16161f),
        .success = rgb(0x6fd39a),
        .warning = rgb(0xe8b657),
        .error = rgb(0xff938a),
    };
    return colors;
}

double contrast(const QColor &a, const QColor &b)
{
    const double first = luminance(a) + 0.05;
    const double second = luminance(b) + 0.05;
    return first > second ? first / second : second / first;
}

QList<TextPair> textPairs(const Colors &c)
{
    QList<TextPair> pairs;
    const auto add = [&](const char *name, const QColor &text, std::initializer_list<QColor> grounds) {
        for (const QColor &ground : grounds)
            pairs.append({QStringLiteral("%1 on %2").arg(QLatin1String(name), ground.name()), text, ground});
    };
    add("text", c.text, {c.window, c.base, c.hover, c.button, c.pill, c.selection, c.target, c.notice});
    add("secondary", c.secondary, {c.base, c.hover, c.selection, c.target});
    add("muted", c.muted, {c.window, c.base, c.hover, c.button, c.pill, c.selection, c.target});
    add("accent", c.accent, {c.window, c.base, c.hover, c.button, c.selection, c.target});
    add("onAccent", c.onAccent, {c.accent});
    add("success", c.success, {c.window, c.base});
    add("warning", c.warning, {c.window, c.base, c.notice});
    add("error", c.error, {c.window, c.base});
    return pairs;
}

QColor mixed(const QColor &a, const QColor &b, double share)
{
    const auto part = [share](float from, float to) { return float(from + (to - from) * share); };
    return QColor::fromRgbF(part(a.redF(), b.redF()), part(a.greenF(), b.greenF()), part(a.blueF(), b.blueF()));
}

} // namespace joinery
