#pragma once

#include "database/connection.h"
#include "session/gesture.h"
#include "tables/valuestyle.h"

#include <QObject>

namespace joinery {

/// What a person prefers, kept in QSettings. (Light or dark and the density are the Theme's.) One for the program, on the window's thread.
class Preferences : public QObject
{
    Q_OBJECT

public:
    static Preferences &instance();
    /// Reads them anew from QSettings. Once, after QCoreApplication has its names.
    void load();

    ValueStyle valueStyle() const { return joinery::valueStyle(); }
    void setValueStyle(ValueStyle style);

    /// How much a gesture does without asking.
    Limits limits() const;
    void setLimits(const Limits &limits);

    /// Whether a copy is offered before the first change of a file that Joinery did not make.
    bool offersCopy() const;
    void setOffersCopy(bool offers);
    /// Whether that has been answered for this file.
    bool isCopyAnswered(const QString &path) const;
    void setCopyAnswered(const QString &path);

    /// The file with what is remembered of it.
    DatabaseLocation location(const QString &path) const;
    /// The canonical paths of the files that the person trusts, and of those that are edited without enforcement.
    QStringList trustedFiles() const;
    void setTrusted(const QString &path, bool trusted);
    QStringList unenforcedFiles() const;
    void setEnforced(const QString &path, bool enforced);

signals:
    /// Any of them is another now.
    void changed();

private:
    Preferences() = default;
    void setListed(const QString &key, const QString &path, bool listed);
};

/// Names one file for QSettings, whatever path leads to it: the path without links, or `path` itself while there is no such file.
QString canonicalPath(const QString &path);

} // namespace joinery
