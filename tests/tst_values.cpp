#include "database/textfolding.h"
#include "values/keylist.h"
#include "values/naming.h"

#include <QTest>

#include <limits>

using namespace joinery;

class TestValues : public QObject
{
    Q_OBJECT

private slots:
    void keysTellStorageClassesApart();
    void keyText_data();
    void keyText();
    void keyListHoldsAnything();
    void keyListFromIntegersToText();
    void nouns_data();
    void nouns();
    void noNouns_data();
    void noNouns();
    void identifiers_data();
    void identifiers();
    void folding_data();
    void folding();
};

void TestValues::keysTellStorageClassesApart()
{
    const QList<QVariant> different = {QVariant(), 1LL, 1.0, QStringLiteral("1"), QByteArray("1"), QStringLiteral("")};
    for (const QVariant &a : different) {
        for (const QVariant &b : different)
            QCOMPARE(RowKey{{a}} == RowKey{{b}}, &a == &b);
    }
}

void TestValues::keyText_data()
{
    QTest::addColumn<QVariantList>("values");
    QTest::addColumn<QString>("text");
    QTest::newRow("one integer") << QVariantList{1LL} << QStringLiteral("1");
    QTest::newRow("two") << QVariantList{1LL, QStringLiteral("b")} << QStringLiteral("1,b");
    QTest::newRow("comma") << QVariantList{QStringLiteral("a,b"), 2LL} << QStringLiteral("\"a,b\",2");
    QTest::newRow("quote") << QVariantList{QStringLiteral("a\"b")} << QStringLiteral("\"a\"\"b\"");
    QTest::newRow("empty") << QVariantList{QStringLiteral(""), 1LL} << QStringLiteral("\"\",1");
}

void TestValues::keyText()
{
    QFETCH(QVariantList, values);
    QFETCH(QString, text);
    QCOMPARE(RowKey{values}.text(), text);
    const QStringList parts = splitKeyText(text);
    QCOMPARE(parts.size(), values.size());
    for (qsizetype i = 0; i < parts.size(); ++i)
        QCOMPARE(parts[i], values[i].toString());
}

void TestValues::keyListHoldsAnything()
{
    const QList<RowKey> keys = {RowKey{{1LL, QStringLiteral("x")}},
                                RowKey{{std::numeric_limits<qlonglong>::min(), QVariant()}},
                                RowKey{{QByteArray(), 2.5}}, RowKey{{QStringLiteral("日本"), QByteArray("\0\xff", 2)}}};
    const KeyList list = KeyList::fromKeys(keys);
    QCOMPARE(list.size(), keys.size());
    for (qsizetype i = 0; i < keys.size(); ++i) {
        QCOMPARE(list.at(i), keys[i]);
        QCOMPARE(list.indexOf(keys[i]), i);
    }
    QCOMPARE(list.mid(1, 2), KeyList::fromKeys(keys.mid(1, 2)));
    QVERIFY(!list.contains(RowKey{{1LL}}));
}

void TestValues::keyListFromIntegersToText()
{
    KeyList list(1);
    for (qlonglong i = 0; i < 1000; ++i)
        list.append(RowKey{{i}});
    QVERIFY(list.memory() <= 1024 * qsizetype(sizeof(qint64)));
    list.append(RowKey{{QStringLiteral("a")}});
    QCOMPARE(list.at(999), RowKey{{999LL}});
    QCOMPARE(list.at(1000), RowKey{{QStringLiteral("a")}});
    QCOMPARE(list.indexOf(RowKey{{500LL}}), 500);
}

void TestValues::nouns_data()
{
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("many");
    const QStringList pairs =
        QStringLiteral("show shows;country countries;box boxes;child children;series series;person people;"
                       "movie movies;address addresses;day days;status statuses;alias aliases;bus buses;"
                       "class classes;analysis analyses;axis axes;house houses;course courses;"
                       "database databases;prize prizes;size sizes;quiz quizzes;cache caches;batch batches;"
                       "branch branches;hero heroes;photo photos;shoe shoes;leaf leaves;archive archives;"
                       "chef chefs;menu menus;taxi taxis;schema schemas;salesman salesmen;human humans;"
                       "feed feeds;bed beds;booking bookings;key keys;virus viruses;license licenses;"
                       "tax taxes;tie ties;staff staff;information information;datum data;follower followers;"
                       "stomach stomachs;use uses;variable variables;response responses")
            .split(u';');
    for (const QString &pair : pairs)
        QTest::newRow(qPrintable(pair)) << pair.section(u' ', 0, 0) << pair.section(u' ', 1, 1);
}

void TestValues::nouns()
{
    QFETCH(QString, one);
    QFETCH(QString, many);
    QCOMPARE(plural(one), many);
    QCOMPARE(plural(many), many);
    QCOMPARE(singular(many), one);
    QCOMPARE(singular(one), one);
    QCOMPARE(countedNoun(many, 1), one);
    QCOMPARE(countedNoun(one, 2), many);
}

void TestValues::noNouns_data()
{
    QTest::addColumn<QString>("word");
    for (const QString &word :
         QStringLiteral(
             "Followed;Archived;Searchable;As;From;Following;Previous;Written;Übung;Größe;Mitgliedschaft;Direccion;"
             "Categoria;Utenti;Użytkownik;Utilisateur;学生;User API;2nd;Film 3D")
             .split(u';'))
        QTest::newRow(qPrintable(word)) << word;
}

void TestValues::noNouns()
{
    QFETCH(QString, word);
    QCOMPARE(plural(word), word);
    QCOMPARE(singular(word), word);
    QCOMPARE(countedNoun(word, 2), word.toLower());
}

void TestValues::identifiers_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("heading");
    QTest::newRow("snake") << QStringLiteral("user_favorites")
                           << QStringList({QStringLiteral("user"), QStringLiteral("favorites")})
                           << QStringLiteral("User favorites");
    QTest::newRow("camel") << QStringLiteral("PlaylistTrack")
                           << QStringList({QStringLiteral("playlist"), QStringLiteral("track")})
                           << QStringLiteral("Playlist track");
    QTest::newRow("acronym") << QStringLiteral("HTTPServerID")
                             << QStringList({QStringLiteral("http"), QStringLiteral("server"), QStringLiteral("id")})
                             << QStringLiteral("Http server id");
    QTest::newRow("spaces stay") << QStringLiteral("Order Details")
                                 << QStringList({QStringLiteral("order"), QStringLiteral("details")})
                                 << QStringLiteral("Order Details");
    QTest::newRow("nothing but signs") << QStringLiteral("--") << QStringList() << QStringLiteral("--");
}

void TestValues::identifiers()
{
    QFETCH(QString, name);
    QFETCH(QStringList, words);
    QFETCH(QString, heading);
    QCOMPARE(wordsOf(name), words);
    QCOMPARE(humanized(name), heading);
}

void TestValues::folding_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("needle");
    QTest::addColumn<bool>("found");
    QTest::newRow("case") << QStringLiteral("The Wire") << QStringLiteral("wIRE") << true;
    QTest::newRow("accent") << QStringLiteral("Élite") << QStringLiteral("eli") << true;
    QTest::newRow("accent in the needle") << QStringLiteral("elite") << QStringLiteral("Éli") << true;
    QTest::newRow("sharp s") << QStringLiteral("Straße") << QStringLiteral("STRASSE") << true;
    QTest::newRow("greek") << QStringLiteral("Οδυσσεύς") << QStringLiteral("οδυσσευσ") << true;
    QTest::newRow("cyrillic") << QStringLiteral("Слово пацана") << QStringLiteral("ПАЦ") << true;
    QTest::newRow("japanese") << QStringLiteral("孤独のグルメ") << QStringLiteral("グルメ") << true;
    QTest::newRow("not there") << QStringLiteral("Dark") << QStringLiteral("light") << false;
    QTest::newRow("empty needle") << QStringLiteral("Dark") << QString() << true;
}

void TestValues::folding()
{
    QFETCH(QString, text);
    QFETCH(QString, needle);
    QFETCH(bool, found);
    QCOMPARE(containsFolded(text.toUtf8(), foldedText(needle).toUtf8()), found);
}

QTEST_GUILESS_MAIN(TestValues)

#include "tst_values.moc"
