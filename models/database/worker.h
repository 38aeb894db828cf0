#pragma once

#include "database/connection.h"

#include <QObject>
#include <QPointer>

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace joinery {

/// One thread with one connection of its own; it does jobs in the order they come.
///
/// A job runs on the worker's thread and returns a Result; `done` is called with it on the thread that made the worker, if
/// `context` still lives. Destroying the worker cancels the running job, drops the waiting ones without calling `done`, and waits.
class Worker : public QObject
{
    Q_OBJECT

public:
    using Ticket = quint64;

    /// `waitLimit`: how long, in milliseconds, its statements wait for another program's lock.
    Worker(DatabaseLocation location, int waitLimit, QObject *parent = nullptr);
    ~Worker() override;

    template <class Job, class Done>
    Ticket run(QObject *context, Job job, Done done, const CancelToken &cancel = {});

    /// Waits up to `milliseconds` for one job and, when it has finished, calls its `done` now and returns true.
    bool finishSoon(Ticket ticket, int milliseconds);

protected:
    bool event(QEvent *event) override;

private:
    struct Task
    {
        Ticket ticket;
        CancelToken cancel;
        std::function<std::function<void()>(Connection *, const Error &)> work; // returns what to do on the home thread
    };
    struct Finished
    {
        Ticket ticket;
        std::function<void()> deliver;
    };

    Ticket enqueue(CancelToken cancel, std::function<std::function<void()>(Connection *, const Error &)> work);
    void loop();
    void deliverFinished();

    const DatabaseLocation m_location;
    const int m_waitLimit;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::condition_variable m_finishedOne;
    std::deque<Task> m_waiting;
    std::deque<Finished> m_finished;
    CancelToken m_running;
    Ticket m_lastTicket = 0;
    bool m_stopping = false;
    std::thread m_thread; // last: it uses all of the above
};

template <class Job, class Done>
Worker::Ticket Worker::run(QObject *context, Job job, Done done, const CancelToken &cancel)
{
    using R = std::invoke_result_t<Job, Connection &>;
    return enqueue(
        cancel,
        [context = QPointer<QObject>(context), job = std::move(job),
         done = std::move(done)](Connection *connection, const Error &noConnection) mutable -> std::function<void()> {
            auto result = std::make_shared<R>(connection ? job(*connection) : R(tl::unexpected(noConnection)));
            return [context, result, done = std::move(done)]() mutable {
                if (context)
                    done(std::move(*result));
            };
        });
}

} // namespace joinery
