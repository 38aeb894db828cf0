#include "session/importstate.h"

#include "database/latestjob.h"
#include "export/outputbuffer.h"
#include "export/outputfile.h"

#include <QFile>

namespace joinery {

namespace {

constexpr int millisecondsPerLook = 50;

bool isSameEnd(const ImportWishes::End &a, const ImportWishes::End &b)
{
    return a.places == b.places && a.columns == b.columns && a.separator == b.separator;
}

} // namespace

/// Written by the worker, taken by the window.
struct ImportState::Findings
{
    std::mutex mutex;
    std::optional<ImportDraft> draft;
    std::optional<ImportPreview> preview;
    SourceStamp stamp; // with the draft
};

ImportState::ImportState(Session &session, Relationship relationship, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_catalog(session.catalog())
    , m_relationship(std::move(relationship))
    , m_memory(session.location().path, m_relationship)
    , m_rows(m_relationship)
    , m_names(m_relationship)
    , m_reader(session.makeReader(nullptr))
    , m_suggester(session.makeReader(nullptr))
    , m_study(std::make_unique<LatestJob>(*m_reader))
    , m_search(std::make_unique<LatestJob>(*m_suggester))
{
    m_pollTimer.setInterval(millisecondsPerLook);
    connect(&m_pollTimer, &QTimer::timeout, this, &ImportState::takeFindings);
    connect(&m_session, &Session::busyChanged, this, [this](bool busy) {
        // It was dropped before its turn came.
        if (!busy && isImporting())
            end(failure(Error::Kind::Cancelled, tr("Cancelled.")));
    });
}

ImportState::~ImportState()
{
    // Their threads use what goes with the rest.
    m_reader.reset();
    m_suggester.reset();
}

void ImportState::setSource(const ImportSource &source)
{
    m_source = source;
    m_choices = initialChoices();
    m_names.clear();
    m_draft.reset();
    m_recalled = false;
    m_mayRecall = true;
    m_notice.clear();
    m_run.reset();
    study();
}

/// What a person means who says nothing.
ImportChoices ImportState::initialChoices() const
{
    ImportChoices choices;
    choices.wishes.dialect = initialDialect();
    choices.wishes.ignoreBlanks = true;
    return choices;
}

CsvDialect ImportState::initialDialect() const
{
    CsvDialect dialect;
    if (m_source.isText())
        dialect.encoding.choose("UTF-8");
    return dialect;
}

void ImportState::choose(const ImportChoices &choices)
{
    for (const Side side : {Side::Left, Side::Right}) {
        if (!isSameEnd(choices.wishes.end(side), m_choices.wishes.end(side)))
            m_names.clear(side);
    }
    const QByteArray sniffed = m_choices.sniffedEncoding;
    m_choices = choices;
    m_choices.sniffedEncoding = sniffed;
    for (const Side side : {Side::Left, Side::Right})
        m_choices.wishes.end(side).resolutions = m_names.resolutions(side);
    m_mayRecall = false;
    m_notice.clear();
    m_recalled = false;
    study();
}

void ImportState::forgetChoices()
{
    ImportChoices none = initialChoices();
    if (!m_recalled)
        none.wishes.dialect = m_choices.wishes.dialect;
    choose(none);
}

void ImportState::decide(int row, const std::optional<Resolution> &resolution, const QString &meaning)
{
    m_names.decide(row, resolution, meaning);
    choose(m_choices);
}

void ImportState::study()
{
    m_findings = std::make_shared<Findings>();
    m_isDraftOld = true;
    m_preview = {};
    m_study->run(
        this,
        [findings = m_findings, source = m_source, choices = m_choices, catalog = m_catalog,
         relationship = m_relationship](Connection &connection) -> Result<ImportPreview> {
            const SourceStamp stamp = source.stamp(); // before anything is read
            const auto file = source.open();
            if (!file)
                return tl::unexpected(file.error());
            const auto draft = draftImport(**file, connection, catalog->schema, relationship, choices);
            if (!draft)
                return tl::unexpected(draft.error());
            {
                const std::lock_guard lock(findings->mutex);
                findings->draft = *draft;
                findings->stamp = stamp;
            }
            if (!draft->missing.isEmpty())
                return ImportPreview();
            return previewImport(**file, connection, catalog->schema, relationship, draft->plan,
                                 [&findings](const ImportPreview &preview) {
                                     const std::lock_guard lock(findings->mutex);
                                     findings->preview = preview;
                                 });
        },
        [this](const Result<ImportPreview> &preview) {
            takeFindings();
            // A draft that recalled an earlier import's choices has begun anew.
            if (m_study->isRunning())
                return;
            m_pollTimer.stop();
            if (preview)
                takePreview(*preview);
            else if (preview.error().kind != Error::Kind::Cancelled)
                emit failed(preview.error());
        });
    m_pollTimer.start();
}

void ImportState::takeFindings()
{
    std::optional<ImportDraft> draft;
    std::optional<ImportPreview> preview;
    {
        const std::lock_guard lock(m_findings->mutex);
        draft = std::exchange(m_findings->draft, std::nullopt);
        preview = std::exchange(m_findings->preview, std::nullopt);
        if (draft)
            m_judged = m_findings->stamp;
    }
    if (draft)
        takeDraft(*draft);
    else if (preview)
        takePreview(*preview);
}

void ImportState::takeDraft(const ImportDraft &draft)
{
    const CsvDialect &dialect = draft.plan.dialect;
    if (!dialect.encoding.isPersons())
        m_choices.sniffedEncoding = dialect.encoding.value();
    if (std::exchange(m_mayRecall, false) && m_memory.recall(m_catalog->schema, draft.plan.sample.header, m_choices)) {
        m_recalled = true;
        study();
        return;
    }
    m_draft = draft;
    m_isDraftOld = false;
    m_rows.setPlan(draft.plan);
    emit drafted();
    if (!m_notice.isEmpty())
        emit failed({Error::Kind::Stale, m_notice, {}});
}

void ImportState::takePreview(const ImportPreview &preview)
{
    m_preview = preview;
    m_rows.setPreview(preview);
    m_names.setNames(preview.openNames, preview.isWhole, preview.areNamesCut);
    emit previewed();
}

bool ImportState::canImport(QString *whyNot) const
{
    QString why;
    if (!m_draft)
        why = tr("The file is being read.");
    else if (!m_draft->missing.isEmpty())
        why = m_draft->missing;
    else if (!m_session.readOnlyReason().isEmpty())
        why = m_session.readOnlyReason();
    else if (!m_relationship.readOnlyReason.isEmpty())
        why = m_relationship.readOnlyReason;
    else if (m_session.isBusy())
        why = tr("Another step is still under way.");
    if (whyNot)
        *whyNot = why;
    return why.isEmpty();
}

void ImportState::suggest(int row, const QString &find, QObject *context,
                          const std::function<void(const Result<QList<Suggestion>> &)> &done)
{
    if (!m_draft)
        return;
    const OpenNameRow open = m_names.name(row).open;
    m_search->run(
        context,
        [catalog = m_catalog, end = m_relationship.end(open.side),
         columns = m_draft->plan.mapping.end(open.side).columns, open, find](Connection &connection) {
            return suggestRows(connection, catalog->schema, end, columns, open.name, find);
        },
        done);
}

void ImportState::start()
{
    if (!canImport())
        return;
    if (m_isDraftOld) {
        if (!isReading())
            study();
        m_notice = tr("Your last choice was not in the preview yet; look at it, then import.");
        emit failed({Error::Kind::Stale, m_notice, {}});
        return;
    }
    if (m_source.stamp() != m_judged) {
        readAnew(changedSource().summary);
        emit failed(changedSource());
        return;
    }
    // A reader's lock could keep the import from its commit.
    m_study->cancel();
    m_pollTimer.stop();
    ImportChoices remembered = m_choices;
    if (m_source.isText())
        remembered.wishes.dialect.encoding.unchoose(); // no person's choice
    m_memory.remember(m_draft->plan.sample.header, remembered);
    m_run = std::make_shared<ImportRun>();
    m_hasEnded = false;
    m_isCancelled = false;
    m_clock.start();
    Gesture gesture = importGesture(m_relationship, m_source, m_draft->plan,
                                    m_folder.filePath(QStringLiteral("rejects.csv")), m_run, m_judged);
    gesture.ended = [self = QPointer(this), run = m_run](const Result<Gesture::Done> &done) {
        if (self && self->m_run == run)
            self->end(done);
    };
    m_session.perform(gesture);
}

void ImportState::end(const Result<Gesture::Done> &done)
{
    m_hasEnded = true;
    // What a cancelled step fails with depends on what it was waiting for.
    if (!done && m_isCancelled && done.error().kind != Error::Kind::Cancelled) {
        emit importFailed({Error::Kind::Cancelled, done.error().summary, done.error().detail});
        return;
    }
    if (done) {
        emit imported(done->report);
        return;
    }
    emit importFailed(done.error());
    if (done.error().kind == Error::Kind::Stale)
        readAnew(done.error().summary);
}

/// What was judged is there no more; says so beside what is there now.
void ImportState::readAnew(const QString &notice)
{
    m_notice = notice;
    study();
}

void ImportState::cancel()
{
    if (!isImporting())
        return;
    m_isCancelled = true;
    m_session.cancel();
}

qint64 ImportState::elapsed() const
{
    return m_clock.isValid() ? m_clock.elapsed() : 0;
}

void ImportState::saveRejects(const QString &path, QObject *context,
                              const std::function<void(const Result<void> &)> &done)
{
    m_suggester->run(
        context,
        [from = m_folder.filePath(QStringLiteral("rejects.csv")), source = m_source.path,
         path](Connection &connection) -> Result<void> {
            QFile rejects(from);
            if (!rejects.open(QIODevice::ReadOnly)) {
                return failure(Error::Kind::Failed,
                               tr("%1 could not be written: %2.").arg(path, rejects.errorString()));
            }
            QStringList inUse = databaseFiles(connection);
            if (!source.isEmpty())
                inUse += source;
            auto copy = OutputFile::open(path, inUse);
            if (!copy)
                return tl::unexpected(copy.error());
            constexpr qint64 piece = 1 << 20;
            OutputBuffer output((*copy)->device());
            for (QByteArray bytes = rejects.read(piece); !bytes.isEmpty(); bytes = rejects.read(piece))
                output.write(bytes);
            return output.finish() ? (*copy)->commit() : (*copy)->failed();
        },
        done);
}

} // namespace joinery
