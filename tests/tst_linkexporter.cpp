#include "export/jsonwriter.h"
#include "export/linkexporter.h"
#include "export/valuetext.h"
#include "session/catalog.h"
#include "testdatabase.h"

#include <QBuffer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <limits>

using namespace joinery;

class TestLinkExporter : public QObject
{
    Q_OBJECT

private slots:
    void valuesAsText_data();
    void valuesAsText();
    void delimited_data();
    void delimited();
    void csvTellsNullFromEmptyText();
    void jsonKeepsTypes();
    void nestedHoldsRowsWithoutLinks();
    void filteredByOneRow_data();
    void filteredByOneRow();
    void danglingLinksKeepTheirRow();
    void compositeKeys();
    void repeatedPairsComeInTheirOwnKeysOrder();
    void selfRelationship();
    void integerKeyReferringToTextKey();
    void saysWhenTheDeviceIsFull();
};

namespace {

/// Takes `room` bytes, then nothing more.
class FullDevice : public QIODevice
{
public:
    explicit FullDevice(qint64 room) : m_room(room) {}

protected:
    qint64 readData(char *, qint64) override { return -1; }
    qint64 writeData(const char *, qint64 size) override
    {
        if (size > m_room) {
            setErrorString(QStringLiteral("no room"));
            return -1;
        }
        m_room -= size;
        return size;
    }

private:
    qint64 m_room;
};

Result<void> exportTo(QIODevice &device, const TestDatabase &database, LinkFormat format,
                      const std::optional<LinkFilter> &filter = std::nullopt)
{
    auto connection = Connection::open(database.location());
    if (!connection)
        return tl::unexpected(connection.error());
    const auto catalog = readCatalog(**connection, database.location());
    if (!catalog)
        return tl::unexpected(catalog.error());
    const auto written =
        LinkExporter(**connection, (*catalog)->schema, (*catalog)->relationships.first()).write(device, format, filter);
    return written ? Result<void>() : tl::unexpected(written.error());
}

QByteArray exported(const TestDatabase &database, LinkFormat format,
                    const std::optional<LinkFilter> &filter = std::nullopt)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const auto done = exportTo(buffer, database, format, filter);
    return done ? buffer.data() : QByteArray("failed: ") + done.error().summary.toUtf8() + done.error().detail.toUtf8();
}

/// Tags on posts; what a test puts in is small enough to be read.
QString tagsScript(const QString &rows)
{
    return QStringLiteral(
               "CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT);\n"
               "CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT);\n"
               "CREATE TABLE post_tags (post_id REFERENCES posts, tag_id REFERENCES tags, note, PRIMARY KEY (post_id, tag_id));\n")
         + rows;
}

} // namespace

void TestLinkExporter::valuesAsText_data()
{
    QTest::addColumn<QVariant>("value");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("smallest integer") << QVariant(std::numeric_limits<qlonglong>::min())
                                      << QByteArray("-9223372036854775808");
    QTest::newRow("an integer no double holds")
        << QVariant(qlonglong(9007199254740993)) << QByteArray("9007199254740993");
    QTest::newRow("whole real") << QVariant(5.0) << QByteArray("5.0");
    QTest::newRow("a tenth and two") << QVariant(0.1 + 0.2) << QByteArray("0.30000000000000004");
    QTest::newRow("a tenth") << QVariant(0.1) << QByteArray("0.1");
    QTest::newRow("large real") << QVariant(1e300) << QByteArray("1e+300");
    QTest::newRow("infinity") << QVariant(std::numeric_limits<double>::infinity()) << QByteArray("9e999");
    QTest::newRow("blob") << QVariant(QByteArray("\x00\xff", 2)) << QByteArray("AP8=");
    QTest::newRow("text") << QVariant(QStringLiteral("Élite")) << QByteArray("Élite");
}

void TestLinkExporter::valuesAsText()
{
    QFETCH(QVariant, value);
    QTEST(valueText(value), "text");
}

void TestLinkExporter::delimited_data()
{
    QTest::addColumn<LinkFormat>("format");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("csv") << LinkFormat::Csv
                         << QByteArray("post_id,tag_id,note,left_label,right_label\n"
                                       "1,1,\"a, b\",First,sql\n"
                                       "1,2,\"say \"\"hi\"\"\",First,c++\n"
                                       "2,1,tab\there,\"two\nlines\",sql\n");
    QTest::newRow("tsv") << LinkFormat::Tsv
                         << QByteArray("post_id\ttag_id\tnote\tleft_label\tright_label\n"
                                       "1\t1\ta, b\tFirst\tsql\n"
                                       "1\t2\t\"say \"\"hi\"\"\"\tFirst\tc++\n"
                                       "2\t1\t\"tab\there\"\t\"two\nlines\"\tsql\n");
}

void TestLinkExporter::delimited()
{
    TestDatabase database(tagsScript(QStringLiteral(
        "INSERT INTO posts VALUES (1, 'First'), (2, 'two' || char(10) || 'lines');\n"
        "INSERT INTO tags VALUES (1, 'sql'), (2, 'c++');\n"
        "INSERT INTO post_tags VALUES (2, 1, 'tab' || char(9) || 'here'), (1, 2, 'say \"hi\"'), (1, 1, 'a, b');\n")));
    QFETCH(LinkFormat, format);
    QTEST(exported(database, format), "text");
}

void TestLinkExporter::csvTellsNullFromEmptyText()
{
    TestDatabase database(
        tagsScript(QStringLiteral("INSERT INTO posts VALUES (1, '');\nINSERT INTO tags VALUES (1, NULL), (2, 'x');\n"
                                  "INSERT INTO post_tags VALUES (1, 1, NULL), (1, 2, '');\n")));
    QCOMPARE(exported(database, LinkFormat::Csv),
             QByteArray("post_id,tag_id,note,left_label,right_label\n1,1,,\"\",\n1,2,\"\",\"\",x\n"));
}

void TestLinkExporter::jsonKeepsTypes()
{
    TestDatabase database(tagsScript(
        QStringLiteral("INSERT INTO posts VALUES (1, 'a\"b\\c' || char(1) || char(10));\n"
                       "INSERT INTO tags VALUES (1, 'i'), (2, 'r'), (3, 'b'), (4, 'n'), (5, 'e');\n"
                       "INSERT INTO post_tags VALUES (1, 1, 9007199254740993), (1, 2, 0.1), (1, 3, x'00ff'), "
                       "(1, 4, NULL), (1, 5, x'');\n")));
    const QByteArray json = exported(database, LinkFormat::Json);
    QCOMPARE(
        json.split('\n').first(),
        QByteArray(
            "[{\"post_id\": 1, \"tag_id\": 1, \"note\": 9007199254740993, \"left_label\": \"a\\\"b\\\\c\\u0001\\n\", "
            "\"right_label\": \"i\"},"));
    QJsonParseError error;
    const QJsonArray rows = QJsonDocument::fromJson(json, &error).array();
    QVERIFY2(error.error == QJsonParseError::NoError, qPrintable(error.errorString()));
    QCOMPARE(rows.size(), 5);
    QCOMPARE(rows[1][QStringLiteral("note")].toDouble(), 0.1);
    QCOMPARE(rows[2][QStringLiteral("note")].toString(), QStringLiteral("AP8="));
    QVERIFY(rows[3][QStringLiteral("note")].isNull());
    QCOMPARE(rows[4][QStringLiteral("note")], QJsonValue(QString(QLatin1String(""))));
}

void TestLinkExporter::nestedHoldsRowsWithoutLinks()
{
    TestDatabase database(
        tagsScript(QStringLiteral("INSERT INTO posts VALUES (1, 'First'), (2, NULL), (3, 'Third');\n"
                                  "INSERT INTO tags VALUES (1, 'sql'), (2, 'c++');\n"
                                  "INSERT INTO post_tags VALUES (3, 2, 'x'), (3, 1, NULL), (1, 2, 7);\n")));
    QCOMPARE(
        exported(database, LinkFormat::Nested),
        QByteArray(
            "[{\"id\": 1, \"title\": \"First\", \"Tags\": [{\"id\": 2, \"name\": \"c++\", \"post_tags\": {\"post_id\": 1, "
            "\"tag_id\": 2, \"note\": 7}}]},\n"
            " {\"id\": 2, \"title\": null, \"Tags\": []},\n"
            " {\"id\": 3, \"title\": \"Third\", \"Tags\": [{\"id\": 1, \"name\": \"sql\", \"post_tags\": {\"post_id\": 3, "
            "\"tag_id\": 1, \"note\": null}}, {\"id\": 2, \"name\": \"c++\", \"post_tags\": {\"post_id\": 3, \"tag_id\": 2, "
            "\"note\": \"x\"}}]}]\n"));
}

void TestLinkExporter::filteredByOneRow_data()
{
    QTest::addColumn<Side>("side");
    QTest::addColumn<qlonglong>("key");
    QTest::addColumn<int>("links");
    QTest::addColumn<QByteArray>("nested");
    QTest::newRow("Ada's shows") << Side::Left << 1LL << 2 << QByteArray("Ada:Severance,Dark");
    QTest::newRow("Edsger has none") << Side::Left << 4LL << 0 << QByteArray("Edsger:");
    QTest::newRow("who likes The Wire") << Side::Right << 2LL << 2 << QByteArray("Alan:The Wire Grace:The Wire");
    QTest::newRow("nobody likes Borgen") << Side::Right << 5LL << 0 << QByteArray("");
}

void TestLinkExporter::filteredByOneRow()
{
    QFETCH(Side, side);
    QFETCH(qlonglong, key);
    QFETCH(int, links);
    TestDatabase database(TestDatabase::favoritesScript());
    const LinkFilter filter{side, KeyList{RowKey{{key}}}};
    QCOMPARE(QJsonDocument::fromJson(exported(database, LinkFormat::Json, filter)).array().size(), links);
    QCOMPARE(exported(database, LinkFormat::Csv, filter).count('\n'), links + 1);
    QByteArrayList people;
    for (const QJsonValue person : QJsonDocument::fromJson(exported(database, LinkFormat::Nested, filter)).array()) {
        QByteArrayList shows;
        for (const QJsonValue show : person[QStringLiteral("Favorites")].toArray())
            shows += show[QStringLiteral("title")].toString().toUtf8();
        people += person[QStringLiteral("name")].toString().toUtf8() + ':' + shows.join(',');
    }
    QTEST(people.join(' '), "nested");
}

void TestLinkExporter::danglingLinksKeepTheirRow()
{
    TestDatabase database(tagsScript(
        QStringLiteral("INSERT INTO posts VALUES (1, 'First');\nINSERT INTO tags VALUES (1, 'sql');\n"
                       "INSERT INTO post_tags VALUES (1, 9, 'no tag'), (8, 1, 'no post'), (1, NULL, 'null');\n")));
    QCOMPARE(exported(database, LinkFormat::Csv), QByteArray("post_id,tag_id,note,left_label,right_label\n"
                                                             "1,,null,First,\n1,9,no tag,First,\n8,1,no post,,sql\n"));
    QCOMPARE(exported(database, LinkFormat::Nested), QByteArray("[{\"id\": 1, \"title\": \"First\", \"Tags\": []}]\n"));
}

void TestLinkExporter::compositeKeys()
{
    TestDatabase database(QStringLiteral(
        "CREATE TABLE pupils (school INTEGER, nr INTEGER, name TEXT, PRIMARY KEY (school, nr));\n"
        "CREATE TABLE courses (school INTEGER, code TEXT, title TEXT, PRIMARY KEY (school, code));\n"
        "CREATE TABLE enrolments (school INTEGER, nr INTEGER, code TEXT, PRIMARY KEY (school, nr, code), "
        "FOREIGN KEY (school, nr) REFERENCES pupils, FOREIGN KEY (school, code) REFERENCES courses);\n"
        "INSERT INTO pupils VALUES (1, 1, 'Ann'), (2, 1, 'Bob');\nINSERT INTO courses VALUES (1, 'M', 'Maths'), (2, 'M', 'Music');\n"
        "INSERT INTO enrolments VALUES (2, 1, 'M'), (1, 1, 'M');\n"));
    QCOMPARE(exported(database, LinkFormat::Csv),
             QByteArray("school,nr,code,left_label,right_label\n1,1,M,Ann,Maths\n2,1,M,Bob,Music\n"));
    const LinkFilter music{Side::Right, KeyList{RowKey{{2LL, QStringLiteral("M")}}}};
    QCOMPARE(exported(database, LinkFormat::Csv, music),
             QByteArray("school,nr,code,left_label,right_label\n2,1,M,Bob,Music\n"));
}

void TestLinkExporter::repeatedPairsComeInTheirOwnKeysOrder()
{
    TestDatabase database(QStringLiteral(
        "CREATE TABLE lists (id INTEGER PRIMARY KEY, name TEXT);\nCREATE TABLE tracks (id INTEGER PRIMARY KEY, name TEXT);\n"
        "CREATE TABLE entries (id INTEGER PRIMARY KEY, list_id REFERENCES lists, track_id REFERENCES tracks);\n"
        "INSERT INTO lists VALUES (1, 'A');\nINSERT INTO tracks VALUES (1, 'x'), (2, 'y');\n"
        "INSERT INTO entries VALUES (7, 1, 1), (3, 1, 1), (1, 1, 2);\n"));
    QCOMPARE(exported(database, LinkFormat::Csv),
             QByteArray("id,list_id,track_id,left_label,right_label\n3,1,1,A,x\n7,1,1,A,x\n1,1,2,A,y\n"));
}

void TestLinkExporter::selfRelationship()
{
    TestDatabase database(QStringLiteral(
        "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);\n"
        "CREATE TABLE follows (follower_id REFERENCES users, followed_id REFERENCES users, PRIMARY KEY (follower_id, followed_id));\n"
        "INSERT INTO users VALUES (1, 'Ada'), (2, 'Alan');\nINSERT INTO follows VALUES (1, 2);\n"));
    QCOMPARE(exported(database, LinkFormat::Csv),
             QByteArray("follower_id,followed_id,left_label,right_label\n1,2,Ada,Alan\n"));
    const LinkFilter ada{Side::Right, KeyList{RowKey{{1LL}}}};
    QCOMPARE(exported(database, LinkFormat::Nested, ada), QByteArray("[]\n"));
}

void TestLinkExporter::integerKeyReferringToTextKey()
{
    TestDatabase database(QStringLiteral(
        "CREATE TABLE a (id TEXT PRIMARY KEY, name TEXT);\nCREATE TABLE b (id INTEGER PRIMARY KEY, name TEXT);\n"
        "CREATE TABLE a_b (a_id INTEGER REFERENCES a, b_id TEXT REFERENCES b, PRIMARY KEY (a_id, b_id));\n"
        "INSERT INTO a VALUES ('5', 'five');\nINSERT INTO b VALUES (6, 'six');\nINSERT INTO a_b VALUES (5, '6');\n"));
    QCOMPARE(exported(database, LinkFormat::Csv, LinkFilter{Side::Left, KeyList{RowKey{{QStringLiteral("5")}}}}),
             QByteArray("a_id,b_id,left_label,right_label\n5,6,five,six\n"));
}

void TestLinkExporter::saysWhenTheDeviceIsFull()
{
    TestDatabase database(TestDatabase::favoritesScript());
    for (const LinkFormat format : {LinkFormat::Csv, LinkFormat::Json, LinkFormat::Nested}) {
        FullDevice device(10);
        device.open(QIODevice::WriteOnly | QIODevice::Unbuffered);
        const auto done = exportTo(device, database, format);
        QVERIFY(!done);
        QVERIFY2(done.error().summary.contains(QLatin1String("no room")), qPrintable(done.error().summary));
    }
}

QTEST_GUILESS_MAIN(TestLinkExporter)
#include "tst_linkexporter.moc"
