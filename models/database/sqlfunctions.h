#pragma once

struct sqlite3;

namespace joinery {

/// Gives a connection the functions that Joinery's own statements call: joinery_find() and joinery_fold(). No trigger, view or rule of a
/// file can call them (https://www.sqlite.org/c3ref/c_deterministic.html: SQLITE_DIRECTONLY).
void addFunctions(sqlite3 *sqlite);

} // namespace joinery
