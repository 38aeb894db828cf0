#include "relationships/columnwords.h"

#include "relationships/entitylabel.h"
#include "relationships/timestamps.h"
#include "values/naming.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace joinery {

namespace {

using Words = QSet<QString>;

Words words(const char *text)
{
    const QStringList list = QString::fromLatin1(text).split(u' ');
    return {list.begin(), list.end()};
}

Words stemmed(const char *text)
{
    Words list;
    for (const QString &word : words(text))
        list += stem(word);
    return list;
}

const Words &idWords()
{
    static const Words list = words("id ids uuid guid fk pk ulid oid");
    return list;
}

const Words &codeWords()
{
    static const Words list = words(
        "code no nr num number key ref idx cod handle hash pubid identifier abbr abbreviation");
    return list;
}

bool startsWithAny(const QString &text, std::initializer_list<QLatin1String> beginnings)
{
    return std::any_of(beginnings.begin(), beginnings.end(),
                       [&](QLatin1String beginning) { return text.startsWith(beginning); });
}

QString classOf(const QString &declaredType)
{
    const QString type = declaredType.toUpper();
    const auto has = [&](QLatin1String part) { return type.contains(part); };
    if (type.isEmpty())
        return {};
    if (has(QLatin1String("INT")) || has(QLatin1String("SERIAL")))
        return QStringLiteral("integer");
    if (has(QLatin1String("CHAR")) || has(QLatin1String("TEXT")) || has(QLatin1String("CLOB")))
        return QStringLiteral("text");
    return {}; // UUID, BINARY, NUMERIC, …: holds anything
}

} // namespace

ColumnWords columnWords(const QString &column, const QString &prefix)
{
    QStringList list = wordsOf(column);
    if (!prefix.isEmpty() && list.size() > 1 && list.first() == prefix)
        list.removeFirst();
    ColumnWords result;
    if (list.size() > 1 && startsWithAny(list.first(), {QLatin1String("id"), QLatin1String("fk")})
        && (idWords().contains(list.first()) || list.first() == QLatin1String("idfk"))) {
        list.removeFirst();
        result.saysId = true;
    }
    while (list.size() > 1 && idWords().contains(list.last())) {
        list.removeLast();
        result.saysId = true;
    }
    if (!result.saysId && list.size() > 1 && codeWords().contains(list.last())) {
        list.removeLast();
        result.saysCode = true;
    }
    // Lower case run together: imageid, useruuid, idmovie.
    if (!result.saysId && !list.isEmpty()) {
        QString &last = list.last();
        for (const QLatin1String ending : {QLatin1String("uuid"), QLatin1String("guid"), QLatin1String("id")}) {
            if (last.size() > ending.size() && last.endsWith(ending)) {
                last.chop(ending.size());
                result.saysId = true;
                break;
            }
        }
        if (!result.saysId && list.first().size() > 4 && list.first().startsWith(QLatin1String("id"))) {
            list.first().remove(0, 2);
            result.saysId = true;
        }
    }
    for (const QString &word : std::as_const(list)) {
        result.exact += stem(word);
        QString letters = word;
        while (letters.size() > 1 && letters.back().isDigit())
            letters.chop(1);
        result.stems += stem(letters);
    }
    return result;
}

QString columnPrefix(const Table &table)
{
    constexpr qsizetype fewest = 2;
    if (table.columns.size() < fewest)
        return {};
    QHash<QString, qsizetype> firsts;
    for (const Column &column : table.columns) {
        const QStringList list = wordsOf(column.name);
        if (list.size() > 1)
            ++firsts[list.first()];
    }
    for (auto it = firsts.cbegin(); it != firsts.cend(); ++it) {
        const bool nearlyAll = it.value() == table.columns.size()
                            || (it.value() > 4 && it.value() * 10 >= table.columns.size() * 8);
        if (nearlyAll && !idWords().contains(it.key()))
            return it.key();
    }
    return {};
}

bool isRole(const QString &stem)
{
    static const Words list = stemmed(
        "from to parent child following liked likee sourc target left right first second ancestor descendant follower follow followe followed "
        "subject object friend relat related link linked other a b x y old new mother father dependency depend dependent "
        "prev previou next referr origin original destination dest start end member memb subscriber blocker blocked block "
        "predecessor successor up down base duplicat master slav match allow allowassign manag managed pid");
    return list.contains(stem);
}

bool isPersonRole(const QString &stem)
{
    static const Words list = stemmed(
        "author owner creator assigne following liked likee user member sender recipient receiver reviewer approver manager follower follow followe "
        "friend editor uploader submitter reporter poster voter liker subscriber participant organizer host guest invite "
        "inviter moderator admin watcher teacher student instructor doctor patient customer client seller buyer attende "
        "u uid org organization organisation person contributor collaborator account blocker blocked muter muted rater player mentor mentor actor trainer");
    return list.contains(stem);
}

bool isAnyThing(const QString &stem)
{
    static const Words list = stemmed(
        "object obj item entity target record subject element content resourc media thing ref "
        "instanc sourc owner related link entry node foreign");
    return list.contains(stem);
}

bool isAuditColumn(const QString &column)
{
    static const Words verbs = words(
        "created updated modified deleted added changed inserted edited removed granted assigned "
        "approved invited linked last_modified creat updat modify locked");
    static const Words whole = words(
        "modifier modifierid usermodified creator creatorid createdby updatedby modifiedby "
        "deletedby addedby usercreated updater editor creater inviter granter grantor");
    QStringList list = wordsOf(column);
    while (list.size() > 1 && idWords().contains(list.last()))
        list.removeLast();
    if (list.size() == 1)
        return whole.contains(list.first());
    const qsizetype by = list.lastIndexOf(QStringLiteral("by"));
    if (by > 0 && verbs.contains(list[by - 1]))
        return true;
    return whole.contains(list.join(QString()))
        || (verbs.contains(list.first()) && list.last() == QLatin1String("user"));
}

bool isLinkTrait(const Column &column)
{
    static const Words traits = words(
        "position order sort ord ordinal rank index idx seq sequence slot delta weight priority active enabled disabled "
        "default primary role type kind level mode status state quantity qty amount count since date time score rate rating "
        "value relation position permission access flags flag visible hidden pinned favorite favourite read admin "
        "required optional percent percentage share price cost discount unit units number no direction source expires until "
        "started ended joined added start end from to on at sorting sortorder orderindex sortindex muted notify ordering "
        "strength confidence distance size version cascade inherited is deleted created updated modified timestamp");
    const QStringList list = wordsOf(column.name);
    if (list.isEmpty() || isTimeColumn(column))
        return true;
    if (column.type.contains(QLatin1String("BOOL"), Qt::CaseInsensitive))
        return true;
    return traits.contains(list.last()) || traits.contains(list.first());
}

bool isQuiet(const Column &column)
{
    static const Words moments = words(
        "created updated modified timestamp timecreated timemodified timeadded createdat updatedat "
        "createdon dateadded datecreated");
    const QStringList list = wordsOf(column.name);
    return isKeptTimestamp(column)
        || (!list.isEmpty() && moments.contains(list.first()) && !isAuditColumn(column.name));
}

bool isDescription(const Column &column)
{
    static const Words nouns = words(
        "name title label slug email mail url uri subject description body content text message "
        "comment comments remark prose bio summary address phone filename path subtitle caption "
        "headline street city username password hash token ip useragent json payload data params "
        "guid uuid");
    const QStringList list = wordsOf(column.name);
    return !list.isEmpty() && nouns.contains(list.last()) && !isNumberColumn(column);
}

bool canRefer(const Column &column)
{
    const QString type = column.type.toUpper();
    for (const QLatin1String part :
         {QLatin1String("DATE"), QLatin1String("TIME"), QLatin1String("BOOL"), QLatin1String("REAL"),
          QLatin1String("FLOAT"), QLatin1String("DOUBLE"), QLatin1String("JSON")}) {
        if (type.contains(part))
            return false;
    }
    return type != QLatin1String("TINYINT(1)");
}

bool typesAgree(const Column &child, const Column &parent)
{
    const QString a = classOf(child.type);
    const QString b = classOf(parent.type);
    return a.isEmpty() || b.isEmpty() || a == b;
}

} // namespace joinery
