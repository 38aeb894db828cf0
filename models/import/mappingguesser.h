#pragma once

#include "import/importplan.h"

namespace joinery {

/// Turns wishes into a mapping for a file of which `sample` is the beginning, and guesses what they leave open: from the header (in any case
/// and any script), and from how many of the sample's values the database knows as keys and as names. Fails with Missing or Ambiguous.
Result<ImportMapping> guessMapping(Connection &connection, const Schema &schema, const Relationship &relationship,
                                   const CsvSample &sample, const ImportWishes &wishes);

/// True when the first record, taken for a header, names entities on both sides and no column: it is a row like the others.
Result<bool> isHeaderARow(Connection &connection, const Schema &schema, const Relationship &relationship,
                          const CsvSample &sample, const ImportMapping &mapping);

} // namespace joinery
