#pragma once

#include "values/schema.h"

#include <QHash>

namespace joinery {

/// Why the links of a join table could not be edited. Reads the schema once, for many tables.
class ReadOnlyReasons
{
public:
    explicit ReadOnlyReasons(const Schema &schema);

    /// Why editing could not be trusted to do what it says; empty when it can.
    QString of(const Table &joinTable) const;

private:
    QHash<QString, std::pair<QString, QString>>
        m_faults; // by a table: which other one has a foreign key to it that cannot be enforced, and why
};

} // namespace joinery
