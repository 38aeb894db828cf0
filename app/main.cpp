#include "application.h"
#include "commandline.h"
#include "screenshot.h"

#include <QCoreApplication>

#include <sqlite3.h>

int main(int argc, char **argv)
{
    using namespace joinery;

    // SQLite's memory statistics take one lock for all threads; without them two connections work side by side.
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    useUtf8Locale();
    QStringList words;
    for (int i = 1; i < argc; ++i)
        words += QString::fromLocal8Bit(argv[i]);

    const auto call = readCall(words);
    if (!call)
        return reportFailure(call.error());
    if (const auto *window = std::get_if<WindowCall>(&*call))
        return runWindow(argc, argv, *window);
    if (const auto *screenshot = std::get_if<ScreenshotCall>(&*call))
        return runScreenshot(argc, argv, *screenshot);
    const QCoreApplication application(argc, argv);
    installTranslations();
    return runConsole(*call);
}
