#pragma once

#include "database/statement.h"
#include "import/importmapping.h"

#include <optional>
#include <span>

namespace joinery {

/// Tells which links a join table holds already, for a preview: reads only. The import itself asks as it writes. On its connection's thread.
class ExistingLinks
{
public:
    /// All but the mapping outlive it.
    static Result<ExistingLinks> make(Connection &connection, const Schema &schema, const Relationship &relationship,
                                      const ImportMapping &mapping);

    /// The payload columns that, with the pair, tell one link from another, as places in ImportMapping::payload. Nothing where any link may be
    /// repeated: then none is ever there already.
    const std::optional<QList<int>> &identifying() const { return m_identifying; }
    enum class Match {
        None,
        Same, ///< there is such a link, and it says already what the row does
        Differs, ///< there is such a link
    };
    Result<Match> find(std::span<const CellValue> left, std::span<const CellValue> right,
                       std::span<const CellValue> payload);

private:
    explicit ExistingLinks(Connection &connection) : m_connection(&connection) {}

    Result<void> prepare(const QString &from);
    Result<void> keepAside();

    Connection *m_connection;
    QString m_from;
    QStringList m_compared; // left key, right key, scope, then what else identifies a link
    std::vector<HeldValue> m_scope;
    struct Said // what a row says beside what identifies its link
    {
        QString column; // as it is selected
        QString place; // how a statement takes the value
        int payload; // in ImportMapping::payload; -1: the same for every row
        HeldValue value;
    };
    std::vector<Said> m_said;
    std::optional<QList<int>> m_identifying;
    std::optional<Statement> m_question;
    qint64 m_asked = 0;
    qint64 m_askedNanoseconds = 0;
    bool m_isAside = false; // in an indexed table of our own
};

} // namespace joinery
