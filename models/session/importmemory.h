#pragma once

#include "import/importdraft.h"

namespace joinery {

/// Keeps what a person chose for files with this header and this relationship, in QSettings; the newest hundred. Not the dialect and no
/// decisions about single names.
void rememberChoices(const Relationship &relationship, const QStringList &header, const ImportChoices &choices);

/// Puts what was kept into `choices`; false, and nothing is changed, when there is nothing or when it no longer fits the tables.
bool recallChoices(const Schema &schema, const Relationship &relationship, const QStringList &header,
                   ImportChoices &choices);

} // namespace joinery
