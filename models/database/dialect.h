#pragma once

#include "values/schema.h"

#include <QSqlError>

namespace joinery {

struct Error;

/// Every difference between database engines, in one place. Pure: no I/O.
class Dialect
{
public:
    /// `name` as an identifier in SQL; any name is safe.
    static QString quoted(const QString &name);
    static QString quoted(const TableName &name);
    /// `alias.column` for each column, comma-separated; without an alias just the columns.
    static QString quotedList(const QStringList &columns, const QString &alias = {});
    /// Joins two column lists pairwise: `a.x = b.y AND …`.
    static QString equal(const QString &alias, const QStringList &columns, const QString &otherAlias,
                         const QStringList &otherColumns);
    /// The same with NULL equal to NULL.
    static QString identical(const QString &alias, const QStringList &columns, const QString &otherAlias,
                             const QStringList &otherColumns);
    /// `(alias.a, alias.b) IN (VALUES (?,?), …)` for `count` keys; false for none.
    static QString inKeys(const QString &alias, const QStringList &columns, qsizetype count);
    /// A key's columns compared with placeholders so that NULL matches NULL.
    static QString isKey(const QString &alias, const QStringList &columns);
    /// Whether connections have Joinery's own SQL functions. They lack them where Qt carries an SQLite of its own; find and sort
    /// then know upper and lower case of ASCII only. Set by the first connection, from any thread.
    static void setHasFunctions(bool has);
    /// True where any of `expressions` contains the folded text that is bound to the one placeholder.
    static QString containsText(const QStringList &expressions);
    /// What to sort by so that text is in order without regard to case and accents; other values stay as they are.
    static QString sortKey(const QString &expression);
    /// How a statement begins that inserts into the table, or updates it: so that no constraint of the table's own puts a row in another's
    /// place, or leaves one out, unseen. Elsewhere a plain one, since what it said would hold for the table's triggers, too
    /// (https://www.sqlite.org/lang_createtrigger.html).
    static QString insertInto(const Table &table);
    static QString update(const Table &table);
    /// The statement that starts a transaction which will write.
    static QString beginWriting();
    /// Inside a transaction: foreign keys are checked when it is committed, not after each statement.
    static QString deferReferences();
    /// How many rows this connection has inserted, changed and deleted so far, those by triggers and foreign keys among them.
    static QString countChanges();
    /// 1 while foreign keys are enforced.
    static QString isEnforced();
    /// What a temporary table of ours is really called: a name that no table of a person's has, for it would hide that one.
    static QString temporaryName(const QString &name);
    /// A temporary table whose columns take any value as it is.
    static QString createTemporary(const QString &name, const QStringList &columns);
    /// How a temporary table is addressed.
    static QString temporary(const QString &name);

    /// A value as it is to be bound so that it is stored unchanged.
    static QVariant bound(const QVariant &value);

    /// The database's refusal in words for a person.
    static Error error(const QSqlError &error);
};

} // namespace joinery
