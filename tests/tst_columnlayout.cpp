#include "mainwindow.h"
#include "panels/foldedcolumns.h"
#include "relationshipeditor.h"
#include "rows/columnlayout.h"
#include "testdatabase.h"

#include <QFile>
#include <QHeaderView>
#include <QScrollBar>
#include <QSettings>

using namespace joinery;

/// Which columns a list shows, and where.
class TestColumnLayout : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void linksStayLastAndInSight_data();
    void linksStayLastAndInSight();
    void sortedColumnStays();
    void databasesOfOneNameDoNotMix();

private:
    static QString wideScript();
    static bool open(MainWindow &window, const TestDatabase &database);
    static qsizetype shown(const RowTable &table);

    QTemporaryDir m_settings;
};

void TestColumnLayout::initTestCase()
{
    QCoreApplication::setOrganizationName(QStringLiteral("joinery-test"));
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings.path());
}

/// Shows with many columns of long texts.
QString TestColumnLayout::wideScript()
{
    return QStringLiteral(
        "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\n"
        "CREATE TABLE shows (id INTEGER PRIMARY KEY, title TEXT NOT NULL, plot TEXT, network TEXT, language TEXT, "
        "director TEXT, country TEXT, premiere DATE);\n"
        "CREATE TABLE user_favorites (user_id INTEGER NOT NULL REFERENCES users, show_id INTEGER NOT NULL REFERENCES shows, "
        "PRIMARY KEY (user_id, show_id));\n"
        "INSERT INTO users VALUES (1, 'Ada');\n"
        "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40) INSERT INTO shows SELECT i, "
        "'a title of some length ' || i, 'a plot that is far too long for any column of a list ' || i, 'a network of a long name', "
        "'a language of a long name', 'a director of a long name', 'a country of a long name', '2026-01-01' FROM n;\n");
}

bool TestColumnLayout::open(MainWindow &window, const TestDatabase &database)
{
    window.show();
    QSignalSpy ready(&window, &MainWindow::editorReady);
    window.open(database.path());
    return QTest::qWaitFor([&] { return ready.size() == 1 && window.isSettled(); }, 20'000);
}

qsizetype TestColumnLayout::shown(const RowTable &table)
{
    qsizetype count = 0;
    for (int column = 0; column < table.model()->columnCount(); ++column)
        count += !table.isColumnHidden(column) && column != table.source().boxColumn;
    return count;
}

void TestColumnLayout::linksStayLastAndInSight_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("columns");
    QTest::newRow("as a window opens") << QSize(1280, 800) << 3;
    QTest::newRow("the smallest") << MainWindow::smallest << 2;
    QTest::newRow("room for all") << QSize(4000, 800) << 8;
}

void TestColumnLayout::linksStayLastAndInSight()
{
    QFETCH(QSize, size);
    QFETCH(int, columns);
    const TestDatabase database(wideScript());
    MainWindow window;
    QVERIFY(open(window, database));
    window.resize(size);
    RowTable *table = window.editor()->panel(Side::Right)->table();
    QTRY_COMPARE(shown(*table), columns);
    const int links = table->source().pillColumn;
    QCOMPARE(table->shownColumns().last(), links);
    QCOMPARE(table->horizontalScrollBar()->maximum(), 0);
    QVERIFY(table->columnViewportPosition(links) + table->columnWidth(links) <= table->viewport()->width());
    const auto *more = window.editor()->panel(Side::Right)->findChild<FoldedColumns *>();
    QCOMPARE(more->isVisible(), columns < 8);
    // What is copied does not depend on how wide the window is.
    QCOMPARE(table->shownColumns().size(), 8);
}

void TestColumnLayout::sortedColumnStays()
{
    const TestDatabase database(wideScript());
    MainWindow window;
    QVERIFY(open(window, database));
    window.resize(4000, 800);
    RowTable *table = window.editor()->panel(Side::Right)->table();
    QTRY_COMPARE(shown(*table), 8);
    int premiere = 0;
    while (table->model()->headerData(premiere, Qt::Horizontal).toString() != QLatin1String("Premiere"))
        ++premiere;
    table->horizontalHeader()->setSortIndicator(premiere, Qt::AscendingOrder);
    window.resize(1280, 800);
    QTRY_VERIFY(shown(*table) < 8);
    QVERIFY(!table->isColumnHidden(premiere));
    QCOMPARE(table->horizontalScrollBar()->maximum(), 0);
}

void TestColumnLayout::databasesOfOneNameDoNotMix()
{
    const TestDatabase one(wideScript());
    const TestDatabase other(wideScript());
    QCOMPARE(one.location().name(), other.location().name());
    const auto widths = [](const TestDatabase &database, int width) {
        MainWindow window;
        if (!open(window, database))
            return -1;
        const RowTable *table = window.editor()->panel(Side::Right)->table();
        QCoreApplication::processEvents(); // the widths follow the rows
        if (width > 0)
            table->horizontalHeader()->resizeSection(table->horizontalHeader()->logicalIndex(1), width);
        return table->columnWidth(table->horizontalHeader()->logicalIndex(1));
    };
    QCOMPARE(widths(one, 123), 123);
    QCOMPARE(widths(one, 0), 123);
    QVERIFY(widths(other, 0) != 123);
    // The same file under another name is the same database.
    const QString link = one.path() + QStringLiteral(".link");
    QVERIFY(QFile::link(one.path(), link));
    QCOMPARE(ColumnLayout::settingsKey(link, QStringLiteral("x"), QStringLiteral("left")),
             ColumnLayout::settingsKey(one.path(), QStringLiteral("x"), QStringLiteral("left")));
}

QTEST_MAIN(TestColumnLayout)

#include "tst_columnlayout.moc"
