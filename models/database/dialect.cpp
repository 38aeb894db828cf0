#include "database/dialect.h"

#include "values/result.h"

#include <QCoreApplication>
#include <QVariant>

#include <atomic>

namespace joinery {

namespace {

std::atomic_bool hasFunctions = true;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::Dialect)
};

QString pairwise(const QString &alias, const QStringList &columns, const QString &otherAlias,
                 const QStringList &otherColumns, const QString &comparison)
{
    QStringList terms;
    for (qsizetype i = 0; i < columns.size(); ++i) {
        terms += QStringLiteral("%1.%2 %3 %4.%5")
                     .arg(alias, Dialect::quoted(columns[i]), comparison, otherAlias, Dialect::quoted(otherColumns[i]));
    }
    return terms.join(QStringLiteral(" AND "));
}

// Result codes: https://www.sqlite.org/rescode.html; the low byte is the primary code.
enum SqliteCode {
    Perm = 3,
    Busy = 5,
    LockedTable = 6,
    NoMemory = 7,
    ReadOnly = 8,
    Interrupt = 9,
    IoError = 10,
    Corrupt = 11,
    Full = 13,
    CantOpen = 14,
    TooBig = 18,
    Constraint = 19,
    Mismatch = 20,
    NotADatabase = 26,
    ReadOnlyMoved = ReadOnly | (4 << 8),
    ConstraintCheck = Constraint | (1 << 8),
    ConstraintForeignKey = Constraint | (3 << 8),
    ConstraintNotNull = Constraint | (5 << 8),
    ConstraintPrimaryKey = Constraint | (6 << 8),
    ConstraintTrigger = Constraint | (7 << 8),
    ConstraintUnique = Constraint | (8 << 8),
};

/// "NOT NULL constraint failed: t.a, t.b" → "a, b"
QString constraintColumns(const QString &words)
{
    QStringList columns;
    const QString list = words.section(QStringLiteral("failed: "), 1);
    for (const QString &column : list.split(QStringLiteral(", ")))
        columns += column.section(u'.', -1);
    return columns.join(QStringLiteral(", "));
}

/// What `words` name after `prefix`, without quotes and brackets; empty when they do not begin so.
QString namedAfter(const QString &words, const QString &prefix)
{
    if (!words.startsWith(prefix))
        return {};
    QString name = words.mid(prefix.size());
    return name.remove(u'"').remove(QStringLiteral("()"));
}

/// SQLITE_ERROR says by its words alone what is the matter (select.c, resolve.c and callback.c of SQLite).
Error plainError(const QString &words)
{
    if (const QString table = namedAfter(words, QStringLiteral("unsafe use of virtual table ")); !table.isEmpty()) {
        return {
            Error::Kind::Untrusted,
            Text::tr("A trigger or view of this file uses the virtual table %1, which is allowed only in files that "
                     "you trust.")
                .arg(table),
            words};
    }
    if (const QString function = namedAfter(words, QStringLiteral("unsafe use of ")); !function.isEmpty()) {
        return {
            Error::Kind::Untrusted,
            Text::tr("A trigger, view or rule of this file calls %1, which is allowed only in files that you trust.")
                .arg(function),
            words};
    }
    for (const QString &prefix : {QStringLiteral("no such function: "), QStringLiteral("unknown function: ")}) {
        if (const QString function = namedAfter(words, prefix); !function.isEmpty()) {
            return {
                Error::Kind::Failed,
                Text::tr("This needs the function %1, which only the program that made the file has.").arg(function),
                words};
        }
    }
    if (const QString order = namedAfter(words, QStringLiteral("no such collation sequence: ")); !order.isEmpty()) {
        return {Error::Kind::Failed,
                Text::tr("This needs the sort order %1, which only the program that made the file has.").arg(order),
                words};
    }
    if (const QString module = namedAfter(words, QStringLiteral("no such module: ")); !module.isEmpty()) {
        return {Error::Kind::Failed,
                Text::tr("This needs the extension %1, which only the program that made the file has.").arg(module),
                words};
    }
    // What functions say while a rule or a trigger is run for a row (func.c, json.c).
    for (const char *said : {"integer overflow", "malformed JSON", "JSON path error", "bad JSON path",
                             "ESCAPE expression must be a single character", "LIKE or GLOB pattern too complex"}) {
        if (words.startsWith(QLatin1String(said)))
            return {Error::Kind::Refused, Text::tr("A rule of the database refuses the row: %1.").arg(words), words};
    }
    return {Error::Kind::Failed, Text::tr("The database refused: %1").arg(words), words};
}

Error constraintError(int code, const QString &words)
{
    const QString named = constraintColumns(words);
    switch (code) {
    case ConstraintNotNull:
        return {Error::Kind::Refused, Text::tr("%1 must not be empty.").arg(named), words};
    case ConstraintUnique:
    case ConstraintPrimaryKey:
        return {Error::Kind::Refused, Text::tr("A row with this %1 is there already.").arg(named), words};
    case ConstraintForeignKey:
        return {Error::Kind::Refused,
                Text::tr("A row that this one refers to, or that refers to it, does not allow it."), words};
    case ConstraintCheck:
        return {Error::Kind::Refused, Text::tr("The table's rule refuses the value: %1.").arg(named), words};
    default: // a trigger's own words
        return {Error::Kind::Refused, words, words};
    }
}

} // namespace

QString Dialect::quoted(const QString &name)
{
    QString escaped = name;
    return u'"' + escaped.replace(u'"', QStringLiteral("\"\"")) + u'"';
}

QString Dialect::quoted(const TableName &name)
{
    return name.schema.isEmpty() ? quoted(name.name) : quoted(name.schema) + u'.' + quoted(name.name);
}

QString Dialect::quotedList(const QStringList &columns, const QString &alias)
{
    QStringList list;
    for (const QString &column : columns)
        list += alias.isEmpty() ? quoted(column) : alias + u'.' + quoted(column);
    return list.join(QStringLiteral(", "));
}

QString Dialect::equal(const QString &alias, const QStringList &columns, const QString &otherAlias,
                       const QStringList &otherColumns)
{
    return pairwise(alias, columns, otherAlias, otherColumns, QStringLiteral("="));
}

QString Dialect::identical(const QString &alias, const QStringList &columns, const QString &otherAlias,
                           const QStringList &otherColumns)
{
    return pairwise(alias, columns, otherAlias, otherColumns, QStringLiteral("IS"));
}

QString Dialect::inKeys(const QString &alias, const QStringList &columns, qsizetype count)
{
    if (count == 0)
        return QStringLiteral("0");
    const QString row = u'(' + QStringList(columns.size(), QStringLiteral("?")).join(u',') + u')';
    const QStringList rows(count, columns.size() == 1 ? QStringLiteral("?") : row);
    if (columns.size() == 1)
        return QStringLiteral("%1 IN (%2)").arg(quotedList(columns, alias), rows.join(u','));
    return QStringLiteral("(%1) IN (VALUES %2)").arg(quotedList(columns, alias), rows.join(u','));
}

QString Dialect::isKey(const QString &alias, const QStringList &columns)
{
    QStringList terms;
    for (const QString &column : columns)
        terms += quotedList({column}, alias) + QStringLiteral(" IS ?");
    return terms.join(QStringLiteral(" AND "));
}

void Dialect::setHasFunctions(bool has)
{
    hasFunctions = has;
}

QString Dialect::containsText(const QStringList &expressions)
{
    if (!hasFunctions) {
        QStringList texts;
        for (const QString &expression : expressions)
            texts += QStringLiteral("COALESCE(%1, '')").arg(expression);
        return QStringLiteral("instr(lower(%1), ?) > 0").arg(texts.join(QStringLiteral(" || char(31) || ")));
    }
    return QStringLiteral("joinery_find(?, %1)").arg(expressions.join(QStringLiteral(", ")));
}

QString Dialect::sortKey(const QString &expression)
{
    if (!hasFunctions)
        return expression + QStringLiteral(" COLLATE NOCASE");
    return QStringLiteral("joinery_fold(%1)").arg(expression);
}

QString Dialect::insertInto(const Table &table)
{
    return QLatin1String(table.settlesConflicts ? "INSERT OR ABORT INTO " : "INSERT INTO ") + quoted(table.name);
}

QString Dialect::update(const Table &table)
{
    return QLatin1String(table.settlesConflicts ? "UPDATE OR ABORT " : "UPDATE ") + quoted(table.name);
}

QString Dialect::beginWriting()
{
    // A deferred transaction that upgrades to writing gets BUSY at once, whatever the timeout.
    return QStringLiteral("BEGIN IMMEDIATE");
}

QString Dialect::deferReferences()
{
    // It ends by itself with the transaction: https://www.sqlite.org/pragma.html#pragma_defer_foreign_keys
    return QStringLiteral("PRAGMA defer_foreign_keys = ON");
}

QString Dialect::countChanges()
{
    return QStringLiteral("SELECT total_changes()");
}

QString Dialect::isEnforced()
{
    return QStringLiteral("PRAGMA foreign_keys");
}

QVariant Dialect::bound(const QVariant &value)
{
    if (value.typeId() != QMetaType::QString)
        return value;
    // SQLite takes the first character of UTF-16 text for a byte order mark where it can be one, and drops it (or, of the other order,
    // swaps every byte): a mark of our own before it is what it drops.
    const auto *text = static_cast<const QString *>(value.constData());
    const bool isMark = text->startsWith(QChar::ByteOrderMark) || text->startsWith(QChar::ByteOrderSwapped);
    return isMark ? QVariant(QChar(QChar::ByteOrderMark) + *text) : value;
}

QString Dialect::createTemporary(const QString &name, const QStringList &columns)
{
    return QStringLiteral("CREATE TEMP TABLE %1 (%2)").arg(quoted(temporaryName(name)), quotedList(columns));
}

QString Dialect::temporaryName(const QString &name)
{
    return QStringLiteral("joinery temporary: ") + name;
}

QString Dialect::temporary(const QString &name)
{
    return QStringLiteral("temp.") + quoted(temporaryName(name));
}

Error Dialect::error(const QSqlError &error)
{
    const QString words = error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
    const int code = error.nativeErrorCode().toInt();
    if (code == ReadOnlyMoved) {
        return {
            Error::Kind::Missing,
            Text::tr(
                "The database file was moved, replaced or deleted while it was open. Nothing was changed; open it again."),
            words};
    }
    switch (code & 0xff) {
    case Constraint:
        return constraintError(code, words);
    case Mismatch:
        return {Error::Kind::Refused, Text::tr("The column takes whole numbers only."), words};
    case TooBig:
        return {Error::Kind::Refused, Text::tr("The value is too large for the database."), words};
    case Busy:
    case LockedTable:
        return {Error::Kind::Locked, Text::tr("Another program is using the database. Try again when it has finished."),
                words};
    case Perm:
    case ReadOnly:
        return {Error::Kind::ReadOnly, Text::tr("The database can only be read, not changed."), words};
    case Interrupt:
        return {Error::Kind::Cancelled, Text::tr("Cancelled."), words};
    case Corrupt:
        // Rules of tables are compiled when the schema is read.
        if (const qsizetype unsafe = words.indexOf(QLatin1String("unsafe use of ")); unsafe >= 0)
            return plainError(words.mid(unsafe));
        return {Error::Kind::Damaged, Text::tr("The database file is damaged. Restore it from a backup."), words};
    case NotADatabase:
        return {Error::Kind::NotADatabase, Text::tr("This file is not an SQLite database, or it is encrypted."), words};
    case Full:
        return {Error::Kind::Failed, Text::tr("The disk is full. Nothing was changed; free some space and try again."),
                words};
    case IoError:
        return {Error::Kind::Failed, Text::tr("The file could not be read or written. Nothing was changed."), words};
    case CantOpen:
        return {Error::Kind::Failed, Text::tr("The database file could not be opened."), words};
    case NoMemory:
        return {Error::Kind::Failed, Text::tr("There is not enough memory for this. Nothing was changed."), words};
    default:
        return plainError(words);
    }
}

} // namespace joinery
