#pragma once

#include "database/cellvalue.h"
#include "export/outputbuffer.h"

namespace joinery {

/// Writes delimited text, quoted as RFC 4180 does, UTF-8, lines ended by a line feed. NULL is an empty field, an empty
/// text a quoted one.
class CsvWriter
{
public:
    CsvWriter(OutputBuffer &output, char separator) : m_output(output), m_separator(separator) {}

    void field(const CellValue &value);
    void endLine();

private:
    OutputBuffer &m_output;
    const char m_separator;
    bool m_lineStarted = false;
};

} // namespace joinery
