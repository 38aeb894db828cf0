#include "export/outputbuffer.h"

#include <QCoreApplication>
#include <QIODevice>

namespace joinery {

namespace {

constexpr qsizetype enough = 65'536;

} // namespace

void OutputBuffer::write(QByteArrayView bytes)
{
    m_bytes.append(bytes.data(), bytes.size());
    if (m_bytes.size() >= enough)
        flush();
}

void OutputBuffer::write(char byte)
{
    m_bytes.append(byte);
}

Result<void> OutputBuffer::finish()
{
    flush();
    if (!m_failed)
        return {};
    return failure(
        Error::Kind::Failed,
        QCoreApplication::translate("joinery::OutputBuffer", "The result could not be written: %1.").arg(m_why), m_why);
}

void OutputBuffer::flush()
{
    // A device that fills up takes a part first, and says why only when it takes nothing.
    for (qsizetype at = 0; at < m_bytes.size() && !m_failed;) {
        const qint64 taken = m_device.write(m_bytes.constData() + at, m_bytes.size() - at);
        m_failed = taken <= 0;
        if (m_failed)
            m_why = m_device.errorString();
        at += taken;
    }
    m_bytes.resize(0);
}

} // namespace joinery
