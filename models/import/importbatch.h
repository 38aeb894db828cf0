#pragma once

#include "import/judge.h"

#include <functional>

namespace joinery {

/// Good rows that wait to be written: as many as keep memory bounded, packed.
class ImportBatch
{
public:
    struct Row
    {
        qint64 line;
        EndRef left;
        EndRef right;
        quint64 record; // where its record stands in m_bytes; all rows of a record share it
    };

    /// `payload`: how many payload values a row has. `keepRecords`: hold the records too, for the rejects.
    ImportBatch(size_t payload, bool keepRecords) : m_payload(payload), m_keepRecords(keepRecords) {}

    void add(const Judge::Row &row, const CsvRecord &record);
    bool isFull() const;
    bool isEmpty() const { return m_rows.empty(); }
    void clear();

    size_t size() const { return m_rows.size(); }
    const Row &row(size_t i) const { return m_rows[i]; }
    /// The row's payload values are written to `values`; their bytes live as long as the batch is not changed.
    void payload(size_t i, CellValue *values) const;
    /// The fields of the row's record; the same holds.
    std::vector<CsvField> record(size_t i) const;

    /// Every row in the order of its link: by the ends, then by the payload columns `identifying`, rows of the same link in the order
    /// of the file.
    std::vector<quint32> inOrder(const QList<int> &identifying) const;
    /// True when two rows are the same link.
    bool sameLink(size_t a, size_t b, const QList<int> &identifying) const;
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

    CellValue value(size_t row, int column) const;
    std::weak_ordering comparePayload(size_t a, size_t b, const QList<int> &identifying) const;
    void appendRecord(const CsvRecord &record);

    const size_t m_payload;
    const bool m_keepRecords;
    std::vector<Row> m_rows;
    std::vector<Packed> m_values;
    std::vector<char> m_bytes;
    qint64 m_recordLine = 0;
    quint64 m_record = 0;
};

} // namespace joinery
