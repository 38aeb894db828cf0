#pragma once

#include <QSqlDriver>

#include <memory>

namespace joinery {

struct Schema;

/// Answers what QSqlRelationalTableModel asks a database about its tables (record, primary key) from a schema, with no I/O: the
/// model's own machinery then works on the window's thread without waiting for a server. It runs no statement.
class SchemaDriver : public QSqlDriver
{
    Q_OBJECT

public:
    explicit SchemaDriver(std::shared_ptr<const Schema> schema);
    ~SchemaDriver() override;

    bool hasFeature(DriverFeature feature) const override;
    bool open(const QString &, const QString &, const QString &, const QString &, int, const QString &) override;
    void close() override;
    QSqlResult *createResult() const override;
    /// The columns in the order in which a person reads them; see displayOrder().
    QSqlRecord record(const QString &tableName) const override;
    QSqlIndex primaryIndex(const QString &tableName) const override;
    QString escapeIdentifier(const QString &identifier, IdentifierType type) const override;

private:
    std::shared_ptr<const Schema> m_schema;
};

} // namespace joinery
