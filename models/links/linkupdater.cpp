#include "links/linkupdater.h"

#include "database/dialect.h"
#include "database/transaction.h"
#include "links/linkstamps.h"
#include "relationships/timestamps.h"

#include <QCoreApplication>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::LinkUpdater)
};

} // namespace

LinkUpdater::LinkUpdater(Connection &connection, const Table &table, const LoadColumns &columns, const LinkMatch &match)
    : m_connection(connection)
    , m_table(table)
    , m_columns(columns)
    , m_match(match)
{}

Result<std::unique_ptr<LinkUpdater>> LinkUpdater::make(Connection &connection, const Table &table, const LoadPlan &plan,
                                                       LoadColumns &columns, const LinkMatch &match)
{
    std::unique_ptr<LinkUpdater> updater(new LinkUpdater(connection, table, columns, match));
    QStringList updated;
    for (const QString &column : plan.payload + plan.set.keys()) {
        if (columns.identity().contains(column))
            continue;
        updater->m_payload += columns.sourceOf(column);
        updated += column;
    }
    if (updated.isEmpty())
        return nullptr;
    const auto stamps = stampsFor(connection, table, changeTimestamps(table));
    if (!stamps)
        return tl::unexpected(stamps.error());
    QStringList stamped;
    for (auto it = stamps->begin(); it != stamps->end(); ++it) {
        if (updated.contains(it.key()))
            continue;
        updater->m_stamps += columns.addConstant(it.value());
        stamped += it.key();
    }
    if (auto done = updater->prepare(updated, stamped); !done)
        return tl::unexpected(done.error());
    return updater;
}

Result<void> LinkUpdater::prepare(const QStringList &updated, const QStringList &stamped)
{
    QStringList assigned;
    for (const QString &column : updated + stamped)
        assigned += QStringLiteral("%1 = %2").arg(Dialect::quoted(column), m_columns.placeOf(column));
    // As the column compares by itself, but to the last byte.
    QStringList held;
    for (const QString &column : updated)
        held += QStringLiteral("j.%1 COLLATE BINARY IS %2").arg(Dialect::quoted(column), m_columns.placeOf(column));
    const QString table = Dialect::quoted(m_table.name);
    const QString same = held.join(QStringLiteral(" AND "));
    auto update = Statement::prepare(
        m_connection, QStringLiteral("%1 AS j SET %2 WHERE %3")
                          .arg(Dialect::update(m_table), assigned.join(QStringLiteral(", ")), m_match.condition()));
    if (!update)
        return tl::unexpected(update.error());
    m_update.emplace(std::move(*update));
    auto holds = Statement::prepare(
        m_connection, QStringLiteral("SELECT 1 FROM %1 AS j WHERE %2 AND %3").arg(table, same, m_match.condition()));
    if (!holds)
        return tl::unexpected(holds.error());
    m_holds.emplace(std::move(*holds));
    return {};
}

Result<void> LinkUpdater::keep(RowKeeper &keeper, const QString &written, const QStringList &keyColumns)
{
    const auto old = keeper.start();
    if (!old)
        return tl::unexpected(old.error());
    m_old = *old;
    auto keepOld = Statement::prepare(m_connection,
                                      keeper.keepStatement(m_old, QStringLiteral("AS j WHERE ") + m_match.condition()));
    if (!keepOld)
        return tl::unexpected(keepOld.error());
    m_keepOld.emplace(std::move(*keepOld));
    auto keepUpdated = Statement::prepare(m_connection,
                                          QStringLiteral("INSERT INTO %1 SELECT %2 FROM %3 AS j WHERE %4")
                                              .arg(written, Dialect::quotedList(keyColumns, QStringLiteral("j")),
                                                   Dialect::quoted(m_table.name), m_match.condition()));
    if (!keepUpdated)
        return tl::unexpected(keepUpdated.error());
    m_keepUpdated.emplace(std::move(*keepUpdated));
    return {};
}

LinkWritten LinkUpdater::refuse(const Error &error)
{
    m_refusal = error;
    return LinkWritten::Refused;
}

Result<bool> LinkUpdater::holdsAlready(const LoadedLink &link)
{
    m_columns.bind(*m_holds, m_payload, link);
    m_match.bind(*m_holds, link, int(m_payload.size()));
    auto found = m_holds->step();
    m_holds->reset();
    return found;
}

Result<LinkWritten> LinkUpdater::update(const LoadedLink &link, bool apart)
{
    const auto same = holdsAlready(link);
    if (!same)
        return tl::unexpected(same.error());
    if (*same)
        return LinkWritten::Exists;
    std::optional<Savepoint> savepoint;
    if (apart) {
        auto begun = Savepoint::begin(m_connection);
        if (!begun)
            return tl::unexpected(begun.error());
        savepoint.emplace(std::move(*begun));
    }
    if (m_keepOld) {
        m_match.bind(*m_keepOld, link);
        if (auto kept = m_keepOld->run(); !kept)
            return tl::unexpected(kept.error());
    }
    int place = 0;
    for (const QList<LoadColumns::Source> &sources : {m_payload, m_stamps}) {
        m_columns.bind(*m_update, sources, link, place);
        place += int(sources.size());
    }
    m_match.bind(*m_update, link, place);
    const auto updated = m_update->run();
    if (!updated && updated.error().kind != Error::Kind::Refused)
        return tl::unexpected(updated.error());
    const bool isOpen = savepoint && m_connection.hasOpenReferences();
    if (!updated || *updated != 1 || isOpen) {
        // What was kept of the row before goes again.
        if (m_keepOld && !savepoint) {
            const QString drop = QStringLiteral("DELETE FROM %1 WHERE rowid = ?").arg(RowKeeper::tableOf(m_old));
            if (auto dropped = m_connection.exec(drop, {m_keepOld->lastRowId()}); !dropped)
                return tl::unexpected(dropped.error());
        }
        if (!updated)
            return refuse(updated.error());
        return refuse(isOpen ? openReference()
                             : Error{Error::Kind::Refused, Text::tr("The database left the row as it was."), {}});
    }
    if (savepoint) {
        if (auto released = savepoint->release(); !released)
            return tl::unexpected(released.error());
    }
    if (m_keepUpdated) {
        ++m_old.count;
        m_match.bind(*m_keepUpdated, link);
        if (auto kept = m_keepUpdated->run(); !kept)
            return tl::unexpected(kept.error());
    }
    return LinkWritten::Done;
}

} // namespace joinery
