#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace joinery {

/// A table's name with the schema that holds it; an empty schema is the default one (SQLite: main).
struct TableName
{
    QString schema;
    QString name;

    bool isEmpty() const { return name.isEmpty(); }
    /// `name`, or `schema.name` outside the default schema.
    QString text() const { return schema.isEmpty() ? name : schema + u'.' + name; }
    friend bool operator==(const TableName &, const TableName &) = default;
};

struct Column
{
    QString name;
    QString type; ///< as declared; may be empty on SQLite
    QString defaultValue; ///< the default's SQL text; empty when there is none
    bool notNull = false;
    bool generated = false; ///< computed by the database: never written
    int keyPosition = 0; ///< 1-based place in the primary key, 0 outside it

    bool hasDefault() const { return !defaultValue.isEmpty(); }
    /// True where a value keeps the type that it comes with: https://www.sqlite.org/datatype3.html, https://www.sqlite.org/stricttables.html.
    bool isUntyped() const { return type.isEmpty() || type.compare(QLatin1String("ANY"), Qt::CaseInsensitive) == 0; }
};

struct ColumnPair
{
    QString from; ///< the referring table's column
    QString to; ///< the referenced table's column
    friend bool operator==(const ColumnPair &, const ColumnPair &) = default;
};

struct ForeignKey
{
    enum class Action { None, Restrict, SetNull, SetDefault, Cascade };

    TableName table; ///< the referenced table, spelled as that table spells itself where it exists
    QList<ColumnPair> columns;
    Action onDelete = Action::None;
    /// Empty while the key can be enforced; else why it cannot: the parent is missing, or its columns are not unique.
    QString fault;

    QStringList from() const;
    QStringList to() const;
};

/// A primary key or a whole-table UNIQUE constraint or index. Partial and expression indexes are no keys and left out.
struct UniqueKey
{
    QStringList columns;
    bool primary = false;
};

struct Trigger
{
    QString name;
    QString sql;
};

struct Table
{
    enum class Kind { Table, View, Virtual, Shadow };

    TableName name;
    Kind kind = Kind::Table;
    QList<Column> columns;
    QList<ForeignKey> foreignKeys;
    QList<UniqueKey> uniqueKeys; ///< the primary key first, where there is one
    QList<Trigger> triggers;
    bool strict = false; ///< SQLite: takes values of its columns' types only (https://www.sqlite.org/stricttables.html)
    bool autoIncrement = false; ///< SQLite: never gives a row id twice (https://www.sqlite.org/autoinc.html)
    /// SQLite: a constraint of its own may say what becomes of rows that break it (https://www.sqlite.org/lang_conflict.html).
    bool settlesConflicts = false;
    /// SQLite: how to address the implicit row id, one of rowid, oid, _rowid_; empty for WITHOUT ROWID tables, views, and
    /// tables whose columns shadow all three names.
    QString rowId;
    QStringList label; ///< the columns that a person chose to call its rows by; empty: see labelColumns()

    const Column *column(const QString &columnName) const;
    QStringList columnNames() const;
    QStringList primaryKey() const;
    /// SQLite: the column that is the row id itself (INTEGER PRIMARY KEY), or empty.
    QString rowIdColumn;
    /// True when a declared key makes every value of `keyColumns` occur once at most.
    bool isUnique(const QStringList &keyColumns) const;
};

struct Schema
{
    QList<Table> tables;

    /// Finds a table by name; without regard to case where no table is spelled exactly so. Null when there is none.
    const Table *table(const TableName &name) const;
    /// The foreign keys of other tables, and of the table itself, that refer to `name`, each with its table.
    QList<std::pair<const Table *, const ForeignKey *>> referencesTo(const TableName &name) const;
};

} // namespace joinery
