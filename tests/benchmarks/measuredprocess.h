#pragma once

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>

namespace joinery {

/// What a run of a program cost.
struct Measured
{
    int status = -1; ///< -1: it did not end by itself
    double seconds = 0;
    double peakKibibytes = 0; ///< resident memory; 0 where the system does not tell
};

/// Runs a program to its end, its output thrown away.
inline Measured measure(const QString &program, const QStringList &arguments)
{
    constexpr int lookEvery = 5; // milliseconds
    QProcess process;
    process.setStandardOutputFile(QProcess::nullDevice());
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    QElapsedTimer timer;
    timer.start();
    process.start(program, arguments);
    Measured measured;
    if (!process.waitForStarted())
        return measured;
    // The highest water mark so far: what the kernel reports at the end would count the pages that the fork shared.
    const QString status = QStringLiteral("/proc/%1/status").arg(process.processId());
    while (!process.waitForFinished(lookEvery) && process.state() == QProcess::Running) {
        QFile file(status);
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray text = file.readAll();
        const QByteArray key("VmHWM:");
        if (const qsizetype at = text.indexOf(key); at >= 0)
            measured.peakKibibytes = text.mid(at + key.size(), 16).trimmed().split(' ').first().toDouble();
    }
    measured.seconds = double(timer.nsecsElapsed()) / 1e9;
    measured.status = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    return measured;
}

} // namespace joinery
