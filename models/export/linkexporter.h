#pragma once

#include "database/progress.h"
#include "database/statement.h"
#include "values/relationship.h"

#include <optional>

class QIODevice;

namespace joinery {

enum class LinkFormat { Csv, Tsv, Json, Nested };

/// Only the links of these rows.
struct LinkFilter
{
    Side side;
    KeyList keys; ///< of the end's entity table, as stored there
};

/// What has been written.
struct Exported
{
    qint64 links = 0;
    qint64 formulas = 0; ///< texts in CSV and TSV that a spreadsheet would run (see isFormula())
};

/// Writes a relationship's links row by row, whatever their number; they come in the order of the left key, the right
/// key, and the join row's own key. The formats are those of the command line's `links`: csv, tsv, json: the join
/// table's columns, then left_label and right_label; also links whose row at an end is not there. nested: left rows
/// with all columns, in each under the right end's alias its right rows, in each of these under the join table's name
/// the join row. Left rows without a link have an empty array.
class LinkExporter
{
public:
    /// All three outlive the exporter. Used on the connection's thread.
    LinkExporter(Connection &connection, const Schema &schema, const Relationship &relationship);

    /// Puts an apostrophe before texts that a spreadsheet would run, in CSV and TSV. From the start: writes values as they are.
    void setNeutralizing(bool on) { m_neutralizes = on; }
    /// Where write() says how many links it has written.
    void setProgress(std::shared_ptr<Progress> progress) { m_progress = std::move(progress); }
    /// How many links there are to write.
    Result<qint64> count(const std::optional<LinkFilter> &filter = std::nullopt);
    /// Fails as the connection does, or when the device does not take everything.
    Result<Exported> write(QIODevice &device, LinkFormat format,
                           const std::optional<LinkFilter> &filter = std::nullopt);

private:
    struct Rows
    {
        Statement statement;
        std::vector<HeldValue> values; // bound to it
    };

    Result<Rows> select(const QString &sql, const QVariantList &values);
    /// FROM … WHERE …, and its values.
    Result<QString> source(const std::optional<LinkFilter> &filter, QVariantList &values);
    Result<QString> isFiltered(const LinkFilter &filter, QVariantList &values);
    Result<Rows> rows(const std::optional<LinkFilter> &filter);
    Result<Rows> nestedRows(const std::optional<LinkFilter> &filter, const QStringList &leftIdentity);
    QString scopeConditions(QVariantList &values) const;
    QString label(Side side) const;
    void written(qint64 links) const;
    Result<Exported> writeDelimited(QIODevice &device, char separator, Statement &rows);
    Result<Exported> writeJson(QIODevice &device, Statement &rows);
    Result<Exported> writeNested(QIODevice &device, const std::optional<LinkFilter> &filter);

    Connection &m_connection;
    const Schema &m_schema;
    const Relationship &m_relationship;
    const Table &m_joinTable;
    bool m_neutralizes = false;
    std::shared_ptr<Progress> m_progress;
};

} // namespace joinery
