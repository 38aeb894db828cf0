#include "links/removal.h"

#include "database/dialect.h"
#include "links/endjoin.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::Removal)
};

bool acts(const ForeignKey &key)
{
    // The database itself refuses the others.
    return key.onDelete != ForeignKey::Action::None && key.onDelete != ForeignKey::Action::Restrict;
}

/// Fails when rows that are not among `all` would change along with `rows`.
Result<void> checkActions(Connection &connection, const Schema &schema, const TableRows &rows,
                          const QList<TableRows> &all)
{
    const RowKeeper keeper(connection, schema, *rows.table);
    for (const auto &[child, key] : schema.referencesTo(rows.table->name)) {
        if (!acts(*key) || !key->fault.isEmpty())
            continue;
        QString others;
        for (const TableRows &each : all) {
            if (each.table != child || each.rows.isEmpty())
                continue;
            const RowKeeper going(connection, schema, *child);
            others += QStringLiteral(" AND %1 NOT IN (%2)")
                          .arg(going.identityOf(QStringLiteral("c")), going.keptIdentities(each.rows));
        }
        const auto count = connection.value(
            QStringLiteral("SELECT count(*) FROM %1 JOIN %2 AS c ON %3%4")
                .arg(keeper.matching(rows.rows, keeper.identity().columns), Dialect::quoted(child->name),
                     referenceJoin(rows.table, key->to(), QStringLiteral("j"), child, key->from(), QStringLiteral("c")),
                     others));
        if (!count)
            return tl::unexpected(count.error());
        if (count->toLongLong() > 0) {
            return failure(
                Error::Kind::Refused,
                Text::tr("%1 rows of %2 belong to these rows of %3 and would change with them, which could not be "
                         "undone. Remove those rows first.")
                    .arg(QLocale().toString(count->toLongLong()), child->name.text(), rows.table->name.text()));
        }
    }
    return {};
}

/// True when rows of the table may have gone by a cascade before their own turn.
bool mayHaveGone(const Table &table, const QList<TableRows> &all)
{
    return std::any_of(table.foreignKeys.begin(), table.foreignKeys.end(), [&](const ForeignKey &key) {
        return key.onDelete == ForeignKey::Action::Cascade
            && std::any_of(all.begin(), all.end(),
                           [&](const TableRows &each) { return each.table->name == key.table; });
    });
}

} // namespace

Result<void> removeTogether(Connection &connection, const Schema &schema, const QList<TableRows> &rows)
{
    QList<TableRows> all = rows;
    all.removeIf([](const TableRows &each) { return each.rows.isEmpty(); });
    if (all.isEmpty())
        return {};
    const auto enforced = connection.value(Dialect::isEnforced());
    if (!enforced)
        return tl::unexpected(enforced.error());
    for (const TableRows &each : std::as_const(all)) {
        if (auto fine = RowKeeper(connection, schema, *each.table).checkUnchanged(each.rows); !fine)
            return fine;
    }
    for (const TableRows &each : std::as_const(all)) {
        if (!enforced->toBool())
            break;
        if (auto fine = checkActions(connection, schema, each, all); !fine)
            return fine;
    }
    for (const TableRows &each : std::as_const(all)) {
        RowKeeper keeper(connection, schema, *each.table);
        const auto erased = keeper.erase(each.rows);
        if (!erased)
            return tl::unexpected(erased.error());
        const auto left = connection.value(QStringLiteral("SELECT count(*) FROM ")
                                           + keeper.matching(each.rows, keeper.identity().columns));
        if (!left)
            return tl::unexpected(left.error());
        const bool exact = *erased == each.rows.count || (*erased < each.rows.count && mayHaveGone(*each.table, all));
        if (!exact || left->toLongLong() != 0) {
            return failure(Error::Kind::Failed,
                           Text::tr("The database removed another number of rows than meant. Nothing was changed."),
                           QStringLiteral("%1 ≠ %2").arg(*erased).arg(each.rows.count));
        }
    }
    return {};
}

} // namespace joinery
