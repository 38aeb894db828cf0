#include "program.h"

#include <QProcess>
#include <QProcessEnvironment>

namespace joinery {

Ended run(const QStringList &arguments, const QString &locale)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("LC_ALL"), locale);
    for (const char *display : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
        environment.remove(QString::fromLatin1(display));
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(JOINERY_BINARY), arguments);
    if (!process.waitForFinished(60'000) || process.exitStatus() != QProcess::NormalExit)
        return {-1, {}, "the program did not end by itself: " + process.readAllStandardError()};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QStringList words(const QString &call, const TestDatabase &database)
{
    QStringList list = call.split(u'|', Qt::SkipEmptyParts);
    return list.replaceInStrings(QStringLiteral("DB"), database.path());
}

void compareFailure(const Ended &ended, int status, const QString &part)
{
    QVERIFY2(ended.status == status, ended.err.constData());
    QCOMPARE(ended.out, QByteArray());
    QCOMPARE(ended.err.count('\n'), 1);
    QVERIFY2(QString::fromUtf8(ended.err).contains(part), ended.err.constData());
}

void compareDone(const Ended &ended, const QByteArray &out)
{
    QVERIFY2(ended.status == 0, ended.err.constData());
    QCOMPARE(ended.out, out);
    QCOMPARE(ended.err, QByteArray());
}

} // namespace joinery
