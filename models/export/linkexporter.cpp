#include "export/linkexporter.h"

#include "database/dialect.h"
#include "export/csvwriter.h"
#include "export/jsonwriter.h"
#include "links/rowidentity.h"
#include "links/rowlabel.h"

#include <QCoreApplication>

#include <algorithm>

namespace joinery {

namespace {

const QString filteredKeys = QStringLiteral("export_keys");

const QString joinAlias = QStringLiteral("j");
const QString leftLabel = QStringLiteral("left_label");
const QString rightLabel = QStringLiteral("right_label");

QString aliasOf(Side side)
{
    return side == Side::Left ? QStringLiteral("a") : QStringLiteral("b");
}

/// The entity table of `side`, to follow FROM or JOIN, matched with the join row.
QString joined(const Relationship &relationship, Side side)
{
    const End &end = relationship.end(side);
    return QStringLiteral("%1 AS %2 ON %3")
        .arg(Dialect::quoted(end.table), aliasOf(side), Dialect::equal(aliasOf(side), end.key, joinAlias, end.columns));
}

QString ordered(const QStringList &columns, const QString &alias)
{
    QStringList once = columns;
    once.removeDuplicates();
    return Dialect::quotedList(once, alias);
}

QList<QByteArray> encodedNames(const QStringList &names)
{
    QList<QByteArray> encoded;
    for (const QString &name : names)
        encoded += JsonWriter::encoded(name);
    return encoded;
}

/// Writes the members of an object from `first` on; returns the first column after them.
int writeMembers(JsonWriter &json, const QList<QByteArray> &names, Statement &rows, int first)
{
    for (const QByteArray &name : names) {
        json.encodedKey(name);
        json.value(rows.column(first++));
    }
    return first;
}

Result<Exported> ended(OutputBuffer &output, const Exported &exported)
{
    if (auto done = output.finish(); !done)
        return tl::unexpected(done.error());
    return exported;
}

const Table &tableOf(const Schema &schema, const Relationship &relationship)
{
    const Table *table = schema.table(relationship.joinTable);
    Q_ASSERT(table);
    return *table;
}

/// The name, or one like it that no column has: a key must not come twice in one object.
QString freeName(const QString &name, const QStringList &columns)
{
    QString free = name;
    while (columns.contains(free))
        free += u'_';
    return free;
}

QStringList columnsAndLabels(const Table &joinTable)
{
    const QStringList columns = joinTable.columnNames();
    return columns + QStringList{freeName(leftLabel, columns), freeName(rightLabel, columns)};
}

} // namespace

LinkExporter::LinkExporter(Connection &connection, const Schema &schema, const Relationship &relationship)
    : m_connection(connection)
    , m_schema(schema)
    , m_relationship(relationship)
    , m_joinTable(tableOf(schema, relationship))
{}

QString LinkExporter::scopeConditions(QVariantList &values) const
{
    QString conditions;
    for (auto it = m_relationship.scope.begin(); it != m_relationship.scope.end(); ++it) {
        conditions += QStringLiteral(" AND %1 IS ?").arg(Dialect::quotedList({it.key()}, joinAlias));
        values += it.value();
    }
    return conditions;
}

QString LinkExporter::label(Side side) const
{
    const End &end = m_relationship.end(side);
    const Table *table = m_schema.table(end.table);
    if (!table)
        return QStringLiteral("NULL");
    // Not a join: where the referenced columns are not unique, a link must still come once.
    return QStringLiteral("(SELECT %1 FROM %2 AS e WHERE %3 LIMIT 1)")
        .arg(labelExpression(*table, end.key, QStringLiteral("e")), Dialect::quoted(end.table),
             Dialect::equal(QStringLiteral("e"), end.key, joinAlias, end.columns));
}

/// True for those rows of the end; a link never refers to a key with a NULL in it.
Result<QString> LinkExporter::isFiltered(const LinkFilter &filter, QVariantList &values)
{
    const QStringList &key = m_relationship.end(filter.side).key;
    const QString columns = Dialect::quotedList(key, aliasOf(filter.side));
    if (filter.keys.size() == 1) {
        const QStringList places(key.size(), QStringLiteral("?"));
        values += filter.keys.at(0).values;
        return QStringLiteral("(%1) = (%2)").arg(columns, places.join(u','));
    }
    if (auto filled = m_connection.fillKeyTable(filteredKeys, filter.keys); !filled)
        return tl::unexpected(filled.error());
    return QStringLiteral("(%1) IN (SELECT %2 FROM %3)")
        .arg(columns, Connection::keyTableColumns(filter.keys.width()).join(u','), Dialect::temporary(filteredKeys));
}

Result<QString> LinkExporter::source(const std::optional<LinkFilter> &filter, QVariantList &values)
{
    QString from = QStringLiteral("%1 AS j").arg(Dialect::quoted(m_joinTable.name));
    QString where = QStringLiteral("1") + scopeConditions(values);
    if (filter) {
        auto filtered = isFiltered(*filter, values);
        if (!filtered)
            return filtered;
        from += QStringLiteral(" JOIN ") + joined(m_relationship, filter->side);
        where += QStringLiteral(" AND ") + *filtered;
    }
    return QStringLiteral("FROM %1 WHERE %2").arg(from, where);
}

Result<qint64> LinkExporter::count(const std::optional<LinkFilter> &filter)
{
    QVariantList values;
    const auto from = source(filter, values);
    if (!from)
        return tl::unexpected(from.error());
    const auto count = m_connection.value(QStringLiteral("SELECT count(*) ") + *from, values);
    if (!count)
        return tl::unexpected(count.error());
    return count->toLongLong();
}

void LinkExporter::written(qint64 links) const
{
    if (m_progress)
        m_progress->done = links;
}

Result<LinkExporter::Rows> LinkExporter::select(const QString &sql, const QVariantList &values)
{
    auto statement = Statement::prepare(m_connection, sql);
    if (!statement)
        return tl::unexpected(statement.error());
    Rows rows{std::move(*statement), {}};
    for (const QVariant &value : values)
        rows.values.emplace_back(value);
    for (size_t i = 0; i < rows.values.size(); ++i)
        rows.statement.bind(int(i), rows.values[i].value());
    return rows;
}

Result<LinkExporter::Rows> LinkExporter::rows(const std::optional<LinkFilter> &filter)
{
    QVariantList values;
    const auto from = source(filter, values);
    if (!from)
        return tl::unexpected(from.error());
    const QStringList order = m_relationship.left.columns + m_relationship.right.columns
                            + identityOf(m_joinTable).columns;
    return select(QStringLiteral("SELECT %1, %2, %3 %4 ORDER BY %5")
                      .arg(Dialect::quotedList(m_joinTable.columnNames(), joinAlias), label(Side::Left),
                           label(Side::Right), *from, ordered(order, joinAlias)),
                  values);
}

Result<Exported> LinkExporter::write(QIODevice &device, LinkFormat format, const std::optional<LinkFilter> &filter)
{
    if (format == LinkFormat::Nested)
        return writeNested(device, filter);
    auto query = rows(filter);
    if (!query)
        return tl::unexpected(query.error());
    if (format == LinkFormat::Json)
        return writeJson(device, query->statement);
    return writeDelimited(device, format == LinkFormat::Tsv ? '\t' : ',', query->statement);
}

Result<Exported> LinkExporter::writeDelimited(QIODevice &device, char separator, Statement &rows)
{
    OutputBuffer output(device);
    CsvWriter csv(output, separator);
    csv.setNeutralizing(m_neutralizes);
    Exported exported;
    const QStringList names = columnsAndLabels(m_joinTable);
    for (const QString &name : names)
        csv.field(HeldValue(QVariant(name)).value());
    csv.endLine();
    std::vector<bool> untyped(size_t(names.size()), false);
    for (qsizetype i = 0; i < m_joinTable.columns.size(); ++i)
        untyped[size_t(i)] = m_joinTable.columns[i].isUntyped();
    while (!output.hasFailed()) {
        const auto next = rows.step();
        if (!next)
            return tl::unexpected(next.error());
        if (!*next)
            break;
        for (int column = 0; column < int(names.size()); ++column)
            csv.field(rows.column(column), untyped[size_t(column)]);
        csv.endLine();
        written(++exported.links);
    }
    exported.formulas = csv.formulas();
    return ended(output, exported);
}

Result<Exported> LinkExporter::writeJson(QIODevice &device, Statement &rows)
{
    OutputBuffer output(device);
    JsonWriter json(output);
    Exported exported;
    const QList<QByteArray> names = encodedNames(columnsAndLabels(m_joinTable));
    json.beginArray(JsonWriter::Layout::Rows);
    while (!output.hasFailed()) {
        const auto next = rows.step();
        if (!next)
            return tl::unexpected(next.error());
        if (!*next)
            break;
        json.beginObject();
        writeMembers(json, names, rows, 0);
        json.endObject();
        written(++exported.links);
    }
    json.endArray();
    json.finish();
    return ended(output, exported);
}

Result<LinkExporter::Rows> LinkExporter::nestedRows(const std::optional<LinkFilter> &filter,
                                                    const QStringList &leftIdentity)
{
    const End &left = m_relationship.left;
    const QString a = aliasOf(Side::Left);
    const QString b = aliasOf(Side::Right);
    const Table &rightTable = *m_schema.table(m_relationship.right.table);

    QVariantList values;
    const bool onlyLinked = filter && filter->side == Side::Right;
    const QString kind = onlyLinked ? QStringLiteral("JOIN") : QStringLiteral("LEFT JOIN");
    const QString links = QStringLiteral("%1 %2 AS j ON %3%4 %1 %5")
                              .arg(kind, Dialect::quoted(m_joinTable.name),
                                   Dialect::equal(a, left.key, joinAlias, left.columns), scopeConditions(values),
                                   joined(m_relationship, Side::Right));
    const auto where = filter ? isFiltered(*filter, values) : Result<QString>(QStringLiteral("1"));
    if (!where)
        return tl::unexpected(where.error());
    const QStringList selected = {
        Dialect::quotedList(leftIdentity, a),
        Dialect::quotedList(m_schema.table(left.table)->columnNames(), a),
        Dialect::quotedList(m_relationship.right.key.mid(0, 1), b),
        Dialect::quotedList(rightTable.columnNames(), b),
        Dialect::quotedList(m_joinTable.columnNames(), joinAlias),
    };
    return select(QStringLiteral("SELECT %1 FROM %2 AS a %3 WHERE %4 ORDER BY %5, %6")
                      .arg(selected.join(QStringLiteral(", ")), Dialect::quoted(left.table), links, *where,
                           ordered(left.key + leftIdentity, a),
                           ordered(m_relationship.right.columns + identityOf(m_joinTable).columns, joinAlias)),
                  values);
}

Result<Exported> LinkExporter::writeNested(QIODevice &device, const std::optional<LinkFilter> &filter)
{
    const Table *left = m_schema.table(m_relationship.left.table);
    const Table *right = m_schema.table(m_relationship.right.table);
    if (!left || !right) {
        return failure(
            Error::Kind::Missing,
            QCoreApplication::translate("joinery::LinkExporter",
                                        "%1 refers to a table that is not there, so its rows cannot be nested.")
                .arg(m_joinTable.name.text()));
    }
    QStringList identity = identityOf(*left).columns;
    if (identity.isEmpty())
        identity = m_relationship.left.key;
    auto query = nestedRows(filter, identity);
    if (!query)
        return tl::unexpected(query.error());

    OutputBuffer output(device);
    JsonWriter json(output);
    const QList<QByteArray> leftNames = encodedNames(left->columnNames());
    const QList<QByteArray> rightNames = encodedNames(right->columnNames());
    const QList<QByteArray> joinNames = encodedNames(m_joinTable.columnNames());
    const QByteArray rightAlias = JsonWriter::encoded(freeName(m_relationship.right.alias, left->columnNames()));
    const QByteArray joinName = JsonWriter::encoded(freeName(m_relationship.joinTable.text(), right->columnNames()));
    const auto endLeft = [&json] {
        json.endArray();
        json.endObject();
    };

    Exported exported;
    json.beginArray(JsonWriter::Layout::Rows);
    RowKey current;
    Statement &rows = query->statement;
    while (!output.hasFailed()) {
        const auto next = rows.step();
        if (!next)
            return tl::unexpected(next.error());
        if (!*next)
            break;
        RowKey row;
        int column = 0;
        while (column < int(identity.size()))
            row.values += rows.column(column++).toVariant();
        if (current.isEmpty() || !(row == current)) {
            if (!current.isEmpty())
                endLeft();
            current = row;
            json.beginObject();
            writeMembers(json, leftNames, rows, column);
            json.encodedKey(rightAlias);
            json.beginArray();
        }
        column += int(leftNames.size());
        // A right key that was matched is never NULL.
        if (rows.column(column++).isNull())
            continue;
        json.beginObject();
        column = writeMembers(json, rightNames, rows, column);
        json.encodedKey(joinName);
        json.beginObject();
        writeMembers(json, joinNames, rows, column);
        json.endObject();
        json.endObject();
        written(++exported.links);
    }
    if (!current.isEmpty())
        endLeft();
    json.endArray();
    json.finish();
    return ended(output, exported);
}

} // namespace joinery
