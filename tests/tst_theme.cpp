#include "theme/colors.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace joinery;

class TestTheme : public QObject
{
    Q_OBJECT

private slots:
    void contrastOfKnownPairs();
    void textIsLegible_data();
    void textIsLegible();
    void iconsFollowThePalette();
};

void TestTheme::contrastOfKnownPairs()
{
    QCOMPARE(qRound(contrast(Qt::black, Qt::white) * 10), 210);
    QCOMPARE(qRound(contrast(Qt::white, Qt::white) * 10), 10);
    QCOMPARE(qRound(contrast(QColor(0x76, 0x76, 0x76), Qt::white) * 100),
             454); // the lightest grey that passes on white
}

void TestTheme::textIsLegible_data()
{
    QTest::addColumn<QColor>("text");
    QTest::addColumn<QColor>("ground");
    for (const Colors *colors : {&lightColors(), &darkColors()}) {
        const QList<TextPair> pairs = textPairs(*colors);
        QVERIFY(pairs.size() > 10);
        for (const TextPair &pair : pairs) {
            QTest::newRow(qPrintable((colors->dark ? QStringLiteral("dark: ") : QStringLiteral("light: ")) + pair.name))
                << pair.text << pair.ground;
        }
    }
}

void TestTheme::textIsLegible()
{
    QFETCH(QColor, text);
    QFETCH(QColor, ground);
    const double ratio = contrast(text, ground);
    QVERIFY2(ratio >= 4.5, qPrintable(QStringLiteral("%1 : 1").arg(ratio)));
}

void TestTheme::iconsFollowThePalette()
{
    const QStringList icons = QDir(QStringLiteral(":/icons")).entryList({QStringLiteral("*.svg")});
    QVERIFY(icons.size() > 30);
    for (const QString &name : icons) {
        QFile file(QStringLiteral(":/icons/") + name);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const bool ownColors = name == QLatin1String("joinery.svg");
        QVERIFY2(file.readAll().contains("currentColor") != ownColors, qPrintable(name));
    }
}

QTEST_GUILESS_MAIN(TestTheme)

#include "tst_theme.moc"
