#include "session/session.h"

#include "links/rowlabel.h"
#include "tables/schemadriver.h"

#include <QFileInfo>
#include <QLocale>
#include <QUuid>

#include <limits>

namespace joinery {

namespace {

constexpr int readerWait = 5'000;
constexpr int writerWait = 60'000; // visible and cancellable, so it may be long
constexpr int outsideInterval = 700;
constexpr qint64 outdatedVersion = std::numeric_limits<qint64>::max(); // no data_version reaches it

} // namespace

Session::Session(DatabaseLocation location, QObject *parent)
    : QObject(parent)
    , m_location(std::move(location))
    , m_id(QUuid::createUuid().toString(QUuid::WithoutBraces))
    , m_pages(m_location, readerWait)
    , m_health(m_location, readerWait)
    , m_writer(m_location, writerWait)
{
    connect(&m_history, &History::changed, this, &Session::historyChanged);
    connect(&m_history, &History::forgotten, this, [this](const LinkChange &change) {
        m_writer.run(
            this,
            [change](Connection &connection) -> Result<void> {
                LinkStore::forget(connection, change);
                return {};
            },
            [](const Result<void> &) {});
    });
    m_outsideTimer.setInterval(outsideInterval);
    connect(&m_outsideTimer, &QTimer::timeout, this, &Session::checkOutside);
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
        [location = m_location](Connection &connection) {
            connection.setWaitLimit(readerWait); // opening says "locked" soon instead of waiting long
            auto catalog = readCatalog(connection, location);
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
            m_catalog = *catalog;
            m_seenVersion = m_catalog->dataVersion;
            m_schemaVersion = m_catalog->schemaVersion;
            makeSchemaDatabase();
            m_outsideTimer.start();
            if (first)
                checkHealth();
            emit loaded();
        });
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
    Gesture next = std::move(m_waiting.front());
    m_waiting.pop_front();
    m_inFlight = true;
    m_cancel = std::make_shared<std::atomic_bool>(false);
    emit busyChanged(true, next.what);
    next.start();
}

void Session::finish()
{
    m_inFlight = false;
    if (!m_waiting.empty())
        startNext();
    else if (!m_copying)
        emit busyChanged(false, {});
}

void Session::perform(const Relationship &relationship, const Work &work,
                      const std::function<void(const Done &)> &onDone,
                      const std::function<void(const Error &)> &onError)
{
    m_writer.run(
        this,
        [catalog = m_catalog, relationship, work, seen = m_seenVersion](Connection &connection) -> Result<Done> {
            if (!catalog->schema.table(relationship.joinTable))
                return failure(Error::Kind::Stale,
                               tr("The join table %1 is no longer there.").arg(relationship.joinTable.text()));
            LinkStore store(connection, catalog->schema, relationship);
            store.setSeenVersion(seen);
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

void Session::performStep(const QString &what, const Relationship &relationship, const Work &work,
                          const std::function<void()> &confirmed)
{
    enqueue(what, [=, this] {
        perform(
            relationship, work,
            [=, this](const Done &done) {
                if (!done.outcome.change.isEmpty())
                    m_history.add({done.report.text, relationship, done.outcome.change});
                announce(done);
            },
            [=, this](const Error &error) {
                if (error.kind == Error::Kind::NeedsConfirmation && confirmed)
                    emit confirmationNeeded(error.detail.toLongLong(), confirmed);
                else
                    emit reported(describeFailure(error));
                if (error.kind == Error::Kind::Stale)
                    checkOutside();
            });
    });
}

void Session::announce(const Done &done)
{
    if (!done.outcome.change.isEmpty())
        emit linksChanged(
            {done.outcome.change.joinTable, done.outcome.added, done.outcome.linked, done.outcome.unlinked,
             !done.outcome.change.created.isEmpty()});
    emit reported(done.report);
}

void Session::link(const Relationship &relationship, Side side, const KeyList &many, const KeyList &one,
                   const Payload &payload)
{
    performStep(
        tr("Linking…"), relationship,
        [=](LinkStore &store, Connection &connection, const Catalog &catalog) -> Result<Done> {
            auto outcome = store.link(side == Side::Left ? many : one, side == Side::Left ? one : many, payload);
            if (!outcome)
                return tl::unexpected(outcome.error());
            const RowWords manyText = describeRows(connection, catalog.schema, relationship, side, many);
            const RowWords oneText = describeRows(connection, catalog.schema, relationship, otherSide(side), one);
            return Done{*outcome, describeLinking(*outcome, relationship, side, manyText, oneText)};
        });
}

void Session::unlinkPairs(const Relationship &relationship, Side side, const KeyList &many, const KeyList &one)
{
    const auto work = [=](qint64 most) -> Work {
        return [=](LinkStore &store, Connection &connection, const Catalog &catalog) -> Result<Done> {
            auto outcome = store.unlinkPairs(side == Side::Left ? many : one, side == Side::Left ? one : many, most);
            if (!outcome)
                return tl::unexpected(outcome.error());
            const RowWords manyText = describeRows(connection, catalog.schema, relationship, side, many);
            const RowWords oneText = describeRows(connection, catalog.schema, relationship, otherSide(side), one);
            return Done{*outcome, describeUnlinking(*outcome, relationship, side, manyText, oneText)};
        };
    };
    const QString what = tr("Unlinking…");
    performStep(what, relationship, work(m_askAbove),
                [=, this] { performStep(what, relationship, work(std::numeric_limits<qint64>::max())); });
}

void Session::unlink(const Relationship &relationship, const KeyList &links, quint64 seen)
{
    const bool outdated = seen != m_outsideChanges;
    const auto work = [=](qint64 most) -> Work {
        return [=](LinkStore &store, Connection &connection, const Catalog &catalog) -> Result<Done> {
            // The labels are looked up before the links, and with them the way to their rows, are gone.
            QString many;
            QString one;
            if (links.size() == 1) {
                const QStringList columns = linkKeyColumns(catalog.table(relationship.joinTable), relationship);
                const RowKey key = links.at(0);
                const auto labelOf = [&](const End &end) {
                    RowKey row;
                    for (const QString &column : end.columns)
                        row.values += key.values[columns.indexOf(column)];
                    return rowLabel(connection, catalog.schema, end, row);
                };
                many = labelOf(relationship.right);
                one = labelOf(relationship.left);
            }
            if (outdated)
                store.setSeenVersion(outdatedVersion);
            auto outcome = store.unlink(links, most);
            if (!outcome)
                return tl::unexpected(outcome.error());
            if (links.size() == 1)
                return Done{*outcome,
                            describeUnlinking(*outcome, relationship, Side::Right, {many, true}, {one, true})};
            Report report;
            report.text = tr("%n link(s) removed", nullptr, int(outcome->unlinked));
            report.undoable = true;
            return Done{*outcome, report};
        };
    };
    const QString what = tr("Unlinking…");
    performStep(what, relationship, work(m_askAbove),
                [=, this] { performStep(what, relationship, work(std::numeric_limits<qint64>::max())); });
}

void Session::copyLinks(const Relationship &relationship, const KeyList &links, Side side, const KeyList &targets,
                        bool move, quint64 seen)
{
    const bool outdated = seen != m_outsideChanges;
    performStep(move ? tr("Moving links…") : tr("Copying links…"), relationship,
                [=](LinkStore &store, Connection &connection, const Catalog &catalog) -> Result<Done> {
                    if (outdated)
                        store.setSeenVersion(outdatedVersion);
                    auto outcome = store.copy(links, side, targets, move);
                    if (!outcome)
                        return tl::unexpected(outcome.error());
                    const QString target = describeRows(connection, catalog.schema, relationship, side, targets).text;
                    return Done{*outcome, describeCopying(*outcome, target, move)};
                });
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
    perform(
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
        emit reported({Report::Kind::Nothing, tr("%n waiting gesture(s) not done", nullptr, waiting), {}, false});
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
            if (done)
                emit reported(
                    {Report::Kind::Done, tr("Copy saved as %1").arg(QFileInfo(path).fileName()), path, false});
            else
                emit reported(describeFailure(done.error()));
        },
        m_copyCancel);
}

void Session::checkOutside()
{
    if (m_checking || !m_catalog)
        return;
    m_checking = true;
    struct Versions
    {
        qint64 data = 0;
        qint64 schema = 0;
    };
    m_writer.run(
        this,
        [](Connection &connection) -> Result<Versions> {
            connection.setWaitLimit(0); // a lock held by someone else is no reason to keep gestures waiting
            const auto data = connection.value(QStringLiteral("PRAGMA data_version"));
            const auto schema = connection.value(QStringLiteral("PRAGMA schema_version"));
            connection.setWaitLimit(writerWait);
            if (!data || !schema)
                return tl::unexpected(data ? schema.error() : data.error());
            return Versions{data->toLongLong(), schema->toLongLong()};
        },
        [this](const Result<Versions> &versions) {
            m_checking = false;
            if (!versions)
                return;
            const bool schemaToo = versions->schema != m_schemaVersion;
            const bool changed = versions->data != m_seenVersion || schemaToo;
            m_outsideChanges += changed ? 1 : 0;
            m_seenVersion = versions->data;
            m_schemaVersion = versions->schema;
            if (changed)
                emit changedOutside(schemaToo);
        });
}

} // namespace joinery
