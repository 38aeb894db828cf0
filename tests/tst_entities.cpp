#include "links/checkrules.h"
#include "relationships/entityrules.h"
#include "tables/entitymodel.h"
#include "tables/linkmodel.h"
#include "testdatabase.h"

#include <QAbstractItemModelTester>
#include <QTranslator>

using namespace joinery;

namespace {

KeyList keys(std::initializer_list<qlonglong> ids)
{
    KeyList list(1);
    for (const qlonglong id : ids)
        list.append(RowKey{{id}});
    return list;
}

const QVariant null(QMetaType::fromType<QString>());

/// Shows with a column of every kind of rule, and users.
QString script()
{
    return QStringLiteral(
        "CREATE TABLE networks (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\n"
        "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\n"
        "CREATE TABLE shows (id INTEGER PRIMARY KEY, title TEXT NOT NULL UNIQUE, year INTEGER CHECK (year > 1900), "
        "network_id INTEGER REFERENCES networks (id), note TEXT, length INTEGER GENERATED ALWAYS AS (length(title)), "
        "updated_at TEXT);\n"
        "CREATE TABLE user_favorites (user_id INTEGER NOT NULL REFERENCES users (id), show_id INTEGER NOT NULL REFERENCES "
        "shows (id), rating INTEGER, PRIMARY KEY (user_id, show_id)) WITHOUT ROWID;\n"
        "INSERT INTO networks VALUES (1, 'HBO'), (2, 'Netflix'), (3, 'Arte');\n"
        "INSERT INTO users VALUES (1, 'Ada'), (2, 'Alan');\n"
        "INSERT INTO shows (id, title, year, network_id, note, updated_at) VALUES (1, 'Severance', 2022, NULL, NULL, "
        "'2020-01-01 00:00:00'), (2, 'The Wire', 2002, 1, '', '2020-01-01 00:00:00'), (3, 'Dark', 2017, 2, 'slow', "
        "'2020-01-01 00:00:00');\n"
        "INSERT INTO user_favorites VALUES (1, 1, 4), (1, 3, 5), (2, 2, NULL);\n");
}

const QString allShows = QStringLiteral("SELECT id, title, year, network_id, note FROM shows ORDER BY id");

/// A session on a scratch database with the models of the editor.
struct Editor
{
    explicit Editor(const QString &sql = script()) : database(sql), session(database.location())
    {
        if (!load(session))
            qFatal("cannot load");
        state = std::make_unique<EditorState>(session, session.catalog()->relationships.first());
        users = std::make_unique<EntityModel>(*state, Side::Left);
        shows = std::make_unique<EntityModel>(*state, Side::Right);
        settle();
    }

    void settle()
    {
        const auto isHere = [](const EntityModel &model) {
            if (model.isLoading() || model.isFetching())
                return false;
            for (int row = 0; row < model.rowCount(); ++row) {
                if (model.index(row, 0).data(EntityModel::PlaceholderRole).toBool())
                    return false;
            }
            return true;
        };
        if (!QTest::qWaitFor([&] { return !session.isBusy() && isHere(*users) && isHere(*shows); }, 20'000))
            qFatal("the models did not settle");
    }

    Report set(const KeyList &rows, const QString &column, const QVariant &value)
    {
        const Report report = finish(session,
                                     [&] { shows->setCells(rows, {shows->columnOf(column)}, {QVariantList{value}}); });
        settle();
        return report;
    }

    Report add(const NewRows &rows)
    {
        const Report report = finish(session, [&] { state->addEntities(Side::Right, rows); });
        settle();
        return report;
    }

    QString shown(const RowKey &key, const QString &column) const
    {
        return shows->index(shows->rowOf(key), shows->columnOf(column)).data().toString();
    }

    TestDatabase database;
    Session session;
    std::unique_ptr<EditorState> state;
    std::unique_ptr<EntityModel> users;
    std::unique_ptr<EntityModel> shows;
};

} // namespace

class TestEntities : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void setsOneColumn_data();
    void setsOneColumn();
    void severalTakeOneValue();
    void refusedAtTheCell();
    void ruleIsTold_data();
    void ruleIsTold();
    void timestampMoves();
    void typedValueStaysInPlace();
    void keysBehindLabels();
    void relatedRowsAreSearched();
    void readOnly_data();
    void readOnly();
    void whatANewRowTakes_data();
    void whatANewRowTakes();
    void adds();
    void refusedRowIsNotAdded();
    void createsAndLinks();
    void createsNothingThatIsNotLinked();
    void missingNamesAreToldFromAmbiguous();
    void changedSince();
};

void TestEntities::initTestCase()
{
    QLocale::setDefault(QLocale::c());
    static QTranslator english; // English plurals are a translation too
    QVERIFY(english.load(QStringLiteral(":/i18n/joinery_en.qm")));
    QCoreApplication::installTranslator(&english);
}

void TestEntities::setsOneColumn_data()
{
    QTest::addColumn<QString>("column");
    QTest::addColumn<QVariant>("value");
    QTest::addColumn<QString>("row"); // of show 2, as plain SQL finds it
    QTest::addColumn<QString>("said");
    const auto row = [](const char *name, const char *column, const QVariant &value, const char *expected,
                        const char *said) {
        QTest::newRow(name) << QString::fromUtf8(column) << value << QString::fromUtf8(expected)
                            << QString::fromUtf8(said);
    };
    row("label", "title", QStringLiteral("Wire"), "2|Wire|2002|1|", "title of The Wire set to “Wire”");
    row("number", "year", 2008, "2|The Wire|2008|1|", "year of The Wire set to “2008”");
    row("other row", "network_id", 3, "2|The Wire|2002|3|", "network_id of The Wire set to “3”");
    row("no other row", "network_id", null, "2|The Wire|2002|NULL|", "network_id of The Wire emptied (NULL)");
    row("empty becomes NULL", "note", null, "2|The Wire|2002|1|NULL", "note of The Wire emptied (NULL)");
    row("quotes", "note", QStringLiteral("'; DROP TABLE shows; --"), "2|The Wire|2002|1|'; DROP TABLE shows; --",
        "note of The Wire set to “'; DROP TABLE shows; --”");
}

void TestEntities::setsOneColumn()
{
    QFETCH(QString, column);
    QFETCH(QVariant, value);
    QFETCH(QString, row);
    QFETCH(QString, said);
    Editor e;
    QAbstractItemModelTester tester(e.shows.get(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    const QStringList before = e.database.rows(QStringLiteral("SELECT * FROM shows ORDER BY id"));
    const QStringList links = e.database.rows(QStringLiteral("SELECT * FROM user_favorites"));
    const Report report = e.set(keys({2}), column, value);
    QCOMPARE(report.kind, Report::Kind::Done);
    QCOMPARE(report.text, said);
    QVERIFY(report.undoable);
    QStringList after = e.database.rows(QStringLiteral("SELECT * FROM shows ORDER BY id"));
    QCOMPARE(e.database.rows(allShows).at(1), row);
    QCOMPARE(after.at(0), before.at(0));
    QCOMPARE(after.at(2), before.at(2));
    finish(e.session, [&] { e.session.undo(); });
    QCOMPARE(e.database.rows(QStringLiteral("SELECT * FROM shows ORDER BY id")), before);
    finish(e.session, [&] { e.session.redo(); });
    QCOMPARE(e.database.rows(QStringLiteral("SELECT * FROM shows ORDER BY id")), after);
    QCOMPARE(e.database.rows(QStringLiteral("SELECT * FROM user_favorites")), links);
}

void TestEntities::severalTakeOneValue()
{
    Editor e;
    const Report report = e.set(keys({1, 2, 3}), QStringLiteral("network_id"), 2);
    QCOMPARE(report.text, QStringLiteral("network_id of 2 shows set to “2”, 1 was so already"));
    QCOMPARE(e.database.rows(QStringLiteral("SELECT network_id FROM shows ORDER BY id")),
             (QStringList{QStringLiteral("2"), QStringLiteral("2"), QStringLiteral("2")}));
    finish(e.session, [&] { e.session.undo(); });
    QCOMPARE(e.database.rows(QStringLiteral("SELECT network_id FROM shows ORDER BY id")),
             (QStringList{QStringLiteral("NULL"), QStringLiteral("1"), QStringLiteral("2")}));
}

void TestEntities::refusedAtTheCell()
{
    Editor e;
    QList<RefusedCells> refused;
    connect(&e.session, &Session::cellsRefused, this, [&](const RefusedCells &cells) { refused += cells; });
    const QStringList before = e.database.rows(QStringLiteral("SELECT * FROM shows"));
    QCOMPARE(e.set(keys({2}), QStringLiteral("year"), 1800).kind, Report::Kind::Failed);
    QCOMPARE(e.set(keys({2}), QStringLiteral("title"), QStringLiteral("Dark")).kind, Report::Kind::Failed);
    QCOMPARE(e.set(keys({2}), QStringLiteral("title"), null).kind, Report::Kind::Failed);
    QCOMPARE(e.set(keys({2}), QStringLiteral("network_id"), 77).kind, Report::Kind::Failed);
    QCOMPARE(e.database.rows(QStringLiteral("SELECT * FROM shows")), before);
    QVERIFY(!e.session.history().undoStep());
    QVERIFY(refused.size() >= 3); // a foreign key may be checked at the end only
    for (const RefusedCells &cells : std::as_const(refused)) {
        QCOMPARE(cells.table.name, QStringLiteral("shows"));
        QCOMPARE(cells.refusals.size(), 1);
        QCOMPARE(cells.refusals.first().row, (RowKey{{qlonglong(2)}}));
        QVERIFY(!cells.refusals.first().error.summary.isEmpty());
    }
}

void TestEntities::ruleIsTold_data()
{
    QTest::addColumn<QString>("named");
    QTest::addColumn<QString>("rule");
    const auto row = [](const char *named, const char *rule) {
        QTest::newRow(named) << QString::fromUtf8(named) << QString::fromUtf8(rule);
    };
    row("Discount", "[Discount]>=(0) AND [Discount]<=(1)");
    row("Quantity", "[Quantity]>(0)");
    row("fair", "price < 100 AND note <> ')'");
    row("price > 0", "price > 0");
    row("kind", "kind IN ('a', 'b')");
    row("nothing", "");
}

void TestEntities::ruleIsTold()
{
    QFETCH(QString, named);
    QFETCH(QString, rule);
    const QString sql = QStringLiteral(
        "CREATE TABLE [Order Details] (id INTEGER CONSTRAINT pk PRIMARY KEY, [Discount] REAL CHECK ([Discount]>=(0) AND "
        "[Discount]<=(1)), -- CHECK (id > 7)\n CHECK ([Quantity]>(0)), price REAL CHECK (price > 0), "
        "CONSTRAINT \"fair\" CHECK (price < 100 AND note <> ')'), \"check\" TEXT, kind TEXT CHECK(kind IN ('a', 'b')))");
    QCOMPARE(checkConditions(sql, named).join(QStringLiteral("; ")), rule);
}

void TestEntities::timestampMoves()
{
    Editor e;
    e.set(keys({2}), QStringLiteral("year"), 2003);
    const QStringList stamps = e.database.rows(QStringLiteral("SELECT updated_at FROM shows ORDER BY id"));
    QCOMPARE(stamps.at(0), QStringLiteral("2020-01-01 00:00:00"));
    QVERIFY(stamps.at(1) > QStringLiteral("2026-"));
    QCOMPARE(stamps.at(2), QStringLiteral("2020-01-01 00:00:00"));
}

void TestEntities::typedValueStaysInPlace()
{
    Editor e;
    QCOMPARE(e.shows->rowOf(RowKey{{qlonglong(3)}}), 0); // Dark
    e.set(keys({3}), QStringLiteral("title"), QStringLiteral("Zorro"));
    QCOMPARE(e.shows->rowOf(RowKey{{qlonglong(3)}}), 0);
    QTRY_COMPARE(e.shown(RowKey{{qlonglong(3)}}, QStringLiteral("title")), QStringLiteral("Zorro"));
    // What a find excludes goes.
    e.shows->setFind(QStringLiteral("zorro"));
    QTRY_COMPARE(e.shows->rowCount(), 1);
    e.settle();
    e.set(keys({3}), QStringLiteral("title"), QStringLiteral("Dark"));
    QTRY_COMPARE(e.shows->rowCount(), 0);
}

void TestEntities::keysBehindLabels()
{
    Editor e;
    const int column = e.shows->columnOf(QStringLiteral("network_id"));
    const QModelIndex wire = e.shows->index(e.shows->rowOf(RowKey{{qlonglong(2)}}), column);
    QCOMPARE(wire.data().toString(), QStringLiteral("HBO"));
    QCOMPARE(wire.data(Qt::EditRole).toLongLong(), 1);
    QVERIFY(wire.flags() & Qt::ItemIsEditable);
    e.set(keys({2}), QStringLiteral("network_id"), 3);
    QTRY_COMPARE(e.shown(RowKey{{qlonglong(2)}}, QStringLiteral("network_id")), QStringLiteral("Arte"));
}

void TestEntities::relatedRowsAreSearched()
{
    QString sql = script();
    sql += QStringLiteral("WITH RECURSIVE n(i) AS (VALUES (10) UNION ALL SELECT i + 1 FROM n WHERE i < 3000) "
                          "INSERT INTO networks SELECT i, 'Network ' || i FROM n;\n");
    Editor e(sql);
    QVERIFY(EditorState::isReference(e.state->entityTable(Side::Right), QStringLiteral("network_id")));
    QVERIFY(!EditorState::isReference(e.state->entityTable(Side::Right), QStringLiteral("year")));
    QStringList labels;
    QVariant key;
    e.state->findRelated(e.state->entityTable(Side::Right), QStringLiteral("network_id"), QStringLiteral("WORK 2999"),
                         this, [&](const QList<EditorState::Related> &rows) {
                             for (const EditorState::Related &row : rows) {
                                 labels += row.label;
                                 key = row.key;
                             }
                         });
    QTRY_COMPARE(labels, QStringList(QStringLiteral("Network 2999"))); // far behind the first 256
    QCOMPARE(key.toLongLong(), 2999);
}

void TestEntities::readOnly_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("column");
    QTest::addColumn<QString>("why"); // empty: it is edited
    QTest::newRow("plain") << QString() << QStringLiteral("year") << QString();
    QTest::newRow("key") << QString() << QStringLiteral("id") << QStringLiteral("key");
    QTest::newRow("computed") << QString() << QStringLiteral("length") << QStringLiteral("computes");
    QTest::newRow("referred to") << QStringLiteral(
        "CREATE TABLE reviews (id INTEGER PRIMARY KEY, show TEXT REFERENCES shows (title));\n")
                                 << QStringLiteral("title") << QStringLiteral("Rows of reviews refer to title");
    QTest::newRow("a key that cannot be enforced")
        << QStringLiteral("CREATE TABLE reviews (id INTEGER PRIMARY KEY, show INTEGER REFERENCES shows (year));\n")
        << QStringLiteral("note") << QStringLiteral("cannot be enforced");
}

void TestEntities::readOnly()
{
    QFETCH(QString, sql);
    QFETCH(QString, column);
    QFETCH(QString, why);
    Editor e(script() + sql);
    const int place = e.shows->columnOf(column);
    QVERIFY2(e.shows->whyNotEdited(place).contains(why), qPrintable(e.shows->whyNotEdited(place)));
    const QModelIndex cell = e.shows->index(0, place);
    QCOMPARE(bool(cell.flags() & Qt::ItemIsEditable), why.isEmpty());
    QVERIFY(cell.data(Qt::ToolTipRole).toString().contains(why));
    const QStringList before = e.database.rows(QStringLiteral("SELECT * FROM shows"));
    QCOMPARE(e.shows->setData(cell, 5), why.isEmpty());
    e.settle();
    if (!why.isEmpty())
        QCOMPARE(e.database.rows(QStringLiteral("SELECT * FROM shows")), before);
}

void TestEntities::whatANewRowTakes_data()
{
    QTest::addColumn<QString>("table");
    QTest::addColumn<QStringList>("fillable");
    QTest::addColumn<QStringList>("required");
    QTest::addColumn<QStringList>("beside");
    QTest::addColumn<QString>("named"); // what "Ada King Lovelace" fills
    const auto list = [](const char *words) { return QString::fromUtf8(words).split(u' ', Qt::SkipEmptyParts); };
    const auto row = [&](const char *name, const char *table, const char *fillable, const char *required,
                         const char *beside, const char *named) {
        QTest::newRow(name) << QString::fromUtf8(table) << list(fillable) << list(required) << list(beside)
                            << QString::fromUtf8(named);
    };
    row("a name only", "id INTEGER PRIMARY KEY, name TEXT NOT NULL", "name", "name", "", "name=Ada King Lovelace");
    row("more than a name",
        "id INTEGER PRIMARY KEY, note TEXT, year INTEGER NOT NULL, name TEXT, made TEXT NOT NULL DEFAULT 'x', "
        "created_at TEXT NOT NULL",
        "name year note made", "year", "year", "name=Ada King Lovelace");
    row("two names", "id INTEGER PRIMARY KEY, last_name TEXT NOT NULL, first_name TEXT", "first_name last_name",
        "last_name", "", "first_name=Ada King, last_name=Lovelace");
    row("a key of text", "id TEXT PRIMARY KEY, name TEXT", "name id", "id", "id", "name=Ada King Lovelace");
    row("the key is the name", "tag TEXT PRIMARY KEY", "tag", "tag", "", "tag=Ada King Lovelace");
    row("nothing but a number", "id INTEGER PRIMARY KEY", "", "", "", "");
}

void TestEntities::whatANewRowTakes()
{
    QFETCH(QString, table);
    QFETCH(QStringList, fillable);
    QFETCH(QStringList, required);
    QFETCH(QStringList, beside);
    QFETCH(QString, named);
    const TestDatabase database(QStringLiteral("CREATE TABLE people (%1)").arg(table));
    auto connection = *Connection::open(database.location());
    const auto catalog = *readCatalog(*connection, database.location());
    End end;
    end.table = TableName{{}, QStringLiteral("people")};
    end.key = {catalog->table(end.table).primaryKey()};
    const EntityRules rules(catalog->schema, end, true);
    QCOMPARE(rules.fillable(), fillable);
    QCOMPARE(rules.required(), required);
    QCOMPARE(rules.requiredBesideLabel(), beside);
    QCOMPARE(rules.takesNames(), !named.isEmpty());
    QStringList filled;
    const auto values = rules.valuesOfName(QStringLiteral("Ada King Lovelace"));
    for (auto it = values.begin(); it != values.end(); ++it)
        filled += QStringLiteral("%1=%2").arg(it.key(), it.value().toString());
    QCOMPARE(filled.join(QStringLiteral(", ")), named);
}

void TestEntities::adds()
{
    Editor e;
    QAbstractItemModelTester tester(e.shows.get(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    const QStringList before = e.database.rows(QStringLiteral("SELECT * FROM shows"));
    KeyList added;
    const Report report = finish(e.session, [&] {
        e.state->addEntities(Side::Right,
                             {{QStringLiteral("title"), QStringLiteral("year")}, {{QStringLiteral("Borgen"), 2010}}},
                             [&](const Result<KeyList> &made) { added = made.value_or(KeyList()); });
    });
    QCOMPARE(report.text, QStringLiteral("Borgen added to Shows"));
    QVERIFY(report.undoable);
    QCOMPARE(added, keys({4}));
    e.settle();
    QVERIFY(e.shows->rowOf(RowKey{{qlonglong(4)}}) >= 0);
    const QStringList after = e.database.rows(QStringLiteral("SELECT * FROM shows"));
    QVERIFY(after.last().startsWith(QStringLiteral("4|Borgen|2010|NULL|NULL|")));
    QVERIFY(e.database.value(QStringLiteral("SELECT updated_at FROM shows WHERE id = 4")).toString()
            > QStringLiteral("2026-"));
    finish(e.session, [&] { e.session.undo(); });
    QCOMPARE(e.database.rows(QStringLiteral("SELECT * FROM shows")), before);
    finish(e.session, [&] { e.session.redo(); });
    QCOMPARE(e.database.rows(QStringLiteral("SELECT * FROM shows")), after);
    e.settle();
}

void TestEntities::refusedRowIsNotAdded()
{
    Editor e;
    const QStringList before = e.database.rows(QStringLiteral("SELECT * FROM shows"));
    const QStringList columns{QStringLiteral("title")};
    const Report report = e.add({columns, {{QStringLiteral("New")}, {QStringLiteral("Dark")}}});
    QCOMPARE(report.kind, Report::Kind::Failed);
    QVERIFY2(report.text.contains(QStringLiteral("title")), qPrintable(report.text));
    QCOMPARE(e.database.rows(QStringLiteral("SELECT * FROM shows")), before);
    QVERIFY(!e.session.history().undoStep());
}

void TestEntities::createsAndLinks()
{
    Editor e;
    const QString shows = QStringLiteral("SELECT id, title FROM shows ORDER BY id");
    const QString links = QStringLiteral("SELECT user_id, show_id FROM user_favorites ORDER BY 1, 2");
    const QStringList showsBefore = e.database.rows(shows);
    const QStringList linksBefore = e.database.rows(links);
    const QStringList title{QStringLiteral("title")};
    const Report one = finish(e.session, [&] {
        e.state->createAndLink(Side::Right, {title, {{QStringLiteral("Borgen")}}}, KeyList(1), keys({1}));
    });
    QCOMPARE(one.text, QStringLiteral("Borgen added to Shows and linked to Ada"));
    const Report two = finish(e.session, [&] {
        e.state->createAndLink(Side::Right, {title, {{QStringLiteral("Fleabag")}, {QStringLiteral("Lost")}}},
                               keys({1, 2}), keys({2}));
    });
    QCOMPARE(two.text, QStringLiteral("3 shows linked to Alan, 1 was linked already; 2 rows added to Shows"));
    QCOMPARE(e.database.rows(links).size(), linksBefore.size() + 4);
    QCOMPARE(e.session.history().position(), 2); // each one step
    finish(e.session, [&] { e.session.undo(); });
    finish(e.session, [&] { e.session.undo(); });
    QCOMPARE(e.database.rows(shows), showsBefore);
    QCOMPARE(e.database.rows(links), linksBefore);
    finish(e.session, [&] { e.session.redo(); });
    QCOMPARE(e.database.rows(shows).last(), QStringLiteral("4|Borgen"));
    QVERIFY(e.database.rows(links).contains(QStringLiteral("1|4")));
    e.settle();
}

void TestEntities::createsNothingThatIsNotLinked()
{
    Editor e(script()
             + QStringLiteral("CREATE TRIGGER full BEFORE INSERT ON user_favorites BEGIN SELECT RAISE(ABORT, 'the list "
                              "is full'); END;\n"));
    const QStringList before = e.database.rows(QStringLiteral("SELECT * FROM shows"));
    const Report report = finish(e.session, [&] {
        e.state->createAndLink(Side::Right, {{QStringLiteral("title")}, {{QStringLiteral("Borgen")}}}, KeyList(1),
                               keys({1}));
    });
    QCOMPARE(report.kind, Report::Kind::Failed);
    QVERIFY2((report.text + report.detail).contains(QStringLiteral("the list is full")), qPrintable(report.text));
    QCOMPARE(e.database.rows(QStringLiteral("SELECT * FROM shows")), before);
}

void TestEntities::missingNamesAreToldFromAmbiguous()
{
    Editor e;
    e.database.exec(QStringLiteral("INSERT INTO users VALUES (3, 'Grace'), (4, 'Grace')"));
    std::optional<NamedRows> rows;
    e.state->findByName(Side::Left,
                        {QStringLiteral("Ada"), QStringLiteral("Grace"), QStringLiteral("Élise"),
                         QStringLiteral("elise"), QStringLiteral("Zoe")},
                        this, [&](const Result<NamedRows> &found) { rows = *found; });
    QTRY_VERIFY(rows.has_value());
    QCOMPARE(rows->found, keys({1}));
    QCOMPARE(rows->ambiguous, QStringList(QStringLiteral("Grace")));
    QCOMPARE(rows->missing, (QStringList{QStringLiteral("Élise"), QStringLiteral("Zoe")}));
}

void TestEntities::changedSince()
{
    Editor e;
    e.set(keys({2}), QStringLiteral("year"), 2003);
    e.database.exec(QStringLiteral("UPDATE shows SET note = 'by someone else' WHERE id = 2"));
    const QStringList before = e.database.rows(QStringLiteral("SELECT * FROM shows"));
    finish(e.session, [&] { e.session.undo(); });
    QCOMPARE(e.database.rows(QStringLiteral("SELECT * FROM shows")), before); // nothing of theirs is lost
    e.database.exec(QStringLiteral("DELETE FROM user_favorites WHERE show_id = 1"));
    e.database.exec(QStringLiteral("DELETE FROM shows WHERE id = 1"));
    const Report gone = e.set(keys({1}), QStringLiteral("year"), 2003);
    QCOMPARE(gone.kind, Report::Kind::Failed);
}

QTEST_GUILESS_MAIN(TestEntities)
#include "tst_entities.moc"
