#include "help/helppages.h"

#include "help/gestures.h"

#include <QFile>
#include <QRegularExpression>

namespace joinery {

QString helpMarkdown(const QString &file)
{
    QFile page(QStringLiteral(":/help/") + file);
    if (!page.open(QIODevice::ReadOnly))
        return {};
    QString markdown = QString::fromUtf8(page.readAll());
    return markdown.replace(QStringLiteral("<!-- gestures -->"), gesturesAsMarkdown());
}

QList<HelpPage> helpPages()
{
    static const QRegularExpression title(QStringLiteral("^# (.+)$"), QRegularExpression::MultilineOption);
    static const QRegularExpression link(QStringLiteral("\\]\\(([a-z-]+\\.md)\\)"));
    const QString index = QStringLiteral("index.md");
    QList<HelpPage> pages{{index, title.match(helpMarkdown(index)).captured(1)}};
    auto found = link.globalMatch(helpMarkdown(index));
    while (found.hasNext()) {
        const QString file = found.next().captured(1);
        const bool listed = std::any_of(pages.cbegin(), pages.cend(),
                                        [&](const HelpPage &page) { return page.file == file; });
        if (!listed)
            pages.append({file, title.match(helpMarkdown(file)).captured(1)});
    }
    return pages;
}

} // namespace joinery
