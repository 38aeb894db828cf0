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
    bool controls = false; // C1 controls, which ISO-8859 text does not hold and WINDOWS-125x uses for letters
    bool unassigned = false; // bytes that WINDOWS-1252 does not use
    bool escapes = false; // ISO-2022's switches between alphabets
};

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
        evidence.controls |= byte >= 0x80 && byte < 0xA0;
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
    static const QHash<QByteArray, QByteArray> supersets = {
        {"SHIFT_JIS", "CP932"}, {"EUC-KR", "UHC"}, {"GB2312", "GB18030"}, {"ISO-8859-9", "WINDOWS-1254"}};
    return supersets.value(name, name);
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
    if (isLatin(name) && stray + sequences < fewLetters)
        return western;
    const QByteArray known = encodingNamed(supersetOf(name));
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
