#pragma once

#include "session/editorstate.h"

#include <QHash>
#include <QMainWindow>
#include <QTimer>

class QStackedWidget;

namespace joinery {

class Banner;
class HistoryPanel;
class MessageBar;
class RelationshipEditor;
class StatePage;
class WindowActions;

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

    using SampleProvider = std::function<Result<QString>(bool reset)>;
    /// Answers with the path of the sample database, which it makes when it is missing or is to be reset.
    void setSampleProvider(SampleProvider provider);
    void openSample();

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
    };

    void connectFileActions();
    void connectEditActions();
    void connectViewActions();
    void connectSession();
    void makeHistoryDock();
    void onLoaded();
    void onLoadFailed(const Error &error);
    void onChangedOutside(bool schemaToo);
    void showRelationship(const Relationship &relationship);
    EditorState *stateFor(const Relationship &relationship);
    void closeEditor();
    void closeSession();
    bool mayLeave();
    void chooseFile();
    void saveCopy();
    void resetSample();
    void showBanner();
    void showHistory();
    void fillRecent();
    void showAvailable();
    bool isSample() const;
    void saveWindow() const;
    void restoreWindow();

    WindowActions *m_actions;
    QStackedWidget *m_stack;
    StatePage *m_page;
    QWidget *m_editorPage;
    Banner *m_banner;
    MessageBar *m_messages;
    HistoryPanel *m_history;
    Session *m_session = nullptr;
    RelationshipEditor *m_editor = nullptr;
    QHash<QString, EditorState *> m_states; // by relationship: what was selected and said there stays for the sitting
    QHash<QString, Kept> m_kept; // from before the schema was read anew
    QString m_path;
    QString m_wantedRelationship;
    SampleProvider m_sampleProvider;
    QTimer m_openingTimer;
    QTimer m_reloadTimer;
    bool m_reloadSchema = false; // tables have changed outside while the person was in the middle of something
    bool m_opening = false;
};

} // namespace joinery
