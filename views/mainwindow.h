#pragma once

#include "import/importsource.h"
#include "session/editorstate.h"
#include "statepage.h"
#include "tables/valuestyle.h"

#include <QHash>
#include <QMainWindow>
#include <QPointer>
#include <QTimer>

class QStackedWidget;

namespace joinery {

class Banner;
class HelpWindow;
class ExportDialog;
class HistoryPanel;
class ImportDialog;
class MessageBar;
class RelationshipEditor;
class SampleNote;
class StartPage;
class WindowActions;
struct OpeningChoices;

/// The window: one database, one relationship of it at a time, or a page that says why there is none.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    static constexpr QSize smallest{860, 480};

    explicit MainWindow(QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Opens the file in place of what is open; ends with editorReady() or openFailed().
    void open(const QString &path);
    /// False when there is no such relationship (see relationshipNamed()). After the database has been read.
    bool selectRelationship(const QString &name);
    /// Null while no relationship is shown.
    RelationshipEditor *editor() { return m_editor; }
    Session *session() { return m_session; }
    /// True when nothing is being opened, read or written.
    bool isSettled() const;

    using SampleProvider = std::function<Result<QString>(const QString &name, bool reset)>;
    /// Answers with the path of a sample database, which it makes when it is missing or is to be reset. Until there is one, no samples
    /// are offered.
    void setSampleProvider(SampleProvider provider);
    void openSample(const QString &name);
    /// Opens the import dialog with these rows for the relationship that is shown; says why not when it cannot.
    void importFrom(const ImportSource &source);

signals:
    /// The lists of the editor have been read for the first time.
    void editorReady();
    /// There is nothing to edit; a page in the window says why.
    void openFailed(const joinery::Error &error);

protected:
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    struct Kept
    {
        Side focus = Side::Left;
        KeyList left;
        KeyList right;
        Payload payload;
        QList<RowKey> thirdEnds;
        bool selfLinks = false;
    };

    void connectFileActions();
    void connectEditActions();
    void connectViewActions();
    void connectSamples();
    void connectExchangeActions();
    void connectSession();
    void makeHistoryDock();
    void onLoaded();
    void onLoadFailed(const Error &error);
    void onChangedOutside(bool schemaToo);
    void showRelationship(const Relationship &relationship);
    void pickRelationship(const QString &name);
    void showRelationships();
    void narrow(const QList<RowKey> &thirdEnds);
    static Kept keptOf(const EditorState &state);
    EditorState *stateFor(const Relationship &relationship);
    void closeEditor();
    void closeSession();
    bool mayLeave();
    void chooseFile();
    void saveCopy();
    void resetSample();
    void connectSafety();
    void showStart();
    void showPage(const StatePage::Content &content);
    void showSampleNote();
    void keepNote(bool wanted);
    OpeningChoices openingChoices();
    void importFile();
    void exportLinks();
    void showBanner();
    void showNote(const QString &icon, const QString &text, const QString &action, const std::function<void()> &act,
                  const std::function<void()> &closed = {});
    void offerRemedy(Remedy remedy);
    void applyPreferences();
    void showHelp(const QString &page);
    void rememberLook();
    void restoreLook(const Relationship &relationship, bool first);
    void showHistory();
    void fillRecent();
    void showAvailable();
    bool isSample() const;
    void saveWindow() const;
    void restoreWindow();

    WindowActions *m_actions;
    QStackedWidget *m_stack;
    StartPage *m_start;
    StatePage *m_page;
    QWidget *m_editorPage;
    SampleNote *m_note;
    Banner *m_banner;
    MessageBar *m_messages;
    HistoryPanel *m_history;
    Session *m_session = nullptr;
    RelationshipEditor *m_editor = nullptr;
    QHash<QString, EditorState *> m_states; // by relationship: what was selected and said there stays for the sitting
    QHash<QString, Kept> m_kept; // from before the schema was read anew
    QPointer<ImportDialog> m_import; // null while it is not open
    QPointer<ExportDialog> m_export;
    QString m_path;
    QString m_sample; // its name, when the file is one
    QString m_wantedRelationship;
    SampleProvider m_sampleProvider;
    std::function<void()> m_noteAction; // of the banner
    std::function<void()> m_noteClosed;
    bool m_enforcementNoteClosed = false; // in this sitting
    bool m_unenforcedByFile = false; // that is remembered for the file
    ValueStyle m_shownStyle = ValueStyle::Stored;
    QPointer<HelpWindow> m_help;
    QTimer m_openingTimer;
    QTimer m_reloadTimer;
    bool m_reloadSchema = false; // tables have changed outside while the person was in the middle of something
    bool m_opening = false;
};

} // namespace joinery
