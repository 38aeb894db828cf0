#pragma once

#include "database/worker.h"

namespace joinery {

/// Runs jobs of which only the newest counts: starting one cancels the one before it, whose answer is dropped. Home thread of the worker.
class LatestJob
{
public:
    /// `worker` outlives the job.
    explicit LatestJob(Worker &worker) : m_worker(worker) {}

    bool isRunning() const { return m_running; }

    /// As Worker::run(). `context` must not outlive this object.
    template <class Job, class Done>
    void run(QObject *context, Job job, Done done)
    {
        if (m_cancel)
            m_cancel->store(true);
        m_cancel = std::make_shared<std::atomic_bool>(false);
        m_running = true;
        m_worker.run(
            context, std::move(job),
            [this, mine = m_cancel, done = std::move(done)](auto result) mutable {
                if (mine != m_cancel)
                    return;
                m_running = false;
                done(std::move(result));
            },
            m_cancel);
    }

private:
    Worker &m_worker;
    CancelToken m_cancel;
    bool m_running = false;
};

} // namespace joinery
