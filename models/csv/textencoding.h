#pragma once

#include <QByteArray>

#include <memory>

namespace joinery {

/// True when the bytes are well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates). Fast where all is ASCII.
bool isUtf8(QByteArrayView bytes);

/// How much of `bytes` could be UTF-8: well-formed sequences of two bytes and more, and bytes that belong to none. A sequence
/// that the end cuts off counts as neither.
struct Utf8Count
{
    qint64 sequences = 0;
    qint64 stray = 0;
};
Utf8Count countUtf8(QByteArrayView bytes);

/// The spelling under which an encoding is known here ("utf8" → "UTF-8", "latin-1" → "ISO-8859-1"), or an empty name when
/// it is unknown.
QByteArray encodingNamed(QByteArrayView name);

/// The Unicode encoding that a byte order mark at the beginning announces, or an empty name.
QByteArray encodingOfMark(QByteArrayView beginning);

/// `encoding` with its byte order: for UTF-16 and UTF-32 the one that the beginning's mark or its zeros show, else little-endian.
QByteArray withByteOrder(const QByteArray &encoding, QByteArrayView beginning);

/// Turns text into UTF-8, piece by piece. What is no text in the encoding becomes the byte FF, which is no UTF-8 either; UTF-8 itself
/// passes unchecked. A byte order mark at the beginning is left out, if the first piece holds it whole.
class TextDecoder
{
public:
    /// `encoding` as encodingNamed() returns it; an unknown one is read as ISO-8859-1.
    explicit TextDecoder(const QByteArray &encoding);
    ~TextDecoder();
    TextDecoder(TextDecoder &&) noexcept;
    Q_DISABLE_COPY(TextDecoder)

    /// Appends `bytes`, decoded, to `text`. `last`: nothing follows.
    void decode(QByteArrayView bytes, QByteArray &text, bool last);

private:
    class Converter;

    void convert(QByteArrayView bytes, QByteArray &text, bool last);

    std::unique_ptr<Converter> m_converter; // null: UTF-8
    QByteArray m_rest; // a sequence that the end of the last piece cut off
    bool m_atBeginning = true;
};

} // namespace joinery
