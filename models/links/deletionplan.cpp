#include "links/deletionplan.h"

#include <algorithm>

namespace joinery {

qint64 DeletionPlan::count(Fate fate) const
{
    qint64 total = 0;
    for (const Rows &each : rows)
        total += each.fate == fate ? each.count : 0;
    return total;
}

qint64 DeletionPlan::touched() const
{
    qint64 total = 0;
    for (const Rows &each : rows)
        total += each.fate == Fate::Dangling || each.fate == Fate::Hindering ? 0 : each.count;
    return total;
}

bool DeletionPlan::isAlone() const
{
    return std::all_of(rows.begin(), rows.end(), [](const Rows &each) { return each.fate == Fate::Chosen; });
}

} // namespace joinery
