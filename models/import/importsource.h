#pragma once

#include "values/result.h"

#include <QByteArray>

#include <memory>

class QIODevice;

namespace joinery {

/// What tells a file from what it was before: a change that keeps both is not seen.
struct SourceStamp
{
    qint64 size = -1;
    qint64 modified = 0; ///< milliseconds since 1970

    friend bool operator==(const SourceStamp &, const SourceStamp &) = default;
};

/// Where an import's rows come from: a file, or text that was pasted. A value; each reader opens it anew.
struct ImportSource
{
    QString path; ///< empty: `text` is the source
    QByteArray text; ///< UTF-8

    static ImportSource ofFile(const QString &path) { return {path, {}}; }
    static ImportSource ofText(const QString &text) { return {{}, text.toUtf8()}; }

    /// True when the file's name says that it holds rows as text, and its beginning does not say that it is a database.
    static bool holdsRows(const QString &path);

    bool isText() const { return path.isEmpty(); }
    /// What a person calls it: the file's name, "pasted rows".
    QString name() const;
    /// What it is like now; always the same for text.
    SourceStamp stamp() const;
    /// Opens it for reading. Fails when it cannot be read, and for what can be read only once.
    Result<std::unique_ptr<QIODevice>> open() const;
};

} // namespace joinery
