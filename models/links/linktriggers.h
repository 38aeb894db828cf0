#pragma once

#include "links/writeorder.h"
#include "values/relationship.h"
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
        bool copiesId = false; ///< rows are added that hold the link's row id
    };

    static LinkTriggers read(const Schema &schema, const Relationship &relationship);

    /// True when they leave every foreign key alone: none refers from or to what they write.
    bool leaveKeys() const { return m_leaveKeys; }
    /// The order that the same comes out in, provided that no rule refuses one of writes(). An id that a log gives to its rows tells the
    /// order, and is not counted.
    WriteOrder order() const { return m_order; }
    const QList<Write> &writes() const { return m_writes; }

private:
    friend class LinkTriggerReader;

    bool m_leaveKeys = true;
    WriteOrder m_order = WriteOrder::Any;
    QList<Write> m_writes;
};

} // namespace joinery
