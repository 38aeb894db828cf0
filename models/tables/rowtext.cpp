#include "tables/rowtext.h"

#include "export/valuetext.h"

namespace joinery {

namespace {

QString cellText(const QVariant &value)
{
    const QString text = QString::fromUtf8(valueText(value));
    const bool special = text.contains(u'\t') || text.contains(u'\n') || text.contains(u'\r') || text.contains(u'"');
    if (!special)
        return text;
    return u'"' + QString(text).replace(u'"', QStringLiteral("\"\"")) + u'"';
}

} // namespace

Result<QString> RowText::read(Connection &connection, const KeyList &keys) const
{
    QString text;
    for (qsizetype first = 0; first < keys.size(); first += PagedRows::pageSize) {
        const auto page = fetch(connection, keys.mid(first, PagedRows::pageSize));
        if (!page)
            return tl::unexpected(page.error());
        for (const PagedRows::Values &values : *page) {
            if (values.isEmpty())
                continue;
            QStringList cells;
            for (const int column : columns)
                cells += cellText(values.value(column));
            text += cells.join(u'\t') + u'\n';
        }
    }
    return text;
}

} // namespace joinery
