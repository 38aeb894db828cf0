#include "tables/rowtext.h"

#include "export/valuetext.h"

namespace joinery {

namespace {

QString cellText(const QVariant &value)
{
    QString text = QString::fromUtf8(valueText(value));
    const bool special = text.contains(u'\t') || text.contains(u'\n') || text.contains(u'\r') || text.contains(u'"');
    if (!special)
        return text;
    return u'"' + text.replace(u'"', QStringLiteral("\"\"")) + u'"';
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

QList<QStringList> cellsOfText(const QString &text)
{
    QList<QStringList> rows;
    QStringList row;
    QString cell;
    bool quoted = false;
    const auto endRow = [&] {
        row += std::exchange(cell, {});
        rows += std::exchange(row, {});
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (quoted && c == u'"' && i + 1 < text.size() && text[i + 1] == u'"') {
            cell += text[++i];
        } else if (c == u'"' && (quoted || cell.isEmpty())) {
            quoted = !quoted;
        } else if (!quoted && c == u'\t') {
            row += std::exchange(cell, {});
        } else if (!quoted && c == u'\n') {
            endRow();
        } else if (quoted || c != u'\r') {
            cell += c;
        }
    }
    if (!cell.isEmpty() || !row.isEmpty())
        endRow();
    return rows;
}

} // namespace joinery
