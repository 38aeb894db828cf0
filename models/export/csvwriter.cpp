#include "export/csvwriter.h"

#include "export/valuetext.h"

namespace joinery {

bool isFormula(const QVariant &value)
{
    if (value.typeId() != QMetaType::QString)
        return false;
    const QString text = value.toString();
    if (text.isEmpty() || !QStringLiteral("=+-@\t\r").contains(text.front()))
        return false;
    bool isNumber = false;
    text.toDouble(&isNumber);
    return !isNumber;
}

void CsvWriter::field(const QVariant &value)
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
    const bool quoted = text.isEmpty() || text.contains(m_separator) || text.contains('"') || text.contains('\n')
                     || text.contains('\r');
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
