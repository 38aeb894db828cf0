#include "mainwindow.h"
#include "relationshipeditor.h"
#include "samplecard.h"
#include "samplenote.h"
#include "samples/sample.h"
#include "samples/samplewriter.h"
#include "startpage.h"
#include "statepage.h"
#include "testdatabase.h"

#include <QAbstractButton>
#include <QLabel>
#include <QMessageBox>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QStandardPaths>

using namespace joinery;

/// The samples in the window: where they are offered, what is said about them, how one is put back.
class TestGallery : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void startPageOffersEverySample();
    void startPageFitsTheSmallestWindow();
    void withoutAProviderNothingIsOffered();
    void menuOpensEverySample();
    void noteSaysWhatToTry();
    void closedNoteComesBackOnDemand();
    void copyUnderAnotherNameHasItsNote();
    void noNoteForAnythingElse();
    void withoutAJoinTableThePageTeaches();
    void closingLeadsToTheStartPage();
    void resettingSaysSo();

private:
    QTemporaryDir m_settings;
};

namespace {

QAction *actionNamed(const MainWindow &window, const QString &text)
{
    for (QAction *action : window.findChildren<QAction *>()) {
        if (action->text().section(u'\t', 0, 0).remove(u'&').endsWith(text))
            return action;
    }
    return nullptr;
}

QString textsOf(const QWidget &widget)
{
    QStringList texts;
    for (const QLabel *label : widget.findChildren<QLabel *>()) {
        if (label->isVisible())
            texts += label->text();
    }
    return texts.join(u'\n');
}

/// A window that offers the samples.
class Shown
{
public:
    Shown()
    {
        window.setSampleProvider(&ensureSample);
        window.show();
    }

    bool open(const QString &name)
    {
        window.openSample(name);
        return settled();
    }
    bool settled()
    {
        return QTest::qWaitFor([&] { return window.isSettled(); }, 20'000);
    }
    SampleNote &note() { return *window.findChild<SampleNote *>(); }
    StartPage &start() { return *window.findChild<StartPage *>(); }

    MainWindow window;
};

} // namespace

void TestGallery::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings.path());
}

void TestGallery::init()
{
    QSettings().clear();
}

void TestGallery::startPageOffersEverySample()
{
    Shown shown;
    QVERIFY(shown.start().isVisible());
    QVERIFY(!shown.note().isVisible());
    QStringList offered;
    SampleCard *beaches = nullptr;
    for (SampleCard *card : shown.start().findChildren<SampleCard *>()) {
        QVERIFY(card->isVisible());
        QVERIFY(!card->accessibleDescription().isEmpty());
        offered += card->text();
        if (card->text() == QLatin1String("beaches"))
            beaches = card;
    }
    QCOMPARE(offered, sampleNames());
    for (const Sample &each : samples())
        QVERIFY2(textsOf(shown.start()).contains(each.sentence.left(20)), qPrintable(each.name));
    beaches->setFocus();
    QTest::keyClick(beaches, Qt::Key_Return);
    QVERIFY(shown.settled());
    QVERIFY(shown.window.editor());
    QCOMPARE(shown.window.editor()->state().relationship().joinTable.name, QStringLiteral("shifts"));
    QVERIFY(!shown.start().isVisible());
}

void TestGallery::startPageFitsTheSmallestWindow()
{
    Shown shown;
    shown.window.resize(MainWindow::smallest);
    auto *area = shown.start().findChild<QScrollArea *>();
    QTRY_VERIFY(area->verticalScrollBar()->maximum() > 0);
    QVERIFY(area->widget()->width() <= area->viewport()->width());
    for (const SampleCard *card : shown.start().findChildren<SampleCard *>())
        QVERIFY(card->mapTo(area->widget(), QPoint(card->width(), 0)).x() <= area->viewport()->width());
}

void TestGallery::withoutAProviderNothingIsOffered()
{
    MainWindow window;
    window.show();
    QVERIFY(window.findChild<StartPage *>()->isVisible());
    QVERIFY(window.findChildren<SampleCard *>().isEmpty());
    QVERIFY(!actionNamed(window, QStringLiteral("Samples"))->isVisible());
}

void TestGallery::menuOpensEverySample()
{
    Shown shown;
    for (const Sample &each : samples()) {
        QAction *action = actionNamed(shown.window, each.name);
        QVERIFY2(action, qPrintable(each.name));
        action->trigger();
        QVERIFY2(shown.settled(), qPrintable(each.name));
        QCOMPARE(bool(shown.window.editor()), each.name != QLatin1String("sandcastles"));
        QVERIFY2(textsOf(shown.note()).contains(each.steps.first()), qPrintable(each.name));
        QCOMPARE(shown.window.windowTitle(), QStringLiteral("Joinery — %1.sqlite").arg(each.name));
    }
}

void TestGallery::noteSaysWhatToTry()
{
    Shown shown;
    QVERIFY(shown.open(QStringLiteral("recipes")));
    QVERIFY(shown.note().isVisible());
    const QString said = textsOf(shown.note());
    QVERIFY2(said.contains(QStringLiteral("What to try in recipes")), qPrintable(said));
    QVERIFY2(said.contains(QStringLiteral("Amount and unit live on the link.")), qPrintable(said));
    QCOMPARE(shown.note().accessibleName(), QStringLiteral("What to try in recipes"));
    shown.window.resize(MainWindow::smallest);
    QVERIFY(shown.window.editor()->height() > MainWindow::smallest.height() / 3);
}

void TestGallery::closedNoteComesBackOnDemand()
{
    Shown shown;
    QVERIFY(shown.open(QStringLiteral("school")));
    QAction *action = actionNamed(shown.window, QStringLiteral("What to try"));
    QVERIFY(action && action->isChecked());
    shown.note().findChild<QAbstractButton *>()->click();
    QVERIFY(!shown.note().isVisible());
    QVERIFY(!action->isChecked() && action->isEnabled());
    QVERIFY(shown.open(QStringLiteral("friends")));
    QVERIFY2(shown.note().isVisible(), "the note of another sample was closed too");
    QVERIFY(shown.open(QStringLiteral("school")));
    QVERIFY2(!shown.note().isVisible(), "a note that was closed is shown again unasked");
    action->trigger();
    QVERIFY(shown.note().isVisible());
    QVERIFY(textsOf(shown.note()).contains(QStringLiteral("school")));
}

void TestGallery::copyUnderAnotherNameHasItsNote()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("mine.db"));
    QVERIFY(writeSample(QStringLiteral("enrolment"), path));
    Shown shown;
    shown.window.open(path);
    QVERIFY(shown.settled());
    QVERIFY(shown.note().isVisible());
    QVERIFY(!actionNamed(shown.window, QStringLiteral("Reset this sample…"))->isEnabled());
}

void TestGallery::noNoteForAnythingElse()
{
    const TestDatabase database(TestDatabase::favoritesScript());
    Shown shown;
    QVERIFY(shown.open(QStringLiteral("school")));
    shown.window.open(database.path());
    QVERIFY(shown.settled());
    QVERIFY(!shown.note().isVisible());
    QVERIFY(!actionNamed(shown.window, QStringLiteral("What to try"))->isEnabled());
    QVERIFY(!actionNamed(shown.window, QStringLiteral("Reset this sample…"))->isEnabled());
}

void TestGallery::withoutAJoinTableThePageTeaches()
{
    Shown shown;
    QVERIFY(shown.open(QStringLiteral("sandcastles")));
    QVERIFY(!shown.window.editor());
    QVERIFY(shown.note().isVisible());
    const auto pages = shown.window.findChildren<StatePage *>();
    QVERIFY(std::any_of(pages.begin(), pages.end(), [](const StatePage *page) {
        return page->isVisible() && page->headline() == QLatin1String("No join table found");
    }));
}

void TestGallery::closingLeadsToTheStartPage()
{
    Shown shown;
    QAction *close = actionNamed(shown.window, QStringLiteral("Close database"));
    QVERIFY(close && !close->isEnabled());
    QVERIFY(shown.open(QStringLiteral("school")));
    QVERIFY(close->isEnabled());
    close->trigger();
    QVERIFY(shown.start().isVisible());
    QVERIFY(!shown.window.session() && !shown.window.editor());
    QVERIFY(!shown.note().isVisible());
    QCOMPARE(shown.window.windowTitle(), QStringLiteral("Joinery"));
    QVERIFY(!close->isEnabled());
    QVERIFY(shown.open(QStringLiteral("school")));
    QVERIFY(shown.window.editor());
}

void TestGallery::resettingSaysSo()
{
    QStringList made;
    Shown shown;
    shown.window.setSampleProvider([&](const QString &name, bool reset) {
        made += reset ? QStringLiteral("%1 anew").arg(name) : name;
        return ensureSample(name, reset);
    });
    QVERIFY(shown.open(QStringLiteral("school")));
    QTimer answer;
    connect(&answer, &QTimer::timeout, &shown.window, [] {
        const auto *box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
        if (!box)
            return;
        for (QAbstractButton *button : box->buttons()) {
            if (box->buttonRole(button) == QMessageBox::AcceptRole)
                button->click();
        }
    });
    answer.start(10);
    QAction *reset = actionNamed(shown.window, QStringLiteral("Reset this sample…"));
    QVERIFY(reset && reset->isEnabled());
    reset->trigger();
    QVERIFY(shown.settled());
    QCOMPARE(made, (QStringList{QStringLiteral("school"), QStringLiteral("school anew")}));
    QTRY_VERIFY2(textsOf(shown.window).contains(QStringLiteral("The sample is as new")),
                 qPrintable(textsOf(shown.window)));
}

QTEST_MAIN(TestGallery)

#include "tst_gallery.moc"
