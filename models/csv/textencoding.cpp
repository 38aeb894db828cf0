#include "csv/textencoding.h"

#include <QHash>

#include <iconv.h>

#include <cerrno>
#include <cstring>

namespace joinery {

namespace {

constexpr QByteArrayView utf8Mark("\xEF\xBB\xBF", 3);
constexpr char undecodable = '\xFF';

/// The length of the well-formed sequence of two bytes or more at `at`; 0 when there is none, -1 when the end cuts one off.
/// https://www.unicode.org/versions/Unicode15.0.0/ch03.pdf, table 3-7.
int sequenceLength(const uchar *at, const uchar *end)
{
    const uchar lead = *at;
    int length = 0;
    uchar low = 0x80;
    uchar high = 0xBF;
    if (lead >= 0xC2 && lead <= 0xDF) {
        length = 2;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
        length = 3;
        low = lead == 0xE0 ? 0xA0 : 0x80;
        high = lead == 0xED ? 0x9F : 0xBF;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
        length = 4;
        low = lead == 0xF0 ? 0x90 : 0x80;
        high = lead == 0xF4 ? 0x8F : 0xBF;
    } else {
        return 0;
    }
    for (int i = 1; i < length; ++i) {
        if (at + i == end)
            return -1;
        if (at[i] < low || at[i] > high)
            return 0;
        low = 0x80;
        high = 0xBF;
    }
    return length;
}

const uchar *skipAscii(const uchar *at, const uchar *end)
{
    quint64 word = 0;
    while (end - at >= qsizetype(sizeof word)) {
        std::memcpy(&word, at, sizeof word);
        if (word & 0x8080808080808080u)
            break;
        at += sizeof word;
    }
    while (at < end && *at < 0x80)
        ++at;
    return at;
}

bool canConvert(const QByteArray &name)
{
    const iconv_t descriptor = iconv_open("UTF-8", name.constData());
    if (descriptor == iconv_t(-1))
        return false;
    iconv_close(descriptor);
    return true;
}

} // namespace

bool isUtf8(QByteArrayView bytes)
{
    const auto *at = reinterpret_cast<const uchar *>(bytes.data());
    const auto *end = at + bytes.size();
    for (at = skipAscii(at, end); at < end; at = skipAscii(at, end)) {
        const int length = sequenceLength(at, end);
        if (length <= 0)
            return false;
        at += length;
    }
    return true;
}

Utf8Count countUtf8(QByteArrayView bytes)
{
    Utf8Count count;
    const auto *at = reinterpret_cast<const uchar *>(bytes.data());
    const auto *end = at + bytes.size();
    for (at = skipAscii(at, end); at < end; at = skipAscii(at, end)) {
        const int length = sequenceLength(at, end);
        if (length < 0)
            break;
        if (length == 0)
            ++count.stray;
        else
            ++count.sequences;
        at += qMax(length, 1);
    }
    return count;
}

QByteArray encodingNamed(QByteArrayView name)
{
    static const QHash<QByteArray, QByteArray> known = {
        {"utf8", "UTF-8"},          {"utf8sig", "UTF-8"},      {"unicode", "UTF-16"},
        {"utf16", "UTF-16"},        {"utf16le", "UTF-16LE"},   {"utf16be", "UTF-16BE"},
        {"utf32", "UTF-32"},        {"utf32le", "UTF-32LE"},   {"utf32be", "UTF-32BE"},
        {"ascii", "UTF-8"},         {"usascii", "UTF-8"},      {"latin1", "ISO-8859-1"},
        {"iso88591", "ISO-8859-1"}, {"ansi", "WINDOWS-1252"},  {"windows1252", "WINDOWS-1252"},
        {"cp1252", "WINDOWS-1252"}, {"shiftjis", "SHIFT_JIS"}, {"sjis", "SHIFT_JIS"},
    };
    QByteArray plain;
    for (const char c : name) {
        if (c != '-' && c != '_' && c != ' ')
            plain += c;
    }
    plain = plain.toLower();
    if (const auto found = known.constFind(plain); found != known.cend())
        return *found;
    // "//" would pass options to the converter.
    const QByteArray upper = name.toByteArray().trimmed().toUpper();
    if (upper.isEmpty() || upper.contains('/') || upper.contains('\0'))
        return {};
    QByteArray dashed = upper;
    dashed.replace('_', '-');
    for (const QByteArray &spelling : {upper, dashed, plain.toUpper()}) {
        if (canConvert(spelling))
            return spelling;
    }
    return {};
}

QByteArray encodingOfMark(QByteArrayView beginning)
{
    if (beginning.startsWith(utf8Mark))
        return "UTF-8";
    if (beginning.startsWith(QByteArrayView("\xFF\xFE\0\0", 4)))
        return "UTF-32LE";
    if (beginning.startsWith(QByteArrayView("\0\0\xFE\xFF", 4)))
        return "UTF-32BE";
    if (beginning.startsWith(QByteArrayView("\xFF\xFE", 2)))
        return "UTF-16LE";
    if (beginning.startsWith(QByteArrayView("\xFE\xFF", 2)))
        return "UTF-16BE";
    return {};
}

QByteArray withByteOrder(const QByteArray &encoding, QByteArrayView beginning)
{
    if (encoding != "UTF-16" && encoding != "UTF-32")
        return encoding;
    if (const QByteArray marked = encodingOfMark(beginning); marked.startsWith(encoding))
        return marked;
    const bool bigEndian = beginning.size() > 1 && beginning[0] == '\0' && beginning[1] != '\0';
    return encoding + (bigEndian || beginning.startsWith(QByteArrayView("\0\0\0", 3)) ? "BE" : "LE");
}

/// iconv(3), which knows every encoding that files here come in; Qt's own decoders know Unicode and ISO-8859-1 only.
class TextDecoder::Converter
{
public:
    explicit Converter(const QByteArray &encoding)
        : m_unit(encoding.startsWith("UTF-32")   ? 4
                 : encoding.startsWith("UTF-16") ? 2
                                                 : 1)
        , m_descriptor(iconv_open("UTF-8", encoding.constData()))
    {
        if (m_descriptor == iconv_t(-1))
            m_descriptor = iconv_open("UTF-8", "ISO-8859-1");
    }
    ~Converter()
    {
        if (m_descriptor != iconv_t(-1))
            iconv_close(m_descriptor);
    }
    Q_DISABLE_COPY_MOVE(Converter)

    /// Appends to `text` what `bytes` say; returns how many of them a further piece may still complete.
    qsizetype convert(QByteArrayView bytes, QByteArray &text)
    {
        char *in = const_cast<char *>(bytes.data());
        size_t left = size_t(bytes.size());
        char out[4096];
        while (left > 0) {
            char *to = out;
            size_t room = sizeof out;
            const size_t done = iconv(m_descriptor, &in, &left, &to, &room);
            text.append(out, to - out);
            if (done != size_t(-1) || errno == E2BIG)
                continue;
            if (errno == EINVAL)
                return qsizetype(left);
            text.append(undecodable);
            const size_t skipped = qMin(left, m_unit);
            in += skipped;
            left -= skipped;
            iconv(m_descriptor, nullptr, nullptr, nullptr, nullptr);
        }
        return 0;
    }

private:
    const size_t m_unit; // what is skipped where nothing can be read
    iconv_t m_descriptor;
};

TextDecoder::TextDecoder(const QByteArray &encoding)
{
    if (encoding != "UTF-8")
        m_converter = std::make_unique<Converter>(encoding);
}

TextDecoder::~TextDecoder() = default;
TextDecoder::TextDecoder(TextDecoder &&) noexcept = default;

void TextDecoder::convert(QByteArrayView bytes, QByteArray &text, bool last)
{
    if (!m_converter) {
        text.append(bytes.data(), bytes.size());
        return;
    }
    const QByteArray joined = m_rest.isEmpty() ? QByteArray() : m_rest + bytes.toByteArray();
    const QByteArrayView whole = m_rest.isEmpty() ? bytes : QByteArrayView(joined);
    const qsizetype rest = m_converter->convert(whole, text);
    m_rest = whole.last(rest).toByteArray();
    if (last && rest > 0)
        text.append(undecodable);
}

void TextDecoder::decode(QByteArrayView bytes, QByteArray &text, bool last)
{
    const qsizetype before = text.size();
    convert(bytes, text, last);
    if (m_atBeginning && QByteArrayView(text).sliced(before).startsWith(utf8Mark))
        text.remove(before, utf8Mark.size());
    m_atBeginning = false;
}

} // namespace joinery
