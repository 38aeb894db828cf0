#pragma once

#include "values/relationship.h"
#include "values/result.h"

#include <QJsonObject>

#include <optional>

namespace joinery {

/// Which relationship is meant, whatever it is called: the join table, what its two ends are made of, and the scope.
QString relationshipId(const Relationship &relationship);

/// What a person corrected in the relationships of one database. A plain value; kept outside the database, and as a file.
struct RelationshipSettings
{
    /// What a relationship is made of, where the person said so.
    struct Shape
    {
        TableName joinTable;
        End left; ///< without an alias
        End right;
        QList<End> others;
        QMap<QString, QVariant> scope;

        static Shape of(const Relationship &relationship);
        friend bool operator==(const Shape &a, const Shape &b);
    };

    /// What is said of one relationship. Empty texts: as it was found.
    struct Entry
    {
        QString id; ///< as it was found, before any correction; of the shape where it was added by hand
        bool byHand = false;
        QString name = {};
        QString leftAlias = {};
        QString rightAlias = {};
        bool hidden = false;
        bool accepted = false; ///< a suggestion that is one
        std::optional<bool> symmetric = {};
        std::optional<Shape> shape = {};

        /// True when it says nothing.
        bool isEmpty() const;
        friend bool operator==(const Entry &, const Entry &) = default;
    };

    QList<Entry> entries;
    QStringList order; ///< ids, the first on top; what is not in it follows in the order of finding
    QMap<QString, QStringList> labels; ///< by an entity table's name: the columns to call its rows by

    bool isEmpty() const { return entries.isEmpty() && order.isEmpty() && labels.isEmpty(); }
    /// The entry for an id, made when there is none.
    Entry &entry(const QString &id);
    const Entry *find(const QString &id) const;
    /// Forgets what is said of one relationship, its place in the order included.
    void forget(const QString &id);
    /// Drops entries that say nothing.
    void tidy();

    QJsonObject toJson() const;
    /// Fails when it is not what toJson() writes, or of a later version.
    static Result<RelationshipSettings> fromJson(const QJsonObject &json);

    Result<void> save(const QString &path) const;
    static Result<RelationshipSettings> load(const QString &path);

    /// What is kept for a database in QSettings, by its canonical path; nothing is kept: empty settings. What cannot be read is as
    /// if nothing were kept.
    static RelationshipSettings kept(const QString &databasePath);
    /// Keeps it; empty settings remove what was kept.
    void keep(const QString &databasePath) const;

    friend bool operator==(const RelationshipSettings &, const RelationshipSettings &) = default;
};

} // namespace joinery
