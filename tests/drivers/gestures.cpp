// Does random gestures on the favorites of a test database until it is killed. Before each it prints "try" and the pairs that will be
// linked after it, once it has been shown as done "done" and the same. Every line is flushed: what stands there, a person has seen.

#include "session/editorstate.h"

#include <QCoreApplication>
#include <QRandomGenerator>

#include <cstdio>
#include <set>

using namespace joinery;

namespace {

using Pairs = std::set<std::pair<int, int>>;

void print(const char *word, const Pairs &pairs)
{
    QByteArray line(word);
    line += ' ';
    for (const auto &[user, show] : pairs)
        line += QByteArray::number(user) + ':' + QByteArray::number(show) + ',';
    std::puts(line.constData());
    std::fflush(stdout);
}

class Driver : public QObject
{
public:
    Driver(const QString &path, quint32 seed) : m_session(DatabaseLocation{path}), m_random(seed), m_states{Pairs()}
    {
        connect(&m_session, &Session::loaded, this, [this] {
            m_relationship = m_session.catalog()->relationships.first();
            next();
        });
        connect(&m_session, &Session::failed, this,
                [](const Error &error) { qFatal("%s", qPrintable(error.summary)); });
        connect(&m_session, &Session::reported, this, [this](const Report &report) {
            if (report.kind == Report::Kind::Failed)
                qFatal("%s", qPrintable(report.text));
            // History holds a step for every gesture that changed something; m_states mirrors it.
            if (m_going == Going::Back)
                --m_position;
            else if (m_going == Going::Again)
                ++m_position;
            else if (m_next != m_states.at(m_position)) {
                m_states.resize(++m_position);
                m_states += m_next;
            }
            print("done", m_next);
            QMetaObject::invokeMethod(
                this, [this] { next(); }, Qt::QueuedConnection);
        });
        m_session.load();
    }

private:
    enum class Going { New, Back, Again };

    KeyList some(int most, QList<int> *chosen)
    {
        KeyList list(1);
        const int first = m_random.bounded(1, most + 1);
        const int last = qMin(most, first + m_random.bounded(20));
        for (int id = first; id <= last; ++id) {
            list.append(RowKey{{qlonglong(id)}});
            *chosen += id;
        }
        return list;
    }

    void next()
    {
        const int kind = m_random.bounded(6);
        m_going = Going::New;
        if (kind == 0 && m_position > 0) {
            m_going = Going::Back;
            m_next = m_states.at(m_position - 1);
            print("try", m_next);
            m_session.undo();
            return;
        }
        if (kind == 1 && m_position + 1 < m_states.size()) {
            m_going = Going::Again;
            m_next = m_states.at(m_position + 1);
            print("try", m_next);
            m_session.redo();
            return;
        }
        QList<int> users;
        QList<int> shows;
        const KeyList left = some(40, &users);
        const KeyList right = some(40, &shows);
        m_next = m_states.at(m_position);
        for (const int user : std::as_const(users)) {
            for (const int show : std::as_const(shows)) {
                if (kind <= 3)
                    m_next.insert({user, show});
                else
                    m_next.erase({user, show});
            }
        }
        print("try", m_next);
        if (kind <= 3)
            m_session.perform(linkGesture(m_relationship, Side::Left, left, right, {}));
        else
            m_session.perform(unlinkPairsGesture(m_relationship, Side::Left, left, right));
    }

    Session m_session;
    Relationship m_relationship;
    QRandomGenerator m_random;
    QList<Pairs> m_states;
    qsizetype m_position = 0;
    Going m_going = Going::New;
    Pairs m_next;
};

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    Driver driver(arguments.value(1), arguments.value(2).toUInt());
    return QCoreApplication::exec();
}
