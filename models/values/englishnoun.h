#pragma once

#include <QString>

namespace joinery {

/// English number of one lower-case word. A table's or a column's name may be no noun, or no English: a word that no rule is sure of
/// stays as it is, because "Followed" for several reads better than "Followeds".
QString singularNoun(const QString &word);
QString pluralNoun(const QString &word);

} // namespace joinery
