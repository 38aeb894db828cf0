#include "values/relationship.h"

#include "values/naming.h"

namespace joinery {

QString Relationship::title(Side side) const
{
    const End &each = end(side);
    if (isSelf())
        return each.alias;
    return plural(humanized(each.table.name));
}

} // namespace joinery
