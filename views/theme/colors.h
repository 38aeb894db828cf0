#pragma once

#include <QColor>
#include <QList>
#include <QString>

namespace joinery {

/// One palette: neutral greys and a single accent for focus, links and drop targets.
struct Colors
{
    bool dark = false;
    QColor window; ///< ground of bars, headers and dialogs
    QColor base; ///< ground of tables and fields
    QColor hover; ///< ground of the row or button under the pointer
    QColor button; ///< ground of raised controls
    QColor pill; ///< ground of counts
    QColor selection; ///< ground of selected rows and texts
    QColor target; ///< ground of what would take the rows that are being dragged
    QColor notice; ///< ground of banners
    QColor text;
    QColor secondary; ///< text beside a label
    QColor muted; ///< headers, counts, hints
    QColor disabled;
    QColor line; ///< between rows
    QColor border; ///< around fields and between panels
    QColor accent;
    QColor onAccent;
    QColor success;
    QColor warning;
    QColor error;
};

const Colors &lightColors();
const Colors &darkColors();

/// The contrast ratio of two opaque colours, 1 to 21 (WCAG 2.1, section 1.4.3).
double contrast(const QColor &a, const QColor &b);

struct TextPair
{
    QString name;
    QColor text;
    QColor ground;
};

/// Every text colour with every ground that it stands on. Texts of disabled controls are not among them.
QList<TextPair> textPairs(const Colors &colors);

/// `a` with `share` (0 to 1) of `b` in it.
QColor mixed(const QColor &a, const QColor &b, double share);

} // namespace joinery
