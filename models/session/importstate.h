#pragma once

#include "import/importmodel.h"
#include "import/namesuggester.h"
#include "import/resolvemodel.h"
#include "session/importgesture.h"
#include "session/importmemory.h"
#include "session/session.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTimer>

#include <optional>

namespace joinery {

class LatestJob;

/// What an import dialog is looking at: a source, what a person chose, what follows from it, and the import itself. Reads and judges
/// aside, anew with every choice. Window's thread.
class ImportState : public QObject
{
    Q_OBJECT

public:
    /// `session` outlives it.
    ImportState(Session &session, Relationship relationship, QObject *parent = nullptr);
    ~ImportState() override;

    Session &session() const { return m_session; }
    const Relationship &relationship() const { return m_relationship; }
    const Schema &schema() const { return m_catalog->schema; }
    const ImportSource &source() const { return m_source; }
    /// Starts anew with another source; nothing that was chosen for the old one stays.
    void setSource(const ImportSource &source);

    const ImportChoices &choices() const { return m_choices; }
    /// A person's choices. Decisions about names of a side that is read in another way now are forgotten.
    void choose(const ImportChoices &choices);
    /// True when the choices are those of an earlier import of such a file.
    bool isRecalled() const { return m_recalled; }
    /// Leaves everything to the guesser.
    void forgetChoices();

    /// None until the file's beginning has been read.
    const std::optional<ImportDraft> &draft() const { return m_draft; }
    const ImportPreview &preview() const { return m_preview; }
    ImportModel &rows() { return m_rows; }
    const ImportModel &rows() const { return m_rows; }
    ResolveModel &names() { return m_names; }
    /// True while the file is being read aside.
    bool isReading() const { return m_pollTimer.isActive(); }
    /// True when an import could begin; else `whyNot` says why.
    bool canImport(QString *whyNot = nullptr) const;

    /// Decides about an open name (see ResolveModel), and judges anew.
    void decide(int row, const std::optional<Resolution> &resolution, const QString &meaning = {});
    /// Looks for what an open name may mean; a newer question drops the older one's answer.
    void suggest(int row, const QString &find, QObject *context,
                 const std::function<void(const Result<QList<Suggestion>> &)> &done);

    /// Does it, through the session, as one step; ends with imported() or importFailed(). A file that is no longer what was judged is not
    /// imported, but read anew, and failed() says so; nor is anything while draft() is not yet of the last choice.
    void start();
    /// Stops the import; nothing of it remains.
    void cancel();
    bool isImporting() const { return m_run && !m_hasEnded; }
    const ImportRun *run() const { return m_run.get(); }
    /// Milliseconds since start().
    qint64 elapsed() const;
    /// Copies the rejected rows of the last import aside; ends with a call of `done`.
    void saveRejects(const QString &path, QObject *context, const std::function<void(const Result<void> &)> &done);

signals:
    /// draft() is another one.
    void drafted();
    /// More is known of the preview, or all.
    void previewed();
    /// The file, or the database, cannot be read, or start() found that what would be imported has not been shown.
    void failed(const joinery::Error &error);
    void imported(const joinery::Report &report);
    void importFailed(const joinery::Error &error);

private:
    struct Findings; // what the worker has found so far

    ImportChoices initialChoices() const;
    CsvDialect initialDialect() const;
    void study();
    void readAnew(const QString &notice);
    void takeFindings();
    void takeDraft(const ImportDraft &draft);
    void takePreview(const ImportPreview &preview);
    void end(const Result<Gesture::Done> &done);

    Session &m_session;
    const std::shared_ptr<const Catalog> m_catalog;
    const Relationship m_relationship;
    const ImportMemory m_memory;
    ImportSource m_source;
    SourceStamp m_judged; // what m_draft was made from
    QString m_notice; // to be said beside the next draft
    ImportChoices m_choices;
    std::optional<ImportDraft> m_draft;
    bool m_isDraftOld = false; // another is on its way
    ImportPreview m_preview;
    ImportModel m_rows;
    ResolveModel m_names;
    bool m_recalled = false;
    bool m_mayRecall = false;
    QTimer m_pollTimer;
    std::shared_ptr<Findings> m_findings;
    std::shared_ptr<ImportRun> m_run;
    bool m_hasEnded = false;
    bool m_isCancelled = false;
    QElapsedTimer m_clock;
    QTemporaryDir m_folder; // for the rejected rows
    std::unique_ptr<Worker> m_reader;
    std::unique_ptr<Worker> m_suggester;
    std::unique_ptr<LatestJob> m_study;
    std::unique_ptr<LatestJob> m_search;
};

} // namespace joinery
