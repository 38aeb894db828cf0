#include "relationships/relationshipdetails.h"
#include "relationships/relationshiplist.h"
#include "relationships/relationshipsdialog.h"
#include "relationships/shapedialog.h"
#include "testdatabase.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>

using namespace joinery;

namespace {

/// Users and shows with a declared join table, an order that might be one, and a join table that nothing tells.
const QString script = QStringLiteral(R"(
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, email TEXT);
CREATE TABLE shows (id INTEGER PRIMARY KEY, title TEXT);
CREATE TABLE user_favorites (user_id INTEGER REFERENCES users, show_id INTEGER REFERENCES shows, PRIMARY KEY (user_id, show_id));
CREATE TABLE watched (user_id INTEGER REFERENCES users, show_id INTEGER REFERENCES shows, PRIMARY KEY (user_id, show_id));
CREATE TABLE seen (a INTEGER, b INTEGER);
INSERT INTO users VALUES (1, 'Ada', 'ada@example'), (2, 'Alan', NULL);
INSERT INTO shows VALUES (1, 'Dark'), (2, 'Borgen');
INSERT INTO user_favorites VALUES (1, 1);
)");

/// The newest widget with this text or, where it has none, this accessible name: one that was replaced may linger until events are handled.
template <class Widget>
Widget *named(const QWidget &parent, const QString &text)
{
    Widget *found = nullptr;
    for (Widget *each : parent.findChildren<Widget *>()) {
        if constexpr (std::is_base_of_v<QAbstractButton, Widget>)
            found = each->text().remove(u'&') == text ? each : found;
        else
            found = each->accessibleName() == text ? each : found;
    }
    return found;
}

} // namespace

/// The panel in which the person has the last word: what is done there changes what is offered, is kept, and never touches the database.
class TestRelationshipsDialog : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void saysWhatWasFoundAndWhy();
    void renames_data();
    void renames();
    void hidesAndShows();
    void reorders();
    void choosesTheLabel();
    void addsWhatWasNotFound();
    void incompleteShapeIsNotTaken();
    void correctsAndResets();
    void resetsAllAfterAsking();
    void closesWithTheSession();

private:
    QStringList offered() const;
    void choose(const QString &name);
    void click(const QString &button);

    QTemporaryDir m_settings;
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<RelationshipsDialog> m_dialog;
    QByteArray m_before;
};

void TestRelationshipsDialog::initTestCase()
{
    QCoreApplication::setOrganizationName(QStringLiteral("joinery-test"));
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings.path());
}

void TestRelationshipsDialog::init()
{
    QSettings().clear();
    m_database = std::make_unique<TestDatabase>(script);
    m_session = std::make_unique<Session>(m_database->location());
    QVERIFY(load(*m_session));
    QFile file(m_database->path());
    QVERIFY(file.open(QIODevice::ReadOnly));
    m_before = file.readAll();
    m_dialog = std::make_unique<RelationshipsDialog>(*m_session, QStringLiteral("Favorites"));
    m_dialog->show();
}

void TestRelationshipsDialog::cleanup()
{
    QFile file(m_database->path());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll() == m_before);
    m_dialog.reset();
    m_session.reset();
}

QStringList TestRelationshipsDialog::offered() const
{
    QStringList names;
    for (const Relationship &each : m_session->catalog()->relationships)
        names += each.name;
    return names;
}

void TestRelationshipsDialog::choose(const QString &name)
{
    for (const Reviewed &each : m_session->catalog()->review.relationships) {
        if (each.relationship.name == name)
            m_dialog->list()->setCurrentId(each.id);
    }
    QVERIFY(m_dialog->details()->isVisible());
}

void TestRelationshipsDialog::click(const QString &button)
{
    auto *found = named<QPushButton>(*m_dialog, button);
    QVERIFY2(found, qPrintable(button));
    QVERIFY2(found->isEnabled(), qPrintable(button));
    QTest::mouseClick(found, Qt::LeftButton);
}

void TestRelationshipsDialog::saysWhatWasFoundAndWhy()
{
    QCOMPARE(offered(), QStringList({QStringLiteral("Favorites"), QStringLiteral("Watched")}));
    QCOMPARE(m_dialog->list()->shownCount(), 2);
    QString said;
    for (const QLabel *label : m_dialog->details()->findChildren<QLabel *>())
        said += label->text() + u'\n';
    for (const char *text : {"two foreign keys", "together they are the primary key", "user_favorites", "Certain"})
        QVERIFY2(said.contains(QLatin1String(text)), qPrintable(said));
}

void TestRelationshipsDialog::renames_data()
{
    QTest::addColumn<int>("field");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    QTest::newRow("relationship") << 0 << "Likes"
                                  << "Likes"
                                  << "Users"
                                  << "Favorites";
    QTest::newRow("left") << 1 << " People "
                          << "Favorites"
                          << "People"
                          << "Favorites";
    QTest::newRow("right") << 2 << "Programmes"
                           << "Favorites"
                           << "Users"
                           << "Programmes";
    QTest::newRow("nothing: as found") << 0 << ""
                                       << "Favorites"
                                       << "Users"
                                       << "Favorites";
}

void TestRelationshipsDialog::renames()
{
    QFETCH(int, field);
    QFETCH(QString, typed);
    choose(QStringLiteral("Favorites"));
    QLineEdit *edit = m_dialog->details()->findChildren<QLineEdit *>().at(field);
    edit->selectAll();
    QTest::keyClick(edit, Qt::Key_Delete);
    QTest::keyClicks(edit, typed);
    QTest::keyClick(edit, Qt::Key_Return);
    const Relationship &changed = m_session->catalog()->relationships.first();
    QTEST(changed.name, "name");
    QTEST(changed.left.alias, "left");
    QTEST(changed.right.alias, "right");
    QCOMPARE(RelationshipSettings::kept(m_database->path()), m_session->catalog()->settings);
}

void TestRelationshipsDialog::hidesAndShows()
{
    choose(QStringLiteral("Favorites"));
    click(QStringLiteral("Hide"));
    QCOMPARE(offered(), QStringList(QStringLiteral("Watched")));
    choose(QStringLiteral("Favorites"));
    click(QStringLiteral("Show"));
    QCOMPARE(offered().size(), 2);
}

void TestRelationshipsDialog::reorders()
{
    choose(QStringLiteral("Favorites"));
    click(QStringLiteral("Move down"));
    QCOMPARE(offered(), QStringList({QStringLiteral("Watched"), QStringLiteral("Favorites")}));
    click(QStringLiteral("Move up"));
    QCOMPARE(offered(), QStringList({QStringLiteral("Favorites"), QStringLiteral("Watched")}));
}

void TestRelationshipsDialog::choosesTheLabel()
{
    choose(QStringLiteral("Favorites"));
    const auto *button = named<QPushButton>(*m_dialog, QStringLiteral("name"));
    QVERIFY(button && button->menu());
    const QList<QAction *> columns = button->menu()->actions();
    const auto email = std::find_if(columns.begin(), columns.end(),
                                    [](const QAction *each) { return each->text() == QLatin1String("email"); });
    QVERIFY(email != columns.end());
    (*email)->trigger();
    QCOMPARE(m_session->catalog()->settings.labels.value(QStringLiteral("users")),
             QStringList({QStringLiteral("name"), QStringLiteral("email")}));
}

void TestRelationshipsDialog::addsWhatWasNotFound()
{
    click(QStringLiteral("Add…"));
    auto *form = m_dialog->findChild<ShapeDialog *>();
    QVERIFY(form);
    QVERIFY(!form->isValid());
    form->findChild<QComboBox *>()->setCurrentText(QStringLiteral("seen"));
    const auto set = [form](const QString &name, const QString &value) {
        auto *combo = named<QComboBox>(*form, name);
        QVERIFY2(combo, qPrintable(name));
        combo->setCurrentText(value);
    };
    set(QStringLiteral("Left end: table"), QStringLiteral("users"));
    set(QStringLiteral("Right end: table"), QStringLiteral("shows"));
    set(QStringLiteral("Left end: column of the join table"), QStringLiteral("a"));
    set(QStringLiteral("Right end: column of the join table"), QStringLiteral("b"));
    QVERIFY(form->isValid());
    form->accept();
    QCOMPARE(offered().size(), 3);
    const Relationship *added = nullptr;
    for (const Relationship &each : m_session->catalog()->relationships) {
        if (each.joinTable.name == QLatin1String("seen"))
            added = &each;
    }
    QVERIFY(added);
    QCOMPARE(added->left.columns, QStringList(QStringLiteral("a")));
    QCOMPARE(added->right.columns, QStringList(QStringLiteral("b")));
    click(QStringLiteral("Remove"));
    QCOMPARE(offered().size(), 2);
}

void TestRelationshipsDialog::incompleteShapeIsNotTaken()
{
    ShapeDialog form(m_session->catalog(), std::nullopt);
    QVERIFY(!form.isValid());
    form.findChild<QComboBox *>()->setCurrentText(QStringLiteral("seen"));
    QVERIFY(!form.isValid());
    QStringList said;
    for (const QLabel *label : form.findChildren<QLabel *>())
        said += label->text();
    QVERIFY2(!said.filter(QStringLiteral(".")).isEmpty(), qPrintable(said.join(u'\n')));
}

void TestRelationshipsDialog::correctsAndResets()
{
    choose(QStringLiteral("Favorites"));
    click(QStringLiteral("Correct…"));
    auto *form = m_dialog->findChild<ShapeDialog *>();
    QVERIFY(form && form->isValid());
    QTest::mouseClick(named<QPushButton>(*form, QStringLiteral("Add a condition")), Qt::LeftButton);
    named<QComboBox>(*form, QStringLiteral("Column of the condition"))->setCurrentText(QStringLiteral("user_id"));
    named<QLineEdit>(*form, QStringLiteral("Value of the condition"))->setText(QStringLiteral("1"));
    form->accept();
    QVERIFY(!m_session->catalog()->settings.isEmpty());
    click(QStringLiteral("Reset"));
    QVERIFY(m_session->catalog()->settings.isEmpty());
}

void TestRelationshipsDialog::resetsAllAfterAsking()
{
    choose(QStringLiteral("Favorites"));
    click(QStringLiteral("Hide"));
    click(QStringLiteral("Reset all…"));
    auto *box = m_dialog->findChild<QMessageBox *>();
    QVERIFY(box);
    QVERIFY(!m_session->catalog()->settings.isEmpty());
    QTest::mouseClick(named<QPushButton>(*box, QStringLiteral("Reset all")), Qt::LeftButton);
    QVERIFY(m_session->catalog()->settings.isEmpty());
    QCOMPARE(offered().size(), 2);
}

void TestRelationshipsDialog::closesWithTheSession()
{
    QVERIFY(m_dialog->isVisible());
    m_session.reset();
    QVERIFY(!m_dialog->isVisible());
}

QTEST_MAIN(TestRelationshipsDialog)
#include "tst_relationshipsdialog.moc"
