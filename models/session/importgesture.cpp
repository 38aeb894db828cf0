#include "session/importgesture.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFile>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::ImportGesture)
};

/// Does the job on the writer's connection.
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

} // namespace

Report describeImport(const ImportAccount &account, OnConflict onConflict, bool undoable)
{
    QStringList parts{Text::tr("%Ln link(s) imported", nullptr, int(account.of(Verdict::Linked)))};
    if (const qint64 updated = account.of(Verdict::Updated); updated > 0)
        parts += Text::tr("%Ln updated", nullptr, int(updated));
    if (const qint64 there = account.of(Verdict::AlreadyLinked); there > 0 && onConflict != OnConflict::Reject)
        parts += Text::tr("%Ln was/were linked already", nullptr, int(there));
    if (const qint64 twice = account.of(Verdict::DuplicateInFile); twice > 0)
        parts += Text::tr("%Ln is/are twice in the file", nullptr, int(twice));
    const qint64 rejected = account.rejected(onConflict);
    if (rejected > 0)
        parts += Text::tr("%Ln rejected", nullptr, int(rejected));
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

Gesture importGesture(const Relationship &relationship, const ImportJob &job)
{
    const auto work = [=](LinkStore &, Connection &connection, const Catalog &catalog,
                          const Limits &) -> Result<Gesture::Done> {
        auto imported = runImport(connection, catalog.schema, relationship, job);
        if (!imported)
            return tl::unexpected(imported.error());
        if (job.account)
            *job.account = imported->account;
        const bool undoable = !imported->change.isEmpty();
        LinkOutcome outcome;
        outcome.change = std::move(imported->change);
        outcome.linked = imported->account.of(Verdict::Linked);
        outcome.added = std::move(imported->added);
        return Gesture::Done{std::move(outcome),
                             describeImport(imported->account, job.plan.mapping.onConflict, undoable)};
    };
    return {Text::tr("Importing…"), relationship, work};
}

} // namespace joinery
