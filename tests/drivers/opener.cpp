// Opens a database, looks at everything, tries to link a pair, and prints what a person would read of it, a line each: "opened" or
// "failed", then "gesture". Before that it may become someone with fewer rights, or have less room to write.
//
//     driver_opener FILE [--user ID] [--room BYTES] [--link LEFT RIGHT]

#include "session/editorstate.h"

#include <QCoreApplication>
#include <QTimer>

#include <csignal>
#include <cstdio>
#include <sys/resource.h>
#include <unistd.h>

using namespace joinery;

namespace {

void print(const char *word, const QString &text)
{
    std::printf("%s: %s\n", word, qPrintable(text));
    std::fflush(stdout);
}

void limitRoom(const QString &bytes)
{
    // A file that would grow beyond it fails to be written (EFBIG), as on a full disk.
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{bytes.toULong(), bytes.toULong()};
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
        qFatal("the limit could not be set");
}

void becomeUser(const QString &id)
{
    const uid_t user = id.toUInt();
    if (setgid(user) != 0 || setuid(user) != 0)
        qFatal("cannot become another user");
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QStringList words = QCoreApplication::arguments().mid(1);
    const QString path = words.takeFirst();
    const auto option = [&](const QString &name, int more) {
        const qsizetype at = words.indexOf(name);
        return at < 0 ? QStringList() : words.mid(at + 1, more);
    };
    if (const QStringList user = option(QStringLiteral("--user"), 1); !user.isEmpty())
        becomeUser(user[0]);

    Session session(DatabaseLocation{path});
    const QStringList pair = option(QStringLiteral("--link"), 2);
    const QStringList room = option(QStringLiteral("--room"), 1);
    QObject::connect(&session, &Session::failed, &application, [](const Error &error) {
        print("failed", error.summary);
        QCoreApplication::quit();
    });
    QObject::connect(&session, &Session::reported, &application, [](const Report &report) {
        print("gesture", report.text);
        QCoreApplication::quit();
    });
    QObject::connect(&session, &Session::loaded, &application, [&] {
        print("opened", session.readOnlyReason());
        if (pair.isEmpty()) {
            QCoreApplication::quit();
            return;
        }
        if (!room.isEmpty())
            limitRoom(room[0]);
        session.perform(linkGesture(session.catalog()->relationships.first(), Side::Right,
                                    {RowKey{{pair[1].toLongLong()}}}, {RowKey{{pair[0].toLongLong()}}}, {}));
    });
    session.load();
    return QCoreApplication::exec();
}
