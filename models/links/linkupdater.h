#pragma once

#include "links/keptrows.h"
#include "links/linkmatch.h"

namespace joinery {

/// Gives links that exist the payload of an import's rows, for the LinkLoader. Writer's thread, inside its transaction; what it was made
/// from outlives it.
class LinkUpdater
{
public:
    /// Null where the rows bring nothing that could be updated.
    static Result<std::unique_ptr<LinkUpdater>> make(Connection &connection, const Table &table, const LoadPlan &plan,
                                                     LoadColumns &columns, const LinkMatch &match);

    /// From here on keeps the rows as they were, and their keys, `keyColumns`, in the temporary table `written`.
    Result<void> keep(RowKeeper &keeper, const QString &written, const QStringList &keyColumns);
    /// The ends, and what else identifies the link, stay. Exists: it holds that payload already. `apart`: in a savepoint.
    Result<LinkWritten> update(const LoadedLink &link, bool apart);
    /// Why the last call was refused.
    const Error &refusal() const { return m_refusal; }
    /// The updated links as they were.
    const KeptRows &old() const { return m_old; }

private:
    LinkUpdater(Connection &connection, const Table &table, const LoadColumns &columns, const LinkMatch &match);

    Result<void> prepare(const QStringList &updated, const QStringList &stamped);
    Result<bool> holdsAlready(const LoadedLink &link);
    LinkWritten refuse(const Error &error);

    Connection &m_connection;
    const Table &m_table;
    const LoadColumns &m_columns;
    const LinkMatch &m_match;
    QList<LoadColumns::Source> m_payload;
    QList<LoadColumns::Source> m_stamps;
    std::optional<Statement> m_update;
    std::optional<Statement> m_holds; // finds a link that holds the payload
    std::optional<Statement> m_keepOld;
    std::optional<Statement> m_keepUpdated;
    KeptRows m_old;
    Error m_refusal;
};

} // namespace joinery
