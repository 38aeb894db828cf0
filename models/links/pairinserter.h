#pragma once

#include "database/progress.h"
#include "links/keptrows.h"
#include "links/linkoutcome.h"

namespace joinery {

/// Inserts pairs into a join table, for the LinkStore: first they are collected as candidates in a temporary table, then those that
/// are linked already are dropped, and the rest is inserted, all at once or, where one is refused, one by one. Writer's thread, inside a
/// transaction of the caller's.
class PairInserter
{
public:
    PairInserter(Connection &connection, const Schema &schema, const Relationship &relationship, const Table &table,
                 RowKeeper &keeper);

    /// Every left key with every right key. Returns how many pairs there can be: rows that are gone make none.
    Result<qint64> collectPairs(const KeyList &left, const KeyList &right, const Payload &payload);
    /// The kept links' other ends and payload, for each of the rows `targets` of `side`.
    Result<qint64> collectCopies(const KeptRows &source, Side side, const KeyList &targets);
    /// Inserts what was collected. `asked` is the number of pairs that were asked for.
    Result<LinkOutcome> insert(qint64 asked);
    void setProgress(std::shared_ptr<Progress> progress) { m_progress = std::move(progress); }

private:
    Result<void> start(const QStringList &payloadColumns);
    Result<void> dropLinked(LinkOutcome &outcome);
    Result<void> insertRows(LinkOutcome &outcome);
    Result<qint64> insertWhole(QSqlQuery &insert, const QVariantList &values);
    Result<qint64> insertOneByOne(qint64 first, qint64 last, LinkOutcome &outcome);
    QString candidateColumn(const QString &column) const;
    QString candidateColumns(const QStringList &columns, const QString &alias) const;
    /// `swapped`: the other way round, as a symmetric link may be stored.
    QString pairMatches(const QString &candidate, bool swapped = false) const;
    QString spelledOtherwise(bool swapped) const;
    QString linkedCandidates() const;
    RowKey candidateKey(const QVariantList &values, const End &end) const;

    Connection &m_connection;
    const Schema &m_schema;
    const Relationship &m_relationship;
    const Table &m_table;
    RowKeeper &m_keeper;
    const QStringList m_pairColumns; // what makes a pair: both ends' columns and the scope's, each once
    std::shared_ptr<Progress> m_progress;
    qint64 m_ownCopies = 0; // copies onto the very row that the link belongs to already
    QStringList m_columns; // what the candidates carry: m_pairColumns, then payload
};

} // namespace joinery
