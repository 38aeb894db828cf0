#include "links/change.h"

#include "database/dialect.h"
#include "links/removal.h"

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
    if (auto done = removeTogether(connection, schema, {{table, again ? part.removed : part.added}}); !done)
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
    // Rows of several tables may refer to each other: what counts is how they stand in the end.
    if (auto deferred = connection.exec(Dialect::deferReferences()); !deferred)
        return tl::unexpected(deferred.error());
    QList<TableRows> leaving; // parts that do nothing but remove rows go together
    const auto removeLeaving = [&] { return removeTogether(connection, schema, std::exchange(leaving, {})); };
    const qsizetype count = change.parts.size();
    for (qsizetype i = 0; i < count; ++i) {
        const TableChange &part = change.parts[again ? i : count - 1 - i];
        const Table *table = schema.table(part.table);
        if (table && part.before.isEmpty() && (again ? part.added : part.removed).isEmpty()) {
            leaving += TableRows{table, again ? part.removed : part.added};
            continue;
        }
        if (auto done = removeLeaving(); !done)
            return done;
        if (auto done = revertPart(connection, schema, part, again, overwritten); !done)
            return done;
    }
    return removeLeaving();
}

void forget(Connection &connection, const Change &change)
{
    for (const TableChange &part : change.parts) {
        for (const KeptRows &rows : {part.added, part.removed, part.before, part.after})
            RowKeeper::drop(connection, rows);
    }
}

} // namespace joinery
