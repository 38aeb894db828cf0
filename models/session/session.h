#pragma once

#include "database/worker.h"
#include "session/catalog.h"
#include "session/gesture.h"
#include "session/history.h"
#include "session/outsidewatch.h"

#include <QSqlDatabase>

namespace joinery {

/// What a committed gesture, an undo or a redo changed.
struct RowsChanged
{
    QList<TableName> tables; ///< whose rows came, went or changed
    KeyList added; ///< the first thousand links that came, by key
    QList<TableName> edited; ///< those of `tables` whose rows stayed the same and only say something else
    QList<RestoredRows> restored; ///< entities that undo or redo brought back
};

/// Cells that the database refused to set.
struct RefusedCells
{
    TableName table;
    QStringList columns;
    QList<Refusal> refusals; ///< by Refusal::row
};

/// One open database and the single gate for every edit. Lives on the window's thread and never blocks it: gestures run
/// one after another on the writer's thread; each ends with one reported() or confirmationNeeded(), those that cancel() drops with
/// one for all.
class Session : public QObject
{
    Q_OBJECT

public:
    explicit Session(DatabaseLocation location, QObject *parent = nullptr);
    ~Session() override;

    /// Reads the catalog aside; ends with loaded() or failed(). Also for reading it anew: the history stays unless tables have changed.
    void load();
    bool isLoaded() const { return m_catalog != nullptr; }
    /// Keeps what the person corrected for this database and applies it at once; ends with loaded().
    void setSettings(const RelationshipSettings &settings);
    /// Valid after loaded().
    std::shared_ptr<const Catalog> catalog() const { return m_catalog; }
    const DatabaseLocation &location() const { return m_location; }
    /// Trusts and enforces as told from the next gesture on (see DatabaseLocation) and reads the catalog anew; the history stays.
    void setSafety(bool trusted, bool enforced);
    /// Empty when this database can be edited.
    QString readOnlyReason() const;
    /// Names this sitting in drag data, so that rows of one database are never dropped into another.
    QString id() const { return m_id; }
    /// Answers record() and primaryIndex() from the catalog without I/O; for QSqlRelationalTableModel's machinery.
    QSqlDatabase schemaDatabase() const;
    /// The reader that serves pages; jobs must be short.
    Worker &pages() { return m_pages; }
    /// A further reader for long scans, owned by `parent`.
    Worker *makeReader(QObject *parent) const;

    /// Does the gesture after those that wait.
    void perform(const Gesture &gesture);
    void undo();
    void redo();
    /// Undoes or redoes until `position` steps are done; stops at the first that fails.
    void moveTo(int position);
    /// Cancels the gesture in flight and forgets those that wait.
    void cancel();
    /// True while a gesture is in flight or waits.
    bool isBusy() const { return m_inFlight || m_copying || !m_waiting.empty(); }
    /// True while the gesture in flight waits for another program to let go of the database; busyChanged() tells it.
    bool isWaitingForOthers() const { return m_inFlight && m_saidWaiting; }
    const History &history() const { return m_history; }

    /// What goes beyond these is done only after confirmationNeeded().
    void setLimits(const Limits &limits) { m_limits = limits; }
    /// Writes a copy of the database aside, in place of a file that is there; ends with reported().
    void saveCopy(const QString &path);
    /// How many changes by someone else have been noticed. Rows that were read before the last of them may be others by now.
    quint64 outsideChanges() const { return m_outside.changes(); }
    /// Looks now whether someone else changed the database, instead of at the next tick.
    void checkOutside();

signals:
    void loaded();
    void failed(const joinery::Error &error);
    void rowsChanged(const joinery::RowsChanged &change);
    void reported(const joinery::Report &report);
    void cellsRefused(const joinery::RefusedCells &cells);
    /// The gesture goes beyond the limits; `goAhead` does it.
    void confirmationNeeded(const joinery::Confirmation &question, const std::function<void()> &goAhead);
    /// How far the gesture in flight has come, where that is known; a few times a second.
    void progressed(qint64 done, qint64 total);
    void busyChanged(bool busy, const QString &what);
    void historyChanged();
    /// Someone else changed rows, or (`schemaToo`) tables.
    void changedOutside(bool schemaToo);
    /// The file is damaged: editing has been switched off.
    /// saveCopy() has written it.
    void copySaved(const QString &path);
    void damageFound(const QString &reason);

private:
    using Done = Gesture::Done;
    using Work = std::function<Result<Done>(LinkStore &, Connection &, const Catalog &)>;
    struct Waiting
    {
        QString what; // for the progress line
        std::function<void()> start;
        bool continuesWalk = false; // a further step of moveTo()
    };

    void enqueue(const QString &what, std::function<void()> start);
    void startNext();
    void finish();
    void run(const Relationship &relationship, const Work &work, const std::function<void(const Done &)> &onDone,
             const std::function<void(const Error &)> &onError, bool outdated = false);
    void perform(const Gesture &gesture, const Limits &limits, bool mayAsk);
    void stepTowards(int position);
    void revert(bool again);
    void announce(const Done &done);
    void showWaiting();
    void checkHealth();
    bool refuseWhenReadOnly();
    void makeSchemaDatabase();

    DatabaseLocation m_location;
    const QString m_id;
    std::shared_ptr<const Catalog> m_catalog;
    QString m_damage;
    History m_history;
    std::deque<Waiting> m_waiting;
    bool m_inFlight = false;
    QString m_what; // the gesture in flight, for the progress line
    bool m_saidWaiting = false; // that it waits for another program
    bool m_copying = false;
    CancelToken m_cancel;
    CancelToken m_copyCancel;
    Limits m_limits;
    std::shared_ptr<Progress> m_progress; // of the gesture in flight
    QTimer m_progressTimer;
    QStringList m_schemaConnections; // the newest last; models made earlier still hold theirs
    Worker m_pages;
    Worker m_health;
    Worker m_writer;
    OutsideWatch m_outside;
};

} // namespace joinery

Q_DECLARE_METATYPE(joinery::Error)
Q_DECLARE_METATYPE(joinery::Report)
