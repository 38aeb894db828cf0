#include "session/editorstate.h"
#include "tables/linkmodel.h"
#include "testdatabase.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QRandomGenerator>

#include <algorithm>

using namespace joinery;

namespace {

/// Every change of a link, by whomever, is noted by triggers in the order in which it was done.
const QString script = QStringLiteral(
    "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);\nCREATE TABLE shows (id INTEGER PRIMARY KEY, name TEXT);\n"
    "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12) INSERT INTO users SELECT i, 'u' || i FROM n;\n"
    "INSERT INTO shows SELECT id, name FROM users;\n"
    // Ids are given again, so that a row can come to be another one under the same id.
    "CREATE TABLE favorites (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users, show_id INTEGER NOT NULL "
    "REFERENCES shows, rating INTEGER, UNIQUE (user_id, show_id));\n"
    "CREATE TABLE whoami (name TEXT);\nINSERT INTO whoami VALUES ('joinery');\n"
    "CREATE TABLE ledger (seq INTEGER PRIMARY KEY AUTOINCREMENT, who TEXT, op TEXT, id INT, usr INT, shw INT, old INT, new INT);\n"
    "CREATE TRIGGER came AFTER INSERT ON favorites BEGIN INSERT INTO ledger (who, op, id, usr, shw, new) SELECT name, 'insert', "
    "new.id, new.user_id, new.show_id, new.rating FROM whoami; END;\n"
    "CREATE TRIGGER went AFTER DELETE ON favorites BEGIN INSERT INTO ledger (who, op, id, usr, shw, old) SELECT name, 'delete', "
    "old.id, old.user_id, old.show_id, old.rating FROM whoami; END;\n"
    "CREATE TRIGGER changed AFTER UPDATE ON favorites BEGIN INSERT INTO ledger (who, op, id, usr, shw, old, new) SELECT name, "
    "'update', new.id, new.user_id, new.show_id, old.rating, new.rating FROM whoami; END;\n");

struct Entry
{
    QString op;
    QString link; // "id|user|show"
    QString before;
    QString after;

    Entry reverted() const
    {
        const QString opposite = op == QLatin1String("insert") ? QStringLiteral("delete")
                               : op == QLatin1String("delete") ? QStringLiteral("insert")
                                                               : op;
        return {opposite, link, after, before};
    }
    QString text() const { return QStringList{op, link, before, after}.join(u' '); }
};

using Entries = QList<Entry>;

QStringList sorted(const Entries &entries, bool reverted = false)
{
    QStringList texts;
    for (const Entry &entry : entries)
        texts += reverted ? entry.reverted().text() : entry.text();
    texts.sort();
    return texts;
}

/// The session under test, what is known of its steps, and the ledger that is held against them.
class Witness
{
public:
    explicit Witness(const TestDatabase &database) : m_session(database.location()) {}

    Session &session() { return m_session; }
    const QMap<QString, QString> &rows() const { return m_rows; }
    const QStringList &seconds() const { return m_seconds; }
    qsizetype steps() const { return m_steps.size(); }

    /// Reads on in the ledger: returns what the session has done since, and applies all of it to what the rows should be.
    Entries read(TestDatabase &database)
    {
        Entries own;
        for (
            const QString &line : database.rows(
                QStringLiteral(
                    "SELECT seq, who, op, id || '|' || usr || '|' || shw, old, new FROM ledger WHERE seq > %1 ORDER BY seq")
                    .arg(m_read))) {
            const QStringList cells = line.split(u'|');
            m_read = cells[0].toLongLong();
            const Entry entry{cells[2], QStringList(cells.mid(3, 3)).join(u'|'), cells[6], cells[7]};
            const bool isThere = m_rows.contains(entry.link);
            // Doubled, or of a row that is not there: the ledger itself would not fit together.
            if (isThere == (entry.op == QLatin1String("insert"))
                || (isThere && m_rows.value(entry.link) != entry.before))
                qFatal("%s", qPrintable(entry.text()));
            if (entry.op == QLatin1String("delete"))
                m_rows.remove(entry.link);
            else
                m_rows.insert(entry.link, entry.after);
            if (cells[1] == QLatin1String("joinery"))
                own += entry;
            else
                m_seconds += entry.op + u' ' + QStringList(cells.mid(4, 2)).join(u':');
        }
        return own;
    }

    void added(const Entries &entries)
    {
        m_steps.resize(m_position);
        m_steps += entries;
        ++m_position;
    }
    bool canGo(bool again) const { return again ? m_position < m_steps.size() : m_position > 0; }
    /// The step that was gone over, or dropped.
    Entries go(bool again, bool dropped)
    {
        const qsizetype place = again ? m_position : m_position - 1;
        const Entries step = m_steps[place];
        if (dropped)
            m_steps.removeAt(place);
        if (!again || !dropped)
            m_position += again ? 1 : -1;
        return step;
    }
    qsizetype position() const { return m_position; }

private:
    Session m_session;
    qint64 m_read = 0;
    QMap<QString, QString> m_rows; // link → rating
    QStringList m_seconds; // what the other program did, by the ledger
    QList<Entries> m_steps;
    qsizetype m_position = 0;
};

} // namespace

/// A second program writes at random to the same file, as fast as it can, while gestures are done, undone and redone: no edit of either is lost,
/// none is done twice, none hits another row, and in the end both see the same.
class TestWriters : public QObject
{
    Q_OBJECT

private slots:
    void twoAtOnce();
};

void TestWriters::twoAtOnce()
{
    const int seconds = qEnvironmentVariableIsSet("JOINERY_WRITER_SECONDS")
                          ? qEnvironmentVariableIntValue("JOINERY_WRITER_SECONDS")
                          : 5;
    TestDatabase database(script);
    Witness witness(database);
    Session &session = witness.session();
    QVERIFY(load(session));
    session.setLimits(Limits::none());
    const Relationship relationship = session.catalog()->relationships.first();
    QCOMPARE(relationship.joinTable.name, QStringLiteral("favorites"));
    const QStringList keyColumns = linkKeyColumns(session.catalog()->table(relationship.joinTable), relationship);
    QCOMPARE(keyColumns, (QStringList{QStringLiteral("id"), QStringLiteral("user_id"), QStringLiteral("show_id")}));

    QProcess second;
    second.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    second.start(QStringLiteral(JOINERY_DRIVER_DIR "/driver_secondwriter"), {database.path(), QStringLiteral("11")});
    QVERIFY(second.waitForStarted());

    QRandomGenerator random(5);
    QElapsedTimer timer;
    timer.start();
    int gestures = 0;
    int refused = 0;
    int dropped = 0;
    int reverted = 0;
    while (timer.elapsed() < seconds * 1'000) {
        ++gestures;
        if (random.bounded(2) == 0)
            second.waitForReadyRead(1'000); // it is its turn
        const int kind = random.bounded(10);
        if (kind < 4 && witness.canGo(kind % 2 == 1)) {
            const bool again = kind % 2 == 1;
            const qsizetype steps = session.history().texts().size();
            const Report report = finish(session, [&] { again ? session.redo() : session.undo(); });
            const bool gone = session.history().texts().size() < steps;
            const Entries own = witness.read(database);
            QVERIFY2(report.kind != Report::Kind::Failed || gone, qPrintable(report.text));
            const Entries step = witness.go(again, gone);
            QCOMPARE(session.history().position(), int(witness.position()));
            QCOMPARE(session.history().texts().size(), witness.steps());
            if (gone)
                QCOMPARE(sorted(own), QStringList());
            else
                QCOMPARE(sorted(own), sorted(step, !again));
            ++(gone ? dropped : reverted);
            continue;
        }
        KeyList users(1);
        KeyList shows(1);
        QStringList pairs; // "user|show"
        const int user = random.bounded(1, 12);
        const int show = random.bounded(1, 12);
        for (int i = 0; i < random.bounded(1, 4) && user + i <= 12; ++i)
            users.append(RowKey{{qlonglong(user + i)}});
        for (int i = 0; i < random.bounded(1, 4) && show + i <= 12; ++i)
            shows.append(RowKey{{qlonglong(show + i)}});
        for (qsizetype u = 0; u < users.size(); ++u) {
            for (qsizetype s = 0; s < shows.size(); ++s)
                pairs += users.at(u).text() + u'|' + shows.at(s).text();
        }
        // Links as they were read a moment ago.
        const quint64 seen = session.outsideChanges();
        KeyList links(3);
        QStringList linkTexts;
        for (const QString &row :
             database.rows(QStringLiteral("SELECT id, user_id, show_id FROM favorites ORDER BY random() LIMIT %1")
                               .arg(random.bounded(1, 6)))) {
            const QStringList cells = row.split(u'|');
            links.append(RowKey{{cells[0].toLongLong(), cells[1].toLongLong(), cells[2].toLongLong()}});
            linkTexts += row;
        }
        const auto rating = QString::number(random.bounded(1, 1'000'000));
        Gesture gesture = kind < 6  ? linkGesture(relationship, Side::Left, users, shows, {})
                        : kind == 6 ? unlinkPairsGesture(relationship, Side::Left, users, shows)
                        : kind == 7 || links.isEmpty()
                            ? unlinkGesture(relationship, links, seen)
                            : setPayloadGesture(relationship, links, {QStringLiteral("rating")},
                                                {{rating.toLongLong()}}, seen);
        if (links.isEmpty() && kind > 6)
            continue;
        if (random.bounded(2) == 0)
            second.waitForReadyRead(1'000); // so that what was read is out of date
        std::optional<LinkOutcome> outcome;
        gesture.ended = [&](const Result<Gesture::Done> &done) {
            if (done)
                outcome = done->outcome;
        };
        const Report report = finish(session, [&] { session.perform(gesture); });
        const Entries own = witness.read(database);
        if (!outcome) {
            QCOMPARE(sorted(own), QStringList()); // not even half of it
            ++refused;
            continue;
        }
        const QString op = kind < 6 ? QStringLiteral("insert")
                         : kind < 8 ? QStringLiteral("delete")
                                    : QStringLiteral("update");
        const qint64 claimed = kind < 6 ? outcome->linked : kind < 8 ? outcome->unlinked : outcome->edited;
        QCOMPARE(qint64(own.size()), claimed);
        for (const Entry &entry : own) {
            QCOMPARE(entry.op, op);
            QVERIFY2(kind < 7 ? pairs.contains(entry.link.section(u'|', 1)) : linkTexts.contains(entry.link),
                     qPrintable(entry.text()));
            QVERIFY2(kind < 8 || entry.after == rating, qPrintable(entry.text()));
        }
        if (kind < 6)
            QCOMPARE(outcome->linked + outcome->alreadyLinked + outcome->refusedCount + outcome->missing,
                     qint64(pairs.size()));
        if (!own.isEmpty())
            witness.added(own);
        QCOMPARE(session.history().position(), int(witness.position()));
    }

    second.closeWriteChannel();
    QVERIFY(second.waitForFinished(60'000));
    QCOMPARE(second.exitCode(), 0);
    QCOMPARE(sorted(witness.read(database)), QStringList());
    QStringList told = QString::fromUtf8(second.readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts);
    const qsizetype end = told.indexOf(QStringLiteral("rows"));
    QVERIFY(end > 0);
    // The other program lost nothing either, and nothing was done in its name.
    QVERIFY2(told.mid(0, end) == witness.seconds(), "the other program's edits are not those in the file");
    const QStringList rows = database.rows(
        QStringLiteral("SELECT id, user_id, show_id, rating FROM favorites ORDER BY id"));
    QCOMPARE(told.mid(end + 1), rows);
    QStringList expected;
    for (auto row = witness.rows().begin(); row != witness.rows().end(); ++row)
        expected += row.key() + u'|' + row.value();
    std::sort(expected.begin(), expected.end(), [](const QString &a, const QString &b) {
        return a.section(u'|', 0, 0).toLongLong() < b.section(u'|', 0, 0).toLongLong();
    });
    QCOMPARE(rows, expected);
    EditorState state(session, relationship);
    LinkModel model(state);
    model.setScope(LinkModel::Scope::All);
    QTRY_VERIFY(!model.isLoading() && model.rowCount() == rows.size());
    QCOMPARE(database.rows(QStringLiteral("PRAGMA integrity_check")), QStringList(QStringLiteral("ok")));
    QCOMPARE(database.rows(QStringLiteral("PRAGMA foreign_key_check")), QStringList());
    QVERIFY(gestures > seconds);
    qInfo("%d s: %d gestures, %d of them refused; %d steps gone over, %d dropped; %d edits by the other program",
          seconds, gestures, refused, reverted, dropped, int(end));
}

QTEST_GUILESS_MAIN(TestWriters)

#include "tst_writers.moc"
