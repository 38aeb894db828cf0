#pragma once

#include "database/connection.h"
#include "links/rowidentity.h"
#include "links/rowreference.h"

#include <functional>
#include <map>
#include <optional>

namespace joinery {

/// The rows that are to go, by identity, in temporary tables of the writer's connection; and by how each came to it. Writer's thread;
/// inside a transaction of the caller's.
class DoomedRows
{
public:
    explicit DoomedRows(Connection &connection) : m_connection(connection) {}
    ~DoomedRows();
    Q_DISABLE_COPY_MOVE(DoomedRows)

    /// Dooms the rows of `table` that `fromWhere` selects: "AS j … WHERE …", to follow "FROM table". Returns how many of them were not
    /// doomed yet. Refused when the table's rows cannot be told apart.
    Result<qint64> add(const Table &table, const QString &fromWhere, const QVariantList &values, bool byCascade);
    /// Dooms whatever foreign keys take along, and what goes with that. `references` tells what refers to a table. Refused beyond `most`
    /// rows.
    Result<void> addCascaded(const std::function<const QList<RowReference> &(const Table &)> &references, qint64 most);

    QList<const Table *> tables() const;
    bool contains(const Table *table) const { return m_sets.contains(table); }
    /// `alias` is a doomed row of the table: "alias-identity IN (…)".
    QString isDoomed(const Table &table, const QString &alias) const;
    /// "AS j JOIN doomed …" to follow "FROM table": the doomed rows; only those by a cascade, or only the others, with `byCascade`.
    QString rows(const Table &table, std::optional<bool> byCascade = {}) const;
    /// "AS j JOIN parent … JOIN doomed …" to follow "FROM child": the rows that refer to doomed ones and are not doomed themselves; `values`
    /// gets what is to be bound.
    QString survivors(const RowReference &reference, QVariantList *values) const;

private:
    struct Set
    {
        QString name; // of the temporary table
        QStringList identity;
    };

    Result<Set *> setOf(const Table &table);
    Result<qint64> insert(const Table &table, const QString &fromWhere, const QVariantList &values, bool byCascade,
                          int round);
    QString join(const Table &table, const QString &alias, const QString &doomedAlias) const;

    Connection &m_connection;
    std::map<const Table *, Set> m_sets;
    QList<const Table *> m_order; // in which they were met
};

} // namespace joinery
