#include "commandline.h"

#include <QCoreApplication>
#include <QFile>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

#include <clocale>
#include <cstdio>

#ifdef Q_OS_UNIX
#include <langinfo.h>
#endif

namespace joinery {

namespace {

/// Opens a standard stream for exact bytes: a failing write is seen at once.
bool openStandard(QFile &file, FILE *stream)
{
    return file.open(fileno(stream), QIODevice::WriteOnly | QIODevice::Unbuffered);
}

} // namespace

int runConsole(const Call &call)
{
    QFile result;
    QFile messages;
    if (!openStandard(result, stdout) || !openStandard(messages, stderr))
        return int(ExitStatus::Refused);
    CommandResult<void> done;
    if (const auto *text = std::get_if<TextCall>(&call))
        done = putLine(result, text->text);
    else if (const auto *command = std::get_if<CommandCall>(&call))
        done = command->command.run(command->arguments, {result, messages});
    return done ? int(ExitStatus::Done) : reportFailure(done.error());
}

int reportFailure(const CommandFailure &failure)
{
    if (failure.sentence.isEmpty()) // the result says it
        return int(failure.status);
    QString sentence = failure.sentence;
    sentence.replace(u'\n', u' ').remove(u'\r');
    QFile messages;
    if (openStandard(messages, stderr))
        messages.write((sentence + u'\n').toUtf8());
    return int(failure.status);
}

void useUtf8Locale()
{
#ifdef Q_OS_UNIX
    std::setlocale(LC_ALL, "");
    if (qstrcmp(nl_langinfo(CODESET), "UTF-8") == 0)
        return;
    // LC_ALL would override the encoding, but still says which language is wanted.
    if (const QByteArray all = qgetenv("LC_ALL"); !all.isEmpty()) {
        qputenv("LANG", all);
        qunsetenv("LC_ALL");
    }
    qputenv("LC_CTYPE", "C.UTF-8");
    std::setlocale(LC_ALL, "");
#endif
}

void installTranslations()
{
    auto *own = new QTranslator(qApp);
    if (own->load(QLocale(), QStringLiteral("joinery"), QStringLiteral("_"), QStringLiteral(":/i18n"))
        || own->load(QStringLiteral(":/i18n/joinery_en.qm"))) {
        QCoreApplication::installTranslator(own);
    }
    auto *toolkit = new QTranslator(qApp);
    if (toolkit->load(QLocale(), QStringLiteral("qtbase"), QStringLiteral("_"),
                      QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(toolkit);
}

} // namespace joinery
