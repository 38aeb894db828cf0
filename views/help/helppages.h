#pragma once

#include <QList>
#include <QString>

namespace joinery {

/// The help's pages, as they lie in resources/help: Markdown, `index.md` first. To add one, put it there and into resources.qrc,
/// and link to it from the index.
struct HelpPage
{
    QString file; ///< "linking.md"
    QString title;
};

/// The index and the pages that it links to, in its order.
QList<HelpPage> helpPages();

/// A page's Markdown; empty where there is no such page. `<!-- gestures -->` is replaced by the list of gestures.
QString helpMarkdown(const QString &file);

} // namespace joinery
