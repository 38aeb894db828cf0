#include "links/writeorder.h"

namespace joinery {

WriteOrder orderWithin(const Schema &schema, const Relationship &relationship, const QStringList &columns)
{
    for (const Side side : {Side::Left, Side::Right}) {
        const End &end = relationship.end(side);
        const Table *table = schema.table(end.table);
        const bool isRowId = table && end.key.size() == 1 && table->rowIdColumn == end.key.first();
        if (isRowId && columns.contains(end.columns.first()))
            return side == Side::Left ? WriteOrder::WithinLeft : WriteOrder::WithinRight;
    }
    return WriteOrder::File;
}

} // namespace joinery
