#include "values/englishnoun.h"

#include <QHash>
#include <QSet>
#include <QStringList>

#include <algorithm>

namespace joinery {

namespace {

using Words = QSet<QString>;

Words wordsIn(const QString &text)
{
    const QStringList words = text.split(u' ');
    return {words.begin(), words.end()};
}

/// Words whose other number no rule gives.
struct Irregular
{
    QHash<QString, QString> plural; ///< by singular
    QHash<QString, QString> singular; ///< by plural
};

const Irregular &irregular()
{
    static const Irregular words = [] {
        const QString pairs = QStringLiteral(
            "person people child children man men woman women mouse mice goose geese foot feet tooth teeth ox oxen "
            "die dice datum data medium media criterion criteria phenomenon phenomena index indices matrix matrices "
            "vertex vertices appendix appendices axis axes basis bases quiz quizzes lens lenses "
            "movie movies cookie cookies zombie zombies calorie calories selfie selfies brownie brownies genie genies "
            "hero heroes potato potatoes tomato tomatoes echo echoes veto vetoes cargo cargoes "
            "half halves leaf leaves shelf shelves wolf wolves knife knives life lives wife wives calf calves "
            "loaf loaves thief thieves "
            "taxi taxis ski skis wiki wikis api apis emoji emojis kiwi kiwis safari safaris menu menus guru gurus "
            "alias aliases canvas canvases atlas atlases bias biases gas gases");
        Irregular all;
        const QStringList list = pairs.split(u' ');
        for (qsizetype i = 0; i + 1 < list.size(); i += 2) {
            all.plural.insert(list[i], list[i + 1]);
            all.singular.insert(list[i + 1], list[i]);
        }
        all.singular.insert(QStringLiteral("bases"), QStringLiteral("base")); // more often than "basis"
        all.singular.insert(QStringLiteral("indexes"), QStringLiteral("index"));
        return all;
    }();
    return words;
}

/// Words that have one form: uncountable, or no nouns.
bool hasOneForm(const QString &word)
{
    static const Words words = wordsIn(QStringLiteral(
        "series species news staff equipment information metadata feedback software hardware furniture music money "
        "sheep fish deer aircraft offspring evidence knowledge research merchandise traffic weather inventory stock "
        "content clothing analytics physics mathematics politics economics ethics chaos cosmos pokemon "
        "from into with without for via and or not than about between over under has was its his yes "
        "old new first second third last next previous left right main own same other many few all any none "
        "following known given chosen sent seen shown made done taken written owned"));
    return words.contains(word);
}

bool endsWithAny(const QString &word, std::initializer_list<QLatin1String> endings)
{
    return std::any_of(endings.begin(), endings.end(), [&](QLatin1String ending) { return word.endsWith(ending); });
}

/// "followed", "archived"; but "feed" and "bed" are things.
bool isParticiple(const QString &word)
{
    return word.size() > 4 && word.endsWith(QLatin1String("ed")) && !word.endsWith(QLatin1String("eed"));
}

/// "searchable"; but a table and a variable are things.
bool isAdjective(const QString &word)
{
    static const Words things = wordsIn(QStringLiteral("timetable variable vegetable constable deliverable wearable"));
    return word.size() > 6 && word.endsWith(QLatin1String("able")) && !things.contains(word);
}

bool isForeign(const QString &word)
{
    const bool english = std::all_of(word.begin(), word.end(), [](QChar c) { return c >= u'a' && c <= u'z'; });
    return !english
        || (word.size() > 5
            && endsWithAny(word, {QLatin1String("ung"), QLatin1String("keit"), QLatin1String("heit"),
                                  QLatin1String("schaft"), QLatin1String("cion"), QLatin1String("zione"),
                                  QLatin1String("zioni"), QLatin1String("teur"), QLatin1String("eaux")}));
}

/// English nouns seldom end in these vowels: the word is of another language unless it is known.
bool endsLikeForeign(const QString &word)
{
    static const Words english = wordsIn(
        QStringLiteral("area camera schema idea agenda persona quota formula extra pizza visa villa saga drama opera "
                       "era arena sauna banana diploma panorama algebra replica stigma trivia alpha beta delta gamma "
                       "pasta salsa soda sofa tuna cinema enigma dilemma vista zebra cobra umbrella"));
    return endsWithAny(word, {QLatin1String("a"), QLatin1String("i"), QLatin1String("u")}) && !english.contains(word);
}

bool staysAsItIs(const QString &word)
{
    return word.size() < 3 || hasOneForm(word) || isParticiple(word) || isAdjective(word) || isForeign(word);
}

/// salesman, chairwoman; but not human.
bool isCompoundOfMan(const QString &word, QLatin1String ending)
{
    static const Words others = wordsIn(QStringLiteral("human german roman norman ottoman talisman shaman "
                                                       "specimen regimen abdomen omen stamen acumen"));
    return word.size() > 4 && word.endsWith(ending) && !others.contains(word);
}

bool isVowel(QChar c)
{
    return QStringLiteral("aeiou").contains(c);
}

/// "statuses" → "status", but "houses" → "house".
QString withoutUses(const QString &word)
{
    static const Words withE = wordsIn(QStringLiteral("uses muses fuses ruses excuses abuses"));
    const bool silentE = withE.contains(word) || endsWithAny(word, {QLatin1String("ouses"), QLatin1String("auses")});
    return word.chopped(silentE ? 1 : 2);
}

/// "analyses" → "analysis", but "licenses" → "license".
QString withoutSes(const QString &word)
{
    static const Words greek = wordsIn(QStringLiteral(
        "analyses diagnoses hypotheses theses syntheses crises oases parentheses emphases prognoses paralyses"));
    if (greek.contains(word))
        return word.chopped(2) + QStringLiteral("is");
    return word.chopped(word.endsWith(QLatin1String("sses")) ? 2 : 1);
}

bool hardCh(const QString &word)
{
    static const Words words = wordsIn(QStringLiteral("stomach monarch patriarch epoch tech loch"));
    return words.contains(word);
}

} // namespace

QString singularNoun(const QString &word)
{
    if (irregular().plural.contains(word))
        return word;
    if (const auto known = irregular().singular.constFind(word); known != irregular().singular.constEnd())
        return *known;
    if (staysAsItIs(word))
        return word;
    if (isCompoundOfMan(word, QLatin1String("men")))
        return word.chopped(2) + QStringLiteral("an");
    if (!word.endsWith(u's') || endsWithAny(word, {QLatin1String("ss"), QLatin1String("us"), QLatin1String("is")}))
        return word;
    if (word.endsWith(QLatin1String("ies")))
        return word.size() > 4 ? word.chopped(3) + u'y' : word.chopped(1);
    if (word.endsWith(QLatin1String("uses")))
        return withoutUses(word);
    if (word.endsWith(QLatin1String("ses")))
        return withoutSes(word);
    static const Words withChe = wordsIn(QStringLiteral("caches niches aches headaches quiches psyches"));
    if (endsWithAny(word, {QLatin1String("shes"), QLatin1String("ches"), QLatin1String("xes"), QLatin1String("zzes")})
        && !withChe.contains(word)) {
        return word.chopped(2);
    }
    return word.chopped(1);
}

QString pluralNoun(const QString &word)
{
    if (irregular().singular.contains(word))
        return word;
    if (const auto known = irregular().plural.constFind(word); known != irregular().plural.constEnd())
        return *known;
    if (staysAsItIs(word) || singularNoun(word) != word || endsLikeForeign(word))
        return word;
    if (isCompoundOfMan(word, QLatin1String("man")))
        return word.chopped(2) + QStringLiteral("en");
    if (word.endsWith(QLatin1String("sis")))
        return word.chopped(2) + QStringLiteral("es");
    if (endsWithAny(word, {QLatin1String("ous"), QLatin1String("is")}))
        return word;
    if (word.endsWith(u'y') && !isVowel(word[word.size() - 2]))
        return word.chopped(1) + QStringLiteral("ies");
    if (hardCh(word))
        return word + u's';
    if (endsWithAny(word, {QLatin1String("s"), QLatin1String("sh"), QLatin1String("ch"), QLatin1String("x"),
                           QLatin1String("z")})) {
        return word + QStringLiteral("es");
    }
    return word + u's';
}

} // namespace joinery
