#include "import/importaccount.h"

#include <QCoreApplication>

#include <numeric>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::ImportAccount)
};

} // namespace

bool isRejected(Verdict verdict, OnConflict onConflict)
{
    switch (verdict) {
    case Verdict::Linked:
    case Verdict::Updated:
    case Verdict::DuplicateInFile:
        return false;
    case Verdict::AlreadyLinked:
        return onConflict == OnConflict::Reject;
    default:
        return true;
    }
}

QString verdictInWords(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Linked:
        return Text::tr("linked");
    case Verdict::AlreadyLinked:
        return Text::tr("linked already");
    case Verdict::Updated:
        return Text::tr("updated");
    case Verdict::DuplicateInFile:
        return Text::tr("twice in the file");
    case Verdict::UnknownLeft:
        return Text::tr("unknown on the left");
    case Verdict::UnknownRight:
        return Text::tr("unknown on the right");
    case Verdict::AmbiguousLeft:
        return Text::tr("ambiguous on the left");
    case Verdict::AmbiguousRight:
        return Text::tr("ambiguous on the right");
    case Verdict::Malformed:
        return Text::tr("malformed");
    case Verdict::Refused:
        break;
    }
    return Text::tr("refused");
}

qint64 ImportAccount::read() const
{
    return std::accumulate(rows.begin(), rows.end(), qint64(0));
}

qint64 ImportAccount::rejected(OnConflict onConflict) const
{
    qint64 sum = 0;
    for (int i = 0; i < verdictCount; ++i)
        sum += isRejected(Verdict(i), onConflict) ? rows[size_t(i)] : 0;
    return sum;
}

QList<AccountLine> accountLines(const ImportAccount &account, OnConflict onConflict)
{
    using Kind = AccountLine::Kind;
    QList<AccountLine> lines{{Kind::Read, {}, account.read(), false}};
    const auto add = [&](Kind kind, qint64 count, Verdict verdict = {}) {
        if (count > 0)
            lines += {kind, verdict, count, kind == Kind::OfVerdict && isRejected(verdict, onConflict)};
    };
    for (int i = 0; i < verdictCount; ++i)
        add(Kind::OfVerdict, account.rows[size_t(i)], Verdict(i));
    add(Kind::CreatedLeft, account.createdLeft);
    add(Kind::CreatedRight, account.createdRight);
    add(Kind::BlankLines, account.blankLines);
    return lines;
}

} // namespace joinery
