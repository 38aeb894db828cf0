#include "links/linktriggers.h"

#include "links/triggertokens.h"

#include <algorithm>

namespace joinery {

class LinkTriggerReader
{
public:
    LinkTriggerReader(const Schema &schema, const Relationship &relationship, const Table &joinTable)
        : m_schema(schema)
        , m_relationship(relationship)
        , m_joinTable(joinTable)
    {}

    LinkTriggers read();

private:
    struct Assignment
    {
        QString column;
        SqlTokens value;
    };

    struct Counter
    {
        const Table *table;
        SqlTokens condition;
    };

    void readTrigger(SqlTokens tokens);
    void readStatement(SqlTokens tokens);
    void readUpdate(SqlTokens tokens);
    void readInsert(SqlTokens tokens);
    bool readSource(SqlTokens source);
    void require(WriteOrder order) { m_triggers.m_order = stricter(m_triggers.m_order, order); }
    void giveUp();
    bool assignments(SqlTokens tokens, QList<Assignment> &found) const;
    bool isJoinTable(const Table &table) const { return table.name == m_joinTable.name; }
    bool isWritable(const Table *table) const;
    bool isWritten(const Table &table) const;
    bool keepsKeys(const Table &table, const QStringList &columns) const;
    QString ownColumn(const QString &name) const;
    QStringList columnsOfRow(SqlTokens condition, const QString &alias) const;
    WriteOrder orderOfOwn(SqlTokens condition) const;
    WriteOrder orderOfKeys(const QStringList &columns) const;
    WriteOrder orderOfOther(SqlTokens condition) const;
    bool isCounter(const Table &table, const QList<Assignment> &assigned) const;
    bool isCountedAlike(const Counter &counter) const;
    WriteOrder orderOfReading(SqlTokens tokens) const;
    bool isComparedWithItself(SqlTokens tokens, size_t place) const;
    WriteOrder orderOfLinksRead(SqlTokens tokens, size_t place) const;

    const Schema &m_schema;
    const Relationship &m_relationship;
    const Table &m_joinTable;
    LinkTriggers m_triggers;
    QList<Counter> m_counters;
    QList<const Table *> m_setOtherwise; // by what is no counting
    QList<SqlTokens> m_readers; // what may read tables
};

void LinkTriggerReader::giveUp()
{
    m_triggers.m_leaveKeys = false;
    require(WriteOrder::File);
}

LinkTriggers LinkTriggerReader::read()
{
    QList<QList<SqlToken>> texts;
    for (const Trigger &trigger : m_joinTable.triggers)
        texts += sqlTokens(trigger.sql);
    for (const QList<SqlToken> &tokens : std::as_const(texts))
        readTrigger(SqlTokens(tokens.constData(), size_t(tokens.size())));
    for (const SqlTokens reader : std::as_const(m_readers))
        require(orderOfReading(reader));
    if (!std::all_of(m_counters.begin(), m_counters.end(),
                     [this](const Counter &each) { return isCountedAlike(each); }))
        require(WriteOrder::File);
    return m_triggers;
}

void LinkTriggerReader::readTrigger(SqlTokens tokens)
{
    const size_t at = placeOfEvent(tokens);
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
    for (const SqlTokens statement : split(between(tokens, begin + 1, tokens.size() - 1), ";")) {
        if (!statement.empty())
            readStatement(statement);
    }
}

void LinkTriggerReader::readStatement(SqlTokens tokens)
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

void LinkTriggerReader::readUpdate(SqlTokens tokens)
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
    const SqlTokens condition = between(tokens, where + 1, tokens.size());
    const bool isOfKey = std::any_of(columns.begin(), columns.end(), [&](const QString &column) {
        return std::any_of(table->uniqueKeys.begin(), table->uniqueKeys.end(),
                           [&](const UniqueKey &key) { return key.columns.contains(column, Qt::CaseInsensitive); });
    });
    if (from < tokens.size() || (isOfKey && !isJoinTable(*table)))
        require(WriteOrder::File);
    m_readers += condition;
    for (const Assignment &each : std::as_const(assigned))
        m_readers += each.value;
    if (isJoinTable(*table)) {
        require(stricter(orderOfOwn(condition), orderOfKeys(columns)));
        return;
    }
    m_triggers.m_writes += LinkTriggers::Write{table->name, columns};
    if (isCounter(*table, assigned)) {
        m_counters += Counter{table, condition};
    } else {
        if (m_setOtherwise.contains(table))
            require(WriteOrder::File);
        m_setOtherwise += table;
        require(orderOfOther(condition));
    }
}

void LinkTriggerReader::readInsert(SqlTokens tokens)
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
        for (const SqlTokens each : split(between(tokens, 4, values), ","))
            columns += each.size() == 1 ? each[0].name() : QString();
        ++values;
    }
    if (!isAt(tokens, values, "VALUES") && !isAt(tokens, values, "SELECT")) {
        giveUp();
        return;
    }
    const SqlTokens source = between(tokens, values, tokens.size());
    m_triggers.m_writes += LinkTriggers::Write{table->name, {}, readSource(source)};
    if (!table->foreignKeys.isEmpty() || holds(source, "CONFLICT"))
        m_triggers.m_leaveKeys = false;
    const bool idIsGiven = !table->rowIdColumn.isEmpty() && columns.contains(table->rowIdColumn, Qt::CaseInsensitive);
    const bool hasKeys = std::any_of(table->uniqueKeys.begin(), table->uniqueKeys.end(), [&](const UniqueKey &key) {
        return key.columns != QStringList(table->rowIdColumn);
    });
    if (idIsGiven || hasKeys || holds(source, "CONFLICT"))
        require(WriteOrder::File);
}

/// Reads what rows are added, but for the link's row id where it is copied as it is: it says which link is meant, whatever its number.
/// True where it is.
bool LinkTriggerReader::readSource(SqlTokens source)
{
    const size_t end = placeOf(source, ")", 2);
    if (!isAt(source, 0, "VALUES") || !isAt(source, 1, "(") || end + 1 != source.size()) {
        m_readers += source;
        return false;
    }
    bool copies = false;
    for (const SqlTokens value : split(between(source, 2, end), ",")) {
        const bool isId = value.size() == 3 && isOfRow(value, 2)
                       && ownColumn(value[2].name()) == QLatin1String("rowid");
        copies |= isId;
        if (!isId)
            m_readers += value;
    }
    return copies;
}

bool LinkTriggerReader::assignments(SqlTokens tokens, QList<Assignment> &found) const
{
    for (const SqlTokens each : split(tokens, ",")) {
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

/// The columns of the join table, called `alias`, that a condition compares with those of the row that the trigger runs for: of
/// `user_id = NEW.user_id AND …`, user_id.
QStringList LinkTriggerReader::columnsOfRow(SqlTokens condition, const QString &alias) const
{
    QStringList columns;
    for (const SqlTokens each : conjuncts(condition)) {
        const size_t equals = placeOf(each, "=");
        SqlTokens one = each.first(equals);
        SqlTokens other = between(each, equals + 1, each.size());
        if (isAt(one, 0, "NEW"))
            std::swap(one, other);
        const bool isQualified = one.size() == 3 && isName(one[0], alias) && isAt(one, 1, ".");
        if (!(one.size() == 1 || isQualified) || other.size() != 3 || !isAt(other, 0, "NEW") || !isAt(other, 1, "."))
            continue;
        const QString column = ownColumn(one.back().name());
        if (!column.isEmpty() && column == ownColumn(other[2].name()))
            columns += column;
    }
    return columns;
}

/// The order that an update of links keeps: any where it concerns the very row that the trigger runs for.
WriteOrder LinkTriggerReader::orderOfOwn(SqlTokens condition) const
{
    const QStringList columns = columnsOfRow(condition, m_joinTable.name.name);
    if (columns.contains(QStringLiteral("rowid")) || m_joinTable.isUnique(columns))
        return WriteOrder::Any;
    return orderWithin(m_schema, m_relationship, columns);
}

/// The order that setting these columns of links keeps: where a key is set, the first link to have it stays.
WriteOrder LinkTriggerReader::orderOfKeys(const QStringList &columns) const
{
    WriteOrder order = WriteOrder::Any;
    const QStringList ends = m_relationship.left.columns + m_relationship.right.columns;
    for (const QString &name : columns) {
        const QString column = ownColumn(name);
        if (column == QLatin1String("rowid") || ends.contains(column))
            return WriteOrder::File;
        for (const UniqueKey &key : m_joinTable.uniqueKeys) {
            if (key.columns.contains(column))
                order = stricter(order, orderWithin(m_schema, m_relationship, key.columns));
        }
    }
    return order;
}

/// The order that an update of another table keeps: that of the side by whose key its row is found.
WriteOrder LinkTriggerReader::orderOfOther(SqlTokens condition) const
{
    QStringList columns;
    for (const SqlTokens each : conjuncts(condition)) {
        SqlTokens one = each.first(std::min<size_t>(3, each.size()));
        SqlTokens other = each.last(std::min<size_t>(3, each.size()));
        const bool isBackwards = isAt(one, 0, "NEW");
        const SqlTokens row = isBackwards ? one : other;
        const bool isComparison = each.size() == 5 && isAt(each, isBackwards ? 3 : 1, "=") && isAt(row, 0, "NEW")
                               && isAt(row, 1, ".");
        if (isComparison)
            columns += ownColumn(row[2].name());
    }
    return orderWithin(m_schema, m_relationship, columns);
}

bool LinkTriggerReader::isCounter(const Table &table, const QList<Assignment> &assigned) const
{
    return table.kind == Table::Kind::Table
        && std::all_of(assigned.begin(), assigned.end(),
                       [](const Assignment &each) { return isCounting(each.value, each.column); });
}

/// True when nothing that triggers set decides what is counted.
bool LinkTriggerReader::isCountedAlike(const Counter &counter) const
{
    if (m_setOtherwise.contains(counter.table) || holds(counter.condition, "SELECT"))
        return false;
    for (size_t i = 0; i < counter.condition.size(); ++i) {
        for (const LinkTriggers::Write &write : m_triggers.m_writes) {
            if (write.table == counter.table->name && !isOfRow(counter.condition, i)
                && write.columns.contains(counter.condition[i].name(), Qt::CaseInsensitive))
                return false;
        }
    }
    return true;
}

bool LinkTriggerReader::isWritten(const Table &table) const
{
    return std::any_of(m_triggers.m_writes.begin(), m_triggers.m_writes.end(),
                       [&](const LinkTriggers::Write &write) { return write.table == table.name; });
}

/// True for the NEW.id of `id = NEW.id`, the other way round, and with a name before the dot.
bool LinkTriggerReader::isComparedWithItself(SqlTokens tokens, size_t place) const
{
    const auto isRowId = [&](size_t at) {
        return at < tokens.size() && ownColumn(tokens[at].name()) == QLatin1String("rowid");
    };
    const bool comesBefore = place > 3 && isAt(tokens, place - 3, "=") && isRowId(place - 4);
    const size_t behind = isAt(tokens, place + 3, ".") ? place + 4 : place + 2;
    return comesBefore || (isAt(tokens, place + 1, "=") && isRowId(behind));
}

/// The order in which it says the same for a row, whatever has been written before.
WriteOrder LinkTriggerReader::orderOfReading(SqlTokens tokens) const
{
    static const QStringList unsteady{QStringLiteral("last_insert_rowid"), QStringLiteral("changes"),
                                      QStringLiteral("total_changes"), QStringLiteral("random"),
                                      QStringLiteral("randomblob")};
    WriteOrder order = WriteOrder::Any;
    for (size_t i = 0; i < tokens.size(); ++i) {
        const QString name = tokens[i].name();
        if (isOfRow(tokens, i)) {
            // The row's id tells when it was written; but not where it says which row is meant.
            if (ownColumn(name) == QLatin1String("rowid") && !isComparedWithItself(tokens, i))
                return WriteOrder::File;
            continue;
        }
        if (unsteady.contains(name, Qt::CaseInsensitive)
            || name.startsWith(QLatin1String("sqlite_"), Qt::CaseInsensitive)
            || name.startsWith(QLatin1String("pragma_"), Qt::CaseInsensitive))
            return WriteOrder::File;
        const Table *table = m_schema.table({{}, name});
        const bool isQualifier = isAt(tokens, i + 1, ".");
        if (!table || (isQualifier && isJoinTable(*table)))
            continue;
        if (isJoinTable(*table))
            order = stricter(order, orderOfLinksRead(tokens, i));
        else if (isWritten(*table) || table->kind != Table::Kind::Table)
            return WriteOrder::File;
    }
    return order;
}

/// The order that reading links keeps, where the join table's name stands at `place`: `FROM links AS l WHERE l.user_id = NEW.user_id`
/// reads those of one user.
WriteOrder LinkTriggerReader::orderOfLinksRead(SqlTokens tokens, size_t place) const
{
    size_t next = place + 1;
    QString alias = m_joinTable.name.name;
    if (isAt(tokens, next, "AS"))
        ++next;
    if (next < tokens.size() && !isAt(tokens, next, "WHERE"))
        alias = tokens[next++].name();
    if (place == 0 || !isAt(tokens, place - 1, "FROM") || !isAt(tokens, next, "WHERE"))
        return WriteOrder::File;
    const size_t begin = next + 1;
    size_t end = placeOf(tokens, ")", begin);
    for (const char *word : {"GROUP", "ORDER", "LIMIT", "UNION", "EXCEPT", "INTERSECT"})
        end = std::min(end, placeOf(tokens, word, begin));
    return orderWithin(m_schema, m_relationship, columnsOfRow(between(tokens, begin, end), alias));
}

LinkTriggers LinkTriggers::read(const Schema &schema, const Relationship &relationship)
{
    const Table *joinTable = schema.table(relationship.joinTable);
    return !joinTable || joinTable->triggers.isEmpty() ? LinkTriggers()
                                                       : LinkTriggerReader(schema, relationship, *joinTable).read();
}

} // namespace joinery
