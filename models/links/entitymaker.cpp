#include "links/entitymaker.h"

#include "database/dialect.h"
#include "links/linkstamps.h"
#include "links/rowidentity.h"

#include <QCoreApplication>

namespace joinery {

namespace {

const QString madeKeys = QStringLiteral("load_made");

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::EntityMaker)
};

} // namespace

EntityMaker::EntityMaker(const Table &table, const End &end, Statement insert)
    : m_table(&table)
    , m_identity(identityOf(table).columns)
    , m_keyWidth(int(end.key.size()))
    , m_insert(std::move(insert))
    , m_made(int(m_identity.size()))
{}

Result<EntityMaker> EntityMaker::prepare(Connection &connection, const Schema &schema, const End &end,
                                         const QStringList &columns)
{
    const Table &table = *schema.table(end.table);
    const auto stamps = newRowStamps(connection, table, columns);
    if (!stamps)
        return tl::unexpected(stamps.error());
    const QStringList all = columns + stamps->keys();
    const QStringList places(all.size(), QStringLiteral("?"));
    const QString given =
        all.isEmpty()
            ? QStringLiteral("DEFAULT VALUES")
            : QStringLiteral("(%1) VALUES (%2)").arg(Dialect::quotedList(all), places.join(QStringLiteral(", ")));
    auto insert = Statement::prepare(connection, QStringLiteral("%1 %2 RETURNING %3")
                                                     .arg(Dialect::insertInto(table), given,
                                                          Dialect::quotedList(end.key + identityOf(table).columns)));
    if (!insert)
        return tl::unexpected(insert.error());
    EntityMaker maker(table, end, std::move(*insert));
    for (const QVariant &stamp : *stamps)
        maker.m_stamps.emplace_back(stamp);
    return maker;
}

Result<std::vector<CellValue>> EntityMaker::make(std::span<const CellValue> values)
{
    int place = 0;
    for (const CellValue &value : values)
        m_insert.bind(place++, value);
    for (const HeldValue &stamp : m_stamps)
        m_insert.bind(place++, stamp.value());
    const auto row = m_insert.step();
    if (!row || !*row) {
        m_insert.reset();
        if (!row)
            return tl::unexpected(row.error());
        return failure(Error::Kind::Refused,
                       Text::tr("A trigger of %1 left the new row out.").arg(m_table->name.text()));
    }
    m_key.clear();
    bool hasKey = true;
    for (int i = 0; i < m_keyWidth; ++i) {
        m_key.emplace_back(m_insert.column(i));
        hasKey = hasKey && !m_key.back().value().isNull();
    }
    RowKey identity;
    for (int i = 0; i < m_identity.size(); ++i)
        identity.values += m_insert.column(m_keyWidth + i).toVariant();
    m_insert.reset();
    if (!hasKey) {
        return failure(Error::Kind::Refused,
                       Text::tr("The new row of %1 has no key, so nothing can refer to it.").arg(m_table->name.text()));
    }
    m_unconfirmed += identity;
    std::vector<CellValue> key;
    for (const HeldValue &held : m_key)
        key.push_back(held.value());
    return key;
}

void EntityMaker::confirm()
{
    for (const RowKey &identity : std::as_const(m_unconfirmed))
        m_made.append(identity);
    m_unconfirmed.clear();
}

Result<TableChange> EntityMaker::keep(Connection &connection, const Schema &schema) const
{
    TableChange created{m_table->name, {}, {}};
    if (m_made.isEmpty())
        return created;
    if (auto filled = connection.fillKeyTable(madeKeys, m_made); !filled)
        return tl::unexpected(filled.error());
    const auto rows = RowKeeper(connection, schema, *m_table)
                          .keep(QStringLiteral("AS j JOIN %1 AS k ON %2")
                                    .arg(Dialect::temporary(madeKeys),
                                         Dialect::identical(QStringLiteral("j"), m_identity, QStringLiteral("k"),
                                                            Connection::keyTableColumns(int(m_identity.size())))));
    if (!rows)
        return tl::unexpected(rows.error());
    created.added = *rows;
    if (created.added.count != m_made.size()) {
        return failure(Error::Kind::Failed,
                       Text::tr("The database changed the new rows of %1 while they were made. Nothing was changed.")
                           .arg(m_table->name.text()));
    }
    return created;
}

} // namespace joinery
