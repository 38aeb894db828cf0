#include "session/session.h"

#include "tables/schemadriver.h"

#include <QFileInfo>
#include <QLocale>
#include <QUuid>

#include <limits>

namespace joinery {

namespace {

constexpr int readerWait = 5'000;
constexpr int writerWait = 60'000; // visible and cancellable, so it may be long
constexpr int progressInterval = 200;
constexpr qint64 outdatedVersion = std::numeric_limits<qint64>::max(); // no data_version reaches it

} // namespace

Session::Session(DatabaseLocation location, QObject *parent)
    : QObject(parent)
    , m_location(std::move(location))
    , m_id(QUuid::createUuid().toString(QUuid::WithoutBraces))
    , m_pages(m_location, readerWait)
    , m_health(m_location, readerWait)
    , m_writer(m_location, writerWait)
    , m_outside(m_writer, writerWait)
{
    connect(&m_history, &History::changed, this, &Session::historyChanged);
    connect(&m_history, &History::forgotten, this, [this](const Change &change) {
        m_writer.run(
            this,
            [change](Connection &connection) -> Result<void> {
                forget(connection, change);
                return {};
            },
            [](const Result<void> &) {});
    });
    m_progressTimer.setInterval(progressInterval);
    connect(&m_progressTimer, &QTimer::timeout, this, [this] {
        showWaiting();
        if (m_progress->total > 0 && !m_saidWaiting)
            emit progressed(m_progress->done, m_progress->total);
    });
    connect(&m_outside, &OutsideWatch::changed, this, &Session::changedOutside);
}

Session::~Session()
{
    m_history.disconnect(this);
    for (const QString &connection : std::as_const(m_schemaConnections))
        QSqlDatabase::removeDatabase(connection);
}

void Session::load()
{
    m_writer.run(
        this,
        [location = m_location, settings = RelationshipSettings::kept(m_location.path)](Connection &connection) {
            connection.setWaitLimit(readerWait); // opening says "locked" soon instead of waiting long
            auto catalog = readCatalog(connection, location, settings);
            connection.setWaitLimit(writerWait);
            return catalog;
        },
        [this](const Result<std::shared_ptr<const Catalog>> &catalog) {
            if (!catalog) {
                emit failed(catalog.error());
                return;
            }
            const bool first = m_catalog == nullptr;
            // Rows kept from tables that have other columns now must not be put back.
            if (!first && (*catalog)->schemaVersion != m_catalog->schemaVersion)
                m_history.clear();
            // What was corrected while the database was being read counts.
            m_catalog = !first && m_catalog->settings != (*catalog)->settings
                          ? (*catalog)->withSettings(m_catalog->settings)
                          : *catalog;
            makeSchemaDatabase();
            m_outside.start(m_catalog->dataVersion, m_catalog->schemaVersion);
            if (first)
                checkHealth();
            emit loaded();
        });
}

void Session::setSafety(bool trusted, bool enforced)
{
    m_location.trusted = trusted;
    m_location.enforced = enforced;
    for (Worker *worker : {&m_pages, &m_health, &m_writer})
        worker->setLocation(m_location);
    load();
}

void Session::setSettings(const RelationshipSettings &settings)
{
    if (!m_catalog)
        return;
    settings.keep(m_location.path);
    m_catalog = m_catalog->withSettings(settings);
    makeSchemaDatabase();
    emit loaded();
}

void Session::makeSchemaDatabase()
{
    static int counter = 0;
    m_schemaConnections += QStringLiteral("joinery-schema-%1").arg(++counter);
    QSqlDatabase::addDatabase(new SchemaDriver(std::shared_ptr<const Schema>(m_catalog, &m_catalog->schema)),
                              m_schemaConnections.last());
}

QSqlDatabase Session::schemaDatabase() const
{
    return QSqlDatabase::database(m_schemaConnections.last(), false);
}

Worker *Session::makeReader(QObject *parent) const
{
    return new Worker(m_location, readerWait, parent);
}

QString Session::readOnlyReason() const
{
    if (!m_damage.isEmpty())
        return m_damage;
    return m_catalog ? m_catalog->readOnlyReason : QString();
}

void Session::checkHealth()
{
    // https://www.sqlite.org/pragma.html#pragma_quick_check: "ok", or what is wrong.
    m_health.run(
        this, [](Connection &connection) { return connection.value(QStringLiteral("PRAGMA quick_check(1)")); },
        [this](const Result<QVariant> &answer) {
            if (answer && answer->toString() == QLatin1String("ok"))
                return;
            if (!answer && answer.error().kind != Error::Kind::Damaged)
                return;
            m_damage =
                tr("The database file is damaged, so it is only shown, not changed. Restore it from a backup. (%1)")
                    .arg(answer ? answer->toString() : answer.error().detail);
            emit damageFound(m_damage);
        });
}

bool Session::refuseWhenReadOnly()
{
    if (readOnlyReason().isEmpty())
        return false;
    emit reported({Report::Kind::Failed, tr("This database cannot be changed. %1").arg(readOnlyReason()), {}, false});
    return true;
}

void Session::enqueue(const QString &what, std::function<void()> start)
{
    if (refuseWhenReadOnly())
        return;
    m_waiting.push_back({what, std::move(start), false});
    if (!m_inFlight)
        startNext();
}

void Session::startNext()
{
    if (m_waiting.empty())
        return;
    Waiting next = std::move(m_waiting.front());
    m_waiting.pop_front();
    m_inFlight = true;
    m_progress = std::make_shared<Progress>();
    m_progressTimer.start();
    m_cancel = std::make_shared<std::atomic_bool>(false);
    m_what = next.what;
    m_saidWaiting = false;
    emit busyChanged(true, m_what);
    next.start();
}

void Session::showWaiting()
{
    if (m_writer.isWaitingForLock() == m_saidWaiting)
        return;
    m_saidWaiting = !m_saidWaiting;
    emit busyChanged(true, m_saidWaiting ? tr("Waiting for another program to finish with the database…") : m_what);
}

void Session::finish()
{
    m_inFlight = false;
    m_progressTimer.stop();
    if (!m_waiting.empty())
        startNext();
    else if (!m_copying)
        emit busyChanged(false, {});
}

void Session::run(const Relationship &relationship, const Work &work, const std::function<void(const Done &)> &onDone,
                  const std::function<void(const Error &)> &onError, bool outdated)
{
    m_writer.run(
        this,
        [catalog = m_catalog, relationship, work, progress = m_progress,
         seen = outdated ? outdatedVersion : m_outside.seenVersion()](Connection &connection) -> Result<Done> {
            if (!catalog->schema.table(relationship.joinTable))
                return failure(Error::Kind::Stale,
                               tr("The join table %1 is no longer there.").arg(relationship.joinTable.text()));
            LinkStore store(connection, catalog->schema, relationship);
            store.setSeenVersion(seen);
            store.setProgress(progress);
            return work(store, connection, *catalog);
        },
        [this, onDone, onError](const Result<Done> &done) {
            if (done)
                onDone(*done);
            else
                onError(done.error());
            finish();
        },
        m_cancel);
}

void Session::perform(const Gesture &gesture)
{
    perform(gesture, m_limits, true);
}

void Session::perform(const Gesture &gesture, const Limits &limits, bool mayAsk)
{
    enqueue(gesture.what, [=, this] {
        run(
            gesture.relationship,
            [work = gesture.work, limits](LinkStore &store, Connection &connection, const Catalog &catalog) {
                return work(store, connection, catalog, limits);
            },
            [=, this](Done done) {
                if (!done.outcome.change.isEmpty())
                    m_history.add({done.report.text, gesture.relationship, done.outcome.change});
                if (!gesture.columns.isEmpty() && !done.outcome.refused.isEmpty())
                    emit cellsRefused({gesture.table.isEmpty() ? gesture.relationship.joinTable : gesture.table,
                                       gesture.columns, done.outcome.refused});
                if (!gesture.remark.text.isEmpty()) {
                    done.report.kind = Report::Kind::Partly;
                    done.report.text += QStringLiteral(". ") + gesture.remark.text;
                    done.report.detail += gesture.remark.detail;
                }
                announce(done);
                if (gesture.ended)
                    gesture.ended(done);
            },
            [=, this](const Error &error) {
                if (error.kind == Error::Kind::NeedsConfirmation && mayAsk)
                    emit confirmationNeeded(gesture.question(error.detail.toLongLong()),
                                            [=, this] { perform(gesture, Limits::none(), false); });
                else
                    emit reported(describeFailure(error));
                if (error.kind == Error::Kind::Stale)
                    checkOutside();
                if (gesture.ended)
                    gesture.ended(tl::unexpected(error));
            },
            gesture.seen && *gesture.seen != outsideChanges());
    });
}

void Session::announce(const Done &done)
{
    if (!done.outcome.change.isEmpty())
        emit rowsChanged({done.outcome.change.tables(), done.outcome.added, done.outcome.change.editedTables(),
                          done.outcome.restored});
    emit reported(done.report);
}

void Session::undo()
{
    enqueue(tr("Undoing…"), [this] { revert(false); });
}

void Session::redo()
{
    enqueue(tr("Redoing…"), [this] { revert(true); });
}

void Session::moveTo(int position)
{
    enqueue(tr("Going through the history…"), [this, position] { stepTowards(position); });
}

void Session::stepTowards(int position)
{
    const int now = m_history.position();
    if (position == now) {
        finish();
        return;
    }
    // The next step stands before everything that came later; revert() takes it away again when this one fails.
    if (qAbs(position - now) > 1)
        m_waiting.push_front({tr("Going through the history…"), [this, position] { stepTowards(position); }, true});
    revert(position > now);
}

void Session::revert(bool again)
{
    const Step *step = again ? m_history.redoStep() : m_history.undoStep();
    if (!step) {
        emit reported({Report::Kind::Nothing,
                       again ? tr("There is nothing to redo") : tr("There is nothing to undo"),
                       {},
                       false});
        finish();
        return;
    }
    run(
        step->relationship,
        [change = step->change, text = step->text, again](LinkStore &store, Connection &,
                                                          const Catalog &) -> Result<Done> {
            auto outcome = store.revert(change, again);
            if (!outcome)
                return tl::unexpected(outcome.error());
            return Done{*outcome, describeReverting(*outcome, text, again)};
        },
        [this, again](const Done &done) {
            if (again)
                m_history.movedForward();
            else
                m_history.movedBack();
            announce(done);
        },
        [this, again](const Error &error) {
            Report report = describeFailure(error);
            const bool lasting = error.kind == Error::Kind::Stale || error.kind == Error::Kind::Refused
                              || error.kind == Error::Kind::Failed;
            if (lasting) {
                // It would fail again however often it is tried.
                report.text =
                    tr("This step can no longer be taken back or repeated and was dropped. %1").arg(error.summary);
                if (again)
                    m_history.dropRedoStep();
                else
                    m_history.dropUndoStep();
            }
            if (!m_waiting.empty() && m_waiting.front().continuesWalk)
                m_waiting.pop_front();
            emit reported(report);
            checkOutside();
        });
}

void Session::cancel()
{
    const auto waiting = int(m_waiting.size());
    m_waiting.clear();
    for (const CancelToken &token : {m_cancel, m_copyCancel}) {
        if (token)
            token->store(true);
    }
    if (waiting > 0)
        emit reported({Report::Kind::Nothing, tr("%Ln waiting gesture(s) not done", nullptr, waiting), {}, false});
}

void Session::saveCopy(const QString &path)
{
    if (m_copying)
        return;
    if (QFileInfo(path) == QFileInfo(m_location.path)) {
        emit reported({Report::Kind::Failed, tr("A copy needs another name than the database itself."), {}, false});
        return;
    }
    m_copying = true;
    m_copyCancel = std::make_shared<std::atomic_bool>(false);
    emit busyChanged(true, tr("Saving a copy…"));
    m_health.run(
        this, [path](Connection &connection) { return connection.copyTo(path); },
        [this, path](const Result<void> &done) {
            m_copying = false;
            if (!isBusy())
                emit busyChanged(false, {});
            if (!done) {
                emit reported(describeFailure(done.error()));
                return;
            }
            emit copySaved(path);
            emit reported({Report::Kind::Done, tr("Copy saved as %1").arg(QFileInfo(path).fileName()), path, false});
        },
        m_copyCancel);
}

void Session::checkOutside()
{
    if (m_catalog)
        m_outside.check();
}

} // namespace joinery
