#include "commands/opendatabase.h"

#include "links/keylookup.h"
#include "preferences/preferences.h"
#include "relationships/relationshipfinder.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>

namespace joinery {

namespace {

constexpr int lockWait = 5'000; // milliseconds

QString say(const char *text)
{
    return QCoreApplication::translate("joinery::OpenDatabase", text);
}

bool isServer(const QString &argument)
{
    static const QStringList schemes = {QStringLiteral("postgresql"), QStringLiteral("postgres"),
                                        QStringLiteral("mysql"), QStringLiteral("mariadb")};
    const qsizetype end = argument.indexOf(QLatin1String("://"));
    return end > 0 && schemes.contains(argument.left(end), Qt::CaseInsensitive);
}

QString quotedNames(const QList<Relationship> &relationships)
{
    QStringList names;
    for (const Relationship &each : relationships)
        names += u'"' + each.name + u'"';
    return names.join(QStringLiteral(", "));
}

} // namespace

CommandResult<DatabaseLocation> databaseLocation(const QString &argument)
{
    // The address is not repeated: it may hold a password.
    if (isServer(argument))
        return wrongCall(say("Database servers are not supported by this version; name an SQLite file."));
    DatabaseLocation location{QFileInfo(argument).absoluteFilePath()};
    location.trusted = Preferences::instance().location(location.path).trusted; // as a person said in the window
    return location;
}

CommandResult<OpenDatabase> openDatabase(const QString &argument)
{
    const auto location = databaseLocation(argument);
    if (!location)
        return tl::unexpected(location.error());
    auto connection = Connection::open(*location, lockWait);
    if (!connection)
        return refusedBy(*location, connection.error());
    auto catalog = readCatalog(**connection, *location);
    if (!catalog)
        return refusedBy(*location, catalog.error());
    return OpenDatabase{std::move(*connection), std::move(*catalog)};
}

tl::unexpected<CommandFailure> refusedBy(const DatabaseLocation &location, const Error &error)
{
    switch (error.kind) {
    case Error::Kind::Missing:
    case Error::Kind::Refused:
    case Error::Kind::Ambiguous:
    case Error::Kind::NeedsConfirmation:
        return refused(error); // about rows, not about the file
    default:
        break;
    }
    if (error.summary.contains(location.path) || error.summary.contains(location.name()))
        return refused(error);
    return refused(QStringLiteral("%1: %2").arg(location.path, error.summary));
}

Option relationshipOption()
{
    return {QStringLiteral("relationship"),
            u'r',
            {QStringLiteral("NAME")},
            say("the relationship, by its name or by its join table's"),
            false};
}

CommandResult<const Relationship *> relationshipByName(const Catalog &catalog, const QString &name)
{
    const QList<Relationship> &all = catalog.relationships;
    if (const Relationship *found = relationshipNamed(all, name))
        return found;
    QList<Relationship> answering;
    std::copy_if(all.begin(), all.end(), std::back_inserter(answering), [&](const Relationship &each) {
        return each.joinTable.text().compare(name, Qt::CaseInsensitive) == 0
            || each.name.compare(name, Qt::CaseInsensitive) == 0;
    });
    if (!answering.isEmpty())
        return wrongCall(say("\"%1\" may mean several relationships: %2.").arg(name, quotedNames(answering)));
    if (all.isEmpty())
        return wrongCall(say("%1 holds no relationship \"%2\", nor any other.").arg(catalog.location.name(), name));
    return wrongCall(
        say("%1 holds no relationship \"%2\", but these: %3.").arg(catalog.location.name(), name, quotedNames(all)));
}

CommandResult<const Relationship *> namedRelationship(const Catalog &catalog, const Arguments &arguments)
{
    if (!arguments.has(QStringLiteral("relationship")))
        return wrongCall(say("Say which relationship is meant: -r NAME."));
    auto named = relationshipByName(catalog, arguments.value(QStringLiteral("relationship")));
    if (!named)
        return named;
    if (const QString why = catalog.whyNotShown(**named); !why.isEmpty())
        return refused(Error{Error::Kind::Missing, why, {}});
    return named;
}

CommandResult<RowKey> namedRow(const OpenDatabase &database, const End &end, const QString &key)
{
    const Schema &schema = database.catalog->schema;
    const auto name = parseRowName(schema, end, key);
    if (!name)
        return wrongCall(name.error().summary);
    const auto found = findKey(*database.connection, schema, end, *name);
    if (!found)
        return refusedBy(database.catalog->location, found.error());
    return *found;
}

} // namespace joinery
