#pragma once

#include "database/transaction.h"
#include "links/confirmedkeys.h"
#include "links/groupedinsert.h"
#include "links/keptrows.h"
#include "links/linkmatch.h"
#include "links/linkoutcome.h"
#include "links/linkupdater.h"
#include "links/suspendedindexes.h"

namespace joinery {

/// Writes the links of an import, one after another in one transaction, for the LinkStore. All is rolled back unless commit()
/// succeeds. Writer's thread; what it was made from outlives it.
class LinkLoader
{
public:
    using Link = LoadedLink;

    using Written = LinkWritten; // refused: see refusal()

    static Result<std::unique_ptr<LinkLoader>> begin(Connection &connection, const Schema &schema,
                                                     const Relationship &relationship, const LoadPlan &plan);
    ~LinkLoader();
    Q_DISABLE_COPY_MOVE(LinkLoader)

    /// The payload columns that, with the pair, tell one link from another, as places in LoadPlan::payload: none where a pair is
    /// linked once at most; a third end where a key of the table says so. Nothing where any link may be repeated.
    const std::optional<QList<int>> &identifyingPayload() const { return m_columns->identifyingPayload(); }
    /// The order in which links are to be written, so that the same comes out as in the file's.
    WriteOrder order() const { return m_columns->order(); }

    Result<Written> insert(const Link &link);
    /// How many links insertTogether() takes; 0: none, they are inserted one by one.
    size_t together() const { return m_grouped ? m_grouped->size() : 0; }
    /// Inserts links of which no two are the same. Returns how many of the first are inserted: the next one is to be given to insert(), which
    /// says what becomes of it. In one go; none, too, where that does not pay.
    Result<size_t> insertTogether(std::span<const Link> links);
    /// Gives the link that exists the payload; the ends, and what else identifies it, stay. Exists: it holds that payload already.
    Result<Written> update(const Link &link);
    /// Why the last call was refused.
    const Error &refusal() const { return m_refusal; }

    /// What has been done, for undo.
    Result<TableChange> finish();
    /// `known`: what the ends' keys were found in, in this transaction.
    Result<void> commit(const ConfirmedKeys::KnownIds &known = {});

private:
    LinkLoader(Connection &connection, const Schema &schema, const Relationship &relationship, const LoadPlan &plan);

    Result<void> prepare();
    Result<void> prepareInsert();
    Result<void> prepareKeeping();
    Result<void> prepareGroups(bool isLookedUp);
    Result<qint64> write(const Link &link);
    Result<Written> writeChecked(const Link &link);
    Result<void> keepKey(const Link &link, qint64 rowId);
    Written refuse(const Error &error);

    Connection &m_connection;
    const Schema &m_schema;
    const Relationship &m_relationship;
    const LoadPlan m_plan;
    const Table &m_table;
    RowKeeper m_keeper;
    std::unique_ptr<ConfirmedKeys> m_confirmed; // null: the database checks each link
    std::optional<Transaction> m_transaction;
    std::unique_ptr<SuspendedIndexes> m_indexes; // null: all stay
    qint64 m_cacheSize = 0;

    std::optional<LoadColumns> m_columns;
    std::optional<LinkMatch> m_match; // where a link is not to be repeated
    bool m_oneByOne =
        false; // each link in a savepoint: what is refused may leave something behind, or show at the commit only

    std::unique_ptr<LinkUpdater> m_updater; // null: a link that exists stays as it is
    std::optional<Statement> m_insert;
    std::unique_ptr<GroupedInsert> m_grouped; // null: one by one only
    std::optional<Statement> m_keepKey;
    QStringList m_keyColumns; // by which written rows are found again
    QList<LoadColumns::Source> m_keySources; // empty: the row id
    bool m_returning = false; // the insert returns m_keyColumns
    qint64 m_changedRows = 0;
    Error m_refusal;
    bool m_isLeftOut = false; // by a trigger, with RAISE(IGNORE): what it has done besides is meant to stay
};

} // namespace joinery
