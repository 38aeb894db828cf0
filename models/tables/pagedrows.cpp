#include "tables/pagedrows.h"

namespace joinery {

namespace {

constexpr int pagesKept = 64;
constexpr int firstLook = 6; // milliseconds; a local page takes well under one

} // namespace

PagedRows::PagedRows(Worker &worker, QObject *parent) : QObject(parent), m_worker(worker), m_pages(pagesKept) {}

void PagedRows::setFetch(Fetch fetch)
{
    m_fetch = std::move(fetch);
    ++m_generation;
}

void PagedRows::setOrder(KeyList order)
{
    m_order = std::move(order);
    m_pages.clear();
    m_requested.clear();
    m_failed.clear();
    ++m_generation;
    ++m_orderGeneration;
    m_slow = false;
}

void PagedRows::refresh()
{
    ++m_generation;
    m_slow = false;
}

const PagedRows::Values *PagedRows::cachedRow(qsizetype i) const
{
    const Page *page = m_pages.object(i / pageSize);
    const qsizetype place = i % pageSize;
    return page && place < page->rows.size() ? &page->rows[place] : nullptr;
}

const PagedRows::Values *PagedRows::row(qsizetype i)
{
    const qsizetype number = i / pageSize;
    const Page *page = m_pages.object(number);
    if ((!page || page->generation != m_generation) && !m_requested.contains(number)
        && m_failed.value(number) != m_generation) {
        request(number);
        // The page before has shown whether waiting pays; a stale page shows its old values meanwhile.
        if (!page && !m_slow) {
            m_waitingHere = true;
            m_slow = !m_worker.finishSoon(m_requested.value(number), firstLook);
            m_waitingHere = false;
        }
    }
    return cachedRow(i);
}

bool PagedRows::isUnderWay(qsizetype i) const
{
    return !cachedRow(i) && m_failed.value(i / pageSize) != m_generation;
}

void PagedRows::request(qsizetype page)
{
    if (!m_fetch)
        return;
    const quint64 generation = m_generation;
    const quint64 order = m_orderGeneration;
    const Worker::Ticket ticket = m_worker.run(
        this,
        [fetch = m_fetch, keys = m_order.mid(page * pageSize, pageSize)](Connection &connection) {
            return fetch(connection, keys);
        },
        [this, page, generation, order](Result<QList<Values>> rows) {
            if (order == m_orderGeneration)
                take(page, generation, std::move(rows));
        });
    m_requested.insert(page, ticket);
}

void PagedRows::take(qsizetype page, quint64 generation, Result<QList<Values>> rows)
{
    m_requested.remove(page);
    m_slow = false;
    if (!rows) {
        // Asked for again only when something has changed; and said later, because a look may come from painting.
        m_failed.insert(page, m_generation);
        QMetaObject::invokeMethod(
            this,
            [this, page, order = m_orderGeneration, error = rows.error()] {
                if (order == m_orderGeneration) // what was painted as on its way is not
                    emit arrived(page * pageSize, qMin(m_order.size(), (page + 1) * pageSize) - 1);
                emit failed(error);
            },
            Qt::QueuedConnection);
        return;
    }
    m_pages.insert(page, new Page{std::move(*rows), generation});
    if (!m_waitingHere)
        emit arrived(page * pageSize, qMin(m_order.size(), (page + 1) * pageSize) - 1);
}

} // namespace joinery
