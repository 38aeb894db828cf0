#include "session/importgesture.h"

#include <QCoreApplication>
#include <QIODevice>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::ImportGesture)
};

} // namespace

Report describeImport(const ImportAccount &account, OnConflict onConflict, const QString &source)
{
    const qint64 linked = account.of(Verdict::Linked);
    const qint64 updated = account.of(Verdict::Updated);
    const qint64 rejected = account.rejected(onConflict);
    const qint64 there = isRejected(Verdict::AlreadyLinked, onConflict) ? 0 : account.of(Verdict::AlreadyLinked);
    QStringList parts{Text::tr("%Ln link(s) imported from %1", nullptr, int(linked)).arg(source)};
    if (updated > 0)
        parts += Text::tr("%Ln updated", nullptr, int(updated));
    if (there > 0)
        parts += Text::tr("%Ln was/were linked already", nullptr, int(there));
    if (const qint64 twice = account.of(Verdict::DuplicateInFile); twice > 0)
        parts += Text::tr("%Ln twice in the file", nullptr, int(twice));
    if (rejected > 0)
        parts += Text::tr("%Ln row(s) rejected", nullptr, int(rejected));
    Report report;
    report.kind = rejected > 0         ? Report::Kind::Partly
                : linked + updated > 0 ? Report::Kind::Done
                                       : Report::Kind::Nothing;
    report.text = parts.join(QStringLiteral(", "));
    return report;
}

Error changedSource()
{
    return {Error::Kind::Stale, Text::tr("The file has changed since it was read; look at the preview again."), {}};
}

Gesture importGesture(const Relationship &relationship, const ImportSource &source, const ImportPlan &plan,
                      const QString &rejects, const std::shared_ptr<ImportRun> &run,
                      const std::optional<SourceStamp> &judged)
{
    return {Text::tr("Importing %1…").arg(source.name()), relationship,
            [=](LinkStore &, Connection &connection, const Catalog &catalog, const Limits &) -> Result<Gesture::Done> {
                auto file = source.open();
                if (!file)
                    return tl::unexpected(file.error());
                if (judged && *judged != source.stamp())
                    return tl::unexpected(changedSource());
                Importer importer(connection, catalog.schema, relationship);
                importer.setProgress([&run](const ImportProgress &progress) {
                    run->bytes.total = progress.bytes;
                    run->bytes.done = progress.bytesRead;
                    run->read = progress.read;
                    run->rows = progress.rows;
                });
                ImportOptions options;
                options.rejects = rejects;
                const auto outcome = importer.run(**file, plan, options);
                if (!outcome)
                    return tl::unexpected(outcome.error());
                run->account = outcome->account;
                Gesture::Done done;
                done.outcome.change = outcome->change;
                done.outcome.linked = outcome->account.of(Verdict::Linked);
                done.outcome.added = outcome->added;
                done.report = describeImport(outcome->account, plan.mapping.onConflict, source.name());
                done.report.undoable = !outcome->change.isEmpty();
                return done;
            }};
}

} // namespace joinery
