#include "session/gesturetext.h"

#include "values/naming.h"

#include <QCoreApplication>
#include <QLocale>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::GestureText)
};

QString counted(qint64 count, const QString &noun)
{
    return QLocale().toString(count) + u' ' + noun;
}

/// "Severance", or "3 shows": the label only while it stands for everything that was done.
QString subject(qint64 done, const RowWords &many, const QString &title)
{
    return done == 1 && many.isOneRow ? many.text : counted(done, countedNoun(title, done));
}

void addRest(QStringList &parts, const LinkOutcome &outcome)
{
    if (outcome.alreadyLinked > 0) {
        parts += Text::tr("%Ln was/were linked already", nullptr, int(outcome.alreadyLinked));
    }
    if (outcome.missing > 0)
        parts += Text::tr("%Ln is/are no longer there", nullptr, int(outcome.missing));
    if (outcome.refusedCount > 0) {
        const QString why = outcome.refused.isEmpty() ? QString() : outcome.refused.first().error.summary;
        parts += Text::tr("%Ln refused: %1", nullptr, int(outcome.refusedCount)).arg(why);
    }
}

Report finished(const LinkOutcome &outcome, const QStringList &parts)
{
    Report report;
    report.undoable = !outcome.change.isEmpty();
    if (outcome.refusedCount > 0 || outcome.missing > 0)
        report.kind = Report::Kind::Partly;
    else if (outcome.change.isEmpty())
        report.kind = Report::Kind::Nothing;
    QStringList details;
    for (const Refusal &refusal : outcome.refused)
        details += QStringLiteral("%1 – %2: %3").arg(refusal.left.text(), refusal.right.text(), refusal.error.detail);
    report.detail = details.join(u'\n');
    report.text = parts.join(QStringLiteral(", "));
    return report;
}

} // namespace

Report describeLinking(const LinkOutcome &outcome, const Relationship &relationship, Side side, const RowWords &many,
                       const RowWords &one)
{
    QStringList parts;
    const QString title = relationship.title(side);
    if (outcome.linked > 0) {
        if (!one.isOneRow) {
            parts += Text::tr("%Ln pair(s) linked: %1 with %2", nullptr, int(outcome.linked)).arg(many.text, one.text);
        } else {
            parts += Text::tr("%1 linked to %2").arg(subject(outcome.linked, many, title), one.text);
        }
        addRest(parts, outcome);
    } else if (outcome.alreadyLinked > 0 && outcome.refusedCount == 0 && outcome.missing == 0) {
        parts += Text::tr("%1 and %2 are linked already").arg(many.text, one.text);
    } else {
        parts += Text::tr("Nothing linked");
        addRest(parts, outcome);
    }
    return finished(outcome, parts);
}

Report describeUnlinking(const LinkOutcome &outcome, const Relationship &relationship, Side side, const RowWords &many,
                         const RowWords &one)
{
    if (outcome.unlinked == 0)
        return finished(outcome, {Text::tr("%1 and %2 are not linked").arg(many.text, one.text)});
    if (!relationship.unique && outcome.unlinked > 1) // the same pair may have been linked several times
        return finished(
            outcome,
            {Text::tr("%Ln link(s) removed: %1 – %2", nullptr, int(outcome.unlinked)).arg(many.text, one.text)});
    if (!one.isOneRow)
        return finished(
            outcome,
            {Text::tr("%Ln pair(s) unlinked: %1 from %2", nullptr, int(outcome.unlinked)).arg(many.text, one.text)});
    const QString title = relationship.title(side);
    return finished(outcome, {Text::tr("%1 unlinked from %2").arg(subject(outcome.unlinked, many, title), one.text)});
}

Report describeCopying(const LinkOutcome &outcome, const QString &target, bool moved)
{
    QStringList parts;
    const qint64 done = moved ? outcome.unlinked : outcome.linked;
    if (done > 0) {
        parts += moved ? Text::tr("%Ln link(s) moved to %1", nullptr, int(done)).arg(target)
                       : Text::tr("%Ln link(s) copied to %1", nullptr, int(done)).arg(target);
        addRest(parts, outcome);
    } else if (outcome.refusedCount == 0 && outcome.missing == 0) {
        parts += Text::tr("All of them are linked to %1 already").arg(target);
    } else {
        parts += Text::tr("Nothing copied");
        addRest(parts, outcome);
    }
    return finished(outcome, parts);
}

Report describeEditing(const LinkOutcome &outcome, const QString &what)
{
    QStringList parts;
    if (outcome.edited == 0 && outcome.refusedCount == 0)
        return finished(outcome, {Text::tr("Nothing changed: the value was so already")});
    if (outcome.edited == 1 && !what.isEmpty())
        parts += what;
    else if (outcome.edited > 0 && !what.isEmpty())
        parts += Text::tr("%1 in %Ln link(s)", nullptr, int(outcome.edited)).arg(what);
    else if (outcome.edited > 0)
        parts += Text::tr("%Ln link(s) changed", nullptr, int(outcome.edited));
    if (outcome.unchanged > 0)
        parts += Text::tr("%Ln was/were so already", nullptr, int(outcome.unchanged));
    addRest(parts, outcome);
    Report report = finished(outcome, parts);
    if (outcome.edited == 0)
        report.kind = Report::Kind::Failed;
    return report;
}

Report describeEntityEditing(const LinkOutcome &outcome, const Relationship &relationship, Side side,
                             const RowWords &rows, const QString &column, const QString &value)
{
    if (outcome.edited == 0 && outcome.refusedCount == 0)
        return finished(outcome, {Text::tr("Nothing changed: the value was so already")});
    QStringList parts;
    const QString where = outcome.edited == 1 && rows.isOneRow
                            ? rows.text
                            : counted(outcome.edited, countedNoun(relationship.title(side), outcome.edited));
    if (outcome.edited > 0 && column.isEmpty())
        parts += Text::tr("Changed: %1").arg(where);
    else if (outcome.edited > 0 && value.isNull())
        parts += Text::tr("%1 of %2 emptied (NULL)").arg(column, where);
    else if (outcome.edited > 0)
        parts += Text::tr("%1 of %2 set to “%3”").arg(column, where, value);
    if (outcome.unchanged > 0)
        parts += Text::tr("%Ln was/were so already", nullptr, int(outcome.unchanged));
    addRest(parts, outcome);
    Report report = finished(outcome, parts);
    if (outcome.edited == 0)
        report.kind = Report::Kind::Failed;
    return report;
}

Report describeAdding(const RowWords &made, const QString &title)
{
    return {Report::Kind::Done, Text::tr("%1 added to %2").arg(made.text, title), {}, true};
}

Report describeCreating(const LinkOutcome &outcome, const Relationship &relationship, Side side, const RowWords &many,
                        const RowWords &one)
{
    const QString title = relationship.title(side);
    if (many.isOneRow && outcome.linked == 1)
        return {
            Report::Kind::Done, Text::tr("%1 added to %2 and linked to %3").arg(many.text, title, one.text), {}, true};
    Report report = describeLinking(outcome, relationship, side, many, one);
    report.text += Text::tr("; %Ln row(s) added to %1", nullptr, int(outcome.created.size())).arg(title);
    return report;
}

QString shortened(const QVariant &value)
{
    constexpr qsizetype most = 40;
    if (value.isNull())
        return {};
    if (value.typeId() == QMetaType::QByteArray)
        return Text::tr("%Ln byte(s)", nullptr, int(value.toByteArray().size()));
    const QString text = value.toString().simplified();
    if (text.isEmpty())
        return QLatin1String("");
    return text.size() > most ? text.left(most) + QChar(0x2026) : text;
}

Report describeReverting(const LinkOutcome &outcome, const QString &step, bool again)
{
    QStringList parts{again ? Text::tr("Done again: %1").arg(step) : Text::tr("Undone: %1").arg(step)};
    if (!outcome.overwritten.isEmpty())
        parts += Text::tr("a trigger set %1 anew").arg(outcome.overwritten.join(QStringLiteral(", ")));
    Report report;
    report.text = parts.join(QStringLiteral("; "));
    return report;
}

Report describeFailure(const Error &error)
{
    return {error.kind == Error::Kind::Cancelled ? Report::Kind::Nothing : Report::Kind::Failed, error.summary,
            error.detail, false, error.kind == Error::Kind::Untrusted ? Remedy::Trust : Remedy::None};
}

} // namespace joinery
