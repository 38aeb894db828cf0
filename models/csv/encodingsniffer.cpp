#include "csv/encodingsniffer.h"

#include "csv/textencoding.h"

#include <QCoreApplication>
#include <QHash>
#include <QIODevice>
#include <QSet>

#include <uchardet.h>

namespace joinery {

namespace {

constexpr qint64 mostRead = Q_INT64_C(1) << 30;
constexpr qint64 chunk = 1 << 20;
constexpr qint64 fewestBytes = 4096;
constexpr qsizetype mostTold = 1 << 20; // what uchardet is given
constexpr qint64 fewLetters = 12; // below, it cannot tell one Latin alphabet from another

/// The bytes that tell encodings apart, gathered from all over a file.
struct Evidence
{
    Utf8Count utf8;
    QByteArray telling;
    bool isWestern = true; // no letter but those of western Europe, in WINDOWS-1252's places
    qint64 high = 0; // where the letters of WINDOWS and ISO encodings are, from 0xC0 on
    qint64 low = 0; // where those of MAC and DOS are, and WINDOWS has few
    bool controls = false; // C1 controls, which ISO-8859 text does not hold and WINDOWS-125x uses for letters and signs
    bool unassigned = false; // bytes that WINDOWS-1252 does not use
    bool escapes = false; // ISO-2022's switches between alphabets
};

/// Signs that are no letters in any WINDOWS-125x: the euro's, quotes, dashes, blanks and the like.
bool isSign(uchar byte)
{
    static const QByteArray signs(
        "\x80\x82\x84\x85\x8B\x91\x92\x93\x94\x95\x96\x97\x99\x9B\xA0\xA7\xAB\xAD\xB0\xB4\xB7\xBB");
    return signs.contains(char(byte));
}

/// The letters of French, German, Spanish, Italian, Dutch and the northern languages in WINDOWS-1252. Other alphabets in other encodings have
/// letters in further places; a capital has a bit less.
bool isWesternLetter(uchar byte)
{
    static const QByteArray letters(
        "\xE0\xE1\xE2\xE4\xE5\xE6\xE7\xE8\xE9\xEA\xEB\xED\xEE\xEF\xF1\xF3\xF4\xF6\xF8\xFA\xFB\xFC");
    return byte == 0xDF || (byte >= 0xC0 && letters.contains(char(byte | 0x20)));
}

bool isUnassigned(uchar byte)
{
    return byte == 0x81 || byte == 0x8D || byte == 0x8F || byte == 0x90 || byte == 0x9D;
}

/// UTF-16 without a mark: ASCII in it has a zero in every other byte.
QByteArray encodingOfZeros(QByteArrayView beginning)
{
    qsizetype zeros[2] = {0, 0};
    for (qsizetype i = 0; i < beginning.size(); ++i)
        zeros[i % 2] += beginning[i] == '\0';
    const qsizetype units = beginning.size() / 2;
    const auto isOne = [&](int place) { return zeros[place] * 5 > units * 2 && zeros[1 - place] * 50 <= units; };
    if (isOne(1))
        return "UTF-16LE";
    return isOne(0) ? "UTF-16BE" : "";
}

void gather(Evidence &evidence, QByteArrayView bytes)
{
    const Utf8Count count = countUtf8(bytes);
    evidence.utf8.sequences += count.sequences;
    evidence.utf8.stray += count.stray;
    const bool isPlain = count.sequences == 0 && count.stray == 0;
    for (const char c : bytes) {
        const auto byte = uchar(c);
        evidence.escapes |= byte == 0x1B;
        if (isPlain)
            continue;
        evidence.isWestern &= byte < 0x80 || isSign(byte) || isWesternLetter(byte);
        evidence.controls |= byte >= 0x80 && byte < 0xA0;
        evidence.high += byte >= 0xC0;
        evidence.low += byte >= 0x80 && byte < 0xC0 && !isSign(byte);
        evidence.unassigned |= isUnassigned(byte);
    }
    if ((!isPlain || evidence.escapes || evidence.telling.isEmpty()) && evidence.telling.size() < mostTold)
        evidence.telling.append(bytes.data(), qMin(bytes.size(), mostTold - evidence.telling.size()));
}

bool isLatin(const QByteArray &name)
{
    static const QSet<QByteArray> latin = {
        "ISO-8859-1",   "ISO-8859-2",   "ISO-8859-3",   "ISO-8859-4",  "ISO-8859-9",   "ISO-8859-10",
        "ISO-8859-13",  "ISO-8859-14",  "ISO-8859-15",  "ISO-8859-16", "WINDOWS-1250", "WINDOWS-1252",
        "WINDOWS-1254", "WINDOWS-1257", "WINDOWS-1258", "IBM852",      "IBM866",       "MAC-CENTRALEUROPE",
    };
    return latin.contains(name);
}

/// What spreadsheets write where the standard's name is said: the vendor's superset.
QByteArray supersetOf(const QByteArray &name)
{
    static const QHash<QByteArray, QByteArray> supersets = {{"SHIFT_JIS", "CP932"},
                                                            {"EUC-KR", "UHC"},
                                                            {"GB2312", "GB18030"},
                                                            {"ISO-8859-9", "WINDOWS-1254"},
                                                            {"ISO-8859-16", "WINDOWS-1250"}};
    return supersets.value(name, name);
}

/// The vendor's encoding of the same alphabet, which has signs where the standard's has controls.
QByteArray withoutControls(const QByteArray &name)
{
    static const QHash<QByteArray, QByteArray> windows = {
        {"ISO-8859-2", "WINDOWS-1250"}, {"ISO-8859-4", "WINDOWS-1257"}, {"ISO-8859-5", "WINDOWS-1251"},
        {"ISO-8859-7", "WINDOWS-1253"}, {"ISO-8859-8", "WINDOWS-1255"}, {"ISO-8859-13", "WINDOWS-1257"}};
    return windows.value(name, name);
}

QByteArray detected(const Evidence &evidence)
{
    uchardet_t detector = uchardet_new();
    uchardet_handle_data(detector, evidence.telling.constData(), size_t(evidence.telling.size()));
    uchardet_data_end(detector);
    const QByteArray name = QByteArray(uchardet_get_charset(detector)).toUpper();
    uchardet_delete(detector);
    return name;
}

QByteArray encodingOf(const Evidence &evidence)
{
    const auto &[sequences, stray] = evidence.utf8;
    if (stray == 0 && !evidence.escapes)
        return "UTF-8";
    // Other encodings hold such sequences by accident only.
    if (stray > 0 && sequences > 4 * stray)
        return "UTF-8";
    const QByteArray name = detected(evidence);
    if (stray == 0)
        return name.startsWith("ISO-2022") && !encodingNamed(name).isEmpty() ? name : "UTF-8";
    const QByteArray western = evidence.unassigned ? "ISO-8859-1" : "WINDOWS-1252";
    const bool isWestern = name == "ISO-8859-1" || name == "WINDOWS-1252" || name == "ISO-8859-15";
    if (name.isEmpty() || name == "ASCII" || name == "UTF-8" || isWestern)
        return western;
    const bool isOfMacOrDos = name == "MAC-CENTRALEUROPE" || name == "IBM852" || name == "IBM866";
    const bool isElsewhere = isOfMacOrDos && evidence.low * 4 < evidence.high + evidence.low;
    if (isLatin(name) && (stray + sequences < fewLetters || evidence.isWestern || isElsewhere))
        return western;
    const QByteArray known = encodingNamed(supersetOf(evidence.controls ? withoutControls(name) : name));
    return known.isEmpty() ? western : known;
}

} // namespace

Result<QByteArray> sniffEncoding(QIODevice &file)
{
    file.seek(0);
    Evidence evidence;
    QByteArray rest; // a sequence that a chunk's end cut off
    for (qint64 read = 0; read < mostRead;) {
        const QByteArray piece = file.read(qBound(fewestBytes, file.bytesAvailable(), chunk));
        if (piece.isEmpty())
            break;
        if (read == 0) {
            QByteArray name = encodingOfMark(piece);
            if (name.isEmpty())
                name = encodingOfZeros(piece.left(4096));
            if (!name.isEmpty()) {
                file.seek(0);
                return name;
            }
        }
        read += piece.size();
        // Cut where a line ends, so that no sequence and no double byte is torn.
        const QByteArray bytes = rest + piece;
        const qsizetype end = qMax(bytes.lastIndexOf('\n'), bytes.lastIndexOf('\r')) + 1;
        const qsizetype whole = end > 0 && bytes.size() - end < chunk ? end : bytes.size();
        gather(evidence, QByteArrayView(bytes).first(whole));
        rest = bytes.mid(whole);
    }
    gather(evidence, rest);
    if (!file.atEnd() && file.pos() < mostRead) {
        return failure(Error::Kind::Failed,
                       QCoreApplication::translate("joinery::EncodingSniffer", "The file could not be read: %1.")
                           .arg(file.errorString()),
                       file.errorString());
    }
    file.seek(0);
    return encodingOf(evidence);
}

} // namespace joinery
