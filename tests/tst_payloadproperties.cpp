#include "database/cellvalue.h"
#include "session/deletiongesture.h"
#include "testdatabase.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <rapidcheck.h>
#include <sqlite3.h>

#include <bit>
#include <cmath>
#include <limits>
#include <ostream>

using namespace joinery;

namespace {

/// A value as SQLite holds it, to the last bit.
struct Raw
{
    int type = SQLITE_NULL;
    qint64 bits = 0; // an integer, or a number's bytes
    QByteArray bytes; // of text, whatever they are, and of a blob

    static Raw ofNumber(double number) { return {SQLITE_FLOAT, std::bit_cast<qint64>(number), {}}; }
    friend bool operator==(const Raw &, const Raw &) = default;

    /// As the program's own fields give it; text that is no UTF-8 has none.
    QVariant toVariant() const
    {
        switch (type) {
        case SQLITE_INTEGER:
            return bits;
        case SQLITE_FLOAT:
            return std::bit_cast<double>(bits);
        case SQLITE_TEXT:
            return CellValue::ofText(bytes).toVariant();
        case SQLITE_BLOB:
            return bytes.isEmpty() ? QByteArray("") : bytes;
        default:
            return QVariant(QMetaType::fromType<QString>());
        }
    }
};

std::ostream &operator<<(std::ostream &out, const Raw &raw)
{
    out << "type " << raw.type << " bits " << raw.bits << " bytes " << raw.bytes.size() << ':'
        << raw.bytes.left(60).toPercentEncoding().constData();
    return out;
}

using Row = std::vector<Raw>;

const QStringList columns{QStringLiteral("whatever"), QStringLiteral("txt"), QStringLiteral("num"),
                          QStringLiteral("dbl"),      QStringLiteral("dec"), QStringLiteral("bin")};

const QString script = QStringLiteral(
    "CREATE TABLE boxes (id INTEGER PRIMARY KEY, name TEXT);\nCREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT);\n"
    "CREATE TABLE box_things (box_id INTEGER NOT NULL REFERENCES boxes, thing_id INTEGER NOT NULL REFERENCES things, "
    "whatever, txt TEXT, num INTEGER, dbl REAL, dec NUMERIC, bin BLOB, PRIMARY KEY (box_id, thing_id));\n"
    "CREATE TABLE reference (whatever, txt TEXT, num INTEGER, dbl REAL, dec NUMERIC, bin BLOB);\n"
    "INSERT INTO boxes VALUES (1, 'B1'), (2, 'B2'), (3, 'B3');\n"
    "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) INSERT INTO things SELECT i, 'T' || i FROM n;\n"
    "INSERT INTO box_things (box_id, thing_id) VALUES (1, 1);\n");

/// The second opinion: SQLite's own interface, without Qt between.
class Plain
{
public:
    explicit Plain(const QString &path)
    {
        if (sqlite3_open(path.toUtf8().constData(), &m_sqlite) != SQLITE_OK)
            qFatal("cannot open");
        sqlite3_busy_timeout(m_sqlite, 10'000);
        run("PRAGMA synchronous = OFF", {});
    }
    ~Plain() { sqlite3_close(m_sqlite); }
    Q_DISABLE_COPY_MOVE(Plain)

    std::vector<Row> run(const QByteArray &sql, const Row &values)
    {
        sqlite3_stmt *statement = nullptr;
        if (sqlite3_prepare_v2(m_sqlite, sql.constData(), -1, &statement, nullptr) != SQLITE_OK)
            qFatal("%s: %s", sql.constData(), sqlite3_errmsg(m_sqlite));
        for (int i = 0; i < int(values.size()); ++i) {
            const Raw &value = values[size_t(i)];
            switch (value.type) {
            case SQLITE_INTEGER:
                sqlite3_bind_int64(statement, i + 1, value.bits);
                break;
            case SQLITE_FLOAT:
                sqlite3_bind_double(statement, i + 1, std::bit_cast<double>(value.bits));
                break;
            case SQLITE_TEXT:
                sqlite3_bind_text(statement, i + 1, value.bytes.constData(), int(value.bytes.size()), SQLITE_TRANSIENT);
                break;
            case SQLITE_BLOB:
                sqlite3_bind_blob(statement, i + 1, value.bytes.constData(), int(value.bytes.size()), SQLITE_TRANSIENT);
                break;
            default:
                sqlite3_bind_null(statement, i + 1);
            }
        }
        std::vector<Row> rows;
        int code = sqlite3_step(statement);
        for (; code == SQLITE_ROW; code = sqlite3_step(statement)) {
            Row row;
            for (int i = 0; i < sqlite3_column_count(statement); ++i)
                row.push_back(column(statement, i));
            rows.push_back(std::move(row));
        }
        if (code != SQLITE_DONE)
            qFatal("%s: %s", sql.constData(), sqlite3_errmsg(m_sqlite));
        sqlite3_finalize(statement);
        return rows;
    }

    /// What a column of the join table makes of a value that is bound as it is.
    Raw stored(const QString &name, const Raw &value)
    {
        run("DELETE FROM reference", {});
        run("INSERT INTO reference (" + name.toUtf8() + ") VALUES (?)", {value});
        return run("SELECT " + name.toUtf8() + " FROM reference", {}).front().front();
    }
    std::vector<Row> links() { return run("SELECT * FROM box_things ORDER BY 1, 2", {}); }

private:
    static Raw column(sqlite3_stmt *statement, int i)
    {
        Raw raw;
        raw.type = sqlite3_column_type(statement, i);
        if (raw.type == SQLITE_INTEGER)
            raw.bits = sqlite3_column_int64(statement, i);
        else if (raw.type == SQLITE_FLOAT)
            raw.bits = std::bit_cast<qint64>(sqlite3_column_double(statement, i));
        else if (raw.type != SQLITE_NULL) {
            const auto *bytes = static_cast<const char *>(sqlite3_column_blob(statement, i));
            raw.bytes = QByteArray(bytes, sqlite3_column_bytes(statement, i));
        }
        return raw;
    }

    sqlite3 *m_sqlite = nullptr;
};

rc::Gen<QByteArray> anyBytes()
{
    return rc::gen::map(rc::gen::container<std::string>(rc::gen::arbitrary<char>()),
                        [](const std::string &bytes) { return QByteArray::fromStdString(bytes); });
}

rc::Gen<QByteArray> anyText()
{
    // Every plane, and what programs stumble over: NUL, quotes, marks, ends of lines, the mark at the beginning, the highest one.
    const auto character = rc::gen::oneOf(
        rc::gen::inRange<quint32>(0x20, 0x7f), rc::gen::inRange<quint32>(0xa0, 0xd800),
        rc::gen::inRange<quint32>(0x1f300, 0x1fa00),
        rc::gen::element<quint32>(0, '\'', '"', '\\', '%', '_', '\n', '\r', '\t', 0x7f, 0xfeff, 0xfffd, 0xffff,
                                  0x10ffff, 0x200d, 0x202e, 0x0301));
    return rc::gen::map(rc::gen::container<std::vector<quint32>>(character),
                        [](const std::vector<quint32> &characters) {
                            const std::u32string text(characters.begin(), characters.end());
                            return QString::fromStdU32String(text).toUtf8();
                        });
}

rc::Gen<Raw> anyValue(bool asFields)
{
    const auto text = rc::gen::map(anyText(), [](const QByteArray &utf8) { return Raw{SQLITE_TEXT, 0, utf8}; });
    const auto blob = rc::gen::map(anyBytes(), [](const QByteArray &bytes) { return Raw{SQLITE_BLOB, 0, bytes}; });
    const auto notUtf8 = rc::gen::map(anyBytes(), [](const QByteArray &bytes) {
        return Raw{SQLITE_TEXT, 0, bytes + QByteArray("\xff\xc0\x80", 3)};
    });
    const auto integer = rc::gen::map(
        rc::gen::oneOf(rc::gen::arbitrary<qint64>(), rc::gen::element<qint64>(0, -1, std::numeric_limits<qint64>::min(),
                                                                              std::numeric_limits<qint64>::max(),
                                                                              1LL << 53, (1LL << 53) + 1, 1LL << 31)),
        [](qint64 number) {
            return Raw{SQLITE_INTEGER, number, {}};
        });
    using Limits = std::numeric_limits<double>;
    const auto number = rc::gen::map(
        rc::gen::oneOf(
            rc::gen::map(rc::gen::arbitrary<qint64>(), [](qint64 bits) { return std::bit_cast<double>(bits); }),
            rc::gen::element(0.0, -0.0, 0.1, 1e300, Limits::min(), Limits::denorm_min(), Limits::max(),
                             Limits::lowest(), Limits::infinity(), -Limits::infinity(), Limits::quiet_NaN(),
                             9'007'199'254'740'993.0)),
        Raw::ofNumber);
    const auto large = rc::gen::element(
        Raw{SQLITE_TEXT, 0, QByteArray(10'000, 'x')}, Raw{SQLITE_TEXT, 0, QString(10'000, QChar(0x00e9)).toUtf8()},
        Raw{SQLITE_BLOB, 0, QByteArray(100'000, '\0')}, Raw{SQLITE_TEXT, 0, {}}, Raw{SQLITE_BLOB, 0, {}}, Raw{},
        Raw{SQLITE_TEXT, 0, "1"}, Raw{SQLITE_TEXT, 0, "1e5"}, Raw{SQLITE_TEXT, 0, " 7 "}, Raw{SQLITE_TEXT, 0, "0x10"},
        Raw{SQLITE_TEXT, 0, "\xef\xbb\xbfmarked"}, Raw{SQLITE_TEXT, 0, "\xef\xbf\xbeswapped"});
    return asFields ? rc::gen::oneOf(text, blob, integer, number, large)
                    : rc::gen::oneOf(text, blob, notUtf8, integer, number, large);
}

} // namespace

/// Values of every type go into links, come out, and go through undo and redo without the change of a bit.
class TestPayloadProperties : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void setValues();
    void linkedWithValues();
    void keptValues();
    void naughtyStrings();

private:
    Report perform(const Gesture &gesture)
    {
        return finish(*m_session, [&] { m_session->perform(gesture); });
    }
    void undo()
    {
        RC_ASSERT(finish(*m_session, [&] { m_session->undo(); }).kind == Report::Kind::Done);
    }
    void redo()
    {
        RC_ASSERT(finish(*m_session, [&] { m_session->redo(); }).kind == Report::Kind::Done);
    }

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<Plain> m_plain;
    Relationship m_relationship;
};

void TestPayloadProperties::initTestCase()
{
    m_database = std::make_unique<TestDatabase>(script);
    m_session = std::make_unique<Session>(m_database->location());
    QVERIFY(load(*m_session));
    m_session->setLimits(Limits::none());
    m_relationship = m_session->catalog()->relationships.first();
    QCOMPARE(m_relationship.payload, columns);
    QCOMPARE(m_relationship.left.table.name, QStringLiteral("boxes"));
    m_plain = std::make_unique<Plain>(m_database->path());
}

void TestPayloadProperties::setValues()
{
    QVERIFY(rc::check("what is set is what is stored, and undo and redo give back exactly that", [this] {
        const QString column = columns[*rc::gen::inRange(0, int(columns.size()))];
        const Raw value = *anyValue(true);
        const std::vector<Row> before = m_plain->links();
        std::vector<Row> expected = before;
        expected.front()[size_t(columns.indexOf(column)) + 2] = m_plain->stored(column, value);
        const int steps = m_session->history().position();
        const Report report = perform(setPayloadGesture(m_relationship, {RowKey{{1LL, 1LL}}}, {column},
                                                        {{value.toVariant()}}, m_session->outsideChanges()));
        RC_ASSERT(report.kind == Report::Kind::Done || report.kind == Report::Kind::Nothing);
        RC_ASSERT(m_plain->links() == expected);
        if (m_session->history().position() == steps)
            return; // it was so already
        undo();
        RC_ASSERT(m_plain->links() == before);
        redo();
        RC_ASSERT(m_plain->links() == expected);
    }));
}

void TestPayloadProperties::linkedWithValues()
{
    QVERIFY(rc::check("a new link holds what it was given", [this] {
        Payload payload;
        Row expected{Raw{SQLITE_INTEGER, 2, {}}, Raw{SQLITE_INTEGER, 2, {}}};
        for (const QString &column : columns) {
            const Raw value = *anyValue(true);
            payload.insert(column, value.toVariant());
            expected.push_back(m_plain->stored(column, value));
        }
        const std::vector<Row> before = m_plain->links();
        std::vector<Row> after = before;
        after.push_back(expected);
        RC_ASSERT(perform(linkGesture(m_relationship, Side::Right, {RowKey{{2LL}}}, {RowKey{{2LL}}}, payload)).kind
                  == Report::Kind::Done);
        RC_ASSERT(m_plain->links() == after);
        undo();
        RC_ASSERT(m_plain->links() == before);
        redo();
        RC_ASSERT(m_plain->links() == after);
        undo();
    }));
}

void TestPayloadProperties::keptValues()
{
    QVERIFY(rc::check("what another program stored, be it no text at all, comes back as it was", [this] {
        Row values{Raw{SQLITE_INTEGER, 2, {}}, Raw{SQLITE_INTEGER, 7, {}}};
        for (qsizetype i = 0; i < columns.size(); ++i)
            values.push_back(*anyValue(false));
        m_plain->run("INSERT INTO box_things VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values);
        const std::vector<Row> before = m_plain->links();
        const Row stored = before.back();
        const KeyList link{RowKey{{2LL, 7LL}}};
        m_session->checkOutside();
        for (const Gesture &gesture : {unlinkGesture(m_relationship, link, m_session->outsideChanges()),
                                       deleteEntitiesGesture(m_relationship, Side::Left, {RowKey{{2LL}}}),
                                       copyGesture(m_relationship, link, Side::Left, {RowKey{{3LL}}}, true,
                                                   {RowKey{{2LL}}}, m_session->outsideChanges()),
                                       setPayloadGesture(m_relationship, link, {QStringLiteral("num")}, {{77LL}},
                                                         m_session->outsideChanges())}) {
            const Report report = perform(gesture);
            RC_LOG() << report.text.toStdString();
            RC_ASSERT(report.kind != Report::Kind::Failed);
            if (!report.undoable)
                continue; // 77 already
            const std::vector<Row> after = m_plain->links();
            for (const Row &row : after) { // moved, or set in one column: all the rest stays
                for (size_t i = 2; i < row.size() && row[1].bits == 7; ++i)
                    RC_ASSERT(row[i] == stored[i] || (i == 4 && row[i].bits == 77));
            }
            undo();
            RC_ASSERT(m_plain->links() == before);
            redo();
            RC_ASSERT(m_plain->links() == after);
            undo();
            RC_ASSERT(m_plain->links() == before);
        }
        m_plain->run("DELETE FROM box_things WHERE box_id = 2", {});
    }));
}

void TestPayloadProperties::naughtyStrings()
{
    const QString data = qEnvironmentVariable("JOINERY_DATA");
    QFile file(data + QStringLiteral("/csv/blns/blns.json"));
    if (data.isEmpty() || !file.open(QIODevice::ReadOnly))
        QSKIP("JOINERY_DATA holds no naughty strings");
    const QJsonArray strings = QJsonDocument::fromJson(file.readAll()).array();
    QVERIFY(strings.size() > 400 && strings.size() < 2'000);
    KeyList things(1);
    KeyList links(2);
    QList<QVariantList> values;
    for (qsizetype i = 0; i < strings.size(); ++i) {
        things.append(RowKey{{qlonglong(i + 1)}});
        links.append(RowKey{{3LL, qlonglong(i + 1)}});
        const QString text = strings.at(i).toString();
        values += QVariantList{text.isNull() ? QStringLiteral("") : text};
    }
    perform(linkGesture(m_relationship, Side::Right, things, {RowKey{{3LL}}}, {}));
    const auto before = m_plain->links();
    perform(setPayloadGesture(m_relationship, links, {QStringLiteral("txt")}, values, m_session->outsideChanges()));
    const auto after = m_plain->links();
    const auto texts = m_plain->run("SELECT txt FROM box_things WHERE box_id = 3 ORDER BY thing_id", {});
    QCOMPARE(qsizetype(texts.size()), strings.size());
    for (qsizetype i = 0; i < strings.size(); ++i) {
        const Raw expected{SQLITE_TEXT, 0, strings.at(i).toString().toUtf8()};
        QVERIFY2(texts[size_t(i)].front() == expected, qPrintable(strings.at(i).toString()));
    }
    finish(*m_session, [&] { m_session->undo(); });
    QVERIFY(m_plain->links() == before);
    finish(*m_session, [&] { m_session->redo(); });
    QVERIFY(m_plain->links() == after);
    // Gone with their box, and back with it.
    finish(*m_session, [&] { m_session->perform(deleteEntitiesGesture(m_relationship, Side::Left, {RowKey{{3LL}}})); });
    QVERIFY(m_plain->run("SELECT 1 FROM box_things WHERE box_id = 3", {}).empty());
    finish(*m_session, [&] { m_session->undo(); });
    QVERIFY(m_plain->links() == after);
}

QTEST_GUILESS_MAIN(TestPayloadProperties)

#include "tst_payloadproperties.moc"
