#include "session/outsidewatch.h"

namespace joinery {

namespace {

constexpr int interval = 700;

struct Versions
{
    qint64 rows = 0;
    qint64 schema = 0;
};

} // namespace

OutsideWatch::OutsideWatch(Worker &writer, int writerWait, QObject *parent)
    : QObject(parent)
    , m_writer(writer)
    , m_writerWait(writerWait)
{
    m_timer.setInterval(interval);
    connect(&m_timer, &QTimer::timeout, this, &OutsideWatch::check);
}

void OutsideWatch::start(qint64 dataVersion, qint64 schemaVersion)
{
    m_dataVersion = dataVersion;
    m_schemaVersion = schemaVersion;
    m_timer.start();
}

void OutsideWatch::check()
{
    if (m_checking)
        return;
    m_checking = true;
    m_writer.run(
        this,
        [wait = m_writerWait](Connection &connection) -> Result<Versions> {
            connection.setWaitLimit(0); // a lock held by someone else is no reason to keep gestures waiting
            const auto rows = connection.value(QStringLiteral("PRAGMA data_version"));
            const auto schema = connection.value(QStringLiteral("PRAGMA schema_version"));
            connection.setWaitLimit(wait);
            if (!rows || !schema)
                return tl::unexpected(rows ? schema.error() : rows.error());
            return Versions{rows->toLongLong(), schema->toLongLong()};
        },
        [this](const Result<Versions> &versions) {
            m_checking = false;
            if (!versions)
                return;
            const bool schemaToo = versions->schema != m_schemaVersion;
            const bool anything = versions->rows != m_dataVersion || schemaToo;
            m_changes += anything ? 1 : 0;
            m_dataVersion = versions->rows;
            m_schemaVersion = versions->schema;
            if (anything)
                emit changed(schemaToo);
        });
}

} // namespace joinery
