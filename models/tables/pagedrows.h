#pragma once

#include "database/worker.h"

#include <QCache>
#include <QHash>

namespace joinery {

/// The rows of a long list, held as an order of keys and the pages in view. A page that is not here is asked for aside: the first
/// look at it waits a few milliseconds, which is enough for a local database, and otherwise goes without.
class PagedRows : public QObject
{
    Q_OBJECT

public:
    using Values = QVariantList;
    /// Reads the rows with these keys, in their order; an empty list for a row that is no longer there. Reader's thread.
    using Fetch = std::function<Result<QList<Values>>(Connection &, const KeyList &)>;

    static constexpr int pageSize = 64;

    PagedRows(Worker &worker, QObject *parent = nullptr);

    /// What reads pages from now on; pages that were read before are stale.
    void setFetch(Fetch fetch);
    const Fetch &fetch() const { return m_fetch; }
    void setOrder(KeyList order);
    const KeyList &order() const { return m_order; }
    qsizetype size() const { return m_order.size(); }

    /// The row's values, null while they are not here; then they have been asked for and arrived() follows.
    const Values *row(qsizetype i);
    /// The values if they are here; asks for nothing.
    const Values *cachedRow(qsizetype i) const;
    /// The pages in view are read again; until then the old values show.
    void refresh();
    /// True while any page is under way.
    bool isFetching() const { return !m_requested.isEmpty(); }

signals:
    void arrived(qsizetype first, qsizetype last);
    void failed(const joinery::Error &error);

private:
    struct Page
    {
        QList<Values> rows;
        quint64 generation = 0;
    };

    void request(qsizetype page);
    void take(qsizetype page, quint64 generation, Result<QList<Values>> rows);

    Worker &m_worker;
    Fetch m_fetch;
    KeyList m_order;
    mutable QCache<qsizetype, Page> m_pages;
    QHash<qsizetype, Worker::Ticket> m_requested;
    QHash<qsizetype, quint64> m_failed; // page → the generation in which it could not be read
    quint64 m_generation = 1; // rises when old values are stale
    quint64 m_orderGeneration = 1; // rises when old values are of other rows
    bool m_waitingHere = false;
    bool m_slow = false;
};

} // namespace joinery
