#include "session/endchoices.h"

#include "database/dialect.h"
#include "database/textfolding.h"
#include "links/rowlabel.h"

namespace joinery {

Result<QList<EndChoice>> readChoices(Connection &connection, const Catalog &catalog, const End &end,
                                     const QString &find, int most)
{
    const QString e = QStringLiteral("e");
    const QString label = labelExpression(catalog.table(end.table), end.key, e);
    QVariantList values;
    QString where;
    if (!find.isEmpty()) {
        where = QStringLiteral(" WHERE ") + Dialect::containsText({label});
        values += foldedText(find);
    }
    auto query = connection.exec(
        QStringLiteral("SELECT %1, %2 FROM %3 AS e%4 ORDER BY %5, %2 LIMIT %6")
            .arg(label, Dialect::quotedList(end.key, e), Dialect::quoted(end.table), where, Dialect::sortKey(label))
            .arg(most),
        values);
    if (!query)
        return tl::unexpected(query.error());
    QList<EndChoice> choices;
    while (query->next()) {
        EndChoice choice;
        for (int i = 0; i < end.key.size(); ++i)
            choice.key.values += query->value(i + 1);
        choice.label = query->value(0).toString();
        if (choice.label.isEmpty())
            choice.label = choice.key.text();
        choices += choice;
    }
    return choices;
}

} // namespace joinery
