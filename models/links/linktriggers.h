#pragma once

#include "database/connection.h"
#include "values/schema.h"

namespace joinery {

/// What the triggers of a join table do while links are inserted and updated, as far as their text proves it. What is not understood
/// counts as the worst that it could be. The grammar is https://www.sqlite.org/lang_createtrigger.html.
class LinkTriggers
{
public:
    /// Rows that triggers change in another table.
    struct Write
    {
        TableName table;
        QStringList columns; ///< that are set; none: rows are added
    };

    static LinkTriggers read(const Schema &schema, const Table &joinTable);

    /// True when they leave every foreign key alone: none refers from or to what they write.
    bool leaveKeys() const { return m_leaveKeys; }
    /// False when the same comes out in whichever order the links are written, provided that no rule refuses one of writes().
    /// An id that a log gives to its rows tells the order, and is not counted.
    bool orderMatters() const { return m_orderMatters; }
    const QList<Write> &writes() const { return m_writes; }

private:
    friend class LinkTriggerReader;

    bool m_leaveKeys = true;
    bool m_orderMatters = false;
    QList<Write> m_writes;
};

/// True when a CHECK or a unique index of its own may refuse one of the writes, depending on what has been written before.
Result<bool> mayBeRefused(Connection &connection, const QList<LinkTriggers::Write> &writes);

/// True when a trigger of the database may refuse a row and leave what has been done of it
/// (https://www.sqlite.org/lang_createtrigger.html#raise: FAIL).
bool mayFailHalfway(const Schema &schema);

} // namespace joinery
