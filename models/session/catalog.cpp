#include "session/catalog.h"

#include "database/schemareader.h"
#include "relationships/evidencereader.h"
#include "relationships/relationshipfinder.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFileInfo>

#include <algorithm>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::Catalog)
};

/// Milliseconds for looking at rows. A schema of thousands of tables says enough by its names, and must not take much longer
/// to open than to read.
int evidenceBudget(qsizetype tables, qint64 schemaTime)
{
    constexpr int most = 500;
    constexpr qsizetype manyTables = 1'000;
    return tables < manyTables ? most : int(std::min<qint64>(schemaTime / 3, most));
}

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

QString Catalog::whyNotShown(const Relationship &relationship) const
{
    for (const End *end : {&relationship.left, &relationship.right}) {
        if (end->table.isEmpty())
            return Text::tr("It is not known which table %1 of %2 refers to.")
                .arg(end->columns.join(QStringLiteral(", ")), relationship.joinTable.text());
        if (!schema.table(end->table))
            return Text::tr("The table %1, which %2 refers to, is missing.")
                .arg(end->table.text(), relationship.joinTable.text());
        if (end->key.isEmpty())
            return Text::tr("It is not known what identifies a row of %1.").arg(end->table.text());
    }
    return {};
}

Result<std::shared_ptr<const Catalog>> readCatalog(Connection &connection, const DatabaseLocation &location)
{
    auto catalog = std::make_shared<Catalog>();
    catalog->location = location;
    QElapsedTimer timer;
    timer.start();
    auto schema = readSchema(connection);
    if (!schema)
        return tl::unexpected(schema.error());
    catalog->schema = std::move(*schema);
    {
        EvidenceReader evidence(connection, catalog->schema,
                                evidenceBudget(catalog->schema.tables.size(), timer.elapsed()));
        catalog->relationships = findRelationships(catalog->schema, evidence);
    }
    catalog->readOnlyReason = whyReadOnly(connection, location.path);
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
