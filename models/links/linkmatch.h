#pragma once

#include "links/loadcolumns.h"

namespace joinery {

/// Finds the link that an import's row is about, in the join table as it is while rows are being written. What it was made from
/// outlives it; writer's thread.
class LinkMatch
{
public:
    /// `columns` have an identity. Fails as the connection's queries do.
    static Result<LinkMatch> make(Connection &connection, const Schema &schema, const Relationship &relationship,
                                  const LoadColumns &columns);
    /// Drops what was made aside.
    static void drop(Connection &connection);

    /// True when there is such a link.
    Result<bool> exists(const LoadedLink &link);
    /// True when a pair is the same exactly when the join table's own columns say so.
    bool comparesAsStored() const { return m_comparesAsStored; }

    /// The condition under which the join table's row "j" is the link, and its values, bound from `first` on.
    const QString &condition() const { return m_condition; }
    void bind(Statement &statement, const LoadedLink &link, int first = 0) const;

private:
    LinkMatch(const LoadColumns &columns, bool comparesAsStored);

    Result<QString> compareAsStored(const Relationship &relationship);
    Result<QString> keepAside(Connection &connection, const Schema &schema, const Relationship &relationship);

    const LoadColumns *m_columns;
    bool m_comparesAsStored;
    QString m_condition;
    QList<LoadColumns::Source> m_sources;
    std::optional<Statement> m_exists;
};

} // namespace joinery
