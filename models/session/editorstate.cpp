#include "session/editorstate.h"

#include "database/dialect.h"
#include "database/textfolding.h"
#include "links/rowlabel.h"
#include "relationships/entitylabel.h"
#include "relationships/relationshipfinder.h"
#include "relationships/timestamps.h"
#include "values/naming.h"

namespace joinery {

EditorState::EditorState(Session &session, const Relationship &relationship, QList<RowKey> thirdEnds, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_catalog(session.catalog())
    , m_thirdEnds(std::move(thirdEnds))
    , m_relationship(narrowed(relationship, m_thirdEnds, m_catalog->table(relationship.joinTable)))
    , m_selection{KeyList(int(m_relationship.left.key.size())), KeyList(int(m_relationship.right.key.size()))}
    , m_rules{EntityRules(m_catalog->schema, m_relationship.left, m_catalog->location.enforced),
              EntityRules(m_catalog->schema, m_relationship.right, m_catalog->location.enforced)}
    , m_required(requiredPayload(m_catalog->schema, m_relationship))
    , m_reader(session.makeReader(this))
{
    m_relationship.selfLinks = !m_relationship.isSelf();
}

const Table &EditorState::joinTable() const
{
    return m_catalog->table(m_relationship.joinTable);
}

const Table &EditorState::entityTable(Side side) const
{
    return m_catalog->table(m_relationship.end(side).table);
}

QString EditorState::readOnlyReason() const
{
    const QString reason = m_session.readOnlyReason();
    return reason.isEmpty() ? m_relationship.readOnlyReason : reason;
}

void EditorState::setFocus(Side side)
{
    if (side == m_focus)
        return;
    m_focus = side;
    emit focusChanged(side);
}

void EditorState::setSelection(Side side, const KeyList &keys)
{
    KeyList &selection = m_selection[size_t(side)];
    if (keys == selection)
        return;
    selection = keys;
    emit selectionChanged(side);
}

void EditorState::link(Side side, const KeyList &many, const KeyList &one, const Remark &remark)
{
    if (many.isEmpty() || one.isEmpty())
        return;
    whenPayloadKnown([=, this] {
        Gesture gesture = linkGesture(m_relationship, side, many, one, m_payload);
        gesture.remark = remark;
        m_session.perform(gesture);
    });
}

void EditorState::whenPayloadKnown(const std::function<void()> &start)
{
    if (isPayloadKnown()) {
        start();
        return;
    }
    m_pending = start;
    emit payloadNeeded();
}

void EditorState::linkToFocus(const KeyList &keys)
{
    link(otherSide(m_focus), keys, focused());
}

void EditorState::unlinkFromFocus(const KeyList &keys)
{
    if (!keys.isEmpty() && !focused().isEmpty())
        m_session.perform(unlinkPairsGesture(m_relationship, otherSide(m_focus), keys, focused()));
}

void EditorState::unlink(const KeyList &links)
{
    if (!links.isEmpty())
        m_session.perform(unlinkGesture(m_relationship, links, m_linksSeen));
}

void EditorState::setLinkPayload(const KeyList &links, const QStringList &columns, const QList<QVariantList> &values)
{
    if (!links.isEmpty() && !columns.isEmpty())
        m_session.perform(setPayloadGesture(m_relationship, links, columns, values, m_linksSeen));
}

bool EditorState::belongsHere(const RowMime &rows) const
{
    return rows.session == m_session.id() && rows.relationship == m_relationship.name && rows.count > 0;
}

void EditorState::findChoices(const End &end, const QString &find, QObject *context,
                              const std::function<void(const Result<QList<EndChoice>> &)> &done)
{
    constexpr int most = 200;
    m_reader->run(
        context,
        [catalog = m_catalog, end, find](Connection &connection) {
            return readChoices(connection, *catalog, end, find, most);
        },
        done);
}

QString EditorState::whyNotOnSide(const RowMime &rows, Side target, bool onRow) const
{
    if (!belongsHere(rows))
        return tr("These rows belong to another database or relationship.");
    if (QString reason = readOnlyReason(); !reason.isEmpty())
        return reason;
    if (rows.isLinks())
        return onRow || target != m_focus ? QString() : tr("Drop the links on a row.");
    if (rows.side() == target)
        return tr("Rows are linked by dropping them on the other side.");
    return onRow ? QString() : tr("Drop the rows on a row.");
}

QString EditorState::whyNotOnMiddle(const RowMime &rows) const
{
    if (!belongsHere(rows))
        return tr("These rows belong to another database or relationship.");
    if (QString reason = readOnlyReason(); !reason.isEmpty())
        return reason;
    if (rows.isLinks())
        return tr("These links are here already.");
    if (rows.side() == m_focus)
        return tr("These are the rows whose links are shown. Drop rows of the other side here.");
    if (focused().isEmpty())
        return tr("Select a row first, to link these with.");
    return {};
}

KeyList EditorState::widened(Side side, const RowKey &key) const
{
    const KeyList &selected = selection(side);
    return selected.contains(key) ? selected : KeyList{key};
}

void EditorState::dropOnSide(const RowMime &rows, Side target, const RowKey &key, bool move)
{
    if (!whyNotOnSide(rows, target, !key.isEmpty()).isEmpty())
        return;
    if (!rows.isLinks())
        link(rows.side(), rows.keys, widened(target, key));
    else if (target != m_focus)
        unlink(rows.keys);
    else
        m_session.perform(copyGesture(m_relationship, rows.keys, target, KeyList{key}, move, focused(), m_linksSeen));
}

void EditorState::dropOnMiddle(const RowMime &rows)
{
    if (whyNotOnMiddle(rows).isEmpty())
        linkToFocus(rows.keys);
}

bool EditorState::isPayloadKnown() const
{
    for (const QString &column : m_required) {
        if (!m_payload.contains(column))
            return false;
    }
    return true;
}

void EditorState::setPayload(const Payload &payload)
{
    // What an earlier shape of the table required is no column any more.
    m_payload.clear();
    for (const QString &column : std::as_const(m_required)) {
        if (payload.contains(column))
            m_payload.insert(column, payload.value(column));
    }
    if (const auto pending = std::exchange(m_pending, nullptr))
        pending();
}

QString EditorState::heading(const QString &column) const
{
    for (const End &end : m_relationship.others) {
        if (end.columns == QStringList(column))
            return humanized(singular(end.table.name));
    }
    return humanized(column);
}

void EditorState::dropPending()
{
    if (std::exchange(m_pending, nullptr))
        emit pendingDropped();
}

void EditorState::suggestPayload(QObject *context, const std::function<void(const Payload &)> &done)
{
    m_reader->run(
        context,
        [table = joinTable(), required = m_required](Connection &connection) -> Result<Payload> {
            Payload suggested;
            for (const QString &name : required) {
                // The newest row stands last where there is a row id; elsewhere any row does.
                const QString newest = table.rowId.isEmpty() ? QString()
                                                             : QStringLiteral(" ORDER BY %1 DESC").arg(table.rowId);
                const auto last = connection.value(
                    QStringLiteral("SELECT %1 FROM %2%3 LIMIT 1")
                        .arg(Dialect::quoted(name), Dialect::quoted(table.name), newest));
                if (!last)
                    return tl::unexpected(last.error());
                const Column &column = *table.column(name);
                if (isTimeColumn(column)) {
                    suggested.insert(name, timestampLike(*last, column.type, QDateTime::currentDateTime()));
                    continue;
                }
                if (last->metaType() != QMetaType::fromType<QString>()) {
                    suggested.insert(name, *last);
                    continue;
                }
                // A text that every row says in its own way, such as a name, is no suggestion for another row.
                const auto again = connection.value(
                    QStringLiteral("SELECT count(*) FROM (SELECT 1 FROM (SELECT %1 AS v FROM %2%3 LIMIT 1000) AS s "
                                   "WHERE v = ? LIMIT 2) AS t")
                        .arg(Dialect::quoted(name), Dialect::quoted(table.name), newest),
                    {*last});
                if (!again)
                    return tl::unexpected(again.error());
                suggested.insert(name, again->toInt() > 1 ? *last : QVariant());
            }
            return suggested;
        },
        [done](const Result<Payload> &suggested) { done(suggested.value_or(Payload())); });
}

namespace {

/// The keys of the rows whose label is `name`, exactly or, where none is, when both are folded.
Result<KeyList> keysNamed(Connection &connection, const Table &table, const End &end, const QString &name)
{
    const QString label = labelExpression(table, end.key, QStringLiteral("e"));
    const int width = int(end.key.size());
    auto exact = connection.keys(
        QStringLiteral("SELECT %1 FROM %2 AS e WHERE %3 = ?")
            .arg(Dialect::quotedList(end.key, QStringLiteral("e")), Dialect::quoted(end.table), label),
        width, {name});
    if (!exact || !exact->isEmpty())
        return exact;
    const QString folded = foldedText(name);
    auto query = connection.exec(QStringLiteral("SELECT %1, %2 FROM %3 AS e WHERE %4")
                                     .arg(label, Dialect::quotedList(end.key, QStringLiteral("e")),
                                          Dialect::quoted(end.table), Dialect::containsText({label})),
                                 {folded});
    if (!query)
        return tl::unexpected(query.error());
    KeyList keys(width);
    while (query->next()) {
        if (foldedText(query->value(0).toString()) != folded)
            continue;
        RowKey key;
        for (int i = 0; i < width; ++i)
            key.values += query->value(i + 1);
        keys.append(key);
    }
    return keys;
}

} // namespace

void EditorState::findByName(Side side, const QStringList &names, QObject *context,
                             const std::function<void(const Result<NamedRows> &)> &done)
{
    m_reader->run(
        context,
        [table = entityTable(side), end = m_relationship.end(side),
         names](Connection &connection) -> Result<NamedRows> {
            NamedRows matches{KeyList(int(end.key.size())), {}, {}};
            QSet<QString> missing;
            QSet<RowKey> seen;
            for (const QString &name : names) {
                const auto keys = keysNamed(connection, table, end, name);
                if (!keys)
                    return tl::unexpected(keys.error());
                if (keys->size() > 1) {
                    matches.ambiguous += name;
                } else if (keys->isEmpty()) {
                    if (const QString folded = foldedText(name); !missing.contains(folded)) {
                        missing.insert(folded);
                        matches.missing += name;
                    }
                } else if (!seen.contains(keys->at(0))) {
                    seen.insert(keys->at(0));
                    matches.found.append(keys->at(0));
                }
            }
            return matches;
        },
        done);
}

} // namespace joinery
