#pragma once

#include "commands/command.h"
#include "session/catalog.h"

namespace joinery {

/// A database that a command works on.
struct OpenDatabase
{
    std::unique_ptr<Connection> connection;
    std::shared_ptr<const Catalog> catalog;
};

/// Where the argument DATABASE is. A server's address is a wrong call.
CommandResult<DatabaseLocation> databaseLocation(const QString &argument);

/// Opens DATABASE and reads its catalog; waits a few seconds for another program's lock.
CommandResult<OpenDatabase> openDatabase(const QString &argument);

/// Exit status 3 with a sentence that names the file, also where the error is about the file as a whole and does not name it.
tl::unexpected<CommandFailure> refusedBy(const DatabaseLocation &location, const Error &error);

/// The option `-r NAME`, which the commands on one relationship share.
Option relationshipOption();

/// The relationship of that name, which lives as long as the catalog. An unknown or ambiguous name is a wrong call.
CommandResult<const Relationship *> relationshipByName(const Catalog &catalog, const QString &name);

/// The relationship that the call names with -r, which it must.
CommandResult<const Relationship *> namedRelationship(const Catalog &catalog, const Arguments &arguments);

/// The key of the row that KEY names on one side of the relationship.
CommandResult<RowKey> namedRow(const OpenDatabase &database, const End &end, const QString &key);

} // namespace joinery
