#pragma once

#include "database/cellvalue.h"
#include "export/outputbuffer.h"

#include <QList>
#include <QVariant>

namespace joinery {

/// Writes JSON (RFC 8259) as it comes, UTF-8, members in the order of the calls; nothing is held in memory. The caller
/// balances begin and end and gives every value inside an object its key.
class JsonWriter
{
public:
    enum class Layout {
        Line,
        Rows, ///< every element on a line of its own
    };

    explicit JsonWriter(OutputBuffer &output) : m_output(output) {}

    void beginObject();
    void endObject();
    void beginArray(Layout layout = Layout::Line);
    void endArray();
    void key(const QString &name) { encodedKey(encoded(name)); }
    /// A key that encoded() has made: for keys that come with every row.
    void encodedKey(QByteArrayView name);
    /// NULL and invalid are null, numbers and truth values stay what they are, a blob is base64, anything else text.
    void value(const QVariant &value);
    void value(const CellValue &value);
    /// An array of texts.
    void texts(const QStringList &texts);
    /// Ends the document's last line.
    void finish() { m_output.write('\n'); }

    /// `text` as a JSON string, with its quotes.
    static QByteArray encoded(const QString &text) { return encoded(QByteArrayView(text.toUtf8())); }
    static QByteArray encoded(QByteArrayView utf8);

private:
    struct Level
    {
        Layout layout;
        bool empty = true;
    };

    void separate();
    void end(char bracket);

    OutputBuffer &m_output;
    QList<Level> m_levels;
    bool m_afterKey = false;
};

} // namespace joinery
