#include "links/confirmedkeys.h"

#include "database/dialect.h"
#include "links/endjoin.h"

#include <QCoreApplication>

#include <algorithm>

namespace joinery {

namespace {

constexpr qint64 fewestRows = 20'000;

/// True when every foreign key of the join table is an end's, compared as stored, and nothing but the links themselves hangs on them.
bool endsAreAllKeys(const Connection &connection, const Schema &schema, const Relationship &relationship)
{
    const Table *table = schema.table(relationship.joinTable);
    if (!table || !table->name.schema.isEmpty() || table->foreignKeys.isEmpty() || !table->triggers.isEmpty()
        || !schema.referencesTo(relationship.joinTable).isEmpty())
        return false;
    const auto isEnd = [](const ForeignKey &key, const End &end) {
        return key.table == end.table && key.from() == end.columns && key.to() == end.key;
    };
    return std::all_of(table->foreignKeys.begin(), table->foreignKeys.end(),
                       [&](const ForeignKey &key) {
                           return key.fault.isEmpty()
                               && (isEnd(key, relationship.left) || isEnd(key, relationship.right));
                       })
        && comparesAsStored(connection, schema, relationship);
}

} // namespace

Result<std::unique_ptr<ConfirmedKeys>> ConfirmedKeys::begin(Connection &connection, const Schema &schema,
                                                            const Relationship &relationship, qint64 rows)
{
    if (rows < fewestRows || !endsAreAllKeys(connection, schema, relationship))
        return nullptr;
    const auto enforced = connection.value(QStringLiteral("PRAGMA foreign_keys"));
    if (!enforced)
        return tl::unexpected(enforced.error());
    if (enforced->toInt() == 0)
        return nullptr;
    const auto there = connection.value(QStringLiteral("SELECT count(*) FROM (SELECT 1 FROM %1 LIMIT %2)")
                                            .arg(Dialect::quoted(relationship.joinTable))
                                            .arg(rows + 1));
    if (!there)
        return tl::unexpected(there.error());
    if (there->toLongLong() > rows)
        return nullptr;
    std::unique_ptr<ConfirmedKeys> keys(new ConfirmedKeys(connection, relationship.joinTable));
    // A link that dangles already is not this import's, and has to be told from one that is.
    if (auto fine = keys->confirm(); !fine)
        return fine.error().kind == Error::Kind::Refused ? Result<std::unique_ptr<ConfirmedKeys>>(nullptr)
                                                         : tl::unexpected(fine.error());
    if (auto done = connection.exec(QStringLiteral("PRAGMA foreign_keys = OFF")); !done)
        return tl::unexpected(done.error());
    return keys;
}

ConfirmedKeys::~ConfirmedKeys()
{
    (void)m_connection.exec(QStringLiteral("PRAGMA foreign_keys = ON"));
}

Result<void> ConfirmedKeys::confirm()
{
    const auto dangling = m_connection.value(
        QStringLiteral("SELECT count(*) FROM (SELECT 1 FROM pragma_foreign_key_check(?) LIMIT 1)"), {m_table.name});
    if (!dangling)
        return tl::unexpected(dangling.error());
    if (dangling->toInt() == 0)
        return {};
    return failure(
        Error::Kind::Refused,
        QCoreApplication::translate("joinery::ConfirmedKeys",
                                    "A row that the links refer to is no longer there. Nothing was changed."),
        QStringLiteral("PRAGMA foreign_key_check"));
}

} // namespace joinery
