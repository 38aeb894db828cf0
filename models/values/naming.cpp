#include "values/naming.h"

#include <QHash>

namespace joinery {

namespace {

/// Words whose plural no rule gives; both ways.
const QList<std::pair<QString, QString>> &irregular()
{
    static const QList<std::pair<QString, QString>> words = {
        {QStringLiteral("person"), QStringLiteral("people")},
        {QStringLiteral("child"), QStringLiteral("children")},
        {QStringLiteral("man"), QStringLiteral("men")},
        {QStringLiteral("woman"), QStringLiteral("women")},
        {QStringLiteral("mouse"), QStringLiteral("mice")},
        {QStringLiteral("foot"), QStringLiteral("feet")},
        {QStringLiteral("tooth"), QStringLiteral("teeth")},
        {QStringLiteral("datum"), QStringLiteral("data")},
        {QStringLiteral("index"), QStringLiteral("indices")},
        {QStringLiteral("movie"), QStringLiteral("movies")},
        {QStringLiteral("cookie"), QStringLiteral("cookies")},
        {QStringLiteral("series"), QStringLiteral("series")},
        {QStringLiteral("species"), QStringLiteral("species")},
        {QStringLiteral("status"), QStringLiteral("statuses")},
        {QStringLiteral("media"), QStringLiteral("media")},
        {QStringLiteral("news"), QStringLiteral("news")},
        {QStringLiteral("bus"), QStringLiteral("buses")},
        {QStringLiteral("lens"), QStringLiteral("lenses")},
        {QStringLiteral("vertex"), QStringLiteral("vertices")},
        {QStringLiteral("matrix"), QStringLiteral("matrices")},
        {QStringLiteral("leaf"), QStringLiteral("leaves")},
        {QStringLiteral("life"), QStringLiteral("lives")},
        {QStringLiteral("knife"), QStringLiteral("knives")},
        {QStringLiteral("shelf"), QStringLiteral("shelves")},
        {QStringLiteral("hero"), QStringLiteral("heroes")},
        {QStringLiteral("quiz"), QStringLiteral("quizzes")},
        {QStringLiteral("axis"), QStringLiteral("axes")},
        {QStringLiteral("analysis"), QStringLiteral("analyses")},
        {QStringLiteral("basis"), QStringLiteral("bases")},
        {QStringLiteral("criterion"), QStringLiteral("criteria")},
    };
    return words;
}

/// Splits off what stands before the last word, so that the rules see one word only.
qsizetype lastWordStart(const QString &text)
{
    return text.lastIndexOf(u' ') + 1;
}

QString matchCase(const QString &model, QString word)
{
    if (!model.isEmpty() && model[0].isUpper() && !word.isEmpty())
        word[0] = word[0].toUpper();
    return word;
}

bool endsWithAny(const QString &word, std::initializer_list<QLatin1String> endings)
{
    for (const QLatin1String ending : endings) {
        if (word.endsWith(ending))
            return true;
    }
    return false;
}

bool isVowel(QChar c)
{
    return QStringLiteral("aeiou").contains(c);
}

QString singularWord(const QString &word)
{
    for (const auto &[one, many] : irregular()) {
        if (word == many || word == one)
            return one;
    }
    if (word.endsWith(QLatin1String("ies")) && word.size() > 4)
        return word.chopped(3) + u'y';
    if (endsWithAny(word, {QLatin1String("sses"), QLatin1String("shes"), QLatin1String("ches"), QLatin1String("xes"),
                           QLatin1String("zes")})) {
        return word.chopped(2);
    }
    if (word.endsWith(u's') && word.size() > 2
        && !endsWithAny(word, {QLatin1String("ss"), QLatin1String("us"), QLatin1String("is")})) {
        return word.chopped(1);
    }
    return word;
}

QString pluralWord(const QString &word)
{
    for (const auto &[one, many] : irregular()) {
        if (word == many || word == one)
            return many;
    }
    if (singularWord(word) != word)
        return word;
    if (word.endsWith(u'y') && word.size() > 1 && !isVowel(word[word.size() - 2]))
        return word.chopped(1) + QStringLiteral("ies");
    if (endsWithAny(word, {QLatin1String("s"), QLatin1String("sh"), QLatin1String("ch"), QLatin1String("x"),
                           QLatin1String("z")})) {
        return word + QStringLiteral("es");
    }
    return word + u's';
}

QString onLastWord(const QString &text, QString (*change)(const QString &))
{
    const qsizetype start = lastWordStart(text);
    const QString word = text.mid(start);
    if (word.isEmpty() || !word.back().isLetter())
        return text;
    return text.left(start) + matchCase(word, change(word.toLower()));
}

} // namespace

QStringList wordsOf(const QString &identifier)
{
    QStringList words;
    QString word;
    const auto finish = [&] {
        if (!word.isEmpty())
            words += word.toLower();
        word.clear();
    };
    for (qsizetype i = 0; i < identifier.size(); ++i) {
        const QChar c = identifier[i];
        if (!c.isLetterOrNumber() && !c.isSurrogate()) {
            finish();
            continue;
        }
        const bool afterLower = i > 0 && identifier[i - 1].isLower();
        const bool beforeLower = i > 0 && identifier[i - 1].isUpper() && i + 1 < identifier.size()
                              && identifier[i + 1].isLower();
        if (c.isUpper() && (afterLower || beforeLower))
            finish();
        word += c;
    }
    finish();
    return words;
}

QString humanized(const QString &identifier)
{
    if (identifier.contains(u' '))
        return identifier;
    QString text = wordsOf(identifier).join(u' ');
    if (text.isEmpty())
        return identifier;
    text[0] = text[0].toUpper();
    return text;
}

QString singular(const QString &word)
{
    return onLastWord(word, singularWord);
}

QString plural(const QString &word)
{
    return onLastWord(word, pluralWord);
}

QString stem(const QString &word)
{
    QString result = singularWord(word);
    constexpr qsizetype shortest = 3;
    while (result.size() > shortest && (result.endsWith(u's') || result.endsWith(u'e')))
        result.chop(1);
    return result;
}

QString countedNoun(const QString &alias, qint64 count)
{
    const QString noun = alias.toLower();
    return count == 1 ? singular(noun) : plural(noun);
}

} // namespace joinery
