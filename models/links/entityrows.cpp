#include "links/entityrows.h"

#include "database/transaction.h"
#include "links/checkrules.h"
#include "links/entitymaker.h"
#include "links/rowedit.h"

namespace joinery {

Result<LinkOutcome> setEntities(Connection &connection, const Schema &schema, const End &end, const KeyList &keys,
                                const QStringList &columns, const QList<QVariantList> &values)
{
    auto transaction = Transaction::begin(connection);
    if (!transaction)
        return tl::unexpected(transaction.error());
    const Table &table = *schema.table(end.table);
    RowKeeper keeper(connection, schema, table);
    LinkOutcome outcome;
    if (auto done = editRows(connection, table, keeper, end.key, keys, columns, values, outcome); !done)
        return tl::unexpected(done.error());
    if (auto done = transaction->commit(); !done)
        return tl::unexpected(done.error());
    return outcome;
}

Result<LinkOutcome> makeEntities(Connection &connection, const Schema &schema, const End &end, const NewRows &rows)
{
    auto maker = EntityMaker::prepare(connection, schema, end, rows.columns);
    if (!maker)
        return tl::unexpected(maker.error());
    LinkOutcome outcome;
    outcome.created = KeyList(int(end.key.size()));
    for (const QVariantList &row : rows.values) {
        std::vector<HeldValue> held;
        for (const QVariant &value : row)
            held.emplace_back(value);
        std::vector<CellValue> values;
        values.reserve(held.size());
        for (const HeldValue &value : held)
            values.push_back(value.value());
        const auto key = maker->make(values);
        if (!key)
            return tl::unexpected(withRule(connection, *schema.table(end.table), key.error()));
        RowKey made;
        for (const CellValue &value : *key)
            made.values += value.toVariant();
        outcome.created.append(made);
    }
    maker->confirm();
    auto created = maker->keep(connection, schema);
    if (!created)
        return tl::unexpected(created.error());
    outcome.change.add(std::move(*created));
    return outcome;
}

} // namespace joinery
