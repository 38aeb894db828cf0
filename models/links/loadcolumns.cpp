#include "links/loadcolumns.h"

#include "links/checkrules.h"
#include "links/linkstamps.h"
#include "links/triggereffects.h"

#include <QCoreApplication>

#include <algorithm>

namespace joinery {

namespace {

bool containsAll(const QStringList &outer, const QStringList &inner)
{
    return std::all_of(inner.begin(), inner.end(), [&](const QString &each) { return outer.contains(each); });
}

} // namespace

Error openReference()
{
    return {Error::Kind::Refused,
            QCoreApplication::translate("joinery::LoadColumns", "A row that this one refers to is not there."),
            QStringLiteral("FOREIGN KEY constraint failed")};
}

QString rowValue(const Column *column)
{
    const bool fillsIn = column && column->notNull && column->hasDefault();
    return fillsIn ? QStringLiteral("coalesce(?, (%1))").arg(column->defaultValue) : QStringLiteral("?");
}

LoadColumns::LoadColumns(const Table &table, const Relationship &relationship, const LoadPlan &plan)
    : m_table(&table)
    , m_relationship(&relationship)
    , m_plan(&plan)
{
    for (qsizetype i = 0; i < relationship.left.columns.size(); ++i) {
        if (const qsizetype shared = relationship.right.columns.indexOf(relationship.left.columns[i]); shared >= 0)
            m_shared += {int(i), int(shared)};
    }
}

Result<LoadColumns> LoadColumns::make(Connection &connection, const Schema &schema, const Table &table,
                                      const Relationship &relationship, const LoadPlan &plan)
{
    LoadColumns columns(table, relationship, plan);
    if (auto done = columns.collect(connection); !done)
        return tl::unexpected(done.error());
    columns.findIdentity();
    if (auto done = columns.findOrder(connection, schema); !done)
        return tl::unexpected(done.error());
    return columns;
}

Result<void> LoadColumns::collect(Connection &connection)
{
    const auto stamps = newRowStamps(connection, *m_table, m_plan->payload + m_plan->set.keys());
    if (!stamps)
        return tl::unexpected(stamps.error());
    QMap<QString, QVariant> constants = *stamps;
    for (auto it = m_plan->set.begin(); it != m_plan->set.end(); ++it)
        constants.insert(it.key(), it.value());
    for (auto it = m_relationship->scope.begin(); it != m_relationship->scope.end(); ++it)
        constants.insert(it.key(), it.value());
    const QStringList ends = m_relationship->left.columns + m_relationship->right.columns;
    for (auto it = constants.begin(); it != constants.end(); ++it) {
        if (ends.contains(it.key()) || m_plan->payload.contains(it.key()))
            continue;
        m_constantColumns += it.key();
        m_constants.emplace_back(it.value());
    }
    for (const QString &column : ends + m_plan->payload + m_constantColumns) {
        if (m_inserted.contains(column))
            continue;
        m_inserted += column;
        m_sources += sourceOf(column);
    }
    return {};
}

QStringList LoadColumns::pairColumns() const
{
    QStringList columns = m_relationship->left.columns;
    for (const QString &column : m_relationship->right.columns + m_relationship->scope.keys()) {
        if (!columns.contains(column))
            columns += column;
    }
    return columns;
}

void LoadColumns::findIdentity()
{
    const QStringList pair = pairColumns();
    if (m_relationship->unique) {
        m_identity = pair;
    } else {
        for (const UniqueKey &key : m_table->uniqueKeys) {
            const bool isNarrower = m_identity.isEmpty() || key.columns.size() < m_identity.size();
            if (containsAll(key.columns, pair) && containsAll(m_inserted, key.columns) && isNarrower)
                m_identity = key.columns;
        }
    }
    if (!m_identity.isEmpty()) {
        m_identifying.emplace();
        for (const QString &column : std::as_const(m_identity)) {
            if (const Source source = sourceOf(column); source.kind == Source::Kind::OfRow)
                *m_identifying += source.place;
        }
    }
    m_hasKey = !m_identity.isEmpty() && m_table->isUnique(m_identity);
}

Result<void> LoadColumns::findOrder(Connection &connection, const Schema &schema)
{
    const bool refersToItself = std::any_of(m_table->foreignKeys.begin(), m_table->foreignKeys.end(),
                                            [&](const ForeignKey &key) { return key.table == m_table->name; });
    // Where pairs may be repeated, ids tell the order in which they were linked.
    const bool idsTellOrder = m_identity.isEmpty() && !m_table->rowIdColumn.isEmpty();
    const LinkTriggers triggers = LinkTriggers::read(schema, *m_relationship);
    const auto refused = mayBeRefused(connection, triggers.writes());
    if (!refused)
        return tl::unexpected(refused.error());
    m_order = idsTellOrder || refersToItself || *refused ? WriteOrder::File : triggers.order();

    // Of links that a key keeps apart, the first in the file is to stay. Every unique index, also those over a part of the rows or over
    // expressions, which are no keys; a row id that the database gives is never taken already.
    QMap<QString, QStringList> indexes;
    auto query = connection.exec(QStringLiteral("SELECT i.name, c.name FROM pragma_index_list(?) AS i JOIN "
                                                "pragma_index_info(i.name) AS c WHERE i.\"unique\""),
                                 {m_table->name.name});
    if (!query)
        return tl::unexpected(query.error());
    while (query->next())
        indexes[query->value(0).toString()] += query->value(1).toString();
    for (const QStringList &key : std::as_const(indexes)) {
        if (m_identity.isEmpty() || !containsAll(key, m_identity))
            m_order = stricter(m_order, orderWithin(schema, *m_relationship, key));
    }
    // Payload that differs in the file may be the same to a key: in another case, or as its default.
    if (m_identifying && !m_identifying->isEmpty())
        m_order = stricter(m_order, orderWithin(schema, *m_relationship, m_identity));
    const auto readsRowId = rulesReadRowId(connection, *m_table);
    if (!readsRowId)
        return tl::unexpected(readsRowId.error());
    if (*readsRowId || (!m_table->rowIdColumn.isEmpty() && m_inserted.contains(m_table->rowIdColumn)))
        m_order = WriteOrder::File;
    return {};
}

LoadColumns::Source LoadColumns::sourceOf(const QString &column) const
{
    if (const qsizetype at = m_relationship->left.columns.indexOf(column); at >= 0)
        return {Source::Kind::Left, int(at)};
    if (const qsizetype at = m_relationship->right.columns.indexOf(column); at >= 0)
        return {Source::Kind::Right, int(at)};
    if (const qsizetype at = m_plan->payload.indexOf(column); at >= 0)
        return {Source::Kind::OfRow, int(at)};
    return {Source::Kind::Constant, int(m_constantColumns.indexOf(column))};
}

QString LoadColumns::placeOf(const QString &column) const
{
    return m_plan->payload.contains(column) ? rowValue(m_table->column(column)) : QStringLiteral("?");
}

LoadColumns::Source LoadColumns::addConstant(const QVariant &value)
{
    m_constants.emplace_back(value);
    return {Source::Kind::Constant, int(m_constants.size()) - 1};
}

CellValue LoadColumns::valueOf(const Source &source, const LoadedLink &link) const
{
    const auto place = size_t(source.place);
    switch (source.kind) {
    case Source::Kind::Left:
        return link.left[place];
    case Source::Kind::Right:
        return link.right[place];
    case Source::Kind::OfRow:
        return link.payload[place];
    case Source::Kind::Constant:
        break;
    }
    return m_constants[place].value();
}

void LoadColumns::bind(Statement &statement, const QList<Source> &sources, const LoadedLink &link, int first) const
{
    for (const Source &source : sources)
        statement.bind(first++, valueOf(source, link));
}

bool LoadColumns::agree(const LoadedLink &link) const
{
    return std::all_of(m_shared.begin(), m_shared.end(), [&](const std::pair<int, int> &places) {
        return link.left[size_t(places.first)] == link.right[size_t(places.second)];
    });
}

} // namespace joinery
