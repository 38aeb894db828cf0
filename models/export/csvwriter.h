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

    /// Puts an apostrophe before every text that a spreadsheet would run.
    void setNeutralizing(bool on) { m_neutralizes = on; }
    /// `untyped`: a column without a type, in which a text that reads like a number must not be taken for one.
    void field(const CellValue &value, bool untyped = false);
    void endLine();
    /// How many texts so far a spreadsheet would run.
    qint64 formulas() const { return m_formulas; }

private:
    OutputBuffer &m_output;
    const char m_separator;
    bool m_lineStarted = false;
    bool m_neutralizes = false;
    qint64 m_formulas = 0;
};

/// True for a text that a spreadsheet takes for a formula: it begins with =, +, -, @, a tab or a carriage return, and is no number
/// (https://owasp.org/www-community/attacks/CSV_Injection).
bool isFormula(const CellValue &value);

} // namespace joinery
