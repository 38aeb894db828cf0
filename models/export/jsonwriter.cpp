#include "export/jsonwriter.h"

#include "csv/textencoding.h"
#include "export/valuetext.h"

namespace joinery {

void JsonWriter::separate()
{
    if (m_afterKey) {
        m_afterKey = false;
        return;
    }
    if (m_levels.isEmpty())
        return;
    Level &level = m_levels.last();
    if (!level.empty)
        m_output.write(level.layout == Layout::Rows ? QByteArrayView(",\n ") : QByteArrayView(", "));
    level.empty = false;
}

void JsonWriter::beginObject()
{
    separate();
    m_output.write('{');
    m_levels.append({Layout::Line});
}

void JsonWriter::beginArray(Layout layout)
{
    separate();
    m_output.write('[');
    m_levels.append({layout});
}

void JsonWriter::end(char bracket)
{
    m_levels.removeLast();
    m_output.write(bracket);
}

void JsonWriter::endObject()
{
    end('}');
}

void JsonWriter::endArray()
{
    end(']');
}

void JsonWriter::encodedKey(QByteArrayView name)
{
    separate();
    m_output.write(name);
    m_output.write(": ");
    m_afterKey = true;
}

void JsonWriter::value(const QVariant &value)
{
    separate();
    if (value.isNull())
        m_output.write("null");
    else if (value.typeId() == QMetaType::Bool)
        m_output.write(value.toBool() ? QByteArrayView("true") : QByteArrayView("false"));
    else if (isNumber(value))
        m_output.write(valueText(value));
    else if (value.typeId() == QMetaType::QByteArray)
        m_output.write('"' + valueText(value) + '"');
    else
        m_output.write(encoded(value.toString()));
}

void JsonWriter::value(const CellValue &value)
{
    separate();
    switch (value.type) {
    case CellValue::Type::Null:
        m_output.write("null");
        break;
    case CellValue::Type::Integer:
    case CellValue::Type::Real:
        m_output.write(valueText(value));
        break;
    case CellValue::Type::Text:
        // JSON is UTF-8 (RFC 8259, section 8.1); what is stored need not be.
        m_output.write(isUtf8(value.bytes) ? encoded(value.bytes) : encoded(QString::fromUtf8(value.bytes)));
        break;
    case CellValue::Type::Blob:
        m_output.write('"' + valueText(value) + '"');
        break;
    }
}

void JsonWriter::texts(const QStringList &texts)
{
    beginArray();
    for (const QString &text : texts)
        value(QVariant(text));
    endArray();
}

QByteArray JsonWriter::encoded(QByteArrayView utf8)
{
    static constexpr char digits[] = "0123456789abcdef";
    QByteArray out;
    out.reserve(utf8.size() + 2);
    out += '"';
    for (const char byte : utf8) {
        switch (byte) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            if (static_cast<unsigned char>(byte) < 0x20) {
                out += "\\u00";
                out += digits[byte >> 4];
                out += digits[byte & 0xf];
            } else {
                out += byte;
            }
        }
    }
    return out += '"';
}

} // namespace joinery
