#include "relationships/tablewords.h"

#include "relationships/tablenames.h"
#include "values/naming.h"

#include <QSet>

namespace joinery {

namespace {

QSet<QString> wordSet(const char *words)
{
    QSet<QString> set;
    for (const QString &word : QString::fromLatin1(words).split(u' '))
        set += stem(word);
    return set;
}

} // namespace

bool isConnecting(const QString &stem)
{
    static const QSet<QString> words = wordSet(
        "to has and map maps mapping link links rel rels relation relations relationship relationships join xref assoc "
        "association associations of in x ref refs item items line lines detail details membership memberships member members "
        "assignment assignments instance junction bridge pair pairs cross lookup entry entries index tagging taggings m2m "
        "participant participants subscription enrollment enrolment through");
    return words.contains(stem) || stem.endsWith(QLatin1String("ship"));
}

bool isOnlyConnecting(const QString &stem)
{
    static const QSet<QString> words = wordSet(
        "map mapping link rel relation relationship join xref assoc association membership member assignment junction "
        "m2m participant subscription enrollment enrolment tagging through has");
    return words.contains(stem) || stem.endsWith(QLatin1String("ship"));
}

bool isHappening(const QString &stem)
{
    static const QSet<QString> words = wordSet(
        "log logs history histories audit event events message messages payment payments invoice invoices order orders session "
        "sessions token tokens notification notifications comment comments revision revisions transaction transactions "
        "address addresses review reviews post posts note notes attachment attachments file files report reports job jobs task "
        "tasks request requests visit visits email emails ticket tickets issue issues appointment appointments booking bookings "
        "reservation reservations shipment shipments delivery document documents upload uploads translation translations "
        "changelog record records activity activities statistic statistics stat snapshot queue rental rentals sale sales "
        "purchase purchases loan loans call calls answer answers submission submissions");
    return words.contains(stem);
}

bool isPlaceInList(const QString &column)
{
    static const QSet<QString> words = wordSet(
        "delta position pos order ord ordinal index idx seq sequence slot rank sort line");
    const QStringList stems = stemsOf(column);
    return !stems.isEmpty() && words.contains(stems.last());
}

} // namespace joinery
