#include "commands/opendatabase.h"
#include "export/linkexport.h"

#include <QCoreApplication>
#include <QMap>

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
    Connection &connection = *database->connection;
    if (arguments.has(QStringLiteral("output"))) {
        const QString path = arguments.value(QStringLiteral("output"));
        const auto exported = exportLinks(connection, database->catalog->schema, **relationship,
                                          {format, *filter, false}, path, std::make_shared<Progress>());
        if (exported)
            return {};
        const Error &error = exported.error();
        return error.summary.contains(path) ? refused(error) : refusedBy(database->catalog->location, error);
    }
    LinkExporter exporter(connection, database->catalog->schema, **relationship);
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
