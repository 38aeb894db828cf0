#include "links/loosening.h"

#include "database/dialect.h"
#include "links/triggereffects.h"

#include <QCoreApplication>

#include <algorithm>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::Loosening)
};

} // namespace

tl::unexpected<Error> beyondUndo(const QString &why, const QString &detail)
{
    return failure(Error::Kind::Refused, Text::tr("Not deleted, because it could not be undone: %1").arg(why), detail);
}

Result<TableChange> loosened(Connection &connection, const Schema &schema, const RowReference &reference,
                             const QString &fromWhere, const QVariantList &values)
{
    const Table &child = *reference.child;
    const bool empties = reference.effect == RowReference::Effect::Empties;
    RowKeeper keeper(connection, schema, child);
    const auto before = keeper.keep(fromWhere, values);
    if (!before)
        return tl::unexpected(before.error());
    if (before->isEmpty())
        return TableChange{child.name, {}, {}};
    if (keeper.identity().columns.isEmpty())
        return beyondUndo(
            Text::tr("rows of %1 would change with it, and they cannot be told apart.").arg(child.name.text()));
    for (const auto &[further, key] : schema.referencesTo(child.name)) {
        if (std::any_of(reference.columns.begin(), reference.columns.end(),
                        [to = key->to()](const QString &column) { return to.contains(column); }))
            return beyondUndo(Text::tr("rows of %1 would change with it, and rows of %2 refer to what changes in them.")
                                  .arg(child.name.text(), further->name.text()));
    }
    auto after = keeper.start();
    if (!after)
        return tl::unexpected(after.error());
    QStringList names{QStringLiteral("rowid")};
    QStringList become{QStringLiteral("rowid")};
    for (const QString &column : keeper.stored()) {
        const QString kept = keeper.columnOf(column);
        const bool altered = reference.columns.contains(column);
        const Column *declared = child.column(column);
        names += kept;
        become += !altered                           ? kept
                : empties || !declared->hasDefault() ? QStringLiteral("NULL")
                                                     : QStringLiteral("(%1)").arg(declared->defaultValue);
    }
    auto filled = connection.exec(QStringLiteral("INSERT INTO %1 (%2) SELECT %3 FROM %4")
                                      .arg(RowKeeper::tableOf(*after), names.join(QStringLiteral(", ")),
                                           become.join(QStringLiteral(", ")), RowKeeper::tableOf(*before)));
    if (!filled)
        return tl::unexpected(filled.error());
    after->count = before->count;
    // What a default becomes by its column's type is kept anew; nobody needs to be told.
    const auto alone = exchangeAlone(connection, keeper, child,
                                     {child.name, {}, {}, *before, *after, reference.columns});
    if (!alone)
        return tl::unexpected(alone.error());
    if (!*alone)
        return beyondUndo(Text::tr("a trigger changes further rows when it is done."));
    return TableChange{child.name, {}, {}, *before, *after, reference.columns};
}

} // namespace joinery
