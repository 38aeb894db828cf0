#pragma once

#include "database/statement.h"
#include "database/transaction.h"
#include "links/keptrows.h"
#include "links/linkoutcome.h"

#include <optional>
#include <span>

namespace joinery {

/// What an import writes.
struct LoadPlan
{
    QStringList payload; ///< payload columns and third ends whose values come with each row
    QMap<QString, QVariant> set; ///< the same for every row
    bool keepForUndo = true; ///< false: the change that finish() returns is empty
};

/// Writes the links of an import, one after another in one transaction, for the LinkStore. All is rolled back unless commit()
/// succeeds. Writer's thread; what it was made from outlives it.
class LinkLoader
{
public:
    /// One link: the keys of both ends, and the values of LoadPlan::payload.
    struct Link
    {
        std::span<const CellValue> left;
        std::span<const CellValue> right;
        std::span<const CellValue> payload;
    };
    enum class Written {
        Done,
        Exists, ///< nothing was done: there is such a link
        Refused, ///< nothing was done: see refusal()
    };

    static Result<std::unique_ptr<LinkLoader>> begin(Connection &connection, const Schema &schema,
                                                     const Relationship &relationship, const LoadPlan &plan);
    ~LinkLoader();
    Q_DISABLE_COPY_MOVE(LinkLoader)

    /// The payload columns that, with the pair, tell one link from another, as places in LoadPlan::payload: none where a pair is
    /// linked once at most; a third end where a key of the table says so. Nothing where any link may be repeated.
    const std::optional<QList<int>> &identifyingPayload() const { return m_identifying; }
    /// False when it is the same in which order links are written.
    bool orderMatters() const { return m_orderMatters; }

    Result<Written> insert(const Link &link);
    /// Gives the link that exists the payload; the ends, and what else identifies it, stay.
    Result<Written> update(const Link &link);
    /// Why the last call was refused.
    const Error &refusal() const { return m_refusal; }

    /// What has been done, for undo.
    Result<TableChange> finish();
    Result<void> commit();

private:
    struct Source // where a column's value comes from
    {
        enum class Kind { Left, Right, OfRow, Constant } kind;
        int place; // in what it is of
    };

    LinkLoader(Connection &connection, const Schema &schema, const Relationship &relationship, const LoadPlan &plan);

    Result<void> prepare();
    Result<void> collectColumns();
    Result<void> findIdentity();
    Result<void> prepareExisting();
    Result<void> prepareKeeping();
    Result<void> prepareUpdate();
    QStringList pairColumns() const;
    Source sourceOf(const QString &column) const;
    CellValue valueOf(const Source &source, const Link &link) const;
    void bind(Statement &statement, const QList<Source> &sources, const Link &link, int first = 0) const;
    Result<bool> exists(const Link &link);
    Result<qint64> write(const Link &link);
    Result<Written> writeChecked(const Link &link);
    Result<void> keepKey(const Link &link);
    Written refuse(const Error &error);
    bool agrees(const Link &link) const;

    Connection &m_connection;
    const Schema &m_schema;
    const Relationship &m_relationship;
    const LoadPlan m_plan;
    const Table &m_table;
    RowKeeper m_keeper;
    std::optional<Transaction> m_transaction;
    qint64 m_cacheSize = 0;

    QStringList m_columns; // of an insert
    QList<Source> m_sources;
    QStringList m_constantColumns;
    std::vector<HeldValue> m_constants;
    std::optional<QList<int>> m_identifying;
    QStringList m_linkColumns; // that identify a link
    bool m_orderMatters = true;
    bool m_comparesAsStored = true; // a pair is the same exactly when the join table's own columns say so
    bool m_hasKey = false; // a key of the table keeps a link from being written twice
    bool m_deferred = false; // foreign keys may be checked as late as the commit
    QString m_match; // "j" is the link
    QList<Source> m_matchSources;
    QStringList m_updated;
    QList<Source> m_updateSources;

    std::optional<Statement> m_insert;
    std::optional<Statement> m_exists;
    std::optional<Statement> m_update;
    std::optional<Statement> m_keepOld;
    std::optional<Statement> m_keepUpdated;
    std::optional<Statement> m_keepKey;
    QStringList m_keyColumns; // by which written rows are found again
    QList<Source> m_keySources; // empty: the row id
    bool m_returning = false; // the insert returns m_keyColumns
    KeptRows m_old;
    qint64 m_changedRows = 0;
    Error m_refusal;
};

} // namespace joinery
