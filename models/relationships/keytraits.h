#pragma once

#include "relationships/references.h"

namespace joinery {

/// How far a name is believed, out of 100. Names of tables give theirs, see tablenames.cpp.
namespace Strength {
constexpr int plain = 80; // a name that needs no rows to be believed
constexpr int likely = 65; // one that is believed while no row speaks against it
constexpr int vague = 40;
constexpr int keyOfThatName = 90; // nid for a table whose key is nid
constexpr int oneOfThatName = 70;
constexpr int perLetter = 5; // uid means users rather than accounts
constexpr int lessPerRole = 10; // target_account_id
constexpr int lessWithoutId = 12; // book
constexpr int partOfName = 62; // image_relations (subject, object)
constexpr int anyTable = 45;
constexpr int lessForLinks = 40; // team_repo is no good answer to repo_id
} // namespace Strength

/// True where a reference takes the column already.
bool isTaken(const QList<Reference> &found, const QString &column);
/// True for a column of a key of several.
bool isInWideKey(const Table &table, const QString &column);
/// True for a table of nothing but two columns, beside a number of its own and timestamps.
bool isThin(const Table &table);
/// True for the one column of the primary key.
bool isOwnKey(const Table &table, const QString &column);
/// A reference of one column, of which nothing more is known.
Reference referenceTo(const Table &parent, const QString &key, const QString &column);

} // namespace joinery
