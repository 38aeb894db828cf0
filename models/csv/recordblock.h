#pragma once

#include "csv/csvreader.h"

#include <span>

namespace joinery {

/// Some records of a reader's at once, so that what they need can be fetched for all of them together. Any thread.
class RecordBlock
{
public:
    /// Reads the next ones: a few dozen at most, and fewer where they are long. False at the file's end; fails when the reader does.
    Result<bool> read(CsvReader &reader);

    /// Live until the next call of read().
    std::span<const CsvRecord> records() const { return {m_records.data(), m_count}; }

private:
    std::vector<CsvRecord> m_records; // their fields' memory is used again
    size_t m_count = 0;
    QByteArray m_text;
};

} // namespace joinery
