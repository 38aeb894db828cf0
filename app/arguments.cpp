#include "arguments.h"

#include <QCoreApplication>

#include <algorithm>

namespace joinery {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("joinery::Arguments", text);
}

bool looksLikeOption(const QString &word)
{
    return word.size() > 1 && word.startsWith(u'-') && !word[1].isDigit() && word[1] != u'.';
}

const Option *find(const QList<Option> &options, const QString &word)
{
    const auto found = std::find_if(options.begin(), options.end(), [&](const Option &option) {
        return word == QStringLiteral("--") + option.name
            || (!option.letter.isNull() && word == QStringLiteral("-") + option.letter);
    });
    return found == options.end() ? nullptr : &*found;
}

} // namespace

tl::expected<Arguments, QString> Arguments::parse(const QStringList &words, const QList<Option> &options)
{
    Arguments arguments;
    for (qsizetype i = 0; i < words.size(); ++i) {
        QString word = words[i];
        if (word == QLatin1String("--")) {
            arguments.m_positionals += words.mid(i + 1);
            break;
        }
        if (!looksLikeOption(word)) {
            arguments.m_positionals += word;
            continue;
        }
        QStringList values;
        const qsizetype equals = word.startsWith(QLatin1String("--")) ? word.indexOf(u'=') : -1;
        if (equals > 0) {
            values += word.mid(equals + 1);
            word.truncate(equals);
        }
        const Option *option = find(options, word);
        if (!option)
            return tl::unexpected(say("There is no option %1 here.").arg(word));
        if (!option->repeatable && arguments.has(option->name))
            return tl::unexpected(say("%1 is given twice.").arg(word));
        if (values.size() > option->values.size())
            return tl::unexpected(say("%1 takes no value.").arg(word));
        while (values.size() < option->values.size() && i + 1 < words.size())
            values += words[++i];
        if (values.size() < option->values.size()) {
            return tl::unexpected(say("%1 needs %2 after it.").arg(word, option->values.mid(values.size()).join(u' ')));
        }
        arguments.m_given.append({option->name, values});
    }
    return arguments;
}

bool Arguments::has(const QString &name) const
{
    return std::any_of(m_given.begin(), m_given.end(), [&](const Given &given) { return given.name == name; });
}

QString Arguments::value(const QString &name) const
{
    const QList<QStringList> given = all(name);
    return given.isEmpty() ? QString() : given.first().value(0);
}

QList<QStringList> Arguments::all(const QString &name) const
{
    QList<QStringList> found;
    for (const Given &given : m_given) {
        if (given.name == name)
            found += given.values;
    }
    return found;
}

} // namespace joinery
