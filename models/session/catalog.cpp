#include "session/catalog.h"

#include "database/schemareader.h"
#include "relationships/relationshipfinder.h"
#include "samples/samplewriter.h"
#include "session/obstacles.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::Catalog)
};

/// SQLite needs to write the file, and beside it a journal.
QString whyReadOnly(Connection &connection, const QString &path)
{
    const QFileInfo file(path);
    if (!file.isWritable())
        return Text::tr("The file is write-protected.");
    if (!QFileInfo(file.absolutePath()).isWritable())
        return Text::tr("The file's folder is write-protected, and changes need a journal beside the file.");
    const auto writable = connection.probeWriting();
    if (!writable && writable.error().kind != Error::Kind::Locked)
        return writable.error().summary;
    return {};
}

} // namespace

Result<std::shared_ptr<const Catalog>> readCatalog(Connection &connection, const DatabaseLocation &location)
{
    auto catalog = std::make_shared<Catalog>();
    catalog->location = location;
    auto schema = readSchema(connection);
    if (!schema)
        return tl::unexpected(schema.error());
    catalog->schema = std::move(*schema);
    catalog->relationships = findRelationships(catalog->schema, location.enforced);
    findObstacles(connection, catalog->relationships);
    catalog->readOnlyReason = whyReadOnly(connection, location.path);
    const auto mark = connection.value(QStringLiteral("PRAGMA application_id"));
    catalog->isSample = mark && mark->toLongLong() == sampleMark;
    for (const auto &[pragma, target] : {std::pair{QStringLiteral("PRAGMA data_version"), &catalog->dataVersion},
                                         std::pair{QStringLiteral("PRAGMA schema_version"), &catalog->schemaVersion}}) {
        const auto value = connection.value(pragma);
        if (!value)
            return tl::unexpected(value.error());
        *target = value->toLongLong();
    }
    return catalog;
}

} // namespace joinery
