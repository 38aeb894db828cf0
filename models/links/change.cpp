#include "links/change.h"

#include <QCoreApplication>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::Change)
};

Result<void> revertPart(Connection &connection, const Schema &schema, const TableChange &part, bool again,
                        QStringList *overwritten)
{
    const Table *table = schema.table(part.table);
    if (!table)
        return failure(Error::Kind::Stale, Text::tr("The table %1 is no longer there.").arg(part.table.text()));
    RowKeeper keeper(connection, schema, *table);
    if (auto done = keeper.remove(again ? part.removed : part.added); !done)
        return done;
    if (auto done = keeper.restore(again ? part.added : part.removed, overwritten); !done)
        return done;
    return keeper.exchange(again ? part.before : part.after, again ? part.after : part.before, part.columns,
                           overwritten);
}

} // namespace

Change::Change(std::initializer_list<TableChange> changes)
{
    for (const TableChange &each : changes)
        add(each);
}

void Change::add(TableChange part)
{
    if (!part.isEmpty())
        parts += std::move(part);
}

QList<TableName> Change::tables() const
{
    QList<TableName> tables;
    for (const TableChange &part : parts) {
        if (!tables.contains(part.table))
            tables += part.table;
    }
    return tables;
}

QList<TableName> Change::editedTables() const
{
    QList<TableName> edited = tables();
    for (const TableChange &part : parts) {
        if (!part.added.isEmpty() || !part.removed.isEmpty())
            edited.removeAll(part.table);
    }
    return edited;
}

Result<void> revert(Connection &connection, const Schema &schema, const Change &change, bool again,
                    QStringList *overwritten)
{
    const qsizetype count = change.parts.size();
    for (qsizetype i = 0; i < count; ++i) {
        const TableChange &part = change.parts[again ? i : count - 1 - i];
        if (auto done = revertPart(connection, schema, part, again, overwritten); !done)
            return done;
    }
    return {};
}

void forget(Connection &connection, const Change &change)
{
    for (const TableChange &part : change.parts) {
        for (const KeptRows &rows : {part.added, part.removed, part.before, part.after})
            RowKeeper::drop(connection, rows);
    }
}

} // namespace joinery
