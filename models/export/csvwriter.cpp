#include "export/csvwriter.h"

#include "export/valuetext.h"

namespace joinery {

bool isFormula(const CellValue &value)
{
    if (value.type != CellValue::Type::Text || value.bytes.isEmpty())
        return false;
    if (!QByteArrayView("=+-@\t\r").contains(value.bytes.front()))
        return false;
    bool isNumber = false;
    value.bytes.toByteArray().toDouble(&isNumber);
    return !isNumber;
}

void CsvWriter::field(const CellValue &value, bool untyped)
{
    if (m_lineStarted)
        m_output.write(m_separator);
    m_lineStarted = true;
    if (value.isNull())
        return;
    QByteArray text = valueText(value);
    if (isFormula(value)) {
        ++m_formulas;
        if (m_neutralizes)
            text.prepend('\'');
    }
    bool isNumber = false;
    if (untyped && value.type == CellValue::Type::Text)
        text.toDouble(&isNumber);
    const bool quoted = isNumber || text.isEmpty() || text.contains(m_separator) || text.contains('"')
                     || text.contains('\n') || text.contains('\r');
    if (!quoted) {
        m_output.write(text);
        return;
    }
    m_output.write('"');
    m_output.write(text.replace("\"", "\"\""));
    m_output.write('"');
}

void CsvWriter::endLine()
{
    m_output.write('\n');
    m_lineStarted = false;
}

} // namespace joinery
