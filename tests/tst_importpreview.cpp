#include "import/importmodel.h"
#include "import/resolvemodel.h"
#include "importing.h"
#include "session/importmemory.h"
#include "session/importstate.h"

#include <QAbstractItemModelTester>
#include <QBuffer>
#include <QSettings>

using namespace joinery;

namespace {

/// A preview of the text, as an import with the same wishes would be.
Result<ImportPreview> previewOf(Importing &import, QByteArray text, ImportPlan *used = nullptr)
{
    QBuffer file(&text);
    file.open(QIODevice::ReadOnly);
    const auto plan = planImport(file, import.connection(), import.catalog().schema, import.relationship(),
                                 import.wishes);
    if (!plan)
        return tl::unexpected(plan.error());
    if (used)
        *used = *plan;
    return previewImport(file, import.connection(), import.catalog().schema, import.relationship(), *plan, {});
}

/// "line: verdict: reason" of each row.
QStringList inWords(const ImportPreview &preview)
{
    QStringList words;
    for (const PreviewRow &row : preview.rows)
        words += QStringLiteral("%1: %2: %3").arg(row.line).arg(verdictInWords(row.verdict), row.reason);
    return words;
}

QStringList column(const QAbstractItemModel &model, int column)
{
    QStringList texts;
    for (int row = 0; row < model.rowCount(); ++row)
        texts += model.index(row, column).data().toString();
    return texts;
}

/// A state over a scratch database, with its file.
struct State
{
    State() : session(database.location())
    {
        if (!load(session))
            qFatal("cannot load");
        state = std::make_unique<ImportState>(session, session.catalog()->relationships.first());
        QObject::connect(state.get(), &ImportState::failed, [this](const Error &error) { said = error.summary; });
        QObject::connect(state.get(), &ImportState::drafted, [this] { said.clear(); }); // as the form does
        QObject::connect(state.get(), &ImportState::importFailed, [this](const Error &error) { said = error.summary; });
    }

    void write(const QByteArray &content) const
    {
        QFile file(path());
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write the file");
    }
    QString path() const { return folder.filePath(QStringLiteral("pairs.csv")); }
    bool isJudged() const
    {
        return QTest::qWaitFor([&] { return !state->isReading() && state->preview().isWhole; }, 20'000);
    }
    QStringList links() { return database.rows(QStringLiteral("SELECT * FROM user_favorites ORDER BY 1, 2")); }

    QTemporaryDir folder;
    TestDatabase database{TestDatabase::favoritesScript()};
    Session session;
    QString said;
    std::unique_ptr<ImportState> state;
};

} // namespace

class TestImportPreview : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void newEntitiesAreNamed();
    void newNamesAreResolved();
    void namesOfOneTableAreSharedByBothEnds();
    void memoryHoldsTheMappingAlone();
    void memoryIsOfOneDatabaseAndRelationship();
    void refusalsAreForeseen_data();
    void refusalsAreForeseen();
    void changedFileIsReadAnew();
    void choiceThatIsNotShownIsNotImported();
    void filterReachesTheWholeFile();
    void longRowsAreKeptInBounds();
    void moreNamesThanAreHeld();
    void duplicatesSayOfWhat();

private:
    QTemporaryDir m_settings;
};

void TestImportPreview::initTestCase()
{
    QCoreApplication::setOrganizationName(QStringLiteral("joinery-test"));
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings.path());
}

void TestImportPreview::newEntitiesAreNamed()
{
    TestDatabase database(TestDatabase::favoritesScript());
    Importing import(database);
    import.wishes.left.create = import.wishes.right.create = true;
    const QByteArray text =
        "user,show\nEve,Dark\nEve,Borgen\nEve,Dark\nMallory,Andor\nAda,Borgen\nOscar,\nAlan,Andor\n";
    ImportPlan plan;
    const auto preview = previewOf(import, text, &plan);
    QVERIFY(preview);
    QCOMPARE(preview->account.createdLeft, 2); // not Oscar, who is linked to nothing
    QCOMPARE(preview->account.createdRight, 1);
    ImportModel rows(import.relationship());
    const QAbstractItemModelTester tester(&rows);
    rows.setPlan(plan);
    rows.setPreview(*preview);
    QCOMPARE(column(rows, ImportModel::VerdictColumn),
             QStringList({QStringLiteral("will be linked, creates a new user"),
                          QStringLiteral("will be linked to the new user"), QStringLiteral("twice in the file"),
                          QStringLiteral("will be linked, creates a new user and a new show"),
                          QStringLiteral("will be linked"), QStringLiteral("unknown in Shows"),
                          QStringLiteral("will be linked to the new show")}));
    QCOMPARE(rows.creations(), QStringLiteral("2 users and 1 show will be created."));
    rows.setFilter({{}, Side::Left});
    QCOMPARE(column(rows, ImportModel::LineColumn), QStringList({QStringLiteral("2"), QStringLiteral("5")}));
    QVERIFY(rows.extent().isEmpty());
    const auto outcome = import.run(text);
    QVERIFY(outcome);
    ImportAccount written = outcome->account;
    written.written = false;
    QCOMPARE(Importing::inWords(preview->account), Importing::inWords(written));
}

void TestImportPreview::newNamesAreResolved()
{
    State s;
    s.write("user,show\nEve,Dark\nEve,Borgen\nMallory,Dark\nAda,Nope\n");
    ImportState &state = *s.state;
    ResolveModel &names = state.names();
    const QAbstractItemModelTester tester(&names);
    state.setSource(ImportSource::ofFile(s.path()));
    QVERIFY(s.isJudged());
    QCOMPARE(names.summary(), QStringLiteral("Names to resolve: 3"));
    ImportChoices choices = state.choices();
    choices.wishes.left.create = true;
    state.choose(choices);
    QVERIFY(s.isJudged());
    QCOMPARE(names.summary(), QStringLiteral("Names to resolve: 1, new: 2"));
    const auto decisions = [&] {
        QStringList all;
        for (int row = 0; row < names.rowCount(); ++row)
            all += names.name(row).open.name + QStringLiteral(": ")
                 + names.index(row, ResolveModel::DecisionColumn).data().toString();
        all.sort();
        return all.join(QStringLiteral(", "));
    };
    QCOMPARE(decisions(), QStringLiteral("Eve: will be created, Mallory: will be created, Nope: open: rejected"));
    const auto rowOf = [&](const QString &name) { return int(column(names, ResolveModel::NameColumn).indexOf(name)); };
    state.decide(rowOf(QStringLiteral("Eve")), Resolution{Resolution::Kind::Skip, {}});
    QVERIFY(s.isJudged());
    state.decide(rowOf(QStringLiteral("Mallory")), Resolution{Resolution::Kind::Use, RowKey{{1LL}}},
                 QStringLiteral("Ada"));
    QVERIFY(s.isJudged());
    QCOMPARE(decisions(), QStringLiteral("Eve: skipped, Mallory: is Ada, Nope: open: rejected"));
    QCOMPARE(names.summary(), QStringLiteral("Names to resolve: 1"));
    QCOMPARE(state.preview().account.createdLeft, 0);
    QCOMPARE(state.preview().account.of(Verdict::AlreadyLinked), 1); // Ada and Dark
    QCOMPARE(state.preview().account.of(Verdict::UnknownLeft), 2);
}

void TestImportPreview::namesOfOneTableAreSharedByBothEnds()
{
    TestDatabase database(QStringLiteral(
        "CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT);\n"
        "CREATE TABLE follows (follower_id INTEGER NOT NULL REFERENCES people, followed_id INTEGER NOT NULL REFERENCES people, "
        "PRIMARY KEY (follower_id, followed_id));\nINSERT INTO people VALUES (1, 'Ada');\n"));
    Importing import(database);
    import.wishes.left.fileColumns = QStringList{QStringLiteral("a")};
    import.wishes.right.fileColumns = QStringList{QStringLiteral("b")};
    import.wishes.left.columns = import.wishes.right.columns = QStringList{QStringLiteral("name")};
    import.wishes.left.create = import.wishes.right.create = true;
    const QByteArray text = "a,b\nEve,Ada\nAda,Eve\nZoe,Eve\nAda,Ben\n";
    const auto preview = previewOf(import, text);
    QVERIFY(preview);
    QCOMPARE(preview->account.createdLeft, 2);
    QCOMPARE(preview->account.createdRight, 1);
    QCOMPARE(preview->openNames.size(), 3);
    QCOMPARE(preview->openNames.first().name, QStringLiteral("Eve"));
    QCOMPARE(preview->openNames.first().rows, 3);
    const auto outcome = import.run(text);
    QVERIFY(outcome);
    QCOMPARE(outcome->account.createdLeft, 2);
    QCOMPARE(outcome->account.createdRight, 1);
}

void TestImportPreview::memoryHoldsTheMappingAlone()
{
    TestDatabase database(TestDatabase::favoritesScript());
    const Importing import(database);
    const QStringList header{QStringLiteral("user"), QStringLiteral("show"), QStringLiteral("stars")};
    ImportChoices choices;
    choices.wishes.left = {{}, {0}, {QStringLiteral("name")}, "|", true, {}};
    choices.wishes.left.resolutions.insert(QStringLiteral("Eve"), {Resolution::Kind::Create, {}});
    choices.wishes.right = {{}, {1}, {QStringLiteral("title")}, {}, true, {}};
    choices.wishes.dialect.delimiter.choose(';');
    choices.wishes.dialect.encoding.choose("ISO-8859-1");
    choices.wishes.onConflict = OnConflict::Update;
    choices.wishes.ignoreCase = true;
    choices.payload.insert(QStringLiteral("rating"), 2);
    choices.set.insert(QStringLiteral("note"), QStringLiteral("from a list"));
    const ImportMemory memory(database.path(), import.relationship());
    memory.remember(header, choices);
    ImportChoices recalled;
    QVERIFY(memory.recall(import.catalog().schema, header, recalled));
    QCOMPARE(recalled.wishes.left.places, QList<int>{0});
    QCOMPARE(recalled.wishes.left.columns, QStringList(QStringLiteral("name")));
    QCOMPARE(recalled.wishes.left.separator, QByteArray("|"));
    QCOMPARE(recalled.payload.value(QStringLiteral("rating")), 2);
    QVERIFY(recalled.wishes.ignoreCase);
    QVERIFY(recalled.wishes.dialect.delimiter.isPersons());
    QCOMPARE(recalled.wishes.dialect.delimiter.value(), ';');
    QCOMPARE(recalled.wishes.dialect.encoding.value(), QByteArray("ISO-8859-1"));
    QVERIFY(!recalled.wishes.dialect.quote.isPersons());
    QVERIFY(!recalled.wishes.left.create && !recalled.wishes.right.create);
    QVERIFY(recalled.wishes.left.resolutions.isEmpty());
    QCOMPARE(recalled.wishes.onConflict, OnConflict::Skip);
    QVERIFY(recalled.set.isEmpty());
}

void TestImportPreview::memoryIsOfOneDatabaseAndRelationship()
{
    TestDatabase database(TestDatabase::favoritesScript());
    TestDatabase other(TestDatabase::favoritesScript());
    const Importing import(database);
    const QStringList header{QStringLiteral("user"), QStringLiteral("show")};
    ImportChoices choices;
    choices.wishes.ignoreCase = true;
    ImportMemory(database.path(), import.relationship()).remember(header, choices);
    const Schema &schema = import.catalog().schema;
    ImportChoices recalled;
    QVERIFY(!ImportMemory(other.path(), import.relationship()).recall(schema, header, recalled));
    Relationship another = import.relationship();
    another.scope.insert(QStringLiteral("note"), QStringLiteral("x"));
    QVERIFY(!ImportMemory(database.path(), another).recall(schema, header, recalled));
    QVERIFY(!ImportMemory(database.path(), import.relationship()).recall(schema, header.mid(1), recalled));
    QVERIFY(ImportMemory(database.path(), import.relationship()).recall(schema, header, recalled));
}

void TestImportPreview::refusalsAreForeseen_data()
{
    QTest::addColumn<QString>("person"); // further columns
    QTest::addColumn<QString>("link");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("expected");
    QTest::addColumn<bool>("updates");
    const auto row = [](const char *name, const char *person, const char *link, const char *text,
                        const QByteArrayList &expected, bool updates = false) {
        QStringList words;
        for (const QByteArray &each : expected)
            words += QString::fromUtf8(each);
        QTest::newRow(name) << QString::fromUtf8(person) << QString::fromUtf8(link) << QByteArray(text) << words
                            << updates;
    };
    row("nothing against it", ", email TEXT, born TEXT NOT NULL DEFAULT ''", ", role TEXT NOT NULL DEFAULT 'guest'",
        "person,club\nEve,Chess\nAda,Chess\n", {"2: linked: ", "3: linked: "});
    row("a new row without what it must have", ", email TEXT NOT NULL", "",
        "person,club\nEve,Chess\nAda,Chess\nEve,Go\n",
        {"2: refused: email must not be empty in a new row of persons",
         "3: linked: ", "4: refused: email must not be empty in a new row of persons"});
    row("timestamps are filled", ", created_at TEXT NOT NULL", ", updated_at TEXT NOT NULL", "person,club\nEve,Chess\n",
        {"2: linked: "});
    row("a default of NULL is none", ", email TEXT NOT NULL DEFAULT NULL", "", "person,club\nEve,Chess\n",
        {"2: refused: email must not be empty in a new row of persons"});
    row("an empty value", "", ", role TEXT NOT NULL", "person,club,role\nAda,Chess,\nAda,Chess,x\nAda,Chess,\n",
        {"2: refused: role must not be empty",
         "3: linked: ", "4: twice in the file: the same pair as line 3, with other values"});
    row("an empty text is a value", "", ", role TEXT NOT NULL", "person,club,role\nAda,Chess,\"\"\n", {"2: linked: "});
    row("linked already before refused", "", ", role TEXT NOT NULL", "person,club,role\nAda,Tennis,\n",
        {"2: linked already: "});
    row("a refused update", "", ", role TEXT NOT NULL", "person,club,role\nAda,Tennis,\nAda,Tennis,x\n",
        {"2: refused: role must not be empty", "3: updated: "}, true);
    row("a column that nothing gives", "", ", role TEXT NOT NULL, uuid TEXT NOT NULL",
        "person,club,role\nAda,Chess,x\nAda,Tennis,x\n",
        {"2: refused: uuid must not be empty, and nothing gives it a value", "3: linked already: "});
    row("an update need not give it", "", ", role TEXT NOT NULL, uuid TEXT NOT NULL",
        "person,club,role\nAda,Tennis,y\n", {"2: updated: "}, true);
}

void TestImportPreview::refusalsAreForeseen()
{
    QFETCH(QString, person);
    QFETCH(QString, link);
    QFETCH(QByteArray, text);
    QFETCH(QStringList, expected);
    QFETCH(bool, updates);
    TestDatabase database(
        QStringLiteral(
            "CREATE TABLE persons (id INTEGER PRIMARY KEY, name TEXT NOT NULL%1);\n"
            "CREATE TABLE clubs (id INTEGER PRIMARY KEY, name TEXT);\n"
            "CREATE TABLE members (person_id INTEGER NOT NULL REFERENCES persons, club_id INTEGER NOT NULL REFERENCES clubs%2, "
            "PRIMARY KEY (person_id, club_id));\nINSERT INTO clubs VALUES (1, 'Chess'), (2, 'Go'), (3, 'Tennis');\n")
            .arg(person, link));
    // A row of each with every column filled.
    const auto fill = [&](const QString &table, const QString &values) {
        const QStringList columns = database.rows(
            QStringLiteral("SELECT name FROM pragma_table_info('%1') LIMIT 9 OFFSET 2").arg(table));
        QString sql = QStringLiteral("INSERT INTO %1 VALUES (%2").arg(table, values);
        for (qsizetype i = 0; i < columns.size(); ++i)
            sql += QStringLiteral(", 'filled'");
        database.exec(sql + u')');
    };
    fill(QStringLiteral("persons"), QStringLiteral("1, 'Ada'"));
    fill(QStringLiteral("members"), QStringLiteral("1, 3"));
    Importing import(database, QStringLiteral("members"));
    import.wishes.left.fileColumns = QStringList{QStringLiteral("person")};
    import.wishes.left.columns = import.wishes.right.columns = QStringList{QStringLiteral("name")};
    import.wishes.left.create = true;
    import.wishes.onConflict = updates ? OnConflict::Update : OnConflict::Skip;
    const auto preview = previewOf(import, text);
    QVERIFY2(preview, preview ? "" : qPrintable(preview.error().summary));
    QCOMPARE(inWords(*preview), expected);
    const auto outcome = import.run(text);
    QVERIFY(outcome);
    ImportAccount written = outcome->account;
    written.written = false;
    QCOMPARE(Importing::inWords(preview->account), Importing::inWords(written));
}

void TestImportPreview::changedFileIsReadAnew()
{
    State s;
    ImportState &state = *s.state;
    const QString changed = QStringLiteral("The file has changed since it was read; look at the preview again.");
    s.write("user,show\nAda,Borgen\n");
    state.setSource(ImportSource::ofFile(s.path()));
    QVERIFY(s.isJudged());
    const QStringList before = s.links();
    s.write("user,show\nAda,Borgen\nAlan,Dark\n");
    state.start();
    QVERIFY(!state.isImporting());
    QCOMPARE(s.said, changed);
    QVERIFY(s.isJudged());
    QCOMPARE(s.said, changed); // also beside the new preview
    QCOMPARE(state.preview().account.of(Verdict::Linked), 2);
    QCOMPARE(s.links(), before);
    QVERIFY(!s.session.isBusy());

    // Changed once more, between the look at it and the import's turn.
    const auto run = std::make_shared<ImportRun>();
    const Report report = finish(s.session, [&] {
        s.session.perform(
            importGesture(state.relationship(), state.source(), state.draft()->plan, {}, run, SourceStamp{1, 1}));
    });
    QCOMPARE(report.text, changed);
    QCOMPARE(s.links(), before);

    state.start();
    QVERIFY(state.isImporting());
    QTRY_VERIFY(!state.isImporting());
    QCOMPARE(s.links().size(), before.size() + 2);
}

void TestImportPreview::choiceThatIsNotShownIsNotImported()
{
    State s;
    ImportState &state = *s.state;
    s.write("user,show\nAda,Borgen\n");
    state.setSource(ImportSource::ofFile(s.path()));
    QVERIFY(s.isJudged());
    ImportChoices choices = state.choices();
    choices.set.insert(QStringLiteral("note"), QStringLiteral("from a list"));
    state.choose(choices);
    state.start(); // as Enter in a field does, which ends the field's editing and presses the button
    QVERIFY(!state.isImporting());
    QVERIFY(s.isJudged());
    QCOMPARE(s.said, QStringLiteral("Your last choice was not in the preview yet; look at it, then import."));
    state.start();
    QTRY_VERIFY(!state.isImporting());
    QVERIFY(s.links().contains(QStringLiteral("1|5|2026-01-01|NULL|from a list")));
}

void TestImportPreview::filterReachesTheWholeFile()
{
    TestDatabase database(TestDatabase::favoritesScript());
    Importing import(database);
    QByteArray text = "user,show\n";
    for (int i = 0; i < 1500; ++i)
        text += "Ada,Borgen\n";
    for (int i = 0; i < 1200; ++i)
        text += "Eve,Dark\n";
    text += "Alan,Nope\n";
    ImportPlan plan;
    const auto preview = previewOf(import, text, &plan);
    QVERIFY(preview);
    ImportModel rows(import.relationship());
    rows.setPlan(plan);
    QSignalSpy extent(&rows, &ImportModel::extentChanged);
    rows.setPreview(*preview);
    QVERIFY(!extent.isEmpty());
    QCOMPARE(rows.rowCount(), 1000);
    QCOMPARE(rows.wantedRows(), 2701);
    QCOMPARE(rows.extent(), QStringLiteral("the first 1,000 of 2,701"));
    rows.setFilter({Verdict::UnknownLeft, {}});
    QCOMPARE(rows.rowCount(), 1000);
    QCOMPARE(rows.extent(), QStringLiteral("the first 1,000 of 1,200"));
    rows.setFilter({Verdict::UnknownRight, {}});
    QCOMPARE(column(rows, ImportModel::LineColumn), QStringList(QStringLiteral("2,702")));
    QVERIFY(rows.extent().isEmpty());
}

void TestImportPreview::longRowsAreKeptInBounds()
{
    TestDatabase database(TestDatabase::favoritesScript());
    Importing import(database);
    QByteArray text = "user,show";
    for (int i = 0; i < 40; ++i)
        text += ",x" + QByteArray::number(i);
    text += '\n';
    const QByteArray field = ',' + QByteArray(3000, 'x');
    for (int i = 0; i < 900; ++i)
        text += "Ada,Borgen" + field.repeated(40) + '\n';
    ImportPlan plan;
    const auto preview = previewOf(import, text, &plan);
    QVERIFY(preview);
    ImportModel rows(import.relationship());
    rows.setPlan(plan);
    rows.setPreview(*preview);
    QVERIFY(rows.rowCount() >= 200 && rows.rowCount() < 600);
    QCOMPARE(rows.extent(), QStringLiteral("the first %1 of 900").arg(rows.rowCount()));
}

void TestImportPreview::moreNamesThanAreHeld()
{
    TestDatabase database(TestDatabase::favoritesScript());
    Importing import(database);
    import.wishes.left.fileColumns = QStringList{QStringLiteral("user")};
    import.wishes.left.columns = QStringList{QStringLiteral("name")};
    QByteArray text = "user,show\n";
    for (int i = 0; i < 100'000; ++i)
        text += 'u' + QByteArray::number(i) + ",Dark\n";
    ResolveModel names(import.relationship());
    const auto summary = [&](const QByteArray &rows) {
        const auto preview = previewOf(import, rows);
        if (!preview)
            return preview.error().summary;
        names.setNames(preview->openNames, true, preview->areNamesCut);
        return names.summary();
    };
    QCOMPARE(summary(text), QStringLiteral("Names to resolve: 100,000"));
    text += "one more,Dark\n";
    QCOMPARE(summary(text), QStringLiteral("Names to resolve: more than 100,000"));
    names.decide(0, Resolution{Resolution::Kind::Use, RowKey{{1LL}}}, QStringLiteral("Ada"));
    import.wishes.left.resolutions = names.resolutions(Side::Left);
    QCOMPARE(summary(text), QStringLiteral("Names to resolve: 100,000"));
}

void TestImportPreview::duplicatesSayOfWhat()
{
    TestDatabase database(TestDatabase::favoritesScript());
    Importing import(database);
    const auto preview = previewOf(
        import, "user,show,rating,note\nAda,Borgen,1,a\nAda,Borgen,1,a\nAda,Borgen,2,a\nAda,Borgen,1,\nAda,Dark,1,\n"
                "Ada,Dark,2,\n");
    QVERIFY(preview);
    QCOMPARE(
        inWords(*preview),
        QStringList({QStringLiteral("2: linked: "), QStringLiteral("3: twice in the file: the same pair as line 2"),
                     QStringLiteral("4: twice in the file: the same pair as line 2, with other values"),
                     QStringLiteral("5: twice in the file: the same pair as line 2, with other values"),
                     QStringLiteral("6: linked already: "),
                     QStringLiteral("7: twice in the file: the same pair as line 6, with other values")}));
}

QTEST_GUILESS_MAIN(TestImportPreview)
#include "tst_importpreview.moc"
