#pragma once

#include <QList>
#include <QString>

namespace joinery {

/// Gestures and shortcuts of one kind: what to do, and what it does.
struct GestureSection
{
    QString title;
    QList<std::pair<QString, QString>> rows;
};

/// Every gesture and shortcut of the program; the one place that lists them.
QList<GestureSection> gestures();

/// The same as Markdown: a heading and a table for each section.
QString gesturesAsMarkdown();

} // namespace joinery
