#pragma once

#include "import/judge.h"
#include "links/writeorder.h"

#include <compare>

namespace joinery {

/// Good rows that wait to be written: as many as keep memory bounded, packed.
class ImportBatch
{
public:
    struct Row
    {
        qint64 left; // the ends' numbers
        qint64 right;
        quint64 line : 62;
        bool newLeft : 1;
        bool newRight : 1;
        quint32 place; // in the file's order
        quint32 first; // the place of the first row of the same link: see arrange()

        EndRef end(Side side) const { return side == Side::Left ? EndRef{left, newLeft} : EndRef{right, newRight}; }
    };

    static_assert(sizeof(Row) == 32); // a cache line holds two

    /// `payload`: how many payload values a row has. `keepRecords`: hold the records too, for the rejects. `expected`: about how
    /// many rows will come.
    ImportBatch(size_t payload, bool keepRecords, qint64 expected);

    void add(const Judge::Row &row, const CsvRecord &record);
    bool isFull() const;
    void clear();

    size_t size() const { return m_rows.size(); }
    const Row &row(size_t i) const { return m_rows[i]; }
    /// True when a row's end is yet to be made.
    bool makesEntities() const { return m_makesEntities; }
    /// The row's payload values are written to `values`; their bytes live as long as the batch is not changed.
    void payload(size_t i, CellValue *values) const;
    /// The fields of the row's record; the same holds.
    std::vector<CsvField> record(size_t i) const;

    /// Puts the rows into an order. Any: that of their links, by the ends, then by the payload columns `identifying`, rows of the same link
    /// as in the file. Within a side: by that side's row, as in the file within it. Tells of each row the first that is the same link,
    /// unless `identifying` is nothing: no two are then.
    void arrange(WriteOrder order, const std::optional<QList<int>> &identifying);
    /// A link's bytes, the same for the same link only.
    QByteArray linkBytes(size_t i, const QList<int> &identifying) const;

private:
    struct Packed
    {
        CellValue::Type type;
        quint32 size;
        union
        {
            qint64 integer;
            double real;
            quint64 at;
        };
    };

    CellValue value(quint32 place, int column) const;
    std::weak_ordering comparePayload(quint32 a, quint32 b, const QList<int> &identifying) const;
    bool isBefore(const Row &a, const Row &b, const QList<int> &identifying) const;
    bool isSame(const Row &a, const Row &b, const QList<int> &identifying) const;
    void sortByLink(const QList<int> &identifying);
    void sortWithin(Side side);
    void tellFirst(const QList<int> &identifying);
    void putBack();
    void appendRecord(const CsvRecord &record);

    const size_t m_payload;
    const bool m_keepRecords;
    std::vector<Row> m_rows;
    std::vector<Packed> m_values;
    std::vector<char> m_bytes;
    std::vector<quint64> m_records; // where each row's record stands in m_bytes; rows of one record share it
    bool m_makesEntities = false;
    qint64 m_recordLine = 0;
    quint64 m_record = 0;
};

} // namespace joinery
