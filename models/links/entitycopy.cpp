#include "links/entitycopy.h"

#include "database/connection.h"
#include "database/dialect.h"
#include "links/keptrows.h"
#include "links/linkstamps.h"
#include "relationships/timestamps.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QUuid>

#include <algorithm>

namespace joinery {

namespace {

const QString copies = QStringLiteral("gesture_copies");
constexpr int mostNames = 10'000; // "(copy 2)", "(copy 3)", …

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::EntityCopy)
};

class EntityCopy
{
public:
    EntityCopy(Connection &connection, const Table &table, const End &end, QVariantMap stamps)
        : m_connection(connection)
        , m_table(table)
        , m_end(end)
        , m_identity(identityOf(table).columns)
        , m_stamps(std::move(stamps))
    {}

    /// The copy's key, then its identity.
    Result<QVariantList> copy(const RowKey &key);

private:
    bool isOmitted(const Column &column) const;
    Result<QVariantMap> newValues(const RowKey &key);
    Result<QVariant> unused(const QString &column, const QString &text);
    bool isReference(const QString &column) const;

    Connection &m_connection;
    const Table &m_table;
    const End &m_end;
    const QStringList m_identity;
    const QVariantMap m_stamps;
};

bool EntityCopy::isOmitted(const Column &column) const
{
    // What the database fills in by itself, anew for each row.
    static const QRegularExpression quoted(QStringLiteral("'(?:[^']|'')*'"));
    static const QRegularExpression madeUp(QStringLiteral("\\brandom(?:blob)?\\s*\\("),
                                           QRegularExpression::CaseInsensitiveOption);
    return column.generated || column.name == m_table.rowIdColumn
        || (column.hasDefault()
            && (isKeptTimestamp(column) || QString(column.defaultValue).remove(quoted).contains(madeUp)));
}

bool EntityCopy::isReference(const QString &column) const
{
    return std::any_of(m_table.foreignKeys.begin(), m_table.foreignKeys.end(),
                       [&](const ForeignKey &key) { return key.from().contains(column); });
}

Result<QVariant> EntityCopy::unused(const QString &column, const QString &text)
{
    if (const QUuid uuid(text); !uuid.isNull()) {
        return QUuid::createUuid().toString(text.startsWith(u'{') ? QUuid::WithBraces : QUuid::WithoutBraces);
    }
    const QString exists = QStringLiteral("SELECT EXISTS (SELECT 1 FROM %1 WHERE %2 = ?)")
                               .arg(Dialect::quoted(m_table.name), Dialect::quoted(column));
    for (int number = 1; number <= mostNames; ++number) {
        QString name = number == 1 ? Text::tr("%1 (copy)").arg(text) : Text::tr("%1 (copy %2)").arg(text).arg(number);
        const auto taken = m_connection.value(exists, {name});
        if (!taken)
            return tl::unexpected(taken.error());
        if (!taken->toBool())
            return name;
    }
    return failure(Error::Kind::Refused,
                   Text::tr("Not duplicated: there are too many copies of “%1” already.").arg(text));
}

Result<QVariantMap> EntityCopy::newValues(const RowKey &key)
{
    QVariantMap values = m_stamps;
    for (const UniqueKey &unique : m_table.uniqueKeys) {
        bool isNew = false;
        QString text;
        for (const QString &name : unique.columns) {
            const Column &column = *m_table.column(name);
            isNew = isNew || isOmitted(column) || values.contains(name);
        }
        QVariant old;
        for (const QString &name : unique.columns) {
            if (isNew)
                break;
            const auto held = m_connection.value(
                QStringLiteral(
                    "SELECT CASE typeof(j.%1) WHEN 'text' THEN j.%1 WHEN 'null' THEN NULL ELSE 0 END FROM %2 "
                    "AS j WHERE %3")
                    .arg(Dialect::quoted(name), Dialect::quoted(m_table.name),
                         Dialect::isKey(QStringLiteral("j"), m_end.key)),
                key.values);
            if (!held)
                return tl::unexpected(held.error());
            isNew = held->isNull(); // NULL is like no other NULL
            if (text.isEmpty() && held->typeId() == QMetaType::QString && !isReference(name)) {
                text = name;
                old = *held;
            }
        }
        if (isNew)
            continue;
        if (text.isEmpty()) {
            return failure(Error::Kind::Refused,
                           Text::tr("Not duplicated: %1 of %2 must be unique, and no new value can be made up for it. "
                                    "Add a row instead.")
                               .arg(unique.columns.join(QStringLiteral(", ")), m_table.name.text()));
        }
        const auto made = unused(text, old.toString());
        if (!made)
            return tl::unexpected(made.error());
        values.insert(text, *made);
    }
    return values;
}

Result<QVariantList> EntityCopy::copy(const RowKey &key)
{
    const auto values = newValues(key);
    if (!values)
        return tl::unexpected(values.error());
    QStringList columns;
    QStringList from;
    QVariantList bound;
    for (const Column &column : m_table.columns) {
        if (isOmitted(column))
            continue;
        columns += column.name;
        if (values->contains(column.name)) {
            from += QStringLiteral("?");
            bound += values->value(column.name);
        } else {
            from += QStringLiteral("j.") + Dialect::quoted(column.name); // never through a QVariant
        }
    }
    if (columns.isEmpty()) // nothing but a row id
        return failure(Error::Kind::Refused,
                       Text::tr("Not duplicated: the rows of %1 hold nothing but their key.").arg(m_table.name.text()));
    const QStringList wanted = m_end.key + m_identity;
    const auto made = m_connection.keys(QStringLiteral("%1 (%2) SELECT %3 FROM %4 AS j WHERE %5 RETURNING %6")
                                            .arg(Dialect::insertInto(m_table), Dialect::quotedList(columns),
                                                 from.join(QStringLiteral(", ")), Dialect::quoted(m_table.name),
                                                 Dialect::isKey(QStringLiteral("j"), m_end.key),
                                                 Dialect::quotedList(wanted)),
                                        int(wanted.size()), bound + key.values);
    if (!made)
        return tl::unexpected(made.error());
    if (made->size() != 1) {
        return failure(Error::Kind::Stale, Text::tr("Some of these rows were removed by someone else in the meantime. "
                                                    "Nothing was changed."));
    }
    return made->at(0).values;
}

} // namespace

Result<LinkOutcome> copyEntities(Connection &connection, const Schema &schema, const End &end, const KeyList &keys)
{
    const Table &table = *schema.table(end.table);
    const auto stamps = newRowStamps(connection, table, {});
    if (!stamps)
        return tl::unexpected(stamps.error());
    EntityCopy maker(connection, table, end, *stamps);
    const QStringList identity = identityOf(table).columns;
    LinkOutcome outcome;
    outcome.created = KeyList(int(end.key.size()));
    KeyList made(int(identity.size()));
    for (qsizetype i = 0; i < keys.size(); ++i) {
        const auto row = maker.copy(keys.at(i));
        if (!row)
            return tl::unexpected(row.error());
        outcome.created.append(RowKey{row->mid(0, end.key.size())});
        made.append(RowKey{row->mid(end.key.size())});
    }
    if (auto filled = connection.fillKeyTable(copies, made); !filled)
        return tl::unexpected(filled.error());
    const auto kept = RowKeeper(connection, schema, table)
                          .keep(QStringLiteral("AS j JOIN %1 AS k ON %2")
                                    .arg(Dialect::temporary(copies),
                                         Dialect::identical(QStringLiteral("j"), identity, QStringLiteral("k"),
                                                            Connection::keyTableColumns(int(identity.size())))));
    if (!kept)
        return tl::unexpected(kept.error());
    if (kept->count != keys.size()) {
        return failure(
            Error::Kind::Failed,
            Text::tr("The database changed the copies while they were made (a trigger does that). Nothing was "
                     "changed."));
    }
    outcome.change.add({table.name, *kept, {}});
    return outcome;
}

} // namespace joinery
