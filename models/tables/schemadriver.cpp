#include "tables/schemadriver.h"

#include "database/dialect.h"
#include "relationships/entitylabel.h"

#include <QSqlField>
#include <QSqlIndex>
#include <QSqlRecord>

namespace joinery {

SchemaDriver::SchemaDriver(std::shared_ptr<const Schema> schema) : m_schema(std::move(schema))
{
    setOpen(true);
}

SchemaDriver::~SchemaDriver() = default;

bool SchemaDriver::hasFeature(DriverFeature feature) const
{
    return feature == Unicode || feature == BLOB;
}

bool SchemaDriver::open(const QString &, const QString &, const QString &, const QString &, int, const QString &)
{
    return true;
}

void SchemaDriver::close() {}

QSqlResult *SchemaDriver::createResult() const
{
    return nullptr;
}

QSqlRecord SchemaDriver::record(const QString &tableName) const
{
    QSqlRecord record;
    const Table *table = m_schema->table({{}, tableName});
    if (!table)
        return record;
    for (const QString &name : displayOrder(*table, table->primaryKey())) {
        const Column *column = table->column(name);
        const QMetaType::Type type = isTextColumn(*column)   ? QMetaType::QString
                                   : isNumberColumn(*column) ? QMetaType::LongLong
                                                             : QMetaType::UnknownType;
        QSqlField field(name, QMetaType(type), table->name.name);
        field.setRequired(column->notNull);
        record.append(field);
    }
    return record;
}

QSqlIndex SchemaDriver::primaryIndex(const QString &tableName) const
{
    QSqlIndex index(tableName);
    const Table *table = m_schema->table({{}, tableName});
    if (!table)
        return index;
    const QSqlRecord all = record(tableName);
    for (const QString &name : table->primaryKey())
        index.append(all.field(name));
    return index;
}

QString SchemaDriver::escapeIdentifier(const QString &identifier, IdentifierType) const
{
    return Dialect::quoted(identifier);
}

} // namespace joinery
