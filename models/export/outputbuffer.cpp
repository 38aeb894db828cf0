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
    if (m_failed) {
        return failure(Error::Kind::Failed,
                       QCoreApplication::translate("joinery::OutputBuffer", "The result could not be written: %1.")
                           .arg(m_device.errorString()),
                       m_device.errorString());
    }
    return {};
}

void OutputBuffer::flush()
{
    if (!m_failed && m_device.write(m_bytes) != m_bytes.size())
        m_failed = true;
    m_bytes.resize(0);
}

} // namespace joinery
