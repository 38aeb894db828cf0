#pragma once

#include "database/worker.h"

#include <QTimer>

namespace joinery {

/// Notices what other programs change in the database, by the version numbers that the writer's connection sees
/// (https://www.sqlite.org/pragma.html#pragma_data_version). Window's thread; the look itself is taken on the writer's.
class OutsideWatch : public QObject
{
    Q_OBJECT

public:
    /// `writer` outlives the watch. `writerWait` is the wait limit, in milliseconds, that its connection has between looks.
    OutsideWatch(Worker &writer, int writerWait, QObject *parent = nullptr);

    /// Watches from here: these are the versions that have been seen.
    void start(qint64 dataVersion, qint64 schemaVersion);
    /// Looks now instead of at the next tick.
    void check();
    /// The writer connection's data_version that was seen last.
    qint64 seenVersion() const { return m_dataVersion; }
    /// How many changes have been noticed.
    quint64 changes() const { return m_changes; }

signals:
    /// Someone else changed rows, or (`schemaToo`) tables.
    void changed(bool schemaToo);

private:
    Worker &m_writer;
    const int m_writerWait;
    QTimer m_timer;
    qint64 m_dataVersion = 0;
    qint64 m_schemaVersion = 0;
    quint64 m_changes = 0;
    bool m_checking = false;
};

} // namespace joinery
