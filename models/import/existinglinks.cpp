#include "import/existinglinks.h"

#include "database/dialect.h"
#include "links/endjoin.h"
#include "links/loadcolumns.h"

#include <QElapsedTimer>

#include <algorithm>

namespace joinery {

namespace {

const QString asideTable = QStringLiteral("preview_links");
constexpr qint64 asksBeforeDoubt = 64;
constexpr qint64 slowNanoseconds = 100'000; // an answer: no index helps

} // namespace

Result<ExistingLinks> ExistingLinks::make(Connection &connection, const Schema &schema,
                                          const Relationship &relationship, const ImportMapping &mapping)
{
    ExistingLinks links(connection);
    const Table *table = schema.table(relationship.joinTable);
    if (!table)
        return failure(Error::Kind::Missing, {}, relationship.joinTable.text());
    const QStringList pair = relationship.left.columns + relationship.right.columns + relationship.scope.keys();
    const auto placeOf = [&](const QString &column) {
        const auto &payload = mapping.payload;
        return int(std::find_if(payload.begin(), payload.end(), [&](const auto &each) { return each.column == column; })
                   - payload.begin());
    };
    if (relationship.unique) {
        links.m_identifying.emplace();
    } else {
        for (const UniqueKey &key : table->uniqueKeys) {
            QList<int> places;
            bool isGiven = std::all_of(pair.begin(), pair.end(),
                                       [&](const QString &column) { return key.columns.contains(column); });
            for (const QString &column : key.columns) {
                if (pair.contains(column))
                    continue;
                places += placeOf(column);
                isGiven = isGiven && places.last() < mapping.payload.size();
            }
            if (isGiven && (!links.m_identifying || places.size() < links.m_identifying->size()))
                links.m_identifying = places;
        }
    }
    if (!links.m_identifying)
        return links;
    const bool isStored = comparesAsStored(connection, schema, relationship);
    links.m_from = Dialect::quoted(table->name) + QStringLiteral(" AS j");
    for (const Side side : {Side::Left, Side::Right}) {
        const End &end = relationship.end(side);
        const QString alias = side == Side::Left ? QStringLiteral("a") : QStringLiteral("b");
        for (qsizetype i = 0; i < end.key.size(); ++i) {
            links.m_compared += isStored ? Dialect::quotedList({end.columns[i]}, QStringLiteral("j"))
                                         : Dialect::quotedList({end.key[i]}, alias);
        }
        if (!isStored) {
            links.m_from += QStringLiteral(" JOIN %1 AS %2 ON %3")
                                .arg(Dialect::quoted(end.table), alias,
                                     endJoin(schema, relationship, end, alias, QStringLiteral("j")));
        }
    }
    for (auto it = relationship.scope.begin(); it != relationship.scope.end(); ++it) {
        links.m_compared += Dialect::quotedList({it.key()}, QStringLiteral("j"));
        links.m_scope.emplace_back(*it);
    }
    for (const int place : std::as_const(*links.m_identifying))
        links.m_compared += Dialect::quotedList({mapping.payload[place].column}, QStringLiteral("j"));
    const auto say = [&](const QString &name, int payload, const QVariant &value) {
        links.m_said.push_back({Dialect::quotedList({name}, QStringLiteral("j")),
                                payload < 0 ? QStringLiteral("?") : rowValue(table->column(name)), payload,
                                HeldValue(value)});
    };
    for (int i = 0; i < mapping.payload.size(); ++i) {
        if (!links.m_identifying->contains(i))
            say(mapping.payload[i].column, i, {});
    }
    for (auto it = mapping.set.begin(); it != mapping.set.end(); ++it)
        say(it.key(), -1, *it);
    if (auto ready = links.prepare(links.m_from); !ready)
        return tl::unexpected(ready.error());
    return links;
}

Result<void> ExistingLinks::prepare(const QString &from)
{
    QStringList same{QStringLiteral("1")};
    for (const Said &each : m_said)
        same += QStringLiteral("%1 COLLATE BINARY IS %2").arg(each.column, each.place);
    auto question = Statement::prepare(*m_connection, QStringLiteral("SELECT %1 FROM %2 WHERE %3 = ? LIMIT 1")
                                                          .arg(same.join(QStringLiteral(" AND ")), from,
                                                               m_compared.join(QStringLiteral(" = ? AND "))));
    if (!question)
        return tl::unexpected(question.error());
    m_question.emplace(std::move(*question));
    return {};
}

/// Without an index every question reads the whole table: a copy of what is compared, with one.
Result<void> ExistingLinks::keepAside()
{
    m_isAside = true;
    m_question.reset();
    const QString table = Dialect::temporary(asideTable);
    QStringList named;
    for (const QString &expression : std::as_const(m_compared))
        named += QStringLiteral("%1 AS k%2").arg(expression).arg(named.size());
    const QStringList names = Connection::keyTableColumns(int(named.size()));
    for (Said &each : m_said) {
        const QString name = QStringLiteral("k%1").arg(named.size());
        named += QStringLiteral("%1 AS %2").arg(std::exchange(each.column, name), name);
    }
    for (const QString &sql :
         {QStringLiteral("DROP TABLE IF EXISTS ") + table,
          QStringLiteral("CREATE TEMP TABLE %1 AS SELECT %2 FROM %3")
              .arg(Dialect::quoted(Dialect::temporaryName(asideTable)), named.join(QStringLiteral(", ")), m_from),
          QStringLiteral("CREATE INDEX temp.%1 ON %2 (%3)")
              .arg(Dialect::quoted(Dialect::temporaryName(asideTable + QStringLiteral("_index"))),
                   Dialect::quoted(Dialect::temporaryName(asideTable)), names.join(u','))}) {
        if (auto done = m_connection->exec(sql); !done)
            return tl::unexpected(done.error());
    }
    m_compared = names;
    return prepare(table);
}

Result<ExistingLinks::Match> ExistingLinks::find(std::span<const CellValue> left, std::span<const CellValue> right,
                                                 std::span<const CellValue> payload)
{
    if (!m_identifying)
        return Match::None;
    if (!m_isAside && m_asked > asksBeforeDoubt && m_askedNanoseconds / m_asked > slowNanoseconds) {
        if (auto kept = keepAside(); !kept)
            return tl::unexpected(kept.error());
    }
    QElapsedTimer timer;
    if (!m_isAside)
        timer.start();
    int place = 0;
    for (const Said &each : m_said)
        m_question->bind(place++, each.payload < 0 ? each.value.value() : payload[size_t(each.payload)]);
    for (const CellValue &value : left)
        m_question->bind(place++, value);
    for (const CellValue &value : right)
        m_question->bind(place++, value);
    for (const HeldValue &value : m_scope)
        m_question->bind(place++, value.value());
    for (const int each : std::as_const(*m_identifying))
        m_question->bind(place++, payload[size_t(each)]);
    const auto found = m_question->step();
    const Match match = !found || !*found                  ? Match::None
                      : m_question->column(0).integer == 1 ? Match::Same
                                                           : Match::Differs;
    m_question->reset();
    if (!m_isAside) {
        ++m_asked;
        m_askedNanoseconds += timer.nsecsElapsed();
    }
    return found ? Result<Match>(match) : tl::unexpected(found.error());
}

} // namespace joinery
