#include "links/doomedrows.h"

#include "database/dialect.h"

#include <QCoreApplication>
#include <QLocale>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::DoomedRows)
};

} // namespace

DoomedRows::~DoomedRows()
{
    for (const auto &[table, set] : m_sets)
        (void)m_connection.exec(QStringLiteral("DROP TABLE IF EXISTS ") + Dialect::temporary(set.name));
}

Result<DoomedRows::Set *> DoomedRows::setOf(const Table &table)
{
    if (const auto held = m_sets.find(&table); held != m_sets.end())
        return &held->second;
    Set set{QStringLiteral("doomed_%1").arg(m_order.size()), identityOf(table).columns};
    if (set.identity.isEmpty()) {
        return failure(
            Error::Kind::Refused,
            Text::tr("Rows of %1 would go too, and they could not be restored: the table has no key, and its "
                     "columns hide the row id. Delete them first.")
                .arg(table.name.text()));
    }
    const QStringList keys = Connection::keyTableColumns(int(set.identity.size()));
    const QString index = QStringLiteral("CREATE UNIQUE INDEX temp.%1 ON %2 (%3)")
                              .arg(Dialect::quoted(Dialect::temporaryName(set.name + QStringLiteral("_index"))),
                                   Dialect::quoted(Dialect::temporaryName(set.name)), Dialect::quotedList(keys));
    for (const QString &sql :
         {QStringLiteral("DROP TABLE IF EXISTS ") + Dialect::temporary(set.name),
          Dialect::createTemporary(set.name, keys + QStringList{QStringLiteral("round"), QStringLiteral("cascaded")}),
          index}) {
        if (auto done = m_connection.exec(sql); !done)
            return tl::unexpected(done.error());
    }
    m_order += &table;
    return &m_sets.emplace(&table, std::move(set)).first->second;
}

Result<qint64> DoomedRows::insert(const Table &table, const QString &fromWhere, const QVariantList &values,
                                  bool byCascade, int round)
{
    auto set = setOf(table);
    if (!set)
        return tl::unexpected(set.error());
    auto added = m_connection.exec(
        QStringLiteral("INSERT OR IGNORE INTO %1 SELECT DISTINCT %2, %3, %4 FROM %5 %6")
            .arg(Dialect::temporary((*set)->name), Dialect::quotedList((*set)->identity, QStringLiteral("j")))
            .arg(round)
            .arg(byCascade ? 1 : 0)
            .arg(Dialect::quoted(table.name), fromWhere),
        values);
    if (!added)
        return tl::unexpected(added.error());
    return added->numRowsAffected();
}

Result<qint64> DoomedRows::add(const Table &table, const QString &fromWhere, const QVariantList &values, bool byCascade)
{
    return insert(table, fromWhere, values, byCascade, 0);
}

Result<void> DoomedRows::addCascaded(const std::function<const QList<RowReference> &(const Table &)> &references,
                                     qint64 most)
{
    qint64 total = 0;
    for (int round = 0;; ++round) {
        bool more = false;
        for (const Table *table : tables()) {
            for (const RowReference &reference : references(*table)) {
                if (reference.effect != RowReference::Effect::Removes)
                    continue;
                const QString fromWhere = QStringLiteral(
                                              "AS j JOIN %1 AS p ON %2 JOIN %3 AS d ON %4 WHERE d.round = %5")
                                              .arg(Dialect::quoted(table->name),
                                                   reference.condition(QStringLiteral("p"), QStringLiteral("j")),
                                                   Dialect::temporary(m_sets.at(table).name),
                                                   join(*table, QStringLiteral("p"), QStringLiteral("d")))
                                              .arg(round);
                const auto added = insert(*reference.child, fromWhere, reference.bound(), true, round + 1);
                if (!added)
                    return tl::unexpected(added.error());
                total += *added;
                more = more || *added > 0;
            }
        }
        if (total > most) {
            return failure(Error::Kind::Refused,
                           Text::tr("More than %1 rows of other tables would go too, which is too much to restore. "
                                    "Delete some of them first. Nothing was changed.")
                               .arg(QLocale().toString(most)));
        }
        if (!more)
            return {};
    }
}

QList<const Table *> DoomedRows::tables() const
{
    return m_order;
}

QString DoomedRows::join(const Table &table, const QString &alias, const QString &doomedAlias) const
{
    const Set &set = m_sets.at(&table);
    return Dialect::identical(alias, set.identity, doomedAlias, Connection::keyTableColumns(int(set.identity.size())));
}

QString DoomedRows::isDoomed(const Table &table, const QString &alias) const
{
    const Set &set = m_sets.at(&table);
    return QStringLiteral("(%1) IN (SELECT %2 FROM %3)")
        .arg(Dialect::quotedList(set.identity, alias),
             Dialect::quotedList(Connection::keyTableColumns(int(set.identity.size()))), Dialect::temporary(set.name));
}

QString DoomedRows::rows(const Table &table, std::optional<bool> byCascade) const
{
    return QStringLiteral("AS j JOIN %1 AS d ON %2%3")
        .arg(Dialect::temporary(m_sets.at(&table).name), join(table, QStringLiteral("j"), QStringLiteral("d")),
             byCascade ? QStringLiteral(" AND d.cascaded = %1").arg(*byCascade ? 1 : 0) : QString());
}

QString DoomedRows::survivors(const RowReference &reference, QVariantList *values) const
{
    *values = reference.bound();
    const QString others = contains(reference.child)
                             ? QStringLiteral(" WHERE NOT ") + isDoomed(*reference.child, QStringLiteral("j"))
                             : QString();
    return QStringLiteral("AS j JOIN %1 AS p ON %2 JOIN %3 AS d ON %4%5")
        .arg(Dialect::quoted(reference.parent->name), reference.condition(QStringLiteral("p"), QStringLiteral("j")),
             Dialect::temporary(m_sets.at(reference.parent).name),
             join(*reference.parent, QStringLiteral("p"), QStringLiteral("d")), others);
}

} // namespace joinery
