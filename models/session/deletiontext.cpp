#include "session/deletiontext.h"

#include "values/naming.h"

#include <QCoreApplication>
#include <QLocale>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::DeletionText)
};

using Fate = DeletionPlan::Fate;

QString chosen(const DeletionPlan &plan, const QString &title)
{
    const DeletionPlan::Rows &rows = plan.rows.first();
    if (rows.count == 1 && !rows.samples.isEmpty())
        return rows.samples.first();
    return QLocale().toString(rows.count) + u' ' + countedNoun(title, rows.count);
}

/// The first of them by name; an ellipsis stands for the rest.
QString samplesOf(const DeletionPlan::Rows &rows)
{
    if (rows.samples.isEmpty())
        return {};
    const QString more = rows.count > rows.samples.size() ? QStringLiteral(", ") + QChar(0x2026) : QString();
    return rows.samples.join(QStringLiteral(", ")) + more;
}

QString becomes(const DeletionPlan::Rows &rows)
{
    const int count = int(rows.count);
    const QString table = rows.table.text();
    const QString columns = rows.columns.join(QStringLiteral(", "));
    switch (rows.fate) {
    case Fate::Link:
        return Text::tr("%Ln link(s) in %1 goes/go with it", nullptr, count).arg(table);
    case Fate::Cascaded:
        return Text::tr("%Ln row(s) of %1 goes/go with it", nullptr, count).arg(table);
    case Fate::Emptied:
        return Text::tr("%Ln row(s) of %1 stays/stay, with %2 emptied (NULL)", nullptr, count).arg(table, columns);
    case Fate::Defaulted:
        return Text::tr("%Ln row(s) of %1 stays/stay, with %2 set to its default", nullptr, count).arg(table, columns);
    case Fate::Dangling:
        return Text::tr("%Ln row(s) of %1 stays/stay, and %2 will refer to nothing", nullptr, count)
            .arg(table, columns);
    case Fate::Chosen:
    case Fate::Hindering:
        break;
    }
    return {};
}

} // namespace

Confirmation askToDelete(const DeletionPlan &plan, const QString &title)
{
    Confirmation question;
    question.title = Text::tr("Delete");
    const DeletionPlan::Rows &rows = plan.rows.first();
    question.text = rows.count == 1 ? Text::tr("Delete “%1” from %2?").arg(chosen(plan, title), title)
                                    : Text::tr("Delete %1?").arg(chosen(plan, title));
    if (rows.count > 1)
        question.text += u'\n' + samplesOf(rows);
    for (const DeletionPlan::Rows &each : plan.rows.mid(1))
        question.consequences += {becomes(each), samplesOf(each)};
    const qint64 removed = plan.count(Fate::Chosen) + plan.count(Fate::Link) + plan.count(Fate::Cascaded);
    question.action = Text::tr("&Delete %Ln row(s)", nullptr, int(removed));
    return question;
}

Report describeDeletion(const DeletionPlan &plan, const QString &title)
{
    Report report;
    report.undoable = true;
    report.text = Text::tr("%1 deleted").arg(chosen(plan, title));
    QStringList with;
    if (const qint64 links = plan.count(Fate::Link))
        with += Text::tr("%Ln link(s)", nullptr, int(links));
    if (const qint64 further = plan.count(Fate::Cascaded))
        with += Text::tr("%Ln further row(s)", nullptr, int(further));
    if (!with.isEmpty())
        report.text = Text::tr("%1 with %2").arg(report.text, with.join(Text::tr(" and ")));
    if (const qint64 altered = plan.count(Fate::Emptied) + plan.count(Fate::Defaulted))
        report.text += Text::tr(", %Ln row(s) changed", nullptr, int(altered));
    if (const qint64 dangling = plan.count(Fate::Dangling))
        report.text += Text::tr(", %Ln row(s) now refers/refer to nothing", nullptr, int(dangling));
    QStringList details;
    for (const DeletionPlan::Rows &each : plan.rows.mid(1))
        details += each.samples.isEmpty() ? becomes(each)
                                          : QStringLiteral("%1: %2").arg(becomes(each), samplesOf(each));
    report.detail = details.join(u'\n');
    return report;
}

} // namespace joinery
