#pragma once

#include "database/connection.h"
#include "session/session.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace joinery {

/// A scratch SQLite file, and a second opinion on it: every query here runs on a connection of its own, as another program's would.
class TestDatabase
{
public:
    /// Runs `script`, statements separated by semicolons that end a line.
    explicit TestDatabase(const QString &script = {});
    ~TestDatabase();
    Q_DISABLE_COPY_MOVE(TestDatabase)

    QString path() const;
    DatabaseLocation location() const { return {path()}; }
    void exec(const QString &sql, const QVariantList &values = {});
    /// Every row as "a|b|c", NULL as "NULL".
    QStringList rows(const QString &sql);
    QVariant value(const QString &sql);

    /// users 1..5 (Ada, Alan, Grace, Edsger, Barbara), shows 1..6, favorites with payload.
    static QString favoritesScript();

private:
    QTemporaryDir m_folder;
    QString m_connection;
};

/// Waits for `session` to be loaded; false when it failed.
bool load(Session &session);
/// Waits until no gesture is in flight; returns the last report.
Report finish(Session &session, const std::function<void()> &gesture);

} // namespace joinery
