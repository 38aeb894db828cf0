#include "database/schemareader.h"

#include "database/dialect.h"
#include "database/sqltokens.h"

#include <QCoreApplication>
#include <QHash>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::SchemaReader)
};

/// Reads sqlite_schema and the table-valued pragmas (https://www.sqlite.org/pragma.html), each for all tables in one query.
class Reader
{
public:
    explicit Reader(Connection &connection) : m_connection(connection) {}

    Result<Schema> read()
    {
        for (auto step : {&Reader::readTables, &Reader::readColumns, &Reader::readUnusualColumns, &Reader::readIndexes,
                          &Reader::readForeignKeys, &Reader::readClauses, &Reader::readTriggers}) {
            if (auto done = (this->*step)(); !done)
                return tl::unexpected(done.error());
        }
        for (Table &table : m_schema.tables)
            finish(table);
        for (Table &table : m_schema.tables) {
            for (ForeignKey &key : table.foreignKeys)
                resolve(key);
        }
        return std::move(m_schema);
    }

private:
    Table *table(const QString &name)
    {
        const auto found = m_places.constFind(name);
        return found == m_places.cend() ? nullptr : &m_schema.tables[*found];
    }

    /// SQLite's names differ by more than case (of ASCII letters).
    Table *looseTable(const QString &name)
    {
        if (Table *exact = table(name))
            return exact;
        const auto found = m_loosePlaces.constFind(name.toLower());
        return found == m_loosePlaces.cend() ? nullptr : &m_schema.tables[*found];
    }

    Result<void> each(const QString &sql, const std::function<void(const QSqlQuery &)> &row,
                      const QVariantList &values = {})
    {
        auto query = m_connection.exec(sql, values);
        if (!query)
            return tl::unexpected(query.error());
        while (query->next())
            row(*query);
        if (query->lastError().isValid())
            return tl::unexpected(Dialect::error(query->lastError()));
        return {};
    }

    Result<void> readTables()
    {
        return each(QStringLiteral("SELECT name, type, wr, strict FROM pragma_table_list WHERE schema = 'main' "
                                   "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"),
                    [this](const QSqlQuery &row) {
                        Table table;
                        table.name.name = row.value(0).toString();
                        const QString type = row.value(1).toString();
                        if (type == QLatin1String("view"))
                            table.kind = Table::Kind::View;
                        else if (type == QLatin1String("virtual"))
                            table.kind = Table::Kind::Virtual;
                        else if (type == QLatin1String("shadow"))
                            table.kind = Table::Kind::Shadow;
                        if (row.value(2).toInt() == 0 && table.kind == Table::Kind::Table)
                            table.rowId = QStringLiteral("rowid");
                        table.strict = row.value(3).toInt() != 0;
                        m_places.insert(table.name.name, m_schema.tables.size());
                        m_loosePlaces.insert(table.name.name.toLower(), m_schema.tables.size());
                        m_schema.tables += table;
                    });
    }

    void addColumn(Table &table, const QSqlQuery &row)
    {
        const int hidden = row.value(6).toInt();
        if (hidden == 1) // of a virtual table: not a column of its own
            return;
        Column column;
        column.name = row.value(1).toString();
        column.type = row.value(2).toString();
        column.notNull = row.value(3).toInt() != 0;
        column.defaultValue = row.value(4).toString();
        column.keyPosition = row.value(5).toInt();
        column.generated = hidden == 2 || hidden == 3;
        table.columns += column;
    }

    Result<void> readColumns()
    {
        return each(QStringLiteral("SELECT t.name, c.name, c.type, c.\"notnull\", c.dflt_value, c.pk, c.hidden "
                                   "FROM pragma_table_list AS t JOIN pragma_table_xinfo(t.name) AS c "
                                   "WHERE t.schema = 'main' AND t.type IN ('table', 'shadow') ORDER BY t.name, c.cid"),
                    [this](const QSqlQuery &row) {
                        if (Table *owner = table(row.value(0).toString()))
                            addColumn(*owner, row);
                    });
    }

    Result<void> readUnusualColumns()
    {
        for (Table &each : m_schema.tables) {
            if (each.kind != Table::Kind::View && each.kind != Table::Kind::Virtual)
                continue;
            // One that cannot be described here must not hide all the others.
            (void)this->each(QStringLiteral("SELECT '', name, type, \"notnull\", dflt_value, pk, hidden "
                                            "FROM pragma_table_xinfo(?) ORDER BY cid"),
                             [&](const QSqlQuery &row) { addColumn(each, row); }, {each.name.name});
        }
        return {};
    }

    Result<void> readIndexes()
    {
        struct Index
        {
            QString table;
            QStringList columns;
            bool unique = false;
            bool partial = false;
            bool expression = false;
        };
        QMap<std::pair<QString, QString>, Index> indexes;
        auto done = each(QStringLiteral("SELECT t.name, i.name, i.\"unique\", i.partial, c.name, i.origin "
                                        "FROM pragma_table_list AS t JOIN pragma_index_list(t.name) AS i "
                                        "JOIN pragma_index_info(i.name) AS c "
                                        "WHERE t.schema = 'main' AND t.type = 'table' ORDER BY t.name, i.seq, c.seqno"),
                         [&](const QSqlQuery &row) {
                             Index &index = indexes[{row.value(0).toString(), row.value(1).toString()}];
                             index.table = row.value(0).toString();
                             index.unique = row.value(2).toInt() != 0 && row.value(5).toString() != QLatin1String("pk");
                             index.partial = row.value(3).toInt() != 0;
                             if (row.value(4).isNull())
                                 index.expression = true;
                             else
                                 index.columns += row.value(4).toString();
                         });
        for (const Index &index : std::as_const(indexes)) {
            Table *owner = table(index.table);
            if (!owner || index.partial || index.expression)
                continue;
            if (index.unique)
                owner->uniqueKeys += UniqueKey{index.columns, false};
        }
        return done;
    }

    Result<void> readForeignKeys()
    {
        QHash<QString, int> last;
        return each(QStringLiteral("SELECT t.name, f.id, f.\"table\", f.\"from\", f.\"to\", f.on_delete "
                                   "FROM pragma_table_list AS t JOIN pragma_foreign_key_list(t.name) AS f "
                                   "WHERE t.schema = 'main' AND t.type = 'table' ORDER BY t.name, f.id DESC, f.seq"),
                    [&](const QSqlQuery &row) {
                        Table *owner = table(row.value(0).toString());
                        if (!owner)
                            return;
                        const int id = row.value(1).toInt();
                        if (owner->foreignKeys.isEmpty() || last.value(owner->name.name, -1) != id) {
                            ForeignKey key;
                            key.table.name = row.value(2).toString();
                            key.onDelete = action(row.value(5).toString());
                            owner->foreignKeys += key;
                            last[owner->name.name] = id;
                        }
                        owner->foreignKeys.last().columns += {row.value(3).toString(), row.value(4).toString()};
                    });
    }

    static ForeignKey::Action action(const QString &words)
    {
        if (words == QLatin1String("CASCADE"))
            return ForeignKey::Action::Cascade;
        if (words == QLatin1String("SET NULL"))
            return ForeignKey::Action::SetNull;
        if (words == QLatin1String("SET DEFAULT"))
            return ForeignKey::Action::SetDefault;
        return words == QLatin1String("RESTRICT") ? ForeignKey::Action::Restrict : ForeignKey::Action::None;
    }

    /// What no pragma tells.
    Result<void> readClauses()
    {
        return each(
            QStringLiteral("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND (sql LIKE '%CONFLICT%' "
                           "OR sql LIKE '%AUTOINCREMENT%')"),
            [this](const QSqlQuery &row) {
                const QList<SqlToken> tokens = sqlTokens(row.value(1).toString());
                const SqlTokens words(tokens.constData(), size_t(tokens.size()));
                if (Table *owner = table(row.value(0).toString())) {
                    owner->settlesConflicts = holds(words, "CONFLICT");
                    owner->autoIncrement = holds(words, "AUTOINCREMENT");
                }
            });
    }

    Result<void> readTriggers()
    {
        return each(
            QStringLiteral("SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"),
            [this](const QSqlQuery &row) {
                if (Table *owner = looseTable(row.value(0).toString()))
                    owner->triggers += Trigger{row.value(1).toString(), row.value(2).toString()};
            });
    }

    /// The primary key, the row id's column and name.
    static void finish(Table &table)
    {
        QMap<int, QString> key;
        for (const Column &column : table.columns) {
            if (column.keyPosition > 0)
                key.insert(column.keyPosition, column.name);
        }
        if (!key.isEmpty())
            table.uniqueKeys.prepend(UniqueKey{key.values(), true});
        if (key.size() == 1 && !table.rowId.isEmpty()
            && table.column(key.first())->type.compare(QLatin1String("INTEGER"), Qt::CaseInsensitive) == 0) {
            table.rowIdColumn = key.first();
        }
        if (table.rowId.isEmpty())
            return;
        for (const QString &name : {QStringLiteral("rowid"), QStringLiteral("_rowid_"), QStringLiteral("oid")}) {
            table.rowId = name;
            if (!table.column(name))
                return;
        }
        table.rowId.clear();
    }

    void resolve(ForeignKey &key)
    {
        const Table *parent = key.table.schema.isEmpty() ? looseTable(key.table.name) : m_schema.table(key.table);
        if (!parent) {
            key.fault = Text::tr("it refers to %1, a table that does not exist").arg(key.table.text());
            return;
        }
        key.table = parent->name;
        const QStringList primary = parent->primaryKey();
        for (qsizetype i = 0; i < key.columns.size(); ++i) {
            QString &to = key.columns[i].to;
            if (to.isEmpty() && primary.size() == key.columns.size())
                to = primary[i];
            if (const Column *column = parent->column(to))
                to = column->name;
            else
                key.fault = Text::tr("it refers to a column of %1 that does not exist").arg(parent->name.text());
        }
        if (key.fault.isEmpty() && !parent->isUnique(key.to()))
            key.fault = Text::tr("it refers to %1 of %2, which need not be unique")
                            .arg(key.to().join(QLatin1String(", ")), parent->name.text());
    }

    Connection &m_connection;
    Schema m_schema;
    QHash<QString, qsizetype> m_places;
    QHash<QString, qsizetype> m_loosePlaces; // by lower-case name
};

} // namespace

Result<Schema> readSchema(Connection &connection)
{
    return Reader(connection).read();
}

} // namespace joinery
