#pragma once

#include "values/result.h"

#include <QByteArray>
#include <QString>

class QIODevice;

namespace joinery {

/// Collects small writes and hands them to a device in large ones. Remembers the first failure; later writes do
/// nothing.
class OutputBuffer
{
public:
    /// `device` is open for writing, unbuffered where it is a file, and outlives the buffer.
    explicit OutputBuffer(QIODevice &device) : m_device(device) {}

    void write(QByteArrayView bytes);
    void write(char byte);
    bool hasFailed() const { return m_failed; }
    /// Hands on what is left. Fails when this or any earlier write did.
    Result<void> finish();

private:
    void flush();

    QIODevice &m_device;
    QByteArray m_bytes;
    bool m_failed = false;
    QString m_why;
};

} // namespace joinery
