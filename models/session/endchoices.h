#pragma once

#include "session/catalog.h"

namespace joinery {

/// A row of an entity table that may be chosen.
struct EndChoice
{
    RowKey key;
    QString label;
};

/// Rows of an end's table by label, `most` of them, those whose label contains `find` (without regard to case and accents).
Result<QList<EndChoice>> readChoices(Connection &connection, const Catalog &catalog, const End &end,
                                     const QString &find, int most);

} // namespace joinery
