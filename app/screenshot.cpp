#include "screenshot.h"

#include "application.h"
#include "commandline.h"
#include "commands/opendatabase.h"
#include "mainwindow.h"
#include "relationshipeditor.h"
#include "theme/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFileInfo>
#include <QSaveFile>
#include <QSettings>
#include <QTemporaryDir>
#include <QTimer>

#include <functional>

namespace joinery {

namespace {

constexpr int timeLimit = 30'000; // milliseconds
constexpr int lookEvery = 10;

QString say(const char *text)
{
    return QCoreApplication::translate("joinery::Screenshot", text);
}

/// What the window is to show, in its own terms.
struct Scene
{
    QString path;
    QString relationship;
    bool hasEditor = false;
    QMap<Side, RowKey> selected;
};

/// Reads the database once before the window does, so that what is wrong is said in the command line's words.
CommandResult<Scene> readScene(const ScreenshotCall &call)
{
    const auto path = databaseOrSample(call.database);
    if (!path)
        return refused(path.error());
    const auto database = openDatabase(*path);
    if (!database)
        return tl::unexpected(database.error());
    const QList<Relationship> &relationships = database->catalog->relationships;
    Scene scene{*path, {}, !relationships.isEmpty(), {}};
    if (call.relationship.isEmpty() && call.selected.isEmpty())
        return scene;
    if (call.relationship.isEmpty() && relationships.isEmpty())
        return refused(
            say("%1 holds no relationship, so no row can be selected.").arg(database->catalog->location.name()));
    const Relationship *relationship = &relationships.first();
    if (!call.relationship.isEmpty()) {
        const auto named = relationshipByName(*database->catalog, call.relationship);
        if (!named)
            return tl::unexpected(named.error());
        relationship = *named;
    }
    scene.relationship = relationship->name;
    for (auto it = call.selected.begin(); it != call.selected.end(); ++it) {
        const auto key = namedRow(*database, relationship->end(it.key()), it.value());
        if (!key)
            return tl::unexpected(key.error());
        scene.selected.insert(it.key(), *key);
    }
    return scene;
}

/// Runs the event loop until `condition` holds; false when the time limit comes first.
bool waitUntil(const std::function<bool()> &condition, const QElapsedTimer &since)
{
    QEventLoop loop;
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, &loop, [&] {
        if (condition() || since.hasExpired(timeLimit))
            loop.quit();
    });
    look.start(lookEvery);
    loop.exec();
    return condition();
}

CommandResult<void> draw(const ScreenshotCall &call, const Scene &scene)
{
    MainWindow window;
    window.resize(call.size);
    window.show();
    // A picture shows the editor, not the question whether to keep a copy first.
    QSettings().setValue(QStringLiteral("files/copyOffered"),
                         QStringList{scene.path, QFileInfo(scene.path).absoluteFilePath()});
    std::optional<Error> failed;
    QObject::connect(&window, &MainWindow::openFailed, &window, [&](const Error &error) { failed = error; });
    window.open(scene.path);

    QElapsedTimer since;
    since.start();
    const auto settled = [&] { return window.isSettled() && (!scene.hasEditor || window.editor() || failed); };
    const auto late = [] { return refused(say("The window was not ready in time.")); };
    if (!waitUntil(settled, since))
        return late();
    if (scene.hasEditor && failed)
        return refusedBy({scene.path}, *failed);
    if (!scene.relationship.isEmpty()) {
        if (!window.selectRelationship(scene.relationship))
            return refused(say("The window does not show the relationship %1.").arg(scene.relationship));
        if (!waitUntil(settled, since))
            return late();
    }
    if (RelationshipEditor *editor = window.editor()) {
        if (call.focus)
            editor->state().setFocus(*call.focus);
        for (auto it = scene.selected.begin(); it != scene.selected.end(); ++it)
            editor->state().setSelection(it.key(), KeyList{it.value()});
    }
    // What the last changes asked for is under way only when their events have been handled.
    QCoreApplication::processEvents();
    if (!waitUntil(settled, since))
        return late();

    QSaveFile file(call.file);
    if (!file.open(QIODevice::WriteOnly) || !window.grab().save(&file, "PNG") || !file.commit())
        return refused(say("%1 could not be written: %2.").arg(call.file, file.errorString()));
    return {};
}

} // namespace

int runScreenshot(int &argc, char **argv, const ScreenshotCall &call)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QTemporaryDir preferences;
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, preferences.path());
    // Without one, Qt warns on standard error, which is for what went wrong.
    if (qEnvironmentVariableIsEmpty("XDG_RUNTIME_DIR"))
        qputenv("XDG_RUNTIME_DIR", preferences.path().toLocal8Bit());
    QApplication application(argc, argv);
    prepareApplication(application);
    Theme::instance().setScheme(call.dark ? Theme::Scheme::Dark : Theme::Scheme::Light, false);
    const auto scene = readScene(call);
    if (!scene)
        return reportFailure(scene.error());
    const auto drawn = draw(call, *scene);
    return drawn ? int(ExitStatus::Done) : reportFailure(drawn.error());
}

} // namespace joinery
