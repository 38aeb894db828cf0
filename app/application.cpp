#include "application.h"

#include "commandline.h"
#include "mainwindow.h"
#include "samples/samplewriter.h"
#include "theme/theme.h"

#include <QApplication>
#include <QIcon>
#include <QMessageBox>

namespace joinery {

namespace {

const QString sampleName = QStringLiteral("favorites");

/// Qt aborts where it finds no display; a sentence serves better.
bool hasDisplay()
{
#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)
    return !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")
        || !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
#else
    return true;
#endif
}

void warn(MainWindow &window, const QString &sentence)
{
    QMessageBox box(QMessageBox::Warning, QCoreApplication::translate("joinery::Application", "Joinery"), sentence,
                    QMessageBox::Ok, &window);
    box.setTextFormat(Qt::PlainText); // it names a path
    box.exec();
}

} // namespace

void prepareApplication(QApplication &application)
{
    QCoreApplication::setOrganizationName(QStringLiteral("Joinery"));
    QCoreApplication::setApplicationName(QStringLiteral("joinery"));
    QCoreApplication::setApplicationVersion(QStringLiteral(JOINERY_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("joinery"));
    QGuiApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/joinery.svg")));
    installTranslations();
    Theme::install(application);
}

Result<QString> databaseOrSample(const QString &database)
{
    if (!database.isEmpty())
        return database;
    return ensureSample(sampleName, false);
}

int runWindow(int &argc, char **argv, const WindowCall &call)
{
    if (!hasDisplay()) {
        return reportFailure(
            {ExitStatus::Refused,
             QCoreApplication::translate("joinery::Application",
                                         "There is no display to open a window on; --screenshot FILE.png draws it "
                                         "into a picture.")});
    }
    QApplication application(argc, argv);
    prepareApplication(application);
    MainWindow window;
    window.setSampleProvider([](bool reset) { return ensureSample(sampleName, reset); });
    window.show();
    const auto path = databaseOrSample(call.database);
    if (path)
        window.open(*path);
    else
        warn(window, path.error().summary);
    return application.exec();
}

} // namespace joinery
