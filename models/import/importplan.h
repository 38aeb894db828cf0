#pragma once

#include "csv/csvsample.h"
#include "database/connection.h"
#include "import/importmapping.h"

class QIODevice;

namespace joinery {

/// What a person says about an import; what they leave open is guessed.
struct ImportWishes
{
    struct End
    {
        QStringList fileColumns; ///< by name, or by place from 1
        QList<int> places; ///< the same by place from 0; where given, they hold instead
        QStringList columns; ///< the entity columns that they are matched with
        QByteArray separator; ///< between several names in the one column
        bool create = false;
        QHash<QString, Resolution> resolutions;
    };

    CsvDialect dialect;
    End left;
    End right;
    QList<std::pair<QString, QString>>
        payload; ///< file column, join table's column; a file column stands for its own name only
    QMap<QString, QVariant> set; ///< by the join table's column
    OnConflict onConflict = OnConflict::Skip;
    bool ignoreCase = false;
    bool ignoreBlanks = false;

    const End &end(Side side) const { return side == Side::Left ? left : right; }
    End &end(Side side) { return side == Side::Left ? left : right; }
};

/// How a file is read and what becomes of its columns.
struct ImportPlan
{
    CsvDialect dialect;
    CsvSample sample; ///< the file's beginning, read so
    ImportMapping mapping;

    /// The file's columns that become nothing, by name; none where it has no header. What an export writes beside the links is left out.
    QStringList unusedColumns() const;
};

/// Fills in what the wishes leave open, from the file's header and values and from what the database holds. `file` is
/// seekable and stands at its beginning afterwards. Fails with Missing when a column that is wished for is not there, or when a side's column
/// cannot be guessed.
Result<ImportPlan> planImport(QIODevice &file, Connection &connection, const Schema &schema,
                              const Relationship &relationship, const ImportWishes &wishes);

/// The join table's columns that an import may set: payload, third ends and a key of the link's own, but for what is computed, shared with
/// an end, or given by the database itself.
QStringList settableColumns(const Schema &schema, const Relationship &relationship);

} // namespace joinery
