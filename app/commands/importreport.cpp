#include "commands/importreport.h"

#include "export/jsonwriter.h"

#include <QCoreApplication>
#include <QLocale>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::ImportReport)
};

QString keyOf(Verdict verdict)
{
    static const QStringList keys = {
        QStringLiteral("linked"),          QStringLiteral("alreadyLinked"),  QStringLiteral("updated"),
        QStringLiteral("duplicateInFile"), QStringLiteral("unknownLeft"),    QStringLiteral("unknownRight"),
        QStringLiteral("ambiguousLeft"),   QStringLiteral("ambiguousRight"), QStringLiteral("malformed"),
        QStringLiteral("refused"),
    };
    return keys[int(verdict)];
}

} // namespace

CommandResult<void> putAccount(QIODevice &device, const ImportAccount &account)
{
    OutputBuffer output(device);
    JsonWriter json(output);
    const auto member = [&](const QString &key, const QVariant &value) {
        json.key(key);
        json.value(value);
    };
    json.beginObject();
    member(QStringLiteral("read"), account.read());
    for (int i = 0; i < verdictCount; ++i)
        member(keyOf(Verdict(i)), account.of(Verdict(i)));
    member(QStringLiteral("blankLines"), account.blankLines);
    member(QStringLiteral("createdLeft"), account.createdLeft);
    member(QStringLiteral("createdRight"), account.createdRight);
    member(QStringLiteral("written"), account.written);
    json.endObject();
    json.finish();
    if (auto written = output.finish(); !written)
        return refused(written.error());
    return {};
}

QString describeAccount(const ImportAccount &account, const ImportPlan &plan, const QString &rejectsFile)
{
    const OnConflict onConflict = plan.mapping.onConflict;
    using Kind = AccountLine::Kind;
    QStringList lines;
    for (const AccountLine &line : accountLines(account, onConflict)) {
        QString words;
        switch (line.kind) {
        case Kind::Read:
            lines += Text::tr("%Ln row(s) read", nullptr, int(line.count));
            continue;
        case Kind::OfVerdict:
            words = verdictInWords(line.verdict);
            break;
        case Kind::CreatedLeft:
            words = Text::tr("created on the left");
            break;
        case Kind::CreatedRight:
            words = Text::tr("created on the right");
            break;
        case Kind::BlankLines:
            words = Text::tr("blank lines passed over");
            break;
        }
        if (line.isRejected)
            words = Text::tr("%1 (rejected)").arg(words);
        lines += QStringLiteral("%1  %2").arg(QLocale().toString(line.count).rightJustified(12), words);
    }
    if (account.rejected(onConflict) > 0) {
        lines += rejectsFile.isEmpty() ? Text::tr("--rejects FILE saves the rejected rows with their reasons.")
                                       : Text::tr("The rejected rows are in %1.").arg(rejectsFile);
    }
    if (const QStringList unused = plan.unusedColumns(); !unused.isEmpty())
        lines += Text::tr("Columns of the file that are not used: %1.").arg(unused.join(QStringLiteral(", ")));
    if (!account.written)
        lines += Text::tr("Nothing was written.");
    return lines.join(u'\n');
}

} // namespace joinery
