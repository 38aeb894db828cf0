#pragma once

#include "database/statement.h"
#include "links/writeorder.h"
#include "values/relationship.h"

#include <optional>
#include <span>

namespace joinery {

/// What an import writes.
struct LoadPlan
{
    QStringList payload; ///< payload columns and third ends whose values come with each row
    QMap<QString, QVariant> set; ///< the same for every row
    bool keepForUndo = true; ///< false: the change that finish() returns is empty
    /// About how many links come, where each end's key is one that its table is found to hold after begin(), and none is made
    /// meanwhile; 0 where that is not so.
    qint64 foundLinks = 0;
    qint64 expectedLinks = 0; ///< about how many come
    bool mayChangeSchema = false; ///< indexes may be made anew: nobody here watches the schema. See SuspendedIndexes.
};

/// One link of an import: the keys of both ends, and the values of LoadPlan::payload.
struct LoadedLink
{
    std::span<const CellValue> left;
    std::span<const CellValue> right;
    std::span<const CellValue> payload;
};

/// What came of writing one.
enum class LinkWritten {
    Done,
    Exists, ///< nothing was done: there is such a link
    Refused, ///< nothing was done, but by a trigger that left the link out
};

/// Says that a row refers to one that is not there: where the database would at the commit only.
Error openReference();

/// How a statement takes a value that a row gives: where it is left empty and the column must not be, what the column says by itself.
QString rowValue(const Column *column);

/// The columns that an import's links fill, where the value of each comes from, and which of them tell one link from another.
/// What it was made from outlives it.
class LoadColumns
{
public:
    struct Source
    {
        enum class Kind { Left, Right, OfRow, Constant } kind;
        int place; ///< in what it is of
    };

    /// Fails as the connection's queries do.
    static Result<LoadColumns> make(Connection &connection, const Schema &schema, const Table &table,
                                    const Relationship &relationship, const LoadPlan &plan);

    /// The columns of an insert, and their sources.
    const QStringList &inserted() const { return m_inserted; }
    const QList<Source> &sources() const { return m_sources; }
    /// The columns that tell one link from another; none where any link may be repeated.
    const QStringList &identity() const { return m_identity; }
    /// Those among them that come with each row, as places in LoadPlan::payload; nothing where any link may be repeated.
    const std::optional<QList<int>> &identifyingPayload() const { return m_identifying; }
    /// True when a key of the table keeps a link from being written twice.
    bool hasKey() const { return m_hasKey; }
    /// The order in which links are to be written, so that the same comes out as in the file's.
    WriteOrder order() const { return m_order; }

    Source sourceOf(const QString &column) const;
    /// How a statement takes the column's value.
    QString placeOf(const QString &column) const;
    /// A value that is the same for every row and belongs to none of the columns inserted.
    Source addConstant(const QVariant &value);
    /// Binds the link's values, from `first` on. They live as long as the link and this.
    void bind(Statement &statement, const QList<Source> &sources, const LoadedLink &link, int first = 0) const;
    /// True when both ends share a column of the join table.
    bool sharesColumns() const { return !m_shared.isEmpty(); }
    /// False when the two ends differ in a column of the join table that they share.
    bool agree(const LoadedLink &link) const;

private:
    LoadColumns(const Table &table, const Relationship &relationship, const LoadPlan &plan);

    Result<void> collect(Connection &connection);
    void findIdentity();
    Result<void> findOrder(Connection &connection, const Schema &schema);
    QStringList pairColumns() const;
    CellValue valueOf(const Source &source, const LoadedLink &link) const;

    const Table *m_table;
    const Relationship *m_relationship;
    const LoadPlan *m_plan;
    QStringList m_inserted;
    QList<Source> m_sources;
    QStringList m_constantColumns;
    std::vector<HeldValue> m_constants;
    QList<std::pair<int, int>> m_shared; // places in the left and in the right key of what both ends share
    QStringList m_identity;
    std::optional<QList<int>> m_identifying;
    bool m_hasKey = false;
    WriteOrder m_order = WriteOrder::File;
};

} // namespace joinery
