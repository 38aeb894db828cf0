#include "values/naming.h"

#include "values/englishnoun.h"

namespace joinery {

namespace {

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

QString onLastWord(const QString &text, QString (*change)(const QString &))
{
    const qsizetype start = lastWordStart(text);
    const QString word = text.mid(start);
    if (word.isEmpty() || !word.back().isLetter())
        return text;
    const QString lower = word.toLower();
    const QString changed = change(lower);
    // Capitals are an abbreviation, which the rules do not know.
    if (changed == lower || (word.size() > 1 && word == word.toUpper()))
        return text;
    return text.left(start) + matchCase(word, changed);
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
    return onLastWord(word, singularNoun);
}

QString plural(const QString &word)
{
    return onLastWord(word, pluralNoun);
}

QString stem(const QString &word)
{
    QString result = singularNoun(word);
    constexpr qsizetype shortest = 3;
    while (result.size() > shortest && (result.endsWith(u's') || result.endsWith(u'e')))
        result.chop(1);
    return result;
}

QString countedNoun(const QString &alias, qint64 count)
{
    return (count == 1 ? singular(alias) : plural(alias)).toLower();
}

} // namespace joinery
