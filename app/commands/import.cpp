#include "commands/assignment.h"
#include "commands/importreport.h"
#include "commands/opendatabase.h"
#include "csv/textencoding.h"
#include "export/outputfile.h"
#include "import/columnvalue.h"
#include "import/importer.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryFile>

#include <cstdio>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace joinery {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("joinery::ImportCommand", text);
}

QString sideName(Side side)
{
    return side == Side::Left ? QStringLiteral("left") : QStringLiteral("right");
}

CommandResult<void> readLists(const Arguments &arguments, ImportWishes &wishes)
{
    for (const QStringList &values : arguments.all(QStringLiteral("list"))) {
        const QString &value = values.first();
        const qsizetype equals = value.indexOf(u'=');
        const QString side = value.left(equals);
        const QByteArray separator =
            value.mid(equals + 1).replace(QStringLiteral("\\t"), QStringLiteral("\t")).toUtf8();
        const bool isLeft = side == sideName(Side::Left);
        if (equals < 0 || separator.isEmpty() || (!isLeft && side != sideName(Side::Right)))
            return wrongCall(say("--list takes left=SEPARATOR or right=SEPARATOR."));
        ImportWishes::End &end = isLeft ? wishes.left : wishes.right;
        if (!end.separator.isEmpty())
            return wrongCall(say("--list is given twice for one side."));
        end.separator = separator;
    }
    return {};
}

CommandResult<void> readDialect(const Arguments &arguments, CsvDialect &dialect)
{
    if (arguments.has(QStringLiteral("delimiter"))) {
        const auto delimiter = delimiterNamed(arguments.value(QStringLiteral("delimiter")).toUtf8());
        if (!delimiter)
            return wrongCall(say("--delimiter takes one ASCII character, or \"tab\"."));
        dialect.delimiter.choose(*delimiter);
    }
    if (arguments.has(QStringLiteral("encoding"))) {
        const QString given = arguments.value(QStringLiteral("encoding"));
        const QByteArray encoding = encodingNamed(given.toUtf8());
        if (encoding.isEmpty())
            return wrongCall(
                say("There is no encoding \"%1\"; known are UTF-8, UTF-16, latin-1, windows-1252, Shift-JIS and others.")
                    .arg(given));
        dialect.encoding.choose(encoding);
    }
    const bool hasHeader = arguments.has(QStringLiteral("header"));
    const bool hasNone = arguments.has(QStringLiteral("no-header"));
    if (hasHeader && hasNone)
        return wrongCall(say("Give --header or --no-header, not both."));
    if (hasHeader || hasNone)
        dialect.header.choose(hasHeader);
    return {};
}

CommandResult<ImportWishes> readWishes(const Arguments &arguments)
{
    ImportWishes wishes;
    for (const Side side : {Side::Left, Side::Right}) {
        const QString name = sideName(side);
        const QString by = name + QStringLiteral("-by");
        if (arguments.has(name))
            wishes.end(side).fileColumns = splitKeyText(arguments.value(name));
        if (arguments.has(by))
            wishes.end(side).columns = splitKeyText(arguments.value(by));
    }
    if (auto read = readLists(arguments, wishes); !read)
        return tl::unexpected(read.error());
    if (auto read = readDialect(arguments, wishes.dialect); !read)
        return tl::unexpected(read.error());
    if (arguments.has(QStringLiteral("create"))) {
        const QString side = arguments.value(QStringLiteral("create"));
        const bool both = side == QLatin1String("both");
        wishes.left.create = both || side == sideName(Side::Left);
        wishes.right.create = both || side == sideName(Side::Right);
        if (!wishes.left.create && !wishes.right.create)
            return wrongCall(say("--create takes left, right or both."));
    }
    if (arguments.has(QStringLiteral("on-conflict"))) {
        static const QMap<QString, OnConflict> choices = {{QStringLiteral("skip"), OnConflict::Skip},
                                                          {QStringLiteral("update"), OnConflict::Update},
                                                          {QStringLiteral("reject"), OnConflict::Reject}};
        const QString choice = arguments.value(QStringLiteral("on-conflict"));
        if (!choices.contains(choice))
            return wrongCall(say("--on-conflict takes skip, update or reject."));
        wishes.onConflict = choices.value(choice);
    }
    wishes.ignoreCase = arguments.has(QStringLiteral("ignore-case"));
    wishes.ignoreBlanks = arguments.has(QStringLiteral("trim"));
    for (const QStringList &values : arguments.all(QStringLiteral("payload"))) {
        // The last equals sign: a file's column may be called anything.
        const QString &value = values.first();
        const qsizetype equals = value.lastIndexOf(u'=');
        wishes.payload += {equals < 0 ? value : value.left(equals), equals < 0 ? QString() : value.mid(equals + 1)};
    }
    return wishes;
}

CommandResult<void> readConstants(const Arguments &arguments, const Catalog &catalog, const Relationship &relationship,
                                  ImportWishes &wishes)
{
    const Table &table = catalog.table(relationship.joinTable);
    const QStringList settable = settableColumns(catalog.schema, relationship);
    Payload given;
    for (const QStringList &values : arguments.all(QStringLiteral("set"))) {
        if (auto set = setColumn(given, values.first(), table, settable); !set)
            return tl::unexpected(set.error());
    }
    for (auto it = given.begin(); it != given.end(); ++it) {
        if (it->isNull()) {
            wishes.set.insert(it.key(), *it);
            continue;
        }
        const QByteArray text = it->toString().toUtf8();
        const ColumnKind kind = columnKind(*table.column(it.key()));
        QByteArray scratch;
        const auto value = columnValue(kind, text, scratch);
        if (!value)
            return wrongCall(say("%1 takes %2, not \"%3\".").arg(it.key(), kindInWords(kind), it->toString()));
        wishes.set.insert(it.key(), value->toVariant());
    }
    return {};
}

CommandResult<void> cannotRead(const QString &name, const QString &words)
{
    return refused(say("%1 could not be read: %2.").arg(name, words));
}

/// A copy of what can be read only once: a guess has to go over the file before the import does.
CommandResult<std::unique_ptr<QFile>> spooled(QFile &input, const QString &name)
{
    auto copy = std::make_unique<QTemporaryFile>();
    constexpr qint64 piece = 1 << 20;
    bool isGood = copy->open();
    for (QByteArray bytes = input.read(piece); isGood && !bytes.isEmpty(); bytes = input.read(piece))
        isGood = copy->write(bytes) == bytes.size();
    if (!isGood || !copy->flush())
        return tl::unexpected(cannotRead(name, copy->errorString()).error());
    copy->seek(0);
    return copy;
}

CommandResult<std::unique_ptr<QFile>> openInput(const QString &path)
{
    if (path == QLatin1String("-")) {
        QFile input;
        const QString name = say("Standard input");
        if (!input.open(stdin, QIODevice::ReadOnly))
            return tl::unexpected(cannotRead(name, input.errorString()).error());
        return spooled(input, name);
    }
    auto file = std::make_unique<QFile>(path);
    if (QFileInfo(path).isDir())
        return tl::unexpected(cannotRead(path, say("it is a folder")).error());
    if (!file->open(QIODevice::ReadOnly))
        return tl::unexpected(cannotRead(path, file->errorString()).error());
    if (file->isSequential())
        return spooled(*file, path);
    return file;
}

/// Progress for a person who waits at a terminal.
std::function<void(const ImportProgress &)> progressOn(QIODevice &messages)
{
#ifdef Q_OS_UNIX
    if (isatty(fileno(stderr)) == 0)
        return {};
    return [&messages, last = -1](const ImportProgress &progress) mutable {
        const int percent = progress.bytes > 0 ? int(progress.bytesRead * 100 / progress.bytes) : 0;
        if (percent == std::exchange(last, percent))
            return;
        messages.write(QStringLiteral("\r%1 %  ").arg(percent).toUtf8());
    };
#else
    Q_UNUSED(messages)
    return {};
#endif
}

CommandResult<ImportPlan> plan(QFile &file, const OpenDatabase &database, const Relationship &relationship,
                               const ImportWishes &wishes)
{
    auto planned = planImport(file, *database.connection, database.catalog->schema, relationship, wishes);
    if (planned)
        return *planned;
    // What is missing or unclear can be said in the call.
    const Error::Kind kind = planned.error().kind;
    if (kind == Error::Kind::Missing || kind == Error::Kind::Ambiguous)
        return wrongCall(planned.error().summary);
    return refused(planned.error());
}

CommandResult<void> run(const Arguments &arguments, const Streams &streams)
{
    auto wishes = readWishes(arguments);
    if (!wishes)
        return tl::unexpected(wishes.error());
    const auto database = openDatabase(arguments.positionals().first());
    if (!database)
        return tl::unexpected(database.error());
    const Catalog &catalog = *database->catalog;
    const auto relationship = namedRelationship(catalog, arguments);
    if (!relationship)
        return tl::unexpected(relationship.error());
    if (auto read = readConstants(arguments, catalog, **relationship, *wishes); !read)
        return read;
    ImportOptions options;
    options.dryRun = arguments.has(QStringLiteral("dry-run"));
    options.allOrNothing = arguments.has(QStringLiteral("all-or-nothing"));
    options.keepForUndo = false;
    options.rejects = arguments.value(QStringLiteral("rejects"));
    if (arguments.has(QStringLiteral("rejects")) && options.rejects.isEmpty())
        return wrongCall(say("--rejects needs the name of a file."));
    if (!options.rejects.isEmpty() && isOneOf(options.rejects, databaseFiles(*database->connection)))
        return wrongCall(say("The rejected rows cannot be written over the database."));
    if (!options.rejects.isEmpty() && isOneOf(options.rejects, {arguments.positionals().at(1)}))
        return wrongCall(say("The rejected rows cannot be written over the file that is imported."));
    if (!catalog.readOnlyReason.isEmpty())
        return refused(say("This database cannot be changed. %1").arg(catalog.readOnlyReason));
    auto file = openInput(arguments.positionals().at(1));
    if (!file)
        return tl::unexpected(file.error());
    const auto planned = plan(**file, *database, **relationship, *wishes);
    if (!planned)
        return tl::unexpected(planned.error());

    Importer importer(*database->connection, catalog.schema, **relationship);
    const auto progress = progressOn(streams.messages);
    importer.setProgress(progress);
    const auto outcome = importer.run(**file, *planned, options);
    if (progress)
        streams.messages.write("\r      \r");
    if (!outcome)
        return refused(outcome.error());
    const ImportAccount &account = outcome->account;
    const qint64 rejected = account.rejected(wishes->onConflict);
    const auto put = arguments.has(QStringLiteral("json"))
                       ? putAccount(streams.result, account)
                       : putLine(streams.result, describeAccount(account, *planned, options.rejects));
    if (!put)
        return put;
    if (rejected > 0 && options.allOrNothing)
        return refused(say("Nothing was written, because rows were rejected: %1.").arg(rejected));
    if (rejected > 0)
        return tl::unexpected(CommandFailure{ExitStatus::SomeRejected, {}});
    return {};
}

QList<Option> importOptions()
{
    const auto option = [](const char *name, const char *value, const QString &help, bool repeatable = false) {
        const QString values = QString::fromLatin1(value);
        return Option{
            QString::fromLatin1(name), {}, values.isEmpty() ? QStringList() : QStringList(values), help, repeatable};
    };
    return {
        relationshipOption(),
        option("left", "COLS",
               say("the file's columns that name the left end, comma-separated, or their places from 1")),
        option("right", "COLS", say("the same for the right end")),
        option("left-by", "COLS",
               say("the columns of the left table that they are matched with: the key, a name, several")),
        option("right-by", "COLS", say("the same for the right end")),
        option("payload", "FILECOL=COLUMN",
               say("a payload column or a third end; repeatable; same names by themselves"), true),
        option("set", "COLUMN=VALUE", say("the same payload value for every row; repeatable"), true),
        option("list", "left|right=SEPARATOR", say("that end's column holds several names; every name counts as a row"),
               true),
        option("create", "left|right|both", say("an unknown name becomes a new row of that table")),
        option("on-conflict", "skip|update|reject",
               say("what to do with a pair that is linked already; skip by default")),
        option("ignore-case", "", say("match names without regard to case")),
        option("trim", "", say("match names without the blanks around them; in a list, what is blank is no name")),
        option("delimiter", "C", say("what separates the fields; guessed otherwise")),
        option("encoding", "E", say("the file's encoding; guessed otherwise")),
        option("header", "", say("the first line names the columns, whatever it looks like")),
        option("no-header", "", say("the first line is a row")),
        option("all-or-nothing", "", say("one rejected row, and nothing is written (exit status 3)")),
        option("dry-run", "", say("judge every row, write nothing")),
        option("rejects", "FILE", say("write the rejected rows as CSV: line, reason, then the row")),
        option("json", "", say("write the account as JSON for other programs")),
    };
}

} // namespace

Command importCommand()
{
    return {
        QStringLiteral("import"),
        QStringLiteral("DATABASE -r NAME FILE [options]"),
        2,
        2,
        say("import links from CSV or TSV"),
        say("FILE may be - for standard input. What is not said is guessed from the file and from what the database holds.\n"
            "Every row is accounted for: linked, linked already, updated, twice in the file, unknown, ambiguous, malformed or\n"
            "refused by the database."),
        importOptions(),
        run};
}

} // namespace joinery
