// What an EditorState offers for the cells of a link.

#include "database/dialect.h"
#include "database/textfolding.h"
#include "links/rowlabel.h"
#include "relationships/entitylabel.h"
#include "session/editorstate.h"
#include "tables/cellinput.h"

namespace joinery {

namespace {

constexpr int mostChoices = 12; // more is no choice but a list to search
constexpr int looked = 2'000; // rows that are looked at for the values that occur

const ForeignKey *referenceOf(const Table &table, const QString &column)
{
    for (const ForeignKey &key : table.foreignKeys) {
        if (key.columns.size() == 1 && key.columns.first().from == column && key.fault.isEmpty())
            return &key;
    }
    return nullptr;
}

} // namespace

void EditorState::findChoices(const Table &table, const QString &column, QObject *context,
                              const std::function<void(const Choices &)> &done)
{
    m_reader->run(
        context,
        [table, column](Connection &connection) -> Result<Choices> {
            const auto sql = connection.value(
                QStringLiteral("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?"), {table.name.name});
            if (!sql)
                return tl::unexpected(sql.error());
            Choices choices{checkedChoices(sql->toString(), column), true};
            if (!choices.values.isEmpty() || columnKind(*table.column(column)) != ColumnKind::Any)
                return choices;
            choices.onlyThese = false;
            auto values = connection.exec(
                QStringLiteral(
                    "SELECT value, count(*) FROM (SELECT %1 AS value FROM %2 LIMIT %3) WHERE value IS NOT NULL "
                    "GROUP BY value ORDER BY count(*) DESC, value LIMIT %4")
                    .arg(Dialect::quoted(column), Dialect::quoted(table.name))
                    .arg(looked)
                    .arg(mostChoices + 1));
            if (!values)
                return tl::unexpected(values.error());
            qint64 most = 0;
            while (values->next()) {
                choices.values += values->value(0).toString();
                most = qMax(most, values->value(1).toLongLong());
            }
            if (choices.values.size() > mostChoices || most < 2)
                choices.values.clear();
            return choices;
        },
        [done](const Result<Choices> &choices) { done(choices.value_or(Choices())); });
}

bool EditorState::isReference(const Table &table, const QString &column)
{
    return referenceOf(table, column) != nullptr;
}

void EditorState::findRelated(const Table &table, const QString &column, const QString &text, QObject *context,
                              const std::function<void(const QList<Related> &)> &done)
{
    const ForeignKey *key = referenceOf(table, column);
    if (!key || !m_catalog->schema.table(key->table))
        return;
    m_reader->run(
        context,
        [related = m_catalog->table(key->table), key = *key, text](Connection &connection) -> Result<QList<Related>> {
            const QString label = labelExpression(related, key.to(), QStringLiteral("r"));
            auto query = connection.exec(
                QStringLiteral("SELECT %1, %2 FROM %3 AS r WHERE %4 ORDER BY %2 = ? DESC, %5, %1 LIMIT %6")
                    .arg(Dialect::quotedList(key.to(), QStringLiteral("r")), label, Dialect::quoted(related.name),
                         Dialect::containsText({label}), Dialect::sortKey(label))
                    .arg(mostRelated),
                {foldedText(text), text});
            if (!query)
                return tl::unexpected(query.error());
            QList<Related> rows;
            while (query->next())
                rows += Related{query->value(0), query->value(1).toString()};
            return rows;
        },
        [done](const Result<QList<Related>> &rows) { done(rows.value_or(QList<Related>())); });
}

} // namespace joinery
