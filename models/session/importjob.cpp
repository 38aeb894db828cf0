#include "session/importjob.h"

#include "session/session.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFile>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::ImportJob)
};

} // namespace

Result<ImportOutcome> runImport(Connection &connection, const Schema &schema, const Relationship &relationship,
                                const ImportJob &job)
{
    QFile file(job.path);
    QBuffer buffer;
    buffer.setData(job.text);
    QIODevice &input = job.path.isEmpty() ? static_cast<QIODevice &>(buffer) : file;
    if (!input.open(QIODevice::ReadOnly)) {
        return failure(Error::Kind::Failed, Text::tr("%1 could not be read: %2.").arg(job.path, input.errorString()),
                       input.errorString());
    }
    Importer importer(connection, schema, relationship);
    importer.setProgress(job.progress);
    return importer.run(input, job.plan, job.options);
}

Report describeImport(const ImportAccount &account, OnConflict onConflict, bool undoable)
{
    QStringList parts{Text::tr("%n link(s) imported", nullptr, int(account.of(Verdict::Linked)))};
    if (const qint64 updated = account.of(Verdict::Updated); updated > 0)
        parts += Text::tr("%n updated", nullptr, int(updated));
    if (const qint64 there = account.of(Verdict::AlreadyLinked); there > 0 && onConflict != OnConflict::Reject)
        parts += Text::tr("%n was/were linked already", nullptr, int(there));
    if (const qint64 twice = account.of(Verdict::DuplicateInFile); twice > 0)
        parts += Text::tr("%n is/are twice in the file", nullptr, int(twice));
    const qint64 rejected = account.rejected(onConflict);
    if (rejected > 0)
        parts += Text::tr("%n rejected", nullptr, int(rejected));
    if (!account.written)
        parts += Text::tr("nothing was written");
    Report report;
    report.text = parts.join(QStringLiteral(", "));
    report.undoable = undoable;
    if (rejected > 0)
        report.kind = Report::Kind::Partly;
    else if (!undoable)
        report.kind = Report::Kind::Nothing;
    return report;
}

void Session::importRows(const Relationship &relationship, const ImportJob &job,
                         const std::function<void(const ImportAccount &)> &done)
{
    const auto account = std::make_shared<ImportAccount>();
    enqueue(tr("Importing…"), [=, this] {
        perform(
            relationship,
            [=](LinkStore &, Connection &connection, const Catalog &catalog) -> Result<Done> {
                auto imported = runImport(connection, catalog.schema, relationship, job);
                if (!imported)
                    return tl::unexpected(imported.error());
                *account = imported->account;
                LinkOutcome outcome;
                outcome.change = imported->change;
                outcome.linked = imported->change.added.count;
                outcome.unlinked = imported->change.removed.count;
                outcome.added = imported->added;
                return Done{outcome, describeImport(imported->account, job.plan.mapping.onConflict,
                                                    !imported->change.isEmpty())};
            },
            [=, this](const Done &imported) {
                if (!imported.outcome.change.isEmpty())
                    m_history.add({imported.report.text, relationship, imported.outcome.change});
                done(*account);
                announce(imported);
            },
            [this](const Error &error) { emit reported(describeFailure(error)); });
    });
}

} // namespace joinery
