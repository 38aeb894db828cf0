#include "dialogs/import/importstatus.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::ImportStatus)
};

QString actionOf(const ImportAccount &account)
{
    const qint64 links = account.of(Verdict::Linked);
    const qint64 updates = account.of(Verdict::Updated);
    if (updates == 0)
        return Text::tr("&Import %Ln link(s)", nullptr, int(links));
    if (links == 0)
        return Text::tr("U&pdate %Ln link(s)", nullptr, int(updates));
    return Text::tr("&Import %Ln link(s), update %1", nullptr, int(links)).arg(QLocale().toString(updates));
}

/// Of an account that is whole.
void describe(const ImportAccount &account, OnConflict onConflict, ImportStatus &status)
{
    const qint64 written = account.of(Verdict::Linked) + account.of(Verdict::Updated);
    const qint64 rejected = account.rejected(onConflict);
    const qint64 read = account.read();
    status.action = actionOf(account);
    status.icon = QStringLiteral("info");
    if (rejected > 0) {
        status.icon = QStringLiteral("warning");
        status.tone = Tone::Warning;
        status.text = Text::tr("%Ln row(s) will be rejected; they can be saved with their reasons.", nullptr,
                               int(rejected));
    } else if (read == 0) {
        status.text = Text::tr("The file holds no rows.");
    } else if (written == 0) {
        status.text = Text::tr("There is nothing to import: every row is linked already.");
    } else {
        status.icon = QStringLiteral("success");
        status.tone = Tone::Success;
        status.text = written == read ? Text::tr("Every row can be imported.")
                                      : Text::tr("Nothing is rejected; %Ln row(s) linked already or twice in the file.",
                                                 nullptr, int(read - written));
    }
    // Rejected rows are saved after an import, so one that writes nothing else is still of use.
    if (written == 0 && rejected == 0) {
        status.canImport = false;
        status.action = Text::tr("&Import");
    }
}

} // namespace

ImportStatus statusOf(const ImportState &state)
{
    ImportStatus status;
    status.action = Text::tr("&Import");
    status.canImport = state.canImport(&status.text);
    if (!status.canImport) {
        status.icon = state.draft() ? QStringLiteral("warning") : QString();
        status.tone = Tone::Warning;
        return status;
    }
    const ImportPreview &preview = state.preview();
    if (preview.isWhole) {
        describe(preview.account, state.draft()->plan.mapping.onConflict, status);
        if (const QString creations = state.rows().creations(); !creations.isEmpty())
            status.text += u' ' + creations;
    } else {
        status.text = Text::tr("%Ln row(s) judged so far", nullptr, int(preview.account.read()));
    }
    if (const QStringList &required = state.draft()->required; !required.isEmpty()) {
        status.icon = QStringLiteral("warning");
        status.tone = Tone::Warning;
        status.text = Text::tr("Every link needs a value for %1; the database will refuse the rows.")
                          .arg(required.join(QStringLiteral(", ")));
    }
    return status;
}

QString sideEffects(const ImportDraft &before, const ImportDraft &now, const ImportChoices &choices,
                    const Relationship &relationship)
{
    if (before.plan.sample.header != now.plan.sample.header || before.plan.sample.columns != now.plan.sample.columns)
        return {};
    QStringList effects;
    const ImportMapping &was = before.plan.mapping;
    const ImportMapping &is = now.plan.mapping;
    if (was.left.fileColumns != is.left.fileColumns && was.left.fileColumns == is.right.fileColumns
        && was.right.fileColumns == is.left.fileColumns) {
        effects += Text::tr("%1 and %2 have exchanged their columns.")
                       .arg(relationship.title(Side::Left), relationship.title(Side::Right));
    }
    for (const ImportMapping::PayloadColumn &payload : was.payload) {
        const bool isKept = choices.payload.contains(payload.column) || choices.set.contains(payload.column)
                         || std::any_of(is.payload.begin(), is.payload.end(),
                                        [&](const auto &each) { return each.column == payload.column; });
        for (const Side side : {Side::Left, Side::Right}) {
            if (!isKept && is.end(side).fileColumns.contains(payload.fileColumn))
                effects += Text::tr("%1 comes from no column any more: its column names %2 now.")
                               .arg(payload.column, relationship.title(side));
        }
    }
    return effects.join(u' ');
}

} // namespace joinery
