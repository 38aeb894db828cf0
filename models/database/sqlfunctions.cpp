#include "database/sqlfunctions.h"

#include "database/textfolding.h"

#include <sqlite3.h>

namespace joinery {

namespace {

/// joinery_find(needle, value, …): 1 when any value's text contains the needle, both folded. The needle comes folded.
void findFunction(sqlite3_context *context, int count, sqlite3_value **values)
{
    const auto text = [](sqlite3_value *value) {
        const auto *bytes = reinterpret_cast<const char *>(sqlite3_value_text(value));
        return QByteArrayView(bytes, bytes ? sqlite3_value_bytes(value) : 0);
    };
    const QByteArrayView needle = text(values[0]);
    for (int i = 1; i < count; ++i) {
        if (sqlite3_value_type(values[i]) != SQLITE_BLOB && containsFolded(text(values[i]), needle)) {
            sqlite3_result_int(context, 1);
            return;
        }
    }
    sqlite3_result_int(context, 0);
}

/// joinery_fold(value): a text folded, anything else as it is.
void foldFunction(sqlite3_context *context, int, sqlite3_value **values)
{
    if (sqlite3_value_type(values[0]) != SQLITE_TEXT) {
        sqlite3_result_value(context, values[0]);
        return;
    }
    const auto *bytes = reinterpret_cast<const char *>(sqlite3_value_text(values[0]));
    const QByteArray folded = foldedUtf8(QByteArrayView(bytes, sqlite3_value_bytes(values[0])));
    sqlite3_result_text64(context, folded.constData(), sqlite3_uint64(folded.size()), SQLITE_TRANSIENT, SQLITE_UTF8);
}

} // namespace

void addFunctions(sqlite3 *sqlite)
{
    sqlite3_create_function_v2(sqlite, "joinery_find", -1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY,
                               nullptr, &findFunction, nullptr, nullptr, nullptr);
    sqlite3_create_function_v2(sqlite, "joinery_fold", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY,
                               nullptr, &foldFunction, nullptr, nullptr, nullptr);
}

} // namespace joinery
