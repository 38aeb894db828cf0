#pragma once

#include <QtGlobal>

#include <atomic>

namespace joinery {

/// How far a long job has come. Written by the thread that does the job, read by any.
struct Progress
{
    std::atomic<qint64> done = 0;
    std::atomic<qint64> total = 0; ///< 0 while it is not known
};

} // namespace joinery
