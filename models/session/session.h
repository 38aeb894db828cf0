#pragma once

#include "database/worker.h"
#include "session/catalog.h"
#include "session/gesturetext.h"
#include "session/history.h"
#include "session/importjob.h"

#include <QSqlDatabase>
#include <QTimer>

namespace joinery {

/// What a committed gesture, an undo or a redo changed.
struct LinksChanged
{
    TableName joinTable;
    KeyList added; ///< the first thousand links that came, by key
    qint64 addedCount = 0;
    qint64 removedCount = 0;
    bool entitiesToo = false; ///< entities came or went with the links
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
    /// Valid after loaded().
    std::shared_ptr<const Catalog> catalog() const { return m_catalog; }
    const DatabaseLocation &location() const { return m_location; }
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

    /// Links every row of `side` in `many` with every row of the other side in `one`.
    void link(const Relationship &relationship, Side side, const KeyList &many, const KeyList &one,
              const Payload &payload);
    /// Removes the links between them.
    void unlinkPairs(const Relationship &relationship, Side side, const KeyList &many, const KeyList &one);
    /// Removes links that were read when outsideChanges() was `seen`.
    void unlink(const Relationship &relationship, const KeyList &links, quint64 seen);
    /// See LinkStore::copy; `seen` as in unlink().
    void copyLinks(const Relationship &relationship, const KeyList &links, Side side, const KeyList &targets, bool move,
                   quint64 seen);
    /// Imports the rows of a file as one step; see Importer. `done` is called with the account before reported(), and not at all when
    /// nothing came of it.
    void importRows(const Relationship &relationship, const ImportJob &job,
                    const std::function<void(const ImportAccount &)> &done);
    void undo();
    void redo();
    /// Undoes or redoes until `position` steps are done; stops at the first that fails.
    void moveTo(int position);
    /// Cancels the gesture in flight and forgets those that wait.
    void cancel();
    /// True while a gesture is in flight or waits.
    bool isBusy() const { return m_inFlight || m_copying || !m_waiting.empty(); }
    const History &history() const { return m_history; }

    /// More links than this are removed only after confirmationNeeded(). 1,000 at first.
    void setAskAbove(qint64 links) { m_askAbove = links; }
    /// Writes a copy of the database aside, in place of a file that is there; ends with reported().
    void saveCopy(const QString &path);
    /// How many changes by someone else have been noticed. Rows that were read before the last of them may be others by now.
    quint64 outsideChanges() const { return m_outsideChanges; }
    /// Looks now whether someone else changed the database, instead of at the next tick.
    void checkOutside();

signals:
    void loaded();
    void failed(const joinery::Error &error);
    void linksChanged(const joinery::LinksChanged &change);
    void reported(const joinery::Report &report);
    /// The gesture would remove `count` links; `goAhead` does it.
    void confirmationNeeded(qint64 count, const std::function<void()> &goAhead);
    void busyChanged(bool busy, const QString &what);
    void historyChanged();
    /// Someone else changed rows, or (`schemaToo`) tables.
    void changedOutside(bool schemaToo);
    /// The file is damaged: editing has been switched off.
    void damageFound(const QString &reason);

private:
    struct Done
    {
        LinkOutcome outcome;
        Report report;
    };
    using Work = std::function<Result<Done>(LinkStore &, Connection &, const Catalog &)>;
    struct Gesture
    {
        QString what; // for the progress line
        std::function<void()> start;
        bool continuesWalk = false; // a further step of moveTo()
    };

    void enqueue(const QString &what, std::function<void()> start);
    void startNext();
    void finish();
    void perform(const Relationship &relationship, const Work &work, const std::function<void(const Done &)> &onDone,
                 const std::function<void(const Error &)> &onError);
    void performStep(const QString &what, const Relationship &relationship, const Work &work,
                     const std::function<void()> &confirmed = {});
    void stepTowards(int position);
    void revert(bool again);
    void announce(const Done &done);
    void checkHealth();
    bool refuseWhenReadOnly();
    void makeSchemaDatabase();

    const DatabaseLocation m_location;
    const QString m_id;
    std::shared_ptr<const Catalog> m_catalog;
    QString m_damage;
    History m_history;
    std::deque<Gesture> m_waiting;
    bool m_inFlight = false;
    bool m_copying = false;
    CancelToken m_cancel;
    CancelToken m_copyCancel;
    qint64 m_seenVersion = 0; // the writer connection's data_version that the models have seen
    quint64 m_outsideChanges = 0;
    qint64 m_schemaVersion = 0;
    qint64 m_askAbove = 1000;
    bool m_checking = false;
    QStringList m_schemaConnections; // the newest last; models made earlier still hold theirs
    QTimer m_outsideTimer;
    Worker m_pages;
    Worker m_health;
    Worker m_writer; // last: its thread ends first
};

} // namespace joinery

Q_DECLARE_METATYPE(joinery::Error)
Q_DECLARE_METATYPE(joinery::Report)
