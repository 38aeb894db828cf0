#include "commands/opendatabase.h"
#include "export/linkexporter.h"

#include <QCoreApplication>
#include <QMap>
#include <QSaveFile>

namespace joinery {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("joinery::LinksCommand", text);
}

const QMap<QString, LinkFormat> &formats()
{
    static const QMap<QString, LinkFormat> named = {{QStringLiteral("csv"), LinkFormat::Csv},
                                                    {QStringLiteral("tsv"), LinkFormat::Tsv},
                                                    {QStringLiteral("json"), LinkFormat::Json},
                                                    {QStringLiteral("nested"), LinkFormat::Nested}};
    return named;
}

CommandResult<std::optional<LinkFilter>> readFilter(const Arguments &arguments, const OpenDatabase &database,
                                                    const Relationship &relationship)
{
    for (const Side side : {Side::Left, Side::Right}) {
        const QString option = side == Side::Left ? QStringLiteral("left") : QStringLiteral("right");
        if (!arguments.has(option))
            continue;
        const auto key = namedRow(database, relationship.end(side), arguments.value(option));
        if (!key)
            return tl::unexpected(key.error());
        return LinkFilter{side, KeyList{*key}};
    }
    return std::nullopt;
}

/// A failure leaves the old file, or none, as it was.
CommandResult<void> exportToFile(LinkExporter &exporter, const DatabaseLocation &location, const QString &path,
                                 LinkFormat format, const std::optional<LinkFilter> &filter)
{
    QSaveFile file(path);
    const auto refuse = [&] { return refused(say("%1 could not be written: %2.").arg(path, file.errorString())); };
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        return refuse();
    if (auto written = exporter.write(file, format, filter); !written)
        return file.error() == QFileDevice::NoError ? refusedBy(location, written.error()) : refuse();
    if (!file.commit())
        return refuse();
    return {};
}

CommandResult<void> run(const Arguments &arguments, const Streams &streams)
{
    if (arguments.has(QStringLiteral("left")) && arguments.has(QStringLiteral("right")))
        return wrongCall(say("Give --left or --right, not both."));
    const QString formatName = arguments.has(QStringLiteral("format")) ? arguments.value(QStringLiteral("format"))
                                                                       : QStringLiteral("csv");
    if (!formats().contains(formatName))
        return wrongCall(say("There is no format %1; there are csv, tsv, json and nested.").arg(formatName));
    const LinkFormat format = formats().value(formatName);

    const auto database = openDatabase(arguments.positionals().first());
    if (!database)
        return tl::unexpected(database.error());
    const auto relationship = namedRelationship(*database->catalog, arguments);
    if (!relationship)
        return tl::unexpected(relationship.error());
    const auto filter = readFilter(arguments, *database, **relationship);
    if (!filter)
        return tl::unexpected(filter.error());
    LinkExporter exporter(*database->connection, database->catalog->schema, **relationship);
    if (arguments.has(QStringLiteral("output")))
        return exportToFile(exporter, database->catalog->location, arguments.value(QStringLiteral("output")), format,
                            *filter);
    if (auto written = exporter.write(streams.result, format, *filter); !written)
        return refusedBy(database->catalog->location, written.error());
    return {};
}

} // namespace

Command linksCommand()
{
    return {
        QStringLiteral("links"),
        QStringLiteral("DATABASE -r NAME [--left KEY | --right KEY] [--format csv|tsv|json|nested] [-o FILE]"),
        1,
        1,
        say("write the links of a relationship"),
        say("csv, tsv and json write the join table's rows with both labels; nested writes the left rows, in each the right rows it\n"
            "is linked with, and in each of those the join row."),
        {relationshipOption(),
         {QStringLiteral("left"),
          {},
          {QStringLiteral("KEY")},
          say("only the links of this row of the left side"),
          false},
         {QStringLiteral("right"),
          {},
          {QStringLiteral("KEY")},
          say("only the links of this row of the right side"),
          false},
         {QStringLiteral("format"),
          {},
          {QStringLiteral("FORMAT")},
          say("csv (the default), tsv, json or nested"),
          false},
         {QStringLiteral("output"),
          u'o',
          {QStringLiteral("FILE")},
          say("write into this file, not to standard output"),
          false}},
        run};
}

} // namespace joinery
