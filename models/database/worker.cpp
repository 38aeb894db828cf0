#include "database/worker.h"

#include <QCoreApplication>
#include <QEvent>

#include <algorithm>

namespace joinery {

namespace {

constexpr int openingWait = 5'000; // milliseconds; a file that stays locked is said to be so

} // namespace

Worker::Worker(DatabaseLocation location, int waitLimit, QObject *parent)
    : QObject(parent)
    , m_location(std::move(location))
    , m_waitLimit(waitLimit)
    , m_thread(&Worker::loop, this)
{}

Worker::~Worker()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        m_waiting.clear();
        if (m_running)
            m_running->store(true);
    }
    m_wake.notify_all();
    m_thread.join();
}

Worker::Ticket Worker::enqueue(CancelToken cancel,
                               std::function<std::function<void()>(Connection *, const Error &)> work)
{
    if (!cancel)
        cancel = std::make_shared<std::atomic_bool>(false);
    Ticket ticket = 0;
    {
        const std::lock_guard lock(m_mutex);
        ticket = ++m_lastTicket;
        m_waiting.push_back({ticket, std::move(cancel), std::move(work)});
    }
    m_wake.notify_one();
    return ticket;
}

void Worker::setLocation(const DatabaseLocation &location)
{
    {
        const std::lock_guard lock(m_mutex);
        m_location = location; // for a connection that is yet to be opened
    }
    run(
        this, [location](Connection &connection) { return connection.setSafety(location); },
        [](const Result<void> &) {});
}

void Worker::loop()
{
    std::unique_ptr<Connection> connection;
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait(lock, [this] { return m_stopping || !m_waiting.empty(); });
        if (m_stopping)
            break;
        Task task = std::move(m_waiting.front());
        m_waiting.pop_front();
        m_running = task.cancel;
        const DatabaseLocation location = m_location;
        lock.unlock();

        Error noConnection;
        if (!connection) { // also after a failure: the file may have come back
            if (auto opened = Connection::open(location, std::min(m_waitLimit, openingWait))) {
                connection = std::move(*opened);
                connection->setWaitLimit(m_waitLimit);
                connection->setWaitingFlag(&m_waitingForLock);
            } else {
                noConnection = opened.error();
            }
        }
        if (connection)
            connection->setCancelToken(task.cancel);
        std::function<void()> deliver = task.work(connection.get(), noConnection);
        if (connection)
            connection->setCancelToken({});

        lock.lock();
        m_running.reset();
        if (m_stopping)
            break;
        m_finished.push_back({task.ticket, std::move(deliver)});
        m_finishedOne.notify_all();
        QCoreApplication::postEvent(this, new QEvent(QEvent::User));
    }
    lock.unlock();
    connection.reset(); // on its own thread
}

bool Worker::event(QEvent *event)
{
    {
        // The event was made under this lock. Qt orders it as well, but the thread sanitizer cannot see that.
        const std::lock_guard lock(m_mutex);
    }
    if (event->type() != QEvent::User)
        return QObject::event(event);
    deliverFinished();
    return true;
}

bool Worker::finishSoon(Ticket ticket, int milliseconds)
{
    std::function<void()> deliver;
    {
        std::unique_lock lock(m_mutex);
        auto found = m_finished.end();
        const bool finished = m_finishedOne.wait_for(lock, std::chrono::milliseconds(milliseconds), [&] {
            found = std::find_if(m_finished.begin(), m_finished.end(),
                                 [&](const Finished &f) { return f.ticket == ticket; });
            return found != m_finished.end();
        });
        if (!finished)
            return false;
        deliver = std::move(found->deliver);
        m_finished.erase(found);
    }
    deliver();
    return true;
}

void Worker::deliverFinished()
{
    for (;;) {
        std::function<void()> deliver;
        {
            const std::lock_guard lock(m_mutex);
            if (m_finished.empty())
                return;
            deliver = std::move(m_finished.front().deliver);
            m_finished.pop_front();
        }
        deliver();
    }
}

} // namespace joinery
