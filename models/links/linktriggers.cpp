#include "links/linktriggers.h"

#include "database/sqltokens.h"

#include <QRegularExpression>

#include <algorithm>
#include <span>

namespace joinery {

namespace {

using Tokens = std::span<const SqlToken>;

bool isAt(Tokens tokens, size_t place, const char *word)
{
    return place < tokens.size() && tokens[place].is(QLatin1String(word));
}

/// The place of a keyword or character outside parentheses, from `from` on; the number of tokens where there is none.
size_t placeOf(Tokens tokens, const char *word, size_t from = 0)
{
    int depth = 0;
    for (size_t i = from; i < tokens.size(); ++i) {
        if (depth == 0 && isAt(tokens, i, word))
            return i;
        depth += isAt(tokens, i, "(") ? 1 : isAt(tokens, i, ")") ? -1 : 0;
    }
    return tokens.size();
}

Tokens between(Tokens tokens, size_t begin, size_t end)
{
    return begin < end ? tokens.subspan(begin, end - begin) : Tokens();
}

QList<Tokens> split(Tokens tokens, const char *separator)
{
    QList<Tokens> parts;
    for (size_t begin = 0; begin <= tokens.size();) {
        const size_t end = placeOf(tokens, separator, begin);
        parts += between(tokens, begin, end);
        begin = end + 1;
    }
    return parts;
}

bool holds(Tokens tokens, const char *word)
{
    return std::any_of(tokens.begin(), tokens.end(),
                       [&](const SqlToken &token) { return token.is(QLatin1String(word)); });
}

bool isInteger(Tokens tokens)
{
    return tokens.size() == 1
        && std::all_of(tokens[0].text.begin(), tokens[0].text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

/// `column` after NEW or OLD, from `place` on.
bool isOfRow(Tokens tokens, size_t place)
{
    return place > 1 && isAt(tokens, place - 1, ".")
        && (isAt(tokens, place - 2, "NEW") || isAt(tokens, place - 2, "OLD"));
}

bool isName(const SqlToken &token, const QString &name)
{
    return token.name().compare(name, Qt::CaseInsensitive) == 0;
}

/// `column`, or what it holds with a number instead of NULL.
bool isColumnItself(Tokens tokens, const QString &column)
{
    if (tokens.size() == 1)
        return isName(tokens[0], column);
    return tokens.size() == 6 && (isAt(tokens, 0, "coalesce") || isAt(tokens, 0, "ifnull")) && isAt(tokens, 1, "(")
        && isName(tokens[2], column) && isAt(tokens, 3, ",") && isInteger(tokens.subspan(4, 1)) && isAt(tokens, 5, ")");
}

/// `column + 1`, which comes to the same in any order.
bool isCounting(Tokens tokens, const QString &column)
{
    return tokens.size() > 2 && (isAt(tokens, tokens.size() - 2, "+") || isAt(tokens, tokens.size() - 2, "-"))
        && isInteger(tokens.last(1)) && isColumnItself(tokens.first(tokens.size() - 2), column);
}

} // namespace

class LinkTriggerReader
{
public:
    LinkTriggerReader(const Schema &schema, const Table &joinTable) : m_schema(schema), m_joinTable(joinTable) {}

    LinkTriggers read();

private:
    struct Assignment
    {
        QString column;
        Tokens value;
    };

    void readTrigger(Tokens tokens);
    void readStatement(Tokens tokens);
    void readUpdate(Tokens tokens);
    void readInsert(Tokens tokens);
    bool assignments(Tokens tokens, QList<Assignment> &found) const;
    bool isJoinTable(const Table &table) const { return table.name == m_joinTable.name; }
    bool isWritable(const Table *table) const;
    bool isOwnRow(Tokens condition) const;
    QString ownColumn(const QString &name) const;
    bool isCounter(const Table &table, const QList<Assignment> &assigned, Tokens condition) const;
    bool keepsKeys(const Table &table, const QStringList &columns) const;
    bool isSteady(Tokens tokens) const;
    void giveUp();

    const Schema &m_schema;
    const Table &m_joinTable;
    LinkTriggers m_triggers;
    QList<Tokens> m_readers; // what may read tables
};

void LinkTriggerReader::giveUp()
{
    m_triggers.m_leaveKeys = false;
    m_triggers.m_orderMatters = true;
}

LinkTriggers LinkTriggerReader::read()
{
    QList<QList<SqlToken>> texts;
    for (const Trigger &trigger : m_joinTable.triggers)
        texts += sqlTokens(trigger.sql);
    for (const QList<SqlToken> &tokens : std::as_const(texts))
        readTrigger(Tokens(tokens.constData(), size_t(tokens.size())));
    if (!std::all_of(m_readers.begin(), m_readers.end(), [this](Tokens each) { return isSteady(each); }))
        m_triggers.m_orderMatters = true;
    return m_triggers;
}

void LinkTriggerReader::readTrigger(Tokens tokens)
{
    // Past the name, which may be a word of SQL's itself.
    size_t at = placeOf(tokens, "TRIGGER") + 1;
    if (isAt(tokens, at, "IF"))
        at += 3;
    at += isAt(tokens, at + 1, ".") ? 3 : 1;
    if (isAt(tokens, at, "BEFORE") || isAt(tokens, at, "AFTER"))
        ++at;
    if (isAt(tokens, at, "DELETE"))
        return; // nothing is deleted
    const size_t on = placeOf(tokens, "ON", at);
    const size_t begin = placeOf(tokens, "BEGIN", on);
    const size_t when = std::min(placeOf(tokens, "WHEN", on), begin);
    if (!(isAt(tokens, at, "INSERT") || isAt(tokens, at, "UPDATE")) || begin + 1 >= tokens.size()
        || !isAt(tokens, tokens.size() - 1, "END")) {
        giveUp();
        return;
    }
    m_readers += between(tokens, when, begin);
    for (const Tokens statement : split(between(tokens, begin + 1, tokens.size() - 1), ";")) {
        if (!statement.empty())
            readStatement(statement);
    }
}

void LinkTriggerReader::readStatement(Tokens tokens)
{
    if (isAt(tokens, 0, "SELECT"))
        m_readers += tokens;
    else if (isAt(tokens, 0, "UPDATE"))
        readUpdate(tokens);
    else if (isAt(tokens, 0, "INSERT"))
        readInsert(tokens);
    else
        giveUp();
}

/// True for a table of which all is known that happens when it is written.
bool LinkTriggerReader::isWritable(const Table *table) const
{
    return table && table->kind == Table::Kind::Table && (isJoinTable(*table) || table->triggers.isEmpty());
}

void LinkTriggerReader::readUpdate(Tokens tokens)
{
    const Table *table = tokens.size() > 2 ? m_schema.table({{}, tokens[1].name()}) : nullptr;
    if (!isWritable(table) || !isAt(tokens, 2, "SET")) {
        giveUp();
        return;
    }
    const size_t where = placeOf(tokens, "WHERE");
    const size_t from = placeOf(tokens, "FROM");
    QList<Assignment> assigned;
    if (!assignments(between(tokens, 3, std::min(where, from)), assigned)) {
        giveUp();
        return;
    }
    QStringList columns;
    for (const Assignment &each : std::as_const(assigned))
        columns += each.column;
    if (!keepsKeys(*table, columns))
        m_triggers.m_leaveKeys = false;
    const Tokens condition = between(tokens, where + 1, tokens.size());
    if (isJoinTable(*table)) {
        for (const Assignment &each : std::as_const(assigned))
            m_readers += each.value;
        const bool isOfKey = std::any_of(columns.begin(), columns.end(), [&](const QString &column) {
            return std::any_of(table->uniqueKeys.begin(), table->uniqueKeys.end(),
                               [&](const UniqueKey &key) { return key.columns.contains(column); });
        });
        if (from < tokens.size() || isOfKey || !isOwnRow(condition))
            m_triggers.m_orderMatters = true;
        return;
    }
    m_triggers.m_writes += LinkTriggers::Write{table->name, columns};
    if (from < tokens.size() || !isCounter(*table, assigned, condition))
        m_triggers.m_orderMatters = true;
}

void LinkTriggerReader::readInsert(Tokens tokens)
{
    const Table *table = isAt(tokens, 1, "INTO") && tokens.size() > 4 ? m_schema.table({{}, tokens[2].name()})
                                                                      : nullptr;
    if (!isWritable(table) || isJoinTable(*table)) {
        giveUp();
        return;
    }
    size_t values = 3;
    QStringList columns = table->columnNames();
    if (isAt(tokens, values, "(")) {
        values = placeOf(tokens, ")", 4);
        columns.clear();
        for (const Tokens each : split(between(tokens, 4, values), ","))
            columns += each.size() == 1 ? each[0].name() : QString();
        ++values;
    }
    if (!isAt(tokens, values, "VALUES") && !isAt(tokens, values, "SELECT")) {
        giveUp();
        return;
    }
    const Tokens source = between(tokens, values, tokens.size());
    m_readers += source;
    m_triggers.m_writes += LinkTriggers::Write{table->name, {}};
    if (!table->foreignKeys.isEmpty() || holds(source, "CONFLICT"))
        m_triggers.m_leaveKeys = false;
    const bool idIsGiven = !table->rowIdColumn.isEmpty() && columns.contains(table->rowIdColumn, Qt::CaseInsensitive);
    const bool hasKeys = std::any_of(table->uniqueKeys.begin(), table->uniqueKeys.end(), [&](const UniqueKey &key) {
        return key.columns != QStringList(table->rowIdColumn);
    });
    if (idIsGiven || hasKeys || holds(source, "CONFLICT"))
        m_triggers.m_orderMatters = true;
}

bool LinkTriggerReader::assignments(Tokens tokens, QList<Assignment> &found) const
{
    for (const Tokens each : split(tokens, ",")) {
        if (each.size() < 3 || !isAt(each, 1, "="))
            return false;
        found += Assignment{each[0].name(), each.subspan(2)};
    }
    return true;
}

/// True when `columns` of the table take no part in a foreign key.
bool LinkTriggerReader::keepsKeys(const Table &table, const QStringList &columns) const
{
    QStringList ofKeys;
    for (const ForeignKey &key : table.foreignKeys)
        ofKeys += key.from();
    for (const auto &[child, key] : m_schema.referencesTo(table.name))
        ofKeys += key->to();
    return std::none_of(columns.begin(), columns.end(),
                        [&](const QString &column) { return ofKeys.contains(column, Qt::CaseInsensitive); });
}

/// One name for each column of the join table, however it is called.
QString LinkTriggerReader::ownColumn(const QString &name) const
{
    const QString rowId = QStringLiteral("rowid");
    for (const Column &column : m_joinTable.columns) {
        if (column.name.compare(name, Qt::CaseInsensitive) == 0)
            return column.name == m_joinTable.rowIdColumn ? rowId : column.name;
    }
    const bool isRowId = !m_joinTable.rowId.isEmpty()
                      && QStringList{rowId, QStringLiteral("oid"), QStringLiteral("_rowid_")}.contains(
                          name, Qt::CaseInsensitive);
    return isRowId ? rowId : QString();
}

/// True for `key = NEW.key AND …`, which the row itself fulfils and no other.
bool LinkTriggerReader::isOwnRow(Tokens condition) const
{
    QStringList columns;
    for (const Tokens each : split(condition, "AND")) {
        const size_t equals = placeOf(each, "=");
        Tokens one = each.first(equals);
        Tokens other = between(each, equals + 1, each.size());
        if (isAt(one, 0, "NEW") || isAt(one, 0, "OLD"))
            std::swap(one, other);
        const bool isQualified = one.size() == 3 && isName(one[0], m_joinTable.name.name) && isAt(one, 1, ".");
        if (!(one.size() == 1 || isQualified) || other.size() != 3 || !isAt(other, 0, "NEW") || !isAt(other, 1, "."))
            return false;
        const QString column = ownColumn(one.back().name());
        if (column.isEmpty() || column != ownColumn(other[2].name()))
            return false;
        columns += column;
    }
    return columns.contains(QStringLiteral("rowid")) || m_joinTable.isUnique(columns);
}

bool LinkTriggerReader::isCounter(const Table &table, const QList<Assignment> &assigned, Tokens condition) const
{
    for (const Assignment &each : assigned) {
        const bool isOfKey = std::any_of(table.uniqueKeys.begin(), table.uniqueKeys.end(), [&](const UniqueKey &key) {
            return key.columns.contains(each.column, Qt::CaseInsensitive);
        });
        if (isOfKey || !isCounting(each.value, each.column))
            return false;
        for (size_t i = 0; i < condition.size(); ++i) {
            if (isName(condition[i], each.column) && !isOfRow(condition, i))
                return false;
        }
    }
    return !holds(condition, "SELECT") && isSteady(condition);
}

/// True when it says the same for a row, whatever has been written before: no table is read that is written.
bool LinkTriggerReader::isSteady(Tokens tokens) const
{
    static const QStringList unsteady{QStringLiteral("last_insert_rowid"), QStringLiteral("changes"),
                                      QStringLiteral("total_changes"), QStringLiteral("random"),
                                      QStringLiteral("randomblob")};
    for (size_t i = 0; i < tokens.size(); ++i) {
        const QString name = tokens[i].name();
        if (isOfRow(tokens, i))
            continue;
        if (unsteady.contains(name, Qt::CaseInsensitive)
            || name.startsWith(QLatin1String("sqlite_"), Qt::CaseInsensitive)
            || name.startsWith(QLatin1String("pragma_"), Qt::CaseInsensitive))
            return false;
        const Table *table = m_schema.table({{}, name});
        if (!table)
            continue;
        const bool isWritten = isJoinTable(*table)
                            || std::any_of(
                                   m_triggers.m_writes.begin(), m_triggers.m_writes.end(),
                                   [&](const LinkTriggers::Write &write) { return write.table == table->name; });
        if (isWritten || table->kind != Table::Kind::Table)
            return false;
    }
    return true;
}

LinkTriggers LinkTriggers::read(const Schema &schema, const Table &joinTable)
{
    return joinTable.triggers.isEmpty() ? LinkTriggers() : LinkTriggerReader(schema, joinTable).read();
}

bool mayFailHalfway(const Schema &schema)
{
    static const QRegularExpression form(QStringLiteral("RAISE\\s*\\(\\s*FAIL"),
                                         QRegularExpression::CaseInsensitiveOption);
    return std::any_of(schema.tables.begin(), schema.tables.end(), [](const Table &table) {
        return std::any_of(table.triggers.begin(), table.triggers.end(),
                           [](const Trigger &trigger) { return trigger.sql.contains(form); });
    });
}

Result<bool> mayBeRefused(Connection &connection, const QList<LinkTriggers::Write> &writes)
{
    for (const LinkTriggers::Write &write : writes) {
        auto query = connection.exec(
            QStringLiteral("SELECT type = 'index', sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL "
                           "AND type IN ('table', 'index')"),
            {write.table.name});
        if (!query)
            return tl::unexpected(query.error());
        while (query->next()) {
            const QList<SqlToken> tokens = sqlTokens(query->value(1).toString());
            const Tokens words(tokens.constData(), size_t(tokens.size()));
            const bool isRule = query->value(0).toBool() ? isAt(words, 1, "UNIQUE") : holds(words, "CHECK");
            const bool concerns = write.columns.isEmpty() || !query->value(0).toBool()
                               || std::any_of(words.begin(), words.end(), [&](const SqlToken &token) {
                                      return write.columns.contains(token.name(), Qt::CaseInsensitive);
                                  });
            if (isRule && concerns)
                return true;
        }
    }
    return false;
}

} // namespace joinery
