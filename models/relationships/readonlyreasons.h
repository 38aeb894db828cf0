#pragma once

#include "values/relationship.h"

#include <QHash>

namespace joinery {

/// Why the links of a join table, or the rows of an entity table, could not be edited. Reads the schema once, for many tables.
class ReadOnlyReasons
{
public:
    /// `enforced`: foreign keys are, so that what hangs on one that cannot be is read-only.
    explicit ReadOnlyReasons(const Schema &schema, bool enforced = true);

    /// Says why editing could not be trusted to do what it says, or would always fail, and what would help; neither when it can.
    void explain(Relationship &relationship, const Table &joinTable) const;
    /// The same for the rows of any table; empty when they can be edited.
    QString whyReadOnly(const Table &table) const;

private:
    QString whyNotTrusted(const Table &joinTable) const;
    QString whyUnenforceable(const Table &joinTable) const;

    bool m_enforced;
    QHash<QString, std::pair<QString, QString>>
        m_faults; // by a table: which other one has a foreign key to it that cannot be enforced, and why
};

} // namespace joinery
