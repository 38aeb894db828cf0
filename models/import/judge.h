#pragma once

#include "csv/csvrecord.h"
#include "import/columnvalue.h"
#include "import/endlookup.h"
#include "import/importmapping.h"

#include <functional>

namespace joinery {

/// An end of a row that was found good: an entity, or one that is yet to be made.
struct EndRef
{
    qint64 number = 0; ///< of EndLookup::keys(), or of Judge::newNames()
    bool isNew = false;

    friend auto operator<=>(const EndRef &, const EndRef &) = default;
};

/// A name that becomes a new entity, with its values for the columns that it is matched with.
struct NewName
{
    QList<HeldValue> values;
};

/// A name that is unknown or ambiguous, and how many rows have it.
struct OpenName
{
    Verdict verdict;
    qint64 rows = 0;
};

/// Judges records as far as the file and the entities say: malformed, unknown, ambiguous, or good. Whether a good row is linked already,
/// and whether the database takes it, shows when it is written. On the thread of its connection.
class Judge
{
public:
    /// One row of a record: a record with lists has several.
    struct Row
    {
        std::optional<Verdict> verdict; ///< none: good
        EndRef left;
        EndRef right;
        std::span<const CellValue> payload; ///< as ImportMapping::payload orders it; lives until the record goes
        std::function<QString()> reason; ///< of the verdict, in words for a person
    };
    using Take = std::function<Result<void>(const Row &row)>;

    /// `fields`: how many a record must have. All but the mapping outlive the judge.
    static Result<Judge> make(Connection &connection, const Schema &schema, const Relationship &relationship,
                              const ImportMapping &mapping, qsizetype fields);

    /// Says that about so many rows will come. Nothing has been written yet in the transaction, if there is one.
    Result<void> expect(qint64 rows);
    /// Says that these records come next, so that what is known of their names is at hand.
    void foresee(std::span<const CsvRecord> records);
    /// Calls `take` for each row of the record, in order.
    Result<void> judge(const CsvRecord &record, const Take &take);

    EndLookup &lookup(Side side) { return *m_ends[size_t(side)].lookup; }
    const std::vector<NewName> &newNames(Side side) const { return m_ends[size_t(side)].made->names; }
    /// True when both ends are one table and named alike: then a new name of one side is a new name of the other.
    bool sharesEnds() const { return m_ends[0].lookup == m_ends[1].lookup; }
    /// What cannot be told, by name; the first hundred thousand names of each side.
    const QHash<QString, OpenName> &openNames(Side side) const { return m_ends[size_t(side)].open; }

private:
    struct MadeNames
    {
        NameTable numbers;
        std::vector<NewName> names;
    };
    struct Resolved
    {
        Resolution::Kind kind;
        qint64 entity;
    };
    struct JudgedEnd
    {
        EndMapping mapping;
        std::shared_ptr<EndLookup> lookup;
        std::shared_ptr<MadeNames> made;
        QHash<QString, Resolved> resolved;
        QHash<QString, OpenName> open;
        QString table;
    };
    struct Answer
    {
        std::optional<Verdict> verdict;
        EndRef ref;
    };
    struct PayloadColumn
    {
        int fileColumn;
        QString column;
        ColumnKind kind;
        bool untyped; // a number is one unless it is quoted
        bool asText; // the column holds such values as text
    };

    Judge() = default;
    Result<void> resolve(Connection &connection, const Schema &schema, const End &end, JudgedEnd &judged);
    Result<PayloadColumn> payloadColumn(Connection &connection, const Table &table,
                                        const ImportMapping::PayloadColumn &mapped) const;
    const ImportMapping::ScopeColumn *otherScope(const CsvRecord &record) const;
    Result<EndLookup::Found> lookUp(JudgedEnd &end, std::span<const CsvField> name);
    bool trim(std::span<const CsvField> name);
    Result<Answer> find(Side side, std::span<const CsvField> name);
    Answer makeName(JudgedEnd &end, std::span<const CsvField> name);
    QString malformation(const CsvRecord &record) const;
    bool convertPayload(const CsvRecord &record);
    void readName(const CsvRecord &record, size_t side);
    std::vector<std::vector<CsvField>> namesIn(const CsvRecord &record, const EndMapping &mapping) const;
    QString reasonOf(Verdict verdict, Side side, std::span<const CsvField> name) const;

    Connection *m_connection = nullptr;
    std::array<JudgedEnd, 2> m_ends;
    std::vector<PayloadColumn> m_payload;
    QList<ImportMapping::ScopeColumn> m_scope;
    std::vector<CellValue> m_values;
    std::vector<QByteArray> m_scratch;
    size_t m_badPayload = 0;
    qsizetype m_fields = 0;
    std::vector<CsvField> m_name[2];
    std::vector<CsvField> m_trimmed;
    std::vector<quint32> m_hashes;
    bool m_ignoreBlanks = false;
};

/// A name as a person reads it, and as Resolution is looked up: several fields are separated by commas, quoted as in CSV.
QString nameText(std::span<const CsvField> name);

} // namespace joinery
