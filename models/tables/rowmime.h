#pragma once

#include "values/keylist.h"
#include "values/relationship.h"

#include <QMimeData>

#include <optional>

namespace joinery {

/// Rows on their way: dragged, or on the clipboard. They belong to one sitting with one database.
struct RowMime
{
    enum class Kind { Left, Right, Links };

    QString session; ///< Session::id()
    QString relationship; ///< Relationship::name
    Kind kind = Kind::Left;
    KeyList keys; ///< entity keys, or link keys
    qsizetype count = 0; ///< how many they are, also where peek() left them out

    static RowMime::Kind kindOf(Side side) { return side == Side::Left ? Kind::Left : Kind::Right; }
    bool isLinks() const { return kind == Kind::Links; }
    /// Only for entity rows.
    Side side() const { return kind == Kind::Left ? Side::Left : Side::Right; }

    static QString type();
    /// Adds itself to `mime`, which keeps what it has (text for other programs).
    void writeTo(QMimeData *mime) const;
    static std::optional<RowMime> read(const QMimeData *mime);
    /// The same without the keys: cheap enough for every move of a drag.
    static std::optional<RowMime> peek(const QMimeData *mime);

private:
    static std::optional<RowMime> parse(const QMimeData *mime, bool withKeys);
};

} // namespace joinery
