#pragma once

#include "links/linkloader.h"
#include "links/linkoutcome.h"
#include "links/pairinserter.h"

namespace joinery {

class Transaction;

/// The only writer of join rows. Each call is one transaction: all of it is committed when it returns, or nothing is.
/// Used on the thread of its connection.
class LinkStore
{
public:
    LinkStore(Connection &connection, const Schema &schema, const Relationship &relationship);

    /// Links every left key with every right key. Pairs that are linked already stay as they are, unless pairs may repeat.
    /// A pair that a constraint or trigger refuses does not hinder the others. Kept timestamps are set to now.
    Result<LinkOutcome> link(const KeyList &left, const KeyList &right, const Payload &payload = {});

    /// Makes `rows` in the entity table of `side`, and links them and the rows `found` of that side with the rows `with` of the other: all
    /// of it or, where a row or every link is refused, nothing.
    Result<LinkOutcome> createAndLink(Side side, const NewRows &rows, const KeyList &found, const KeyList &with,
                                      const Payload &payload);

    /// Removes all links between the left and the right keys. NeedsConfirmation when there are more than `most`.
    Result<LinkOutcome> unlinkPairs(const KeyList &left, const KeyList &right, qint64 most);
    /// Removes the links with these keys (see linkKeyColumns). Stale when one of them is gone.
    Result<LinkOutcome> unlink(const KeyList &links, qint64 most);

    /// Gives the rows `targets` of `side` links with the same other end and payload as `links`; with `move`, the links
    /// leave their own rows. Links that a target had already stay as they are. Of a link that says the same from either row, the one
    /// that is among `from` is replaced (as stored where neither is, or both are).
    Result<LinkOutcome> copy(const KeyList &links, Side side, const KeyList &targets, bool move,
                             const KeyList &from = KeyList());

    /// Makes copies of the rows of `side` with these keys (see copyEntities()), with `withLinks` linked as they are. All of it or
    /// nothing; LinkOutcome::created are the copies' keys.
    Result<LinkOutcome> duplicate(Side side, const KeyList &keys, bool withLinks);

    /// Sets `columns` (payload or third ends) of the links with these keys: to the one row of `values`, or each link to a row of its own.
    /// Only these columns are written, and the update timestamp that a framework keeps. Links that hold the values already are left
    /// alone; one that a constraint or trigger refuses does not hinder the others. Stale when one of the links is gone.
    Result<LinkOutcome> setPayload(const KeyList &links, const QStringList &columns, const QList<QVariantList> &values);

    /// Starts an import's many links: see LinkLoader. Fails when the links cannot be edited.
    Result<std::unique_ptr<LinkLoader>> load(const LoadPlan &plan);

    /// Takes a change back, or (`again`) does it once more; see joinery::revert().
    Result<LinkOutcome> revert(const Change &change, bool again);

    /// Makes a call fail with Stale when another connection has written since `dataVersion` was read and a row of this join
    /// table cannot be told from a later one with the same row id.
    void setSeenVersion(qint64 dataVersion) { m_seenVersion = dataVersion; }
    /// Where calls say how many pairs they have linked so far.
    void setProgress(std::shared_ptr<Progress> progress) { m_inserter.setProgress(std::move(progress)); }

private:
    Result<void> checkWritable() const;
    Result<LinkOutcome> linkPairs(const KeyList &left, const KeyList &right, const Payload &payload);
    Result<void> checkSeen();
    Result<void> removeRows(const KeptRows &rows, qint64 most, LinkOutcome &outcome);
    Result<LinkOutcome> commitRemoval(Transaction &transaction, const Result<KeptRows> &rows, qint64 most);
    Result<QList<RestoredRows>> restoredRows(const Change &change, bool again);
    Result<KeptRows> keepLinks(const KeyList &links);
    Result<KeptRows> keepLinksOf(Side side, const RowKey &key);
    Result<void> turn(const KeptRows &links, Side side, const KeyList &from);

    Connection &m_connection;
    const Schema &m_schema;
    const Relationship &m_relationship;
    const Table &m_table;
    RowKeeper m_keeper;
    PairInserter m_inserter;
    qint64 m_seenVersion = -1;
};

} // namespace joinery
