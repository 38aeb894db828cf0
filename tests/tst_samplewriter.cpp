#include "database/connection.h"
#include "samples/samplewriter.h"
#include "session/catalog.h"

#include <QDir>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace joinery;

class TestSampleWriter : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void listsFavorites();
    void writesUsersAndTheirShows();
    void keepsAnExistingFile();
    void replacesWhenAsked();
    void refusesAnUnknownName();
    void leavesNothingBehindWhenTheFolderIsMissing();
    void ownCopyIsMadeOnceAndResetOnDemand();
};

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool put(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

QVariant ask(const QString &path, const QString &sql)
{
    auto connection = Connection::open({path});
    return connection ? (*connection)->value(sql).value_or(QVariant()) : QVariant();
}

const QString favorites = QStringLiteral("favorites");

} // namespace

void TestSampleWriter::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
}

void TestSampleWriter::listsFavorites()
{
    QCOMPARE(sampleNames(), QStringList{favorites});
}

void TestSampleWriter::writesUsersAndTheirShows()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a b%20.sqlite"));
    const auto written = writeSample(favorites, path);
    QVERIFY2(written, written ? "" : qPrintable(written.error().summary));
    QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
             QStringList{QStringLiteral("a b%20.sqlite")});

    auto connection = Connection::open({path});
    QVERIFY(connection);
    const auto catalog = readCatalog(**connection, {path});
    QVERIFY(catalog);
    QCOMPARE((*catalog)->relationships.first().name, QStringLiteral("Favorites"));
    QCOMPARE((*connection)->value(QStringLiteral("PRAGMA integrity_check"))->toString(), QStringLiteral("ok"));
    QVERIFY(!(*connection)->exec(QStringLiteral("PRAGMA foreign_key_check"))->next());
    QCOMPARE((*connection)->value(QStringLiteral("SELECT name FROM users WHERE id = 1"))->toString(),
             QStringLiteral("Ada Lovelace"));
    QVERIFY((*connection)->value(QStringLiteral("SELECT count(*) FROM user_favorites"))->toInt() > 1000);
}

void TestSampleWriter::keepsAnExistingFile()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("mine.txt"));
    QVERIFY(put(path, "precious"));
    const auto written = writeSample(favorites, path);
    QVERIFY(!written);
    QCOMPARE(written.error().kind, Error::Kind::Refused);
    QCOMPARE(contentOf(path), QByteArray("precious"));
    QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot).size(), 1);
}

void TestSampleWriter::replacesWhenAsked()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("old.sqlite"));
    QVERIFY(put(path, "old"));
    QVERIFY(put(path + QStringLiteral("-journal"), "a crashed program's"));
    QVERIFY(writeSample(favorites, path, ExistingFile::Replace));
    QVERIFY(ask(path, QStringLiteral("SELECT count(*) FROM shows")).toInt() > 100);
    QVERIFY(!QFile::exists(path + QStringLiteral("-journal")));
}

void TestSampleWriter::refusesAnUnknownName()
{
    QTemporaryDir folder;
    for (const QString &name : {QStringLiteral("nothing"), QString(), QStringLiteral("../samples/favorites")}) {
        const auto written = writeSample(name, folder.filePath(QStringLiteral("x.sqlite")));
        QVERIFY(!written);
        QCOMPARE(written.error().kind, Error::Kind::Missing);
    }
    QVERIFY(!QFile::exists(folder.filePath(QStringLiteral("x.sqlite"))));
}

void TestSampleWriter::leavesNothingBehindWhenTheFolderIsMissing()
{
    QTemporaryDir folder;
    const auto written = writeSample(favorites, folder.filePath(QStringLiteral("no/such/x.sqlite")));
    QVERIFY(!written);
    QCOMPARE(written.error().kind, Error::Kind::Failed);
    QVERIFY(QDir(folder.path()).isEmpty());
}

void TestSampleWriter::ownCopyIsMadeOnceAndResetOnDemand()
{
    QFile::remove(samplePath(favorites));
    const auto made = ensureSample(favorites, false);
    QVERIFY(made);
    QCOMPARE(*made, samplePath(favorites));
    {
        auto connection = Connection::open({*made});
        QVERIFY(connection);
        QVERIFY((*connection)->exec(QStringLiteral("UPDATE users SET name = 'Changed' WHERE id = 1")));
    }
    QVERIFY(ensureSample(favorites, false));
    QCOMPARE(ask(*made, QStringLiteral("SELECT name FROM users WHERE id = 1")).toString(), QStringLiteral("Changed"));
    QVERIFY(ensureSample(favorites, true));
    QCOMPARE(ask(*made, QStringLiteral("SELECT name FROM users WHERE id = 1")).toString(),
             QStringLiteral("Ada Lovelace"));
    QVERIFY(QFile::remove(*made));
}

QTEST_GUILESS_MAIN(TestSampleWriter)
#include "tst_samplewriter.moc"
