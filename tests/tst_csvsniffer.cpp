#include "csv/csvsample.h"
#include "csv/csvsniffer.h"
#include "csv/encodingsniffer.h"
#include "csv/textencoding.h"

#include <QBuffer>
#include <QTest>

using namespace joinery;

namespace {

CsvDialect sniffed(QByteArray bytes, const CsvHints &hints = {}, CsvDialect dialect = {})
{
    QBuffer file(&bytes);
    file.open(QIODevice::ReadOnly);
    if (!sniffCsv(file, dialect, hints) || file.pos() != 0)
        qFatal("a buffer can be read");
    return dialect;
}

} // namespace

class TestCsvSniffer : public QObject
{
    Q_OBJECT

private slots:
    void delimiters_data();
    void delimiters();
    void headers_data();
    void headers();
    void encodings_data();
    void encodings();
    void lastLetterTellsTheEncoding();
    void aFewStrayBytesDoNotChangeTheEncoding();
    void namesOfEncodings_data();
    void namesOfEncodings();
    void personsChoiceStays();
    void hintsHelp();
    void sample();
};

void TestCsvSniffer::delimiters_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<char>("delimiter");
    QTest::newRow("comma") << QByteArray("user,show\nAda,Dark\n") << ',';
    QTest::newRow("semicolon") << QByteArray("user;show\nAda;Dark\n") << ';';
    QTest::newRow("tab") << QByteArray("user\tshow\nAda\tDark\n") << '\t';
    QTest::newRow("pipe") << QByteArray("user|show\nAda|Dark\n") << '|';
    QTest::newRow("decimal commas") << QByteArray("user;rating\nAda;3,5\nAlan;4,0\n") << ';';
    QTest::newRow("commas in texts") << QByteArray("user\tshow\nAda\tI, Claudius\nAlan\tYes, Minister\n") << '\t';
    QTest::newRow("semicolons in quotes") << QByteArray("user,show\nAda,\"a;b\"\nAlan,\"c;d\"\n") << ',';
    QTest::newRow("stray delimiters") << QByteArray("a,b\nAda,Dark\nAlan,I, Claudius\nEve,Dark\n") << ',';
    QTest::newRow("a list inside") << QByteArray("user,shows\nAda,Dark|Severance\nAlan,Borgen|Dark\n") << ',';
    QTest::newRow("one column") << QByteArray("user\nAda\nAlan\n") << ',';
    QTest::newRow("nothing") << QByteArray() << ',';
    QTest::newRow("said by the file") << QByteArray("sep=;\nuser;show\nAda;a,b\nAlan;c,d\n") << ';';
    QTest::newRow("one line") << QByteArray("1;2") << ';';
}

void TestCsvSniffer::delimiters()
{
    QFETCH(QByteArray, text);
    QFETCH(char, delimiter);
    QCOMPARE(sniffed(text).delimiter.value(), delimiter);
    QByteArray crlf = text;
    QCOMPARE(sniffed(crlf.replace("\n", "\r\n")).delimiter.value(), delimiter);
}

void TestCsvSniffer::headers_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("header");
    QTest::newRow("names over numbers") << QByteArray("user_id,show_id\n1,2\n") << true;
    QTest::newRow("numbers") << QByteArray("1,2\n3,4\n") << false;
    QTest::newRow("numbers with a name") << QByteArray("1,Dark\n2,Severance\n") << false;
    QTest::newRow("words only") << QByteArray("foo,bar\nAda,Dark\n") << true;
    QTest::newRow("a date") << QByteArray("Ada,2026-01-01\nAlan,2026-01-02\n") << false;
    QTest::newRow("a header alone") << QByteArray("user,show\n") << true;
    QTest::newRow("unnamed columns") << QByteArray("a,b,\n1,2,3\n") << true;
}

void TestCsvSniffer::headers()
{
    QFETCH(QByteArray, text);
    QTEST(sniffed(text).header.value(), "header");
}

void TestCsvSniffer::encodings_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("encoding");
    const auto row = [](const char *name, const QByteArray &bytes, const char *encoding) {
        QTest::newRow(name) << bytes << QByteArray(encoding);
    };
    row("ascii", "user,show\nAda,Dark\n", "UTF-8");
    row("utf-8", "user,show\nZoë,Élite\n", "UTF-8");
    row("mark", "\xEF\xBB\xBFuser,show\n", "UTF-8");
    row("utf-16 little",
        QByteArray("\xFF\xFE"
                   "a\0,\0",
                   6),
        "UTF-16LE");
    row("utf-16 big", QByteArray("\xFE\xFF\0a\0,", 6), "UTF-16BE");
    row("utf-16 without a mark", QByteArray("a\0,\0b\0\n\0\xE9\0,\0c\0", 14), "UTF-16LE");
    row("utf-16 big without a mark", QByteArray("\0a\0,\0b\0\n\0\xE9\0,\0c", 14), "UTF-16BE");
    row("a NUL is not UTF-16", QByteArray("a,b,c\n\0,2,3\n", 12), "UTF-8");
    row("one western letter", "a,b\n1,\xE9\n", "WINDOWS-1252");
    row("the euro", "a,b\n1,\x80 5\n", "WINDOWS-1252");
    row("german",
        "M\xFCller,Stra\xDF"
        "e\nJ\xFCrgen,Gr\xF6\xDF"
        "e\n",
        "WINDOWS-1252");
    row("albanian",
        "Tepelen\353,Gjirokast\353r\nKor\347\353,Durr\353s\nVlor\353,Ku\347ov\353\nSarand\353,P\353rmet\nLezh\353,Puk\353\nKuk\353s,Dib\353r\n",
        "WINDOWS-1252");
    row("transliterated",
        "Podil\222s\222k,Khotyn\nPochaiv,Koziatyn\nUzhhorod,Tul\222chyn\nTaras\222,Stril\222s\222k\nKhmil\222nyk,Ternopil\222\nPutyvl\222,Kovel\222\n",
        "WINDOWS-1252");
    row("romanian",
        "Bucure\272ti,Ia\272i\nTimi\272oara,Bra\272ov\nConstan\376a,Gala\376i\nPloie\272ti,Oradea\nBr\343ila,Pite\272ti\nBac\343u,T\342rgu Mure\272\nBuz\343u,Boto\272ani\n",
        "WINDOWS-1250");
    row("czech",
        "P\370\355bram,N\341chod\n\310esk\351 Bud\354jovice,\332st\355 nad Labem\nJi\350\355n,Krom\354\370\355\236\nP\370erov,\216\357\341r nad S\341zavou\n",
        "WINDOWS-1250");
    row("czech from a Mac",
        "P\336\222bram,N\207chod\n\211esk\216 Bud\236jovice,\362st\222 nad Labem\nJi\213\222n,Krom\236\336\222\354\nP\336erov,\353\223\207r nad S\207zavou\n",
        "MAC-CENTRALEUROPE");
    row("polish",
        "\243\363d\237,Krak\363w\nGda\361sk,Pozna\361\nWroc\263aw,Cz\352stochowa\nRzesz\363w,Toru\361\nBia\263ystok,Zielona G\363ra\n",
        "WINDOWS-1250");
    row("c1 controls", "caf\xE9 \x81\n", "ISO-8859-1");
    row("russian",
        "\xE8\xEC\xFF,\xF1\xE5\xF0\xE8\xE0\xEB\n\xC0\xED\xED\xE0,\xD2\xB8\xEC\xED\xE0\xFF \xEC\xE0\xF2\xE5\xF0\xE8\xFF\n",
        "WINDOWS-1251");
    row("japanese", "\x96\xBC\x91\x4F,\x94\xD4\x91\x67\n\x91\xBE\x98\x59,\x94\xBC\x91\xF2\x92\xBC\x8E\xF7\n", "CP932");
    row("chinese", "\xD5\xC5\xCE\xB0,\xC8\xA8\xC1\xA6\xB5\xC4\xD3\xCE\xCF\xB7\n\xCD\xF5\xB7\xBC,\xBA\xDA\xB0\xB5\n",
        "GB18030");
}

void TestCsvSniffer::encodings()
{
    QFETCH(QByteArray, bytes);
    QTEST(sniffed(bytes).encoding.value(), "encoding");
}

void TestCsvSniffer::lastLetterTellsTheEncoding()
{
    QByteArray text("user,show\n");
    while (text.size() < 3'000'000)
        text += "Ada,Dark\n";
    QCOMPARE(sniffed(text).encoding.value(), QByteArray("UTF-8"));
    QCOMPARE(sniffed(text + "Zo\xEB,Dark\n").encoding.value(), QByteArray("WINDOWS-1252"));
    QCOMPARE(sniffed(text + "Zoë,Dark\n").encoding.value(), QByteArray("UTF-8"));
}

void TestCsvSniffer::aFewStrayBytesDoNotChangeTheEncoding()
{
    QByteArray text("user,show\n");
    for (int i = 0; i < 10; ++i)
        text += "Zoë,Élite\n";
    QCOMPARE(sniffed(text + "Zo\xEB,Dark\n").encoding.value(), QByteArray("UTF-8"));
}

void TestCsvSniffer::namesOfEncodings_data()
{
    QTest::addColumn<QByteArray>("known");
    for (const auto &[name, known] : {std::pair{"utf8", "UTF-8"},
                                      {"UTF-8", "UTF-8"},
                                      {"latin-1", "ISO-8859-1"},
                                      {"Latin1", "ISO-8859-1"},
                                      {"cp1252", "WINDOWS-1252"},
                                      {"windows-1251", "WINDOWS-1251"},
                                      {"shift_jis", "SHIFT_JIS"},
                                      {"Shift-JIS", "SHIFT_JIS"},
                                      {"utf-16", "UTF-16"},
                                      {"nonsense", ""},
                                      {"", ""},
                                      {"ISO-8859-1//TRANSLIT", ""}})
        QTest::newRow(name) << QByteArray(known);
}

void TestCsvSniffer::namesOfEncodings()
{
    QTEST(encodingNamed(QTest::currentDataTag()), "known");
}

void TestCsvSniffer::personsChoiceStays()
{
    CsvDialect chosen;
    chosen.delimiter.choose('|');
    chosen.encoding.choose("ISO-8859-1");
    chosen.header.choose(false);
    const CsvDialect after = sniffed("user,show\nZoë,Dark\n", {}, chosen);
    QCOMPARE(after.delimiter.value(), '|');
    QCOMPARE(after.encoding.value(), QByteArray("ISO-8859-1"));
    QCOMPARE(after.header.value(), false);
    // Left to the guesser again, it is guessed.
    CsvDialect left = after;
    left.delimiter.unchoose();
    QCOMPARE(sniffed("user;show\nZoë;Dark\n", {}, left).delimiter.value(), ';');
}

void TestCsvSniffer::hintsHelp()
{
    const QByteArray text("Ada|Dark\nAlan|Borgen\n");
    QCOMPARE(sniffed(text).delimiter.value(), '|');
    QCOMPARE(sniffed(text, {"|", {}, {}}).delimiter.value(), ',');
    const QByteArray lists("user;a,b\nAda;c,d\n");
    QCOMPARE(sniffed(lists, {{}, {QStringLiteral("a,b")}, {}}).delimiter.value(), ';');
    QCOMPARE(sniffed(lists, {{}, {QStringLiteral("b")}, {}}).delimiter.value(), ',');
    QVERIFY(!sniffed("1,2\n3,4\n").header.value());
    QVERIFY(sniffed("1,2\n3,4\n", {{}, {QStringLiteral("2")}, {}}).header.value());
    // One known column may be a value; two are none.
    const QStringList likely{QStringLiteral("user_id"), QStringLiteral("show_id")};
    QVERIFY(sniffed("User_id,show_id,2026\n3,4,5\n", {{}, {}, likely}).header.value());
    QVERIFY(!sniffed("user_id,1,2026\n3,4,5\n", {{}, {}, likely}).header.value());
}

void TestCsvSniffer::sample()
{
    QByteArray text("user,show\nAda,Dark\nAlan\n\nEve,\"\",x\nBob,\n");
    QBuffer file(&text);
    QVERIFY(file.open(QIODevice::ReadOnly));
    CsvDialect dialect;
    const auto sample = readSample(file, dialect, 3);
    QCOMPARE(sample->header, (QStringList{QStringLiteral("user"), QStringLiteral("show")}));
    QCOMPARE(sample->rows.size(), 3);
    QCOMPARE(sample->columns, 2);
    QVERIFY(!sample->isWhole);
    QVERIFY(sample->rows[2][1].quoted);
    dialect.header.choose(false);
    const auto whole = readSample(file, dialect);
    QVERIFY(whole->isWhole);
    QVERIFY(whole->header.isEmpty());
    QCOMPARE(whole->columns, 2);
    QCOMPARE(whole->rows.size(), 5);
}

QTEST_GUILESS_MAIN(TestCsvSniffer)

#include "tst_csvsniffer.moc"
